import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'wouter'
import { useCodes } from '../../../desk/codes.ts'
import { useDoingAloud } from '../../../desk/doing.ts'
import { leadToWrong } from '../../../desk/lead.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choice, Disclosure, Empty, Field, LinkButton, Loaded, Notice, Page, Row, Select, Stack, SureButton, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf, isPastDay, timeZone } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import type { FolderId } from '../../../shared/ids.ts'
import { byAlphabet } from '../../../shared/alphabet.ts'
import { formatDay, formatSession } from '../../../shared/words.ts'
import { ageBand, audience, sex } from '../../../vocabulary/index.ts'
import { marked, namedLike, sessionAt, standTwice } from '../rules.ts'
import type { Mark } from '../rules.ts'
import { useMarks } from './marks.ts'
import { blankParticipant, readEvent, readParticipants, takeParticipantAway } from './read.ts'
import type { OpenEvent, Participant, Register } from './read.ts'
import { eventWordsOf } from './words.ts'

/** At the door of the room, on a telephone: one press for whoever comes in. */
export default function CheckIn() {
  const desk = useDesk()
  const { folder } = useParams<{ folder: string }>()
  const event = useQuery({ queryKey: ['events', folder], queryFn: () => readEvent(desk, folder as FolderId) })
  const register = useQuery({ queryKey: ['events', folder, 'participants'], queryFn: () => readParticipants(desk, folder as FolderId) })
  return (
    <Loaded query={event} lines={6}>
      {({ event: one }) => <Loaded query={register} lines={6}>{(known) => <Present event={one} known={known} />}</Loaded>}
    </Loaded>
  )
}

const hourNow = () => new Date().toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone })

function Present({ event, known: written }: { readonly event: OpenEvent; readonly known: Register }) {
  const say = useWords(eventWordsOf)
  const locale = useLocale()
  const [chosen, setChosen] = useState<string>(() => sessionAt(event.sessions, dayOf(new Date()), hourNow())?.id ?? '')
  const { waiting, busy, press, drop } = useMarks(event.folder)
  const people = withWaiting(written.people, waiting)
  const came = people.filter((one) => one.words.present.includes(chosen)).length
  const twice = standTwice(people.map((one) => ({ ...one, name: one.words.name, from: one.words.from, reach: one.words.reach })))
  const session = event.sessions.find((one) => one.id === chosen)
  const ahead = session !== undefined && !isPastDay(session.onDay)
  const flip = (person: Participant) => press({ person: person.doc.id, session: chosen, there: !person.words.present.includes(chosen) }, written)
  return (
    <Page title={say('check-in')} over={<Link href={`/events/${event.folder}`} data-key="event.back">{event.words?.title ?? say('prevention')}</Link>} lead={say('check-in.came', { came, all: people.length })}>
      <Stack>
        {event.sessions.length > 1 && (
          <Select always name="check-in.session" label={say('check-in.session')} value={chosen} options={event.sessions.map((one) => ({ value: one.id as string, label: formatSession(one, locale) }))} onChange={(next) => next && setChosen(next)} />
        )}
        {ahead && <Notice kind="info">{say('check-in.to-come', { day: formatDay(session.onDay, locale) })}</Notice>}
        {waiting.length > 0 && <Notice kind="info" live><span data-key="check-in.waiting">{say('check-in.waiting', { count: waiting.length })}</span></Notice>}
        {people.length === 0 && <Empty title={say('check-in.nobody')}>{say('check-in.nobody.words')}</Empty>}
        {twice.length > 0 && (
          <Notice kind="info" title={say('check-in.twice')} live>
            <Stack tight>
              <p data-key="check-in.twice">{say('check-in.twice.words', { count: twice.length })}</p>
              <EnteredNames {...{ event, written, drop }} people={twice.flat()} />
            </Stack>
          </Notice>
        )}
        <ul className="list" data-key="check-in.list">
          {people.map((person) => {
            const there = person.words.present.includes(chosen)
            const under = [person.words.from, waiting.some((one) => one.person === person.doc.id) && say('check-in.waits')].filter(Boolean).join(' · ')
            return (
              <li key={person.doc.id}>
                <Row spread>
                  <span><strong>{person.words.name || '–'}</strong>{under && <><br />{under}</>}</span>
                  <Button name="check-in.here" pressed={there} disabled={ahead && !there} busy={busy === person.doc.id} label={say(there ? 'check-in.is-here.label' : 'check-in.here.label', { name: person.words.name || '–' })} onClick={() => void flip(person)}>{say(there ? 'check-in.is-here' : 'check-in.here')}</Button>
                </Row>
              </li>
            )
          })}
        </ul>
        <AddOne busy={busy === 'new'} known={people} busyWith={busy} chosen={chosen} ahead={ahead} onSame={(person) => (ahead || person.words.present.includes(chosen) ? Promise.resolve(true) : flip(person))} onAdd={(words) => press({ person: newId(), session: chosen, there: !ahead, words: { ...blankParticipant, ...words } }, written)} />
        {people.length > 0 && <Disclosure summary={say('check-in.mistake')} name="check-in.mistake"><EnteredNames {...{ event, written, drop, people }} /></Disclosure>}
        <Notice kind="info" actions={<LinkButton href={`/prevention/heads?event=${event.folder}`} name="event.count">{say('heads.title')}</LinkButton>}>{say('check-in.heads')}</Notice>
      </Stack>
    </Page>
  )
}

type Entered = { readonly event: OpenEvent; readonly written: Register; readonly people: readonly Participant[]; readonly drop: (person: string) => Promise<unknown> }

/** Names of which one or the other may have been entered by mistake, each with what goes with it. */
function EnteredNames({ event, written, people, drop }: Entered) {
  const desk = useDesk()
  const say = useWords(eventWordsOf)
  const tell = useTell()
  const queries = useQueryClient()
  const { busy, doing } = useDoingAloud()
  async function takeAway(person: Participant) {
    const there = written.people.find((one) => one.doc.id === person.doc.id)
    await doing(async () => {
      const fewer = there && written.register && (await takeParticipantAway(desk, event, written.register, there))
      await drop(person.doc.id)
      // Counted before under other words, or by hand: that stays as it was counted.
      const asCounted = there && !fewer && event.heads.length > 0 && person.words.present.length > 0
      tell(say(fewer ? 'check-in.taken-away.fewer' : asCounted ? 'check-in.taken-away.as-counted' : 'check-in.taken-away', { name: person.words.name }))
      // The button goes with what it took away; the caret stays on the page.
      document.querySelector<HTMLElement>('main')?.focus({ preventScroll: true })
    })
    await queries.invalidateQueries({ queryKey: ['events', event.folder] })
  }
  return (
    <ul className="list" data-key="check-in.entered">
      {people.map((person) => {
        const { name, from, reach, present, certificate } = person.words
        const goes = [say('check-in.mistake.sessions', { count: event.sessions.filter((one) => present.includes(one.id)).length }), certificate !== null && say('check-in.mistake.certificate')].filter(Boolean).join(' · ')
        return (
          <li key={person.doc.id}>
            <Row spread>
              <span>{[name || '–', from, reach].filter(Boolean).join(', ')}<br />{goes}</span>
              <SureButton name="check-in.take-away" sure={say('check-in.take-away.sure')} label={say('check-in.take-away.label', { name: name || '–' })} busy={busy} onSure={() => void takeAway(person)}>{say('check-in.take-away')}</SureButton>
            </Row>
          </li>
        )
      })}
    </ul>
  )
}

/** As it will be once the program has it. */
function withWaiting(written: readonly Participant[], waiting: readonly Mark[]): Participant[] {
  const added = waiting.flatMap(({ person, words }) => (words && !written.some((one) => one.doc.id === person) ? [{ doc: { id: person, version: 0 }, words }] : []))
  return [...written, ...added]
    .map((one) => ({ ...one, words: { ...one.words, present: marked(one.doc.id, one.words.present, waiting) } }))
    .toSorted((one, other) => byAlphabet(one.words.name, other.words.name))
}

type Said = { readonly name: string; readonly reach: string; readonly from: string; readonly audience: string; readonly sex: string; readonly ageBand: string }
const nothing: Said = { name: '', reach: '', from: '', audience: '', sex: '', ageBand: '' }

type Adding = {
  readonly busy: boolean; readonly busyWith: string | undefined; readonly known: readonly Participant[]; readonly chosen: string; readonly ahead: boolean
  readonly onAdd: (words: Said) => Promise<boolean>; readonly onSame: (person: Participant) => Promise<boolean>
}

/** A name is enough; everything else may be skipped, and so may the name: then heads are counted. Somebody of that name may be the same person: it is asked while the name is typed, and never decided. */
function AddOne({ busy, busyWith, known, chosen, ahead, onAdd, onSame }: Adding) {
  const say = useWords(eventWordsOf)
  const { options } = useCodes()
  const [one, setOne] = useState(nothing)
  const [asked, setAsked] = useState(false)
  const change = (some: Partial<Said>) => setOne((was) => ({ ...was, ...some }))
  async function add() {
    setAsked(true)
    leadToWrong()
    if (!one.name.trim()) return
    if (!(await onAdd({ ...one, name: one.name.trim() }))) return
    setOne({ ...nothing, audience: one.audience, from: one.from })
    setAsked(false)
  }
  const same = namedLike(one.name, known.map((person) => ({ person, name: person.words.name }))).map(({ person }) => person)
  async function isSame(person: Participant) {
    if (!(await onSame(person))) return
    setOne({ ...nothing, audience: one.audience, from: one.from })
    setAsked(false)
  }
  return (
    <fieldset className="sheet">
      <Stack>
        <Field name="check-in.name" label={say('check-in.name')} hint={say('check-in.name.hint')} value={one.name} limit={200} onChange={(name) => change({ name })} error={asked && !one.name.trim() ? say('check-in.name.needed') : undefined} />
        {same.length > 0 && (
          <Notice kind="info" title={say('check-in.same')} live>
            <Stack tight>
              {same.map((person) => {
                const what = say(person.words.present.includes(chosen) ? 'check-in.same.here' : 'check-in.same.yes')
                return (
                  <Row spread key={person.doc.id}>
                    <span>{[person.words.name, person.words.from, person.words.reach].filter(Boolean).join(', ')}</span>
                    <Button name="check-in.same" busy={busyWith === person.doc.id} label={say('check-in.same.label', { what, name: person.words.name })} onClick={() => void isSame(person)}>{what}</Button>
                  </Row>
                )
              })}
            </Stack>
          </Notice>
        )}
        <Disclosure summary={say('check-in.more')} name="check-in.more">
          <Stack>
            <Select name="check-in.audience" label={say('heads.audience')} options={options(audience)} value={(one.audience || null) as never} onChange={(next) => change({ audience: next ?? '' })} />
            <Choice name="check-in.sex" label={say('heads.sex')} options={options(sex)} missing={['declined']} value={(one.sex || null) as never} onChange={(next) => change({ sex: next ?? '' })} />
            <Select name="check-in.age" label={say('heads.age')} options={options(ageBand)} value={(one.ageBand || null) as never} onChange={(next) => change({ ageBand: next ?? '' })} />
            <Field name="check-in.from" label={say('registration.from')} value={one.from} limit={200} onChange={(from) => change({ from })} />
            <Field name="check-in.reach" label={say('check-in.reach')} value={one.reach} limit={200} onChange={(reach) => change({ reach })} />
          </Stack>
        </Disclosure>
        <Row><Button name="check-in.add" busy={busy} onClick={() => void add()}>{say(ahead ? 'check-in.add.ahead' : 'check-in.add')}</Button></Row>
      </Stack>
    </fieldset>
  )
}
