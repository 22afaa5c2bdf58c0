import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import { readCampaigns, titlesOf } from '../../../desk/campaign-titles.ts'
import { useCodes } from '../../../desk/codes.ts'
import { DecideOn } from '../../../desk/decide-on.tsx'
import { otherWriter } from '../../../desk/decide.tsx'
import type { OtherWriter } from '../../../desk/decide.tsx'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { useDesk } from '../../../desk/session.tsx'
import type { OpenDesk } from '../../../desk/session.tsx'
import { Button, Choice, Choices, DateField, Disclosure, Field, Foot, Loaded, Notice, NumberField, Page, PickSeveral, Row, Saved, Select, Stack, useKeys, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { addDays, dayOf, daysBetween, isDay } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import type { FolderId, RecordId, TeamId } from '../../../shared/ids.ts'
import { readWhole } from '../../../shared/whole-number.ts'
import { formatDay } from '../../../shared/words.ts'
import { audience, educationForm, eventKind, eventState, ourRole } from '../../../vocabulary/index.ts'
import { readActivists } from '../../activists/screens/read.ts'
import { events } from '../contract.ts'
import type { EventWords } from '../contract.ts'
import { placesOffered } from '../facts.ts'
import type { EventFacts } from '../facts.ts'
import { cameOnlyBefore, copiedSessions, whatContradicts } from '../rules.ts'
import { readEvent, readParticipants } from './read.ts'
import type { OpenEvent } from './read.ts'
import { eventWordsOf } from './words.ts'

type Session = { readonly id: RecordId; readonly onDay: string; readonly starts: string; readonly ends: string }
type Written = Omit<EventWords, 'activists'> & {
  readonly kind: EventFacts['kind'] | null
  readonly role: EventFacts['role'] | null
  readonly form: EventFacts['form'] | null
  readonly state: EventFacts['state']
  readonly campaign: string | null
  readonly series: RecordId | null
  readonly capacity: string
  readonly sessions: readonly Session[]
  readonly activists: readonly string[]
  /** Of what stood there when this form was begun, so that nobody's later words are overwritten unseen. */
  readonly version: number
  readonly docVersion: number
}
/** `began`: what stood there when she began; nothing where it is new. */
type State = Written & { readonly began: Written | null }
type Option = { readonly value: string; readonly label: string }
/** `counted`: heads of it are counted by name. */
type More = { readonly folder: FolderId | null; readonly team: TeamId; readonly doc: string | undefined; readonly counted: boolean; readonly campaigns: readonly Option[]; readonly activists: readonly Option[] }

const asked = ['title', 'kind', 'role', 'form', 'state', 'sessions', 'capacity', 'where', 'audiences', 'campaign', 'activists', 'trainers', 'partners', 'about', 'materials', 'notes'] as const
/** By which word a question is called. */
const called = {
  title: 'title', kind: 'kind', role: 'role', form: 'form', state: 'stands', sessions: 'day', capacity: 'capacity', where: 'where', audiences: 'audiences', campaign: 'campaign', activists: 'activists',
  trainers: 'trainers', partners: 'partners', about: 'about', materials: 'materials', notes: 'notes',
} as const

const blankSession = (onDay: string): Session => ({ id: newId<'record'>(), onDay, starts: '', ends: '' })
const blank = (): State => ({
  kind: null, role: null, form: null, state: 'planned', campaign: null, series: null, capacity: '', sessions: [blankSession('')],
  title: '', about: '', where: '', audiences: [], trainers: '', activists: [], partners: '', materials: '', notes: '', files: [], version: 0, docVersion: 0, began: null,
})

function writtenAs({ words, kind, role, form, state, campaign, series, capacity, sessions, version, doc }: OpenEvent): Written {
  const { began: _, ...nothing } = blank()
  return {
    ...nothing, ...words, kind, role, form, state, campaign, series, capacity: capacity === null ? '' : String(capacity), version, docVersion: doc?.version ?? 0,
    sessions: sessions.map((one) => ({ ...one, starts: one.starts ?? '', ends: one.ends ?? '' })),
  }
}

/** A new event, one that changes, or a copy of one a week later. */
async function begin(desk: OpenDesk, of: FolderId | null, copy: FolderId | null): Promise<{ blank: State; more: More }> {
  const [campaigns, activists] = await Promise.all([readCampaigns(desk).then(titlesOf), readActivists(desk).then((all) => all.filter((one) => one.state === 'active').map((one) => ({ value: one.folder as string, label: one.words?.name ?? '–' })))])
  const more = { folder: null, team: desk.team('prevention'), doc: undefined, counted: false, campaigns, activists }
  const from = of ?? copy
  if (!from) return { blank: blank(), more }
  const { event } = await readEvent(desk, from)
  const began = writtenAs(event)
  if (!copy) return { blank: { ...began, began }, more: { ...more, folder: event.folder, team: event.team, doc: event.doc?.id, counted: event.heads.some((one) => one.named > 0) } }
  const later = (day: string) => addDays(day, Math.max(7, daysBetween(event.onDay, dayOf(new Date())) + 7))
  const sessions = copiedSessions(event.sessions, () => newId<'record'>(), later).map((one) => ({ ...one, starts: one.starts ?? '', ends: one.ends ?? '' }))
  // Files lie in the folder of their own event: a copy begins without them.
  const copied: State = { ...began, sessions, state: 'planned', series: event.series ?? (event.folder as string as RecordId), files: [], version: 0, docVersion: 0, began: null }
  return { blank: copied, more }
}

export default function EventForm() {
  const desk = useDesk()
  const [search] = useSearchParams()
  const [of, copy] = [search.get('event') as FolderId | null, search.get('copy') as FolderId | null]
  const page = `prevention/event${of ? `?event=${of}` : copy ? `?copy=${copy}` : ''}`
  const query = useBegun<State, More>(page, () => begin(desk, of, copy))
  return <Loaded query={query} lines={10}>{({ begun, more }) => <Form key={begun.id} begun={begun} more={more} copied={copy !== null} />}</Loaded>
}

const hour = /^([01]\d|2[0-3]):[0-5]\d$/
/** `9`, `9:30`, `0930` and `9.30` are read too. */
const readHour = (text: string): string => {
  const [, hours = '', minutes = '00'] = /^\s*(\d{1,2})(?:[.:]?(\d{2}))?\s*h?\s*$/.exec(text) ?? []
  const read = `${hours.padStart(2, '0')}:${minutes}`
  return hour.test(read) ? read : text.trim()
}

/** What the answers of a form mean, and what contradicts in them. */
function readAs(of: Written) {
  const read = of.sessions.map(({ starts, ends, ...one }) => ({ ...one, starts: starts.trim() ? readHour(starts) : null, ends: ends.trim() ? readHour(ends) : null }))
  const onDay = read.map((one) => one.onDay).sort()[0] ?? ''
  const wrongHour = read.find((one) => [one.starts, one.ends].some((text) => text !== null && !hour.test(text)))
  return { read, onDay, capacity: readWhole(of.capacity, placesOffered), wrongHour, wrong: !wrongHour && onDay !== '' && whatContradicts({ onDay, sessions: read }) }
}

function Form({ begun, more, copied }: { readonly begun: Begun<State>; readonly more: More; readonly copied: boolean }) {
  const desk = useDesk()
  const say = useWords(eventWordsOf)
  const { options, label } = useCodes()
  const tell = useTell()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const locale = useLocale()
  const [missing, setMissing] = useState(false)
  const [theirs, setTheirs] = useState<{ readonly of: Written; readonly other: OtherWriter }>()
  const { state, change, busy, error, pressed, keeping, save } = useKeptForm(begun)
  const { sessions } = state
  const fewer = useRef(0)
  const put = (at: number, some: Partial<Session>) => change({ sessions: sessions.map((one, place) => (place === at ? { ...one, ...some } : one)) })
  const { read, wrongHour, wrong } = readAs(state)
  // Nobody means zero places: she is told what she may mean.
  const noPlaces = readWhole(state.capacity, { from: 0, to: 0 }) === 0

  const isRemoved = (of: State) => of.began?.sessions.some((before) => of.sessions.every((one) => one.id !== before.id)) ?? false
  const opensNames = desk.mine.includes(desk.team('prevention'))
  /** Who came only to sessions that are removed. Whoever opens no names takes nobody out of the count. */
  async function goneWith(of: State) {
    if (!more.folder || !of.began || !isRemoved(of)) return []
    const { people } = await readParticipants(desk, more.folder)
    return cameOnlyBefore(of.began.sessions, of.sessions, people.map((one) => one.words))
  }
  async function compose(of: State) {
    const { kind, role, form, state: stands, campaign, series, title, about, where, audiences, trainers, activists, partners, materials, notes, files, version, docVersion } = of
    const { read: held, onDay: first, capacity: places } = readAs(of)
    const newFolder = more.folder ? null : await desk.keys.makeFolder('event', [desk.team('prevention'), desk.team('coordination')], first)
    const folder = more.folder ?? newFolder?.id ?? newId<'folder'>()
    const words: EventWords = { title: title.trim(), about, where, audiences: [...audiences], trainers, activists: [...activists], partners, materials, notes, files }
    const doc = await desk.keys.sealDoc({ folder, id: more.doc ?? newId(), version: docVersion + 1, schema: 'event/1' }, words)
    const facts = {
      folder, team: more.team, kind: kind ?? 'workshop', role: role ?? 'not_asked', form: form ?? 'not_asked', state: stands, campaign: campaign as FolderId | null, series, onDay: first,
      capacity: typeof places === 'number' ? places : null, sessions: held,
    } as const
    return async () => {
      if (newFolder) await desk.call(events.save, { ...facts, newFolder, doc })
      else fewer.current = (await desk.call(events.change, { ...facts, version, doc, gone: await goneWith(of) })).fewer
      go(`/events/${folder}`)
    }
  }
  async function keep(of: State = state) {
    pressed()
    setMissing(true)
    const as = readAs(of)
    if (of.kind === null || !of.title.trim() || as.capacity === 'wrong' || as.wrongHour || as.wrong || of.sessions.some((one) => !isDay(one.onDay))) return setTheirs(undefined)
    const saved = await save(compose, of, async () => {
      if (!more.folder) return
      const { event } = await readEvent(desk, more.folder)
      setTheirs({ of: writtenAs(event), other: await otherWriter(desk, event.folder, event.doc?.author ?? '') })
    })
    if (!saved) return
    await queries.invalidateQueries({ queryKey: ['events'] })
    tell([say('saved'), fewer.current > 0 && say('saved.fewer', { count: fewer.current })].filter(Boolean).join(' '))
  }
  const shown = (written: Written, key: (typeof asked)[number]): string => {
    if (key === 'kind') return written.kind ? label(eventKind, written.kind) : ''
    if (key === 'role') return written.role ? label(ourRole, written.role) : ''
    if (key === 'form') return written.form ? label(educationForm, written.form) : ''
    if (key === 'state') return label(eventState, written.state)
    if (key === 'audiences') return written.audiences.map((one) => label(audience, one)).join(', ')
    if (key === 'campaign') return more.campaigns.find((one) => one.value === written.campaign)?.label ?? ''
    if (key === 'activists') return written.activists.map((id) => more.activists.find((one) => one.value === id)?.label ?? '–').join(', ')
    if (key !== 'sessions') return written[key]
    return written.sessions.map((one) => [isDay(one.onDay) && formatDay(one.onDay, locale), [one.starts, one.ends].filter(Boolean).join('–')].filter(Boolean).join(', ')).join('\n')
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('save'), run: () => void (theirs ?? keep()) }])
  if (theirs) {
    return (
      <DecideOn title={say('change')} mine={state} theirs={theirs.of} asked={asked} label={(key) => say(called[key])} shown={shown}
        other={theirs.other} busy={busy} problem={error} onDecided={(of) => { change(of); void keep(of) }} />
    )
  }
  return (
    <Page title={say(more.folder ? 'change' : copied ? 'copy.title' : 'new')} {...(copied && { lead: say('copy.lead') })} actions={<Saved {...keeping} />}>
      <Stack>
        <Field name="event.title" label={say('title')} hint={say('title.hint')} value={state.title} limit={200} onChange={(title) => change({ title })} error={missing && !state.title.trim() ? say('title.needed') : undefined} />
        <Select name="event.kind" label={say('kind')} options={options(eventKind)} value={state.kind} onChange={(kind) => change({ kind: kind as State['kind'] })} error={missing && state.kind === null ? say('kind.needed') : undefined} />
        <Choice name="event.role" label={say('role')} options={options(ourRole)} missing={['unknown']} value={state.role as never} onChange={(role) => change({ role })} />
        {sessions.map((one, at) => (
          <div className="wide-field" key={one.id}>
            <DateField name="event.day" label={sessions.length > 1 ? say('session', { place: at + 1 }) : say('day')} value={one.onDay} needed={missing ? 'now' : 'when-left'} onChange={(next) => put(at, { onDay: next ?? '' })} />
            <Field name="event.starts" label={say('starts')} hint={say('hour.hint')} value={one.starts} onChange={(starts) => put(at, { starts })} error={missing && read[at] === wrongHour ? say('hour.wrong') : undefined} />
            <Field name="event.ends" label={say('ends')} value={one.ends} onChange={(ends) => put(at, { ends })} />
            {sessions.length > 1 && <Row><Button kind="quiet" name="event.session.remove" label={say('session.remove.label', { place: at + 1 })} onClick={() => change({ sessions: sessions.filter((_, place) => place !== at) })}>{say('session.remove')}</Button></Row>}
          </div>
        ))}
        {more.counted && isRemoved(state) && <Notice live name="event.session.counted">{say(opensNames ? 'session.removed.counted' : 'session.removed.ask')}</Notice>}
        {missing && wrong && <Notice kind="problem" live>{say('hours.contradict')}</Notice>}
        <Row><Button name="event.session.add" onClick={() => { const last = sessions.at(-1); change({ sessions: [...sessions, { ...blankSession(last && isDay(last.onDay) ? addDays(last.onDay, 1) : ''), starts: last?.starts ?? '', ends: last?.ends ?? '' }] }) }}>{say('session.add')}</Button></Row>
        <Field name="event.where" label={say('where')} value={state.where} limit={300} onChange={(where) => change({ where })} />
        <Choices name="event.audiences" label={say('audiences')} options={options(audience)} value={state.audiences as never} onChange={(next) => change({ audiences: typeof next === 'string' ? [] : [...next] })} />
        <NumberField name="event.capacity" label={say('capacity')} hint={say('capacity.hint')} value={state.capacity} {...placesOffered} asked={missing} onChange={(next) => change({ capacity: next })} error={noPlaces ? say('capacity.zero') : undefined} />
        {more.folder && <Choice name="event.state" always label={say('stands')} options={options(eventState)} missing={[]} value={state.state} onChange={(next) => change({ state: next ?? 'planned' })} />}
        <Field name="event.trainers" label={say('trainers')} hint={say('trainers.hint')} value={state.trainers} limit={2000} onChange={(trainers) => change({ trainers })} />
        {more.activists.length > 0 && <PickSeveral name="event.activists" label={say('activists.of')} options={more.activists} value={state.activists} called={(id) => more.activists.find((one) => one.value === id)?.label ?? '–'} onChange={(activists) => change({ activists })} />}
        <Field name="event.about" label={say('about')} lines={3} value={state.about} limit={20_000} onChange={(about) => change({ about })} />
        <Disclosure summary={say('rest')} name="event.rest">
          <Stack>
            <Choice name="event.form" label={say('form')} options={options(educationForm)} missing={['not_applicable']} value={state.form as never} onChange={(form) => change({ form })} />
            {more.campaigns.length > 0 && <Select name="event.campaign" label={say('campaign')} options={more.campaigns} value={state.campaign} onChange={(campaign) => change({ campaign })} />}
            <Field name="event.materials" label={say('materials')} lines={2} value={state.materials} limit={20_000} onChange={(materials) => change({ materials })} />
            <Field name="event.partners" label={say('partners')} value={state.partners} limit={2000} onChange={(partners) => change({ partners })} />
            <Field name="event.notes" label={say('notes')} lines={2} value={state.notes} limit={20_000} onChange={(notes) => change({ notes })} />
          </Stack>
        </Disclosure>
      </Stack>
      <Foot problem={error}><span>{state.kind && label(eventKind, state.kind)}</span><Button kind="primary" name="event.save" keys="Ctrl+Enter" busy={busy} onClick={() => void keep()}>{say('save')}</Button></Foot>
    </Page>
  )
}
