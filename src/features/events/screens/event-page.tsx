import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from 'wouter'
import { readCampaigns, titlesOf } from '../../../desk/campaign-titles.ts'
import { useCodes } from '../../../desk/codes.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Facts, LinkButton, Loaded, Notice, Page, Panel, PrintHeader, Row, Stack, Table, Tag, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import type { FolderId } from '../../../shared/ids.ts'
import { formatDay, formatNumber, formatSession } from '../../../shared/words.ts'
import { ageBand, audience, educationForm, eventKind, eventPlace, eventState, ourRole, sex } from '../../../vocabulary/index.ts'
import { readActivists } from '../../activists/screens/read.ts'
import { allHeads, isOver } from '../rules.ts'
import { EventFiles } from './event-files.tsx'
import { EventHours } from './event-hours.tsx'
import { EvaluationsPanel } from './evaluations-panel.tsx'
import { PublicPanel } from './public-panel.tsx'
import { readEvent } from './read.ts'
import type { OpenEvent } from './read.ts'
import { eventWordsOf } from './words.ts'

/** Everything of one event: what it is, who was there, who registered, what they thought. */
export default function EventPage() {
  const desk = useDesk()
  const { folder } = useParams<{ folder: string }>()
  const query = useQuery({ queryKey: ['events', folder], queryFn: () => readEvent(desk, folder as FolderId) })
  return <Loaded query={query} lines={12}>{({ event, series }) => <Event event={event} series={series} />}</Loaded>
}

function Event({ event, series }: { readonly event: OpenEvent; readonly series: readonly { readonly folder: string; readonly onDay: string }[] }) {
  const desk = useDesk()
  const say = useWords(eventWordsOf)
  const locale = useLocale()
  const { label } = useCodes()
  const { words, folder, state } = event
  const campaigns = useQuery({ queryKey: ['campaigns', 'list'], enabled: event.campaign !== null, queryFn: () => readCampaigns(desk), select: titlesOf })
  const people = useQuery({ queryKey: ['activists'], enabled: Boolean(words?.activists.length), queryFn: () => readActivists(desk) })
  const title = words?.title || label(eventKind, event.kind)
  const inTeam = desk.mine.includes(desk.team('prevention'))
  const begun = event.onDay <= dayOf(new Date())
  const named = words?.activists.map((id) => people.data?.find((one) => one.folder === id)?.words?.name).filter(Boolean).join(', ')
  const facts = [
    { label: say('kind'), value: label(eventKind, event.kind) }, { label: say('role'), value: label(ourRole, event.role) },
    { label: say('when'), value: <>{event.sessions.map((one) => <div key={one.id}>{formatSession(one, locale)}</div>)}</>, name: 'event.when' },
    ...[
      [say('where'), words?.where], [say('audiences'), words?.audiences.map((code) => label(audience, code)).join(', ')],
      [say('capacity'), event.capacity === null ? '' : formatNumber(event.capacity, locale)], [say('form'), event.form === 'not_asked' ? '' : label(educationForm, event.form)],
      [say('trainers'), [words?.trainers, named].filter(Boolean).join('; ')], [say('campaign'), campaigns.data?.find((one) => one.value === event.campaign)?.label],
      [say('about'), words?.about], [say('materials'), words?.materials], [say('partners'), words?.partners], [say('notes'), words?.notes],
    ].flatMap(([name = '', value]) => (value ? [{ label: name, value: <span className="pre">{value}</span> }] : [])),
  ]
  return (
    <Page title={title} over={<Link href="/prevention" data-key="event.back">{say('prevention')}</Link>} lead={<Tag>{label(eventState, state)}</Tag>}
      actions={<span data-chrome><Row>
        {state !== 'cancelled' && inTeam && <LinkButton href={`/events/${folder}/check-in`} name="event.check-in">{say('check-in')}</LinkButton>}
        {state !== 'cancelled' && begun && <LinkButton href={`/prevention/heads?event=${folder}`} name="event.count" kind={event.heads.length ? 'plain' : 'primary'}>{say(event.heads.length ? 'heads.correct' : 'heads.title')}</LinkButton>}
        <LinkButton href={`/prevention/event?event=${folder}`} name="event.change">{say('change')}</LinkButton>
        <LinkButton href={`/prevention/event?copy=${folder}`} name="event.copy">{say('copy')}</LinkButton>
        {state === 'held' && inTeam && <LinkButton href={`/events/${folder}/certificates`} name="event.certificates">{say('certificates')}</LinkButton>}
        <Button name="event.print" onClick={() => print()}>{say('print')}</Button>
      </Row></span>}>
      <PrintHeader title={say('paper')} period={formatDay(event.onDay, locale)} printedBy={desk.me.shown} />
      <Stack>
        {!words && <Notice kind="problem">{say('closed')}</Notice>}
        {state === 'planned' && isOver(event, dayOf(new Date())) && <Notice kind="decision" title={say('not-counted')}>{say('not-counted.words')}</Notice>}
        <Facts facts={facts} />
        <Heads event={event} />
        <EventHours event={event} />
        {words && <EventFiles event={event} />}
        {series.length > 0 && (
          <Panel title={say('series')} name="event.series"><ul className="list">{series.map((one) => <li key={one.folder}><Link href={`/events/${one.folder}`} data-key="event.open">{formatDay(one.onDay, locale)}</Link></li>)}</ul></Panel>
        )}
        <PublicPanel event={event} />
        {begun && <EvaluationsPanel folder={folder} />}
      </Stack>
    </Page>
  )
}

function Heads({ event }: { readonly event: OpenEvent }) {
  const say = useWords(eventWordsOf)
  const locale = useLocale()
  const { label } = useCodes()
  if (!event.heads.length) return <Panel title={say('heads.of')} name="event.heads"><p>{say('heads.none')}</p></Panel>
  return (
    <Panel title={say('heads.of')} name="event.heads">
      <p><strong data-key="event.heads.all">{say('heads.count', { count: allHeads(event.heads), shown: formatNumber(allHeads(event.heads), locale) })}</strong></p>
      <Table caption={say('heads.of')} captionHidden name="event.heads.table" rows={event.heads} keyOf={(one) => [one.audience, one.sex, one.ageBand, one.place].join(' ')}
        columns={[
          { key: 'audience', label: say('heads.audience'), cell: (one) => label(audience, one.audience) },
          { key: 'sex', label: say('heads.sex'), cell: (one) => label(sex, one.sex) },
          { key: 'age', label: say('heads.age'), cell: (one) => label(ageBand, one.ageBand) },
          { key: 'place', label: say('heads.place'), cell: (one) => label(eventPlace, one.place) },
          { key: 'heads', label: say('heads.heads'), number: true, cell: (one) => formatNumber(one.heads, locale) },
        ]} />
    </Panel>
  )
}
