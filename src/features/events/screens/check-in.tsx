import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Link, useParams } from 'wouter'
import { useCodes } from '../../../desk/codes.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { leadToWrong } from '../../../desk/lead.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choice, Disclosure, Empty, Field, LinkButton, Loaded, Notice, Page, Row, Select, Stack, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import type { FolderId } from '../../../shared/ids.ts'
import { formatSession } from '../../../shared/words.ts'
import { ageBand, audience, sex } from '../../../vocabulary/index.ts'
import { namedLike } from '../rules.ts'
import { blankParticipant, readEvent, readParticipants, writeParticipant } from './read.ts'
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

/** The session of today, else the first that is still to come, else the last. */
function sessionNow(event: OpenEvent): string {
  const today = dayOf(new Date())
  return (event.sessions.find((one) => one.onDay === today) ?? event.sessions.find((one) => one.onDay > today) ?? event.sessions.at(-1))?.id ?? ''
}

function Present({ event, known }: { readonly event: OpenEvent; readonly known: Register }) {
  const desk = useDesk()
  const say = useWords(eventWordsOf)
  const locale = useLocale()
  const tell = useTell()
  const plainly = usePlainly()
  const queries = useQueryClient()
  const [chosen, setChosen] = useState(sessionNow(event))
  const [busy, setBusy] = useState<string>()
  const came = known.people.filter((one) => one.words.present.includes(chosen)).length

  async function keep(name: string, work: () => Promise<unknown>): Promise<boolean> {
    setBusy(name)
    const done = await work().then(() => true, (problem: unknown) => { tell(plainly(problem)); return false })
    await queries.invalidateQueries({ queryKey: ['events', event.folder, 'participants'] })
    setBusy(undefined)
    return done
  }
  const flip = (person: Participant) => keep(person.doc.id, () => {
    const there = person.words.present.includes(chosen)
    const present = there ? person.words.present.filter((one) => one !== chosen) : [...person.words.present, chosen]
    return writeParticipant(desk, event.folder, known.register, { ...person, words: { ...person.words, present } })
  })
  return (
    <Page title={say('check-in')} over={<Link href={`/events/${event.folder}`} data-key="event.back">{event.words?.title ?? say('prevention')}</Link>} lead={say('check-in.came', { came, all: known.people.length })}>
      <Stack>
        {event.sessions.length > 1 && (
          <Select name="check-in.session" label={say('check-in.session')} value={chosen} options={event.sessions.map((one) => ({ value: one.id as string, label: formatSession(one, locale) }))} onChange={(next) => next && setChosen(next)} />
        )}
        {known.people.length === 0 && <Empty title={say('check-in.nobody')}>{say('check-in.nobody.words')}</Empty>}
        <ul className="list" data-key="check-in.list">
          {known.people.map((person) => {
            const there = person.words.present.includes(chosen)
            return (
              <li key={person.doc.id}>
                <Row spread>
                  <span><strong>{person.words.name || '–'}</strong>{person.words.from && <><br />{person.words.from}</>}</span>
                  <Button name="check-in.here" pressed={there} busy={busy === person.doc.id} label={say(there ? 'check-in.is-here.label' : 'check-in.here.label', { name: person.words.name || '–' })} onClick={() => void flip(person)}>{say(there ? 'check-in.is-here' : 'check-in.here')}</Button>
                </Row>
              </li>
            )
          })}
        </ul>
        <AddOne busy={busy === 'new'} known={known.people} busyWith={busy} chosen={chosen} onSame={(person) => (person.words.present.includes(chosen) ? Promise.resolve(true) : flip(person))} onAdd={(words) => keep('new', () => writeParticipant(desk, event.folder, known.register, { doc: undefined, words: { ...blankParticipant, ...words, present: [chosen] } }))} />
        <Notice kind="info" actions={<LinkButton href={`/prevention/heads?event=${event.folder}`} name="event.count">{say('heads.title')}</LinkButton>}>{say('check-in.heads')}</Notice>
      </Stack>
    </Page>
  )
}

type Said = { readonly name: string; readonly reach: string; readonly from: string; readonly audience: string; readonly sex: string; readonly ageBand: string }
const nothing: Said = { name: '', reach: '', from: '', audience: '', sex: '', ageBand: '' }

type Adding = {
  readonly busy: boolean; readonly busyWith: string | undefined; readonly known: readonly Participant[]; readonly chosen: string
  readonly onAdd: (words: Said) => Promise<boolean>; readonly onSame: (person: Participant) => Promise<boolean>
}

/** A name is enough; everything else may be skipped, and so may the name: then heads are counted. Somebody of that name may be the same person: it is asked while the name is typed, and never decided. */
function AddOne({ busy, busyWith, known, chosen, onAdd, onSame }: Adding) {
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
        <Row><Button name="check-in.add" busy={busy} onClick={() => void add()}>{say('check-in.add')}</Button></Row>
      </Stack>
    </fieldset>
  )
}
