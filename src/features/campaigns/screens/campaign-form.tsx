import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { readCampaigns } from '../../../desk/campaign-titles.ts'
import type { OpenCampaign } from '../../../desk/campaign-titles.ts'
import { useCodes } from '../../../desk/codes.ts'
import { DecideOn } from '../../../desk/decide-on.tsx'
import { otherWriter } from '../../../desk/decide.tsx'
import type { OtherWriter } from '../../../desk/decide.tsx'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { useDesk } from '../../../desk/session.tsx'
import type { OpenDesk } from '../../../desk/session.tsx'
import { Button, Choice, DateField, Field, Foot, Loaded, Notice, NumberField, Page, Panel, Row, Saved, Select, Stack, useKeys, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import { readWhole, readYear } from '../../../shared/whole-number.ts'
import { formatMonth } from '../../../shared/words.ts'
import { campaignChannel, ourRole } from '../../../vocabulary/index.ts'
import { campaignYears, campaigns, reachCounted } from '../contract.ts'
import type { CampaignWords } from '../contract.ts'
import { whatContradicts } from '../rules.ts'
import { campaignWordsOf } from './words.ts'

type Reach = { readonly channel: OpenCampaign['reach'][number]['channel']; readonly reached: string }
type Written = Omit<CampaignWords, 'files'> & {
  readonly role: OpenCampaign['role'] | null; readonly year: string; readonly fromMonth: string | null; readonly toMonth: string | null; readonly reach: readonly Reach[]
  /** Of what stood there when this form was begun, so that nobody's later words are overwritten unseen. */
  readonly version: number; readonly docVersion: number; readonly files: CampaignWords['files']
}
/** `began`: what stood there when she began; nothing where it is new. */
type State = Written & { readonly began: Written | null }
type More = { readonly known: OpenCampaign | undefined }

const blank: State = { title: '', messages: '', materials: '', partners: '', budgetLine: '', notes: '', role: null, year: '', fromMonth: null, toMonth: null, reach: [], version: 0, docVersion: 0, files: [], began: null }

const asked = ['title', 'role', 'year', 'fromMonth', 'toMonth', 'reach', 'messages', 'materials', 'partners', 'budgetLine', 'notes'] as const
/** By which word a question is called. */
const called = {
  title: 'name', role: 'role', year: 'year', fromMonth: 'from', toMonth: 'to', reach: 'reach', messages: 'messages', materials: 'materials', partners: 'partners', budgetLine: 'budget', notes: 'notes',
} as const

function writtenAs({ words, role, year, fromMonth, toMonth, reach, version, doc }: OpenCampaign): Written {
  const { began: _, ...nothing } = blank
  return {
    ...nothing, ...words, role, year: year === null ? '' : String(year), fromMonth, toMonth, version, docVersion: doc?.version ?? 0,
    reach: reach.map(({ channel, reached }) => ({ channel, reached: reached === null ? '' : String(reached) })),
  }
}
const knownOf = async (desk: OpenDesk, folder: string) => (await readCampaigns(desk)).find((one) => one.folder === folder)

export default function CampaignForm() {
  const desk = useDesk()
  const [search] = useSearchParams()
  const of = search.get('campaign')
  const query = useBegun<State, More>(`prevention/campaign${of ? `?campaign=${of}` : ''}`, async () => {
    const known = of ? await knownOf(desk, of) : undefined
    const began = known && writtenAs(known)
    return { blank: began ? { ...began, began } : blank, more: { known } }
  })
  return <Loaded query={query} lines={10}>{({ begun, more }) => <Form key={begun.id} begun={begun} known={more.known} />}</Loaded>
}

const readReached = (text: string) => readWhole(text, reachCounted)

function Form({ begun, known }: { readonly begun: Begun<State>; readonly known: OpenCampaign | undefined }) {
  const desk = useDesk()
  const say = useWords(campaignWordsOf)
  const { options, label } = useCodes()
  const tell = useTell()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const locale = useLocale()
  const [missing, setMissing] = useState(false)
  const [theirs, setTheirs] = useState<{ readonly of: Written; readonly other: OtherWriter }>()
  const { state, change, busy, error, pressed, keeping, save } = useKeptForm(begun)
  const whenOf = (of: Written) => {
    const year = readYear(of.year, campaignYears)
    return { year: year === 'wrong' ? null : year, fromMonth: of.fromMonth || null, toMonth: of.toMonth || null }
  }
  const year = readYear(state.year, campaignYears)
  const contradicts = whatContradicts(whenOf(state))
  const left = campaignChannel.codes.filter((code) => !state.reach.some((one) => one.channel === code))
  const put = (channel: Reach['channel'], reached: string) => change({ reach: state.reach.map((one) => (one.channel === channel ? { channel, reached } : one)) })

  async function compose(of: State) {
    const { role, reach, title, messages, materials, partners, budgetLine, notes, files, version, docVersion } = of
    const newFolder = known ? null : await desk.keys.makeFolder('campaign', [desk.team('prevention'), desk.team('coordination'), desk.team('sos_line')], dayOf(new Date()))
    const folder = known?.folder ?? newFolder?.id ?? newId<'folder'>()
    const words: CampaignWords = { title: title.trim(), messages, materials, partners, budgetLine, notes, files }
    const doc = await desk.keys.sealDoc({ folder, id: known?.doc?.id ?? newId(), version: docVersion + 1, schema: 'campaign/1' }, words)
    const facts = { folder, team: known?.team ?? desk.team('prevention'), role: role ?? 'not_asked', ...whenOf(of), reach: reach.map((one) => ({ channel: one.channel, reached: readReached(one.reached) as number | null })) } as const
    return async () => {
      if (newFolder) await desk.call(campaigns.save, { ...facts, newFolder, doc })
      else await desk.call(campaigns.change, { ...facts, version, doc })
      go(`/campaigns/${folder}`)
    }
  }
  async function keep(of: State = state) {
    pressed()
    setMissing(true)
    if (!of.title.trim() || readYear(of.year, campaignYears) === 'wrong' || whatContradicts(whenOf(of)) || of.reach.some((one) => readReached(one.reached) === 'wrong')) return setTheirs(undefined)
    const saved = await save(compose, of, async () => {
      const now = known && (await knownOf(desk, known.folder))
      if (now) setTheirs({ of: writtenAs(now), other: await otherWriter(desk, now.folder, now.doc?.author ?? '') })
    })
    if (!saved) return
    await queries.invalidateQueries({ queryKey: ['campaigns'] })
    tell(say('saved'))
  }
  const shown = (written: Written, key: (typeof asked)[number]): string => {
    if (key === 'role') return written.role ? label(ourRole, written.role) : ''
    if (key === 'fromMonth' || key === 'toMonth') return written[key] ? formatMonth(written[key], locale) : ''
    return key === 'reach' ? written.reach.map(({ channel, reached }) => `${label(campaignChannel, channel)}: ${reached}`).join('\n') : written[key]
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('save'), run: () => void (theirs ?? keep()) }])
  if (theirs) {
    return (
      <DecideOn title={say('change')} mine={state} theirs={theirs.of} asked={asked} label={(key) => say(called[key])} shown={shown}
        other={theirs.other} busy={busy} problem={error} onDecided={(of) => { change(of); void keep(of) }} />
    )
  }
  const words = (['messages', 'materials', 'partners', 'budgetLine', 'notes'] as const)
  return (
    <Page title={say(known ? 'change' : 'new')} actions={<Saved {...keeping} />}>
      <Stack>
        <Field name="campaign.title" label={say('name')} hint={say('name.hint')} value={state.title} limit={200} onChange={(title) => change({ title })} error={missing && !state.title.trim() ? say('name.needed') : undefined} />
        <Choice name="campaign.role" label={say('role')} missing={['unknown']} options={(['organiser', 'co_organiser', 'participant'] as const).map((value) => ({ value, label: say(`role.${value}`) }))} value={state.role as never} onChange={(role) => change({ role })} />
        <div className="wide-field">
          <NumberField of="year" name="campaign.year" label={say('year')} hint={say('year.hint')} value={state.year} {...campaignYears} asked={missing} onChange={(next) => change({ year: next })} />
          <DateField of="month" name="campaign.from" label={say('from')} value={state.fromMonth} onChange={(fromMonth) => change({ fromMonth, ...(fromMonth && !state.year && { year: fromMonth.slice(0, 4) }) })} />
          <DateField of="month" name="campaign.to" label={say('to')} value={state.toMonth} onChange={(toMonth) => change({ toMonth })} />
        </div>
        {contradicts && (missing || year !== null) && <Notice kind="problem" live>{say('months.contradict')}</Notice>}
        <Panel title={say('reach')} level={3} name="campaign.reach">
          <Stack>
            {state.reach.map(({ channel, reached }) => (
              <Row key={channel} spread>
                <NumberField name="campaign.reached" label={label(campaignChannel, channel)} hint={say('reach.hint')} value={reached} {...reachCounted} asked={missing} onChange={(next) => put(channel, next)} />
                <Button kind="quiet" name="campaign.reach.remove" onClick={() => change({ reach: state.reach.filter((one) => one.channel !== channel) })}>{say('reach.remove', { channel: label(campaignChannel, channel) })}</Button>
              </Row>
            ))}
            {left.length > 0 && <Select name="campaign.channel" label={say('reach.add')} options={options(campaignChannel, [...left])} value={null} onChange={(channel) => channel && change({ reach: [...state.reach, { channel: channel as Reach['channel'], reached: '' }] })} />}
          </Stack>
        </Panel>
        {words.map((word) => <Field key={word} name={`campaign.${word === 'budgetLine' ? 'budget' : word}`} label={say(word === 'budgetLine' ? 'budget' : word)} lines={word === 'budgetLine' ? 1 : 2} value={state[word]} limit={20_000} onChange={(next) => change({ [word]: next })} />)}
      </Stack>
      <Foot problem={error}><span /><Button kind="primary" name="campaign.save" keys="Ctrl+Enter" busy={busy} onClick={() => void keep()}>{say('save')}</Button></Foot>
    </Page>
  )
}
