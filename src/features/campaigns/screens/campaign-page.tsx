import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'wouter'
import { readCampaigns } from '../../../desk/campaign-titles.ts'
import type { OpenCampaign } from '../../../desk/campaign-titles.ts'
import { useCodes } from '../../../desk/codes.ts'
import { materials } from '../../../desk/papers/kinds.ts'
import { Papers } from '../../../desk/papers/papers.tsx'
import { overTheNewest } from '../../../desk/papers/pieces.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Bars, Button, Empty, Facts, LinkButton, Loaded, Notice, Page, Panel, PrintHeader, Row, Stack, Table, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { formatMonth, formatNumber } from '../../../shared/words.ts'
import { campaignChannel, ourRole } from '../../../vocabulary/index.ts'
import { figures } from '../../figures/contract.ts'
import { openHeard } from '../../figures/open-heard.ts'
import type { SealedFile } from '../../folders/contract.ts'
import { campaigns } from '../contract.ts'
import { ranFrom, reachOf, withTheTimeBefore } from '../rules.ts'
import { campaignWordsOf } from './words.ts'

/** One campaign on one printed page: what it was, whom it reached, and what came of it in calls. */
export default function CampaignPage() {
  const desk = useDesk()
  const say = useWords(campaignWordsOf)
  const { folder } = useParams<{ folder: string }>()
  const query = useQuery({ queryKey: ['campaigns', 'list'], queryFn: () => readCampaigns(desk) })
  return (
    <Loaded query={query} lines={10}>
      {(all) => {
        const one = all.find((campaign) => campaign.folder === folder)
        return one ? <Campaign one={one} /> : <Page title={say('title')}><Empty title={say('none')} /></Page>
      }}
    </Loaded>
  )
}

function Campaign({ one }: { readonly one: OpenCampaign }) {
  const desk = useDesk()
  const say = useWords(campaignWordsOf)
  const locale = useLocale()
  const { label } = useCodes()
  const { words, reach } = one
  const months = one.fromMonth && [formatMonth(one.fromMonth, locale), one.toMonth && formatMonth(one.toMonth, locale)].filter(Boolean).join(' – ')
  const when = months || (one.year === null ? say('year.unknown') : String(one.year))
  const facts = [
    { label: say('when'), value: when, name: 'campaign.when' }, { label: say('role'), value: label(ourRole, one.role) },
    ...(['messages', 'materials', 'partners', 'budgetLine', 'notes'] as const).flatMap((word) => (words?.[word] ? [{ label: say(word === 'budgetLine' ? 'budget' : word), value: <span className="pre">{words[word]}</span> }] : [])),
  ]
  const { known, unknown } = reachOf(reach)
  return (
    <Page title={words?.title || say('closed')} over={<Link href="/campaigns" data-key="campaign.back">{say('title')}</Link>}
      actions={<span data-chrome><Row>{desk.may('prevention:write') && <LinkButton href={`/prevention/campaign?campaign=${one.folder}`} name="campaign.change">{say('change')}</LinkButton>}<Button name="campaign.print" onClick={() => print()}>{say('print')}</Button></Row></span>}>
      <PrintHeader title={say('paper')} printedBy={desk.me.shown} />
      <Stack>
        <Facts facts={facts} />
        <Panel title={say('reach')} name="campaign.reach">
          {reach.length === 0 ? <p>{say('reach.none')}</p> : (
            <>
              <p><strong>{unknown ? say('reach.sum.some', { shown: formatNumber(known, locale), count: unknown }) : say('reach.sum', { shown: formatNumber(known, locale) })}</strong></p>
              <Table caption={say('reach')} captionHidden keepColumns rows={reach} keyOf={(row) => row.channel}
                columns={[{ key: 'channel', label: say('reach.channel'), cell: (row) => label(campaignChannel, row.channel) }, { key: 'reached', label: say('reach.reached'), number: true, cell: (row) => (row.reached === null ? say('reach.unknown') : formatNumber(row.reached, locale)) }]} />
            </>
          )}
        </Panel>
        {words && <Materials one={one} />}
        <CallsByPeriod one={one} />
        <Heard one={one} />
      </Stack>
    </Page>
  )
}

/** What was printed and shown, for whoever holds the campaign. */
function Materials({ one }: { readonly one: OpenCampaign }) {
  const desk = useDesk()
  const say = useWords(campaignWordsOf)
  const queries = useQueryClient()
  const again = async () => (await readCampaigns(desk)).find((some) => some.folder === one.folder)
  const keep = (change: (files: readonly SealedFile[]) => readonly SealedFile[]) => overTheNewest(one, again, async ({ words, doc: known, ...facts }) => {
    if (!words || !known) throw new Error('a campaign that does not open takes no files')
    const doc = await desk.keys.sealDoc({ folder: facts.folder, id: known.id, version: known.version + 1, schema: 'campaign/1' }, { ...words, files: change(words.files) })
    await desk.call(campaigns.change, { ...facts, doc })
  }).finally(() => queries.invalidateQueries({ queryKey: ['campaigns'] }))
  return (
    <Papers name="campaign.file" panel="campaign.files" title={say('files')} none={say('files.none')} add={say('files.add')} most={20} taken={materials}
      folder={one.folder} files={one.words?.files ?? []} mayWrite={desk.may('prevention:write')} keep={keep} />
  )
}

/** Clear counts of everybody's calls: when people called, before and during. */
function CallsByPeriod({ one }: { readonly one: OpenCampaign }) {
  const desk = useDesk()
  const say = useWords(campaignWordsOf)
  const locale = useLocale()
  const ran = ranFrom(one)
  const period = ran && withTheTimeBefore(ran)
  const query = useQuery({
    queryKey: ['figures', 'calls', period], enabled: period !== undefined,
    queryFn: async () => (period ? ((await desk.call(figures.count, { ...period, locale })).figures.find((figure) => figure.id === 'calls.by_month')?.by ?? {}) : {}),
  })
  if (!ran || !period) return <Panel title={say('calls')} name="campaign.calls"><p>{say('calls.undated')}</p></Panel>
  const sum = (by: Readonly<Record<string, number>>, during: boolean) => Object.entries(by).reduce((all, [month, count]) => all + ((month >= ran.from.slice(0, 7)) === during ? count : 0), 0)
  return (
    <Panel title={say('calls')} name="campaign.calls">
      <Loaded query={query} lines={6}>
        {(by) => (
          <Stack>
            <p><strong data-key="campaign.during">{say('calls.during', { shown: formatNumber(sum(by, true), locale) })}</strong><br />{say('calls.before', { shown: formatNumber(sum(by, false), locale) })}<br />{say('calls.not-cause')}</p>
            <Bars caption={say('calls.period')} items={Object.entries(by).filter(([month]) => month <= dayOf(new Date()).slice(0, 7)).map(([id, value]) => ({ id, value, label: formatMonth(id, locale) }))} />
          </Stack>
        )}
      </Loaded>
    </Panel>
  )
}

type Counted = { readonly named: number; readonly some: number; readonly all: number; readonly unknown: number }

/** What callers said, counted over the calls she may open: from the campaign's beginning to a year after its end. */
function Heard({ one }: { readonly one: OpenCampaign }) {
  const desk = useDesk()
  const say = useWords(campaignWordsOf)
  const locale = useLocale()
  const plainly = usePlainly()
  const [counted, setCounted] = useState<Counted>()
  const [progress, setProgress] = useState<number>()
  const [error, setError] = useState<string>()
  const ran = ranFrom(one)
  const shown = (value: number) => formatNumber(value, locale)
  async function count() {
    setError(undefined)
    setProgress(0)
    const today = dayOf(new Date())
    const period = ran ? { from: ran.from, to: `${Number(ran.to.slice(0, 4)) + 1}${ran.to.slice(4)}`.replace('-02-29', '-02-28') } : { from: `${today.slice(0, 4)}-01-01`, to: today }
    try {
      const calls = await openHeard(desk.call, desk.keys, period, setProgress)
      setCounted({
        named: calls.filter((call) => call.campaign === one.folder).length, some: calls.filter((call) => call.heardOf === 'campaign' && call.campaign === null).length,
        all: calls.length, unknown: calls.filter((call) => ['', 'unknown', 'not_asked', 'declined'].includes(call.heardOf)).length,
      })
    } catch (problem) {
      setError(plainly(problem))
    }
    setProgress(undefined)
  }
  // On paper stands what was counted; how to count it is of no use there.
  return (
    <div {...(!counted && { 'data-chrome': true })}><Panel title={say('heard')} name="campaign.heard">
      <Stack>
        <p>{say('heard.words')}</p>
        {counted && <p><strong data-key="campaign.named" data-value={counted.named}>{say('heard.said', { count: counted.named, shown: shown(counted.named) })}</strong><br />{say('heard.any', { shown: shown(counted.some), all: shown(counted.all), unknown: shown(counted.unknown) })}</p>}
        {error && <Notice kind="problem" live>{error}</Notice>}
        {desk.may('contacts:take')
          ? <div data-chrome><Row><Button name="campaign.count" busy={progress !== undefined} onClick={() => void count()}>{say('heard.count')}</Button>{progress !== undefined && <span aria-live="polite">{say('heard.progress', { shown: shown(progress) })}</span>}</Row></div>
          : <p>{say('heard.cannot')}</p>}
      </Stack>
    </Panel></div>
  )
}
