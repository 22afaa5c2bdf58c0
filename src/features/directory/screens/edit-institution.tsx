import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { useCodes } from '../../../desk/codes.ts'
import { useLanguages } from '../../../desk/countries.ts'
import { DecideOn } from '../../../desk/decide-on.tsx'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Choice, DateField, Field, Foot, Loaded, Notice, Page, Panel, PickSeveral, Row, Saved, Select, Stack, useKeys, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import type { FolderId } from '../../../shared/ids.ts'
import { formatDay, listed } from '../../../shared/words.ts'
import { institutionKind } from '../../../vocabulary/index.ts'
import { directory } from '../contract.ts'
import type { InstitutionEntry, PersonEntry } from '../contract.ts'
import { sameInstitution } from '../rules.ts'
import { useDirectory, useKeepEntries, newDirectory } from './directory.ts'
import type { Directory } from './directory.ts'
import { directoryWords } from './words.ts'

type Person = Omit<PersonEntry, 'phones'> & { readonly phones: string }
/** `versions`: of what stood there when this form was begun, so that nobody's later words are overwritten unseen. */
type Written = Omit<InstitutionEntry, 'kind' | 'dutyPhones' | 'phones'> & {
  readonly kind: InstitutionEntry['kind'] | null; readonly dutyPhones: string; readonly phones: string
  readonly people: readonly Person[]; readonly versions: Readonly<Record<string, number>>
}

/** `began`: what stood there when she began; nothing where it is new. */
type State = Written & { readonly began: Written | null }

/** What she is asked about when somebody else changed it meanwhile, and by which word it is called. */
const called = {
  name: 'name', kind: 'kind', unit: 'unit', town: 'town', address: 'address', dutyPhones: 'duty', phones: 'phones', email: 'email', hours: 'hours', languages: 'languages', note: 'note',
  verifiedOn: 'verified', archivedOn: 'archive', people: 'people',
} as const
const asked = Object.keys(called) as (keyof typeof called)[]

const newPerson = (institution: string): Person => ({ id: newId(), is: 'person', institution, name: '', role: '', phones: '', email: '', trained: 'unknown', archivedOn: null })

function blankOf(id: string): State {
  return {
    id, is: 'institution', kind: null, name: '', unit: '', town: '', address: '', dutyPhones: '', phones: '', email: '', hours: '', languages: [], note: '',
    verifiedOn: dayOf(new Date()), archivedOn: null, people: [], versions: {}, began: null,
  }
}
function writtenAs(one: InstitutionEntry, { people, versions }: Directory): Written {
  const there = people.get(one.id) ?? []
  return {
    ...one, dutyPhones: one.dutyPhones.join(', '), phones: one.phones.join(', '), people: there.map((person) => ({ ...person, phones: person.phones.join(', ') })),
    versions: Object.fromEntries([one, ...there].map(({ id }) => [id, versions.get(id) ?? 0])),
  }
}

/** A new institution, or what has changed at one that is known. */
export default function EditInstitution() {
  const { entry } = useParams<{ entry?: string }>()
  const read = useDirectory()
  return <Loaded query={read} lines={10}>{(all) => <Begin entry={entry} all={all} />}</Loaded>
}

function Begin({ entry, all }: { readonly entry: string | undefined; readonly all: Directory }) {
  const [fresh] = useState(() => newId() as string)
  const query = useBegun(entry ? `directory/${entry}/edit` : 'directory/new', async () => {
    const known = entry === undefined ? undefined : all.institutions.get(entry)
    const began = known && writtenAs(known, all)
    return { blank: began ? { ...began, began } : blankOf(entry ?? fresh), more: {} }
  })
  return <Loaded query={query} lines={10}>{({ begun }) => <Form key={begun.id} begun={begun} all={all} isNew={entry === undefined} />}</Loaded>
}

function Form({ begun, all, isNew }: { readonly begun: Begun<State>; readonly all: Directory; readonly isNew: boolean }) {
  const desk = useDesk()
  const say = useWords(directoryWords)
  const { options, label } = useCodes()
  const locale = useLocale()
  const queries = useQueryClient()
  const languages = useLanguages()
  const tell = useTell()
  const keep = useKeepEntries()
  const [, go] = useLocation()
  const [missing, setMissing] = useState(false)
  const [deciding, setDeciding] = useState(false)
  const { state, change, busy, error, pressed, keeping, save } = useKeptForm(begun)
  const twin = [...all.institutions.values()].find((one) => one.id !== state.id && state.name.trim() && sameInstitution(one) === sameInstitution(state))
  const putPerson = (at: number, some: Partial<Person>) => change({ people: state.people.map((one, place) => (place === at ? { ...one, ...some } : one)) })

  const there = deciding ? all.institutions.get(state.id) : undefined
  const theirs = there && writtenAs(there, all)
  const shown = (written: Written, key: (typeof asked)[number]): string => {
    if (key === 'kind') return written.kind ? label(institutionKind, written.kind) : ''
    if (key === 'languages') return written.languages.map(languages.name).join(', ')
    if (key === 'verifiedOn' || key === 'archivedOn') return written[key] ? formatDay(written[key], locale) : ''
    if (key !== 'people') return written[key]
    const told = written.people.filter((one) => !one.archivedOn).map((one) => [one.name, one.role, one.phones, one.email, say(`trained.is.${one.trained}`)].filter(Boolean).join(', '))
    return told.join('\n')
  }

  async function compose({ people, versions, began: _, ...of }: State) {
    const institution: InstitutionEntry = { ...of, kind: of.kind ?? 'other_state', name: of.name.trim(), dutyPhones: listed(of.dutyPhones), phones: listed(of.phones), languages: [...of.languages] }
    const before = new Map((all.people.get(of.id) ?? []).map((one) => [one.id, one]))
    const persons = people.filter((one) => one.name.trim() || versions[one.id] !== undefined).map((one): PersonEntry => ({ ...one, name: one.name.trim(), phones: listed(one.phones) }))
    const changed = persons.filter((one) => JSON.stringify(before.get(one.id)) !== JSON.stringify(one))
    const newFolder = all.folder ? null : await newDirectory(desk)
    const folder = (all.folder ?? newFolder?.id) as FolderId
    const written = [institution, ...changed].map((entry) => ({ id: entry.id, version: (versions[entry.id] ?? 0) + 1, entry }))
    const docs = await desk.keys.sealDocs(written.map(({ id, version, entry }) => ({ doc: { folder, id, version, schema: 'directory/1' }, content: { entries: [entry] } })))
    return async () => {
      await desk.call(directory.write, { folder, newFolder, docs })
      keep(folder, written)
    }
  }
  async function saveIt(of: State = state) {
    pressed()
    setMissing(true)
    if (of.kind === null || !of.name.trim()) return setDeciding(false)
    const saved = await save(compose, of, async () => {
      await queries.refetchQueries({ queryKey: ['directory'] })
      setDeciding(true)
    })
    if (!saved) return
    tell(say('saved'))
    go(`/directory/${state.id}`)
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('save'), run: () => void (theirs ?? saveIt()) }])
  if (theirs) {
    const who = desk.memberShown(all.pages.find((page) => page.id === state.id)?.author ?? null)
    return (
      <DecideOn title={say('edit.title')} mine={state} theirs={theirs} asked={asked} label={(key) => say(called[key])} shown={shown}
        other={{ who, at: undefined }} busy={busy} problem={error} onDecided={(of) => { change(of); void saveIt(of) }} />
    )
  }
  return (
    <Page title={isNew ? say('new.title') : say('edit.title')} lead={say('edit.lead')} actions={<Saved {...keeping} />} focusTitle={false}>
      <div className="two">
        <Stack>
          <Field name="entry.name" label={say('name')} value={state.name} onChange={(name) => change({ name })} limit={300} first error={missing && !state.name.trim() ? say('name.needed') : undefined} />
          {twin && <Notice kind="decision">{say('twin', { name: twin.name })}</Notice>}
          <Select name="entry.kind" label={say('kind')} missing={[]} options={options(institutionKind)} value={state.kind} onChange={(kind) => change({ kind })} error={missing && state.kind === null ? say('kind.needed') : undefined} />
          <Field name="entry.unit" label={say('unit')} hint={say('unit.hint')} value={state.unit} onChange={(unit) => change({ unit })} limit={300} />
          <div className="wide-field">
            <Field name="entry.town" label={say('town')} value={state.town} onChange={(town) => change({ town })} limit={120} />
            <Field name="entry.address" label={say('address')} value={state.address} onChange={(address) => change({ address })} limit={300} />
          </div>
          <Field name="entry.duty" label={say('duty')} hint={say('several.hint')} value={state.dutyPhones} onChange={(dutyPhones) => change({ dutyPhones })} limit={300} />
          <div className="wide-field">
            <Field name="entry.phones" label={say('phones')} value={state.phones} onChange={(phones) => change({ phones })} limit={300} />
            <Field name="entry.email" label={say('email')} value={state.email} onChange={(email) => change({ email })} limit={200} />
          </div>
          <Field name="entry.hours" label={say('hours')} value={state.hours} onChange={(hours) => change({ hours })} limit={300} />
          <PickSeveral name="entry.languages" label={say('languages')} options={languages.options} called={languages.name} value={state.languages} onChange={(next) => change({ languages: [...next] })} />
          <Field name="entry.note" label={say('note')} lines={2} value={state.note} onChange={(note) => change({ note })} limit={5000} />
          <DateField name="entry.verified" label={say('verified')} value={state.verifiedOn} to={dayOf(new Date())} onChange={(verifiedOn) => change({ verifiedOn: verifiedOn || null })} />
        </Stack>
        <Panel title={say('people')}>
          <Stack>
            <p>{say('people.words')}</p>
            {state.people.map((person, at) => !person.archivedOn && (
              <div className="sheet" key={person.id} data-key="entry.person">
                <Field name="entry.person.name" label={say('person.name')} value={person.name} onChange={(name) => putPerson(at, { name })} limit={200} />
                <Field name="entry.person.role" label={say('person.role')} value={person.role} onChange={(role) => putPerson(at, { role })} limit={200} />
                <Field name="entry.person.phones" label={say('phones')} value={person.phones} onChange={(phones) => putPerson(at, { phones })} limit={300} />
                <Field name="entry.person.email" label={say('email')} value={person.email} onChange={(email) => putPerson(at, { email })} limit={200} />
                <Choice name="entry.person.trained" label={say('trained')} missing={[]} value={person.trained} options={(['yes', 'no', 'unknown'] as const).map((value) => ({ value, label: say(`trained.is.${value}`) }))} onChange={(trained) => putPerson(at, { trained: trained ?? 'unknown' })} />
                <Row><Button kind="quiet" name="entry.person.remove" label={say('person.remove', { name: person.name })} onClick={() => (state.versions[person.id] === undefined
                  ? change({ people: state.people.filter((one) => one.id !== person.id) }) : putPerson(at, { archivedOn: dayOf(new Date()) }))}>{say('person.remove', { name: person.name })}</Button></Row>
              </div>
            ))}
            <Row><Button name="entry.person.add" onClick={() => change({ people: [...state.people, newPerson(state.id)] })}>{say('person.add')}</Button></Row>
          </Stack>
        </Panel>
      </div>
      <Foot problem={error}><span /><Button kind="primary" name="entry.save" keys="Ctrl+Enter" busy={busy} onClick={() => void saveIt()}>{say('save')}</Button></Foot>
    </Page>
  )
}
