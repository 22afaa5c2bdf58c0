import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useSearchParams } from 'wouter'
import type * as z from 'zod/mini'
import { calledOf } from '../../../desk/cards.ts'
import { useCodes } from '../../../desk/codes.ts'
import { useCountries, useLanguages } from '../../../desk/countries.ts'
import { useBegun, useKeptForm } from '../../../desk/kept-form.ts'
import type { Begun } from '../../../desk/kept-form.ts'
import { useDesk } from '../../../desk/session.tsx'
import { storyOf } from '../../../desk/story-folder.ts'
import { Button, Choice, Field, Foot, Loaded, NumberField, Page, Panel, PickSeveral, Saved, Select, Stack, useKeys, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf, yearOf } from '../../../shared/calendar.ts'
import { newId } from '../../../shared/ids.ts'
import type { ClientId } from '../../../shared/ids.ts'
import { readYear } from '../../../shared/whole-number.ts'
import { ageBand, education, exploitation, familyStatus, gender, sex } from '../../../vocabulary/index.ts'
import { clients } from '../../clients/contract.ts'
import { identification, personWords } from '../contract.ts'
import type { personFacts } from '../facts.ts'
import { birthYears, whyNotAge } from '../rules.ts'
import { identificationWords } from './words.ts'

type Facts = z.output<typeof personFacts>
type Words = z.output<typeof personWords>
type Version = { readonly facts: number; readonly doc: string; readonly docVersion: number }
type State = Pick<Facts, 'sex' | 'form' | 'citizenRs' | 'exploitedRs'> & Omit<Words, 'birthYear'> & { readonly birthYear: string }
const notAsked = 'not_asked' as const
const noWords: Words = { citizenships: [], ageBand: notAsked, birthYear: null, gender: notAsked, education: notAsked, familyStatus: notAsked, languages: [], needs: '' }

/** What is counted of her in the clear (four coarse codes), and what stays sealed. Asked once, at her pace. */
export default function AboutHer() {
  const desk = useDesk()
  const [search] = useSearchParams()
  const client = search.get('client') as ClientId
  const query = useBegun(`about-her?client=${client}`, async () => {
    const record = await desk.call(clients.one, { client })
    await desk.keys.admit(record.served)
    const story = record.folders.find((one) => one.kind === 'story')?.folder
    const person = record.persons.find((one) => one.folder === story) ?? record.persons[0]
    const docs = await desk.keys.openDocs(record.served.docs.filter((doc) => doc.folder === story && doc.schema.startsWith('person/')))
    const known = docs.find((doc) => doc.content !== undefined)
    const words = personWords.safeParse({ ...noWords, ...(known?.content as object | undefined) }).data ?? noWords
    const { sex: her, form, citizenRs, exploitedRs } = person ?? { sex: notAsked, form: notAsked, citizenRs: notAsked, exploitedRs: notAsked }
    const [card] = await desk.keys.cardsOf([client])
    const version: Version = { facts: person?.version ?? 0, doc: known?.id ?? newId(), docVersion: known?.version ?? 0 }
    return {
      blank: { ...words, sex: her, form, citizenRs, exploitedRs, birthYear: words.birthYear === null ? '' : String(words.birthYear) },
      more: { name: card ? calledOf(card) : '–', version },
    }
  })
  return <Loaded query={query} lines={10}>{({ begun, more }) => <Form key={begun.id} begun={begun} client={client} {...more} />}</Loaded>
}

type Given = { readonly begun: Begun<State>; readonly client: ClientId; readonly name: string; readonly version: Version }

function Form({ begun, client, name, version }: Given) {
  const desk = useDesk()
  const say = useWords(identificationWords)
  const tell = useTell()
  const queries = useQueryClient()
  const [, go] = useLocation()
  const { state, change, busy, error, pressed, keeping, save } = useKeptForm(begun)
  const [asked, setAsked] = useState(false)
  const year = yearOf(dayOf(new Date()))
  const born = readYear(state.birthYear, birthYears(year))
  const flaw = born === 'wrong' ? 'no-such-year' : whyNotAge(born, state.ageBand, year)

  async function compose({ sex: her, form, citizenRs, exploitedRs, birthYear: _, ...rest }: State) {
    const { folder, newFolder } = await storyOf(desk, client)
    const words: Words = { ...rest, birthYear: born === 'wrong' ? null : born }
    const doc = await desk.keys.sealDoc({ folder, id: version.doc, version: version.docVersion + 1, schema: 'person/1' }, words)
    const command = { folder, client, sex: her, form, citizenRs, exploitedRs, version: version.facts + 1, newFolder, doc }
    return () => desk.call(identification.recordPerson, command)
  }
  async function saveIt() {
    pressed()
    setAsked(true)
    if (flaw || !(await save(compose))) return
    await queries.invalidateQueries({ queryKey: ['clients'] })
    tell(say('about.saved'))
    go(`/clients/${client}`)
  }
  useKeys([{ key: 'Ctrl+Enter', physicalCode: 'Enter', ctrl: true, label: say('about.save'), run: () => void saveIt() }])
  return (
    <Page title={say('about.title')} over={say('for', { name })} lead={say('about.lead')} actions={<Saved {...keeping} />}>
      <div className="two">
        <Panel title={say('about.counted')}><Counted state={state} change={change} /></Panel>
        <Panel title={say('about.sealed')}><SealedAnswers state={state} change={change} flaw={flaw === 'contradicts-band' ? say('about.contradicts-band') : undefined} asked={asked} /></Panel>
      </div>
      <Foot problem={error}><span /><Button kind="primary" name="about.save" keys="Ctrl+Enter" busy={busy} onClick={() => void saveIt()}>{say('about.save')}</Button></Foot>
    </Page>
  )
}

type Part = { readonly state: State; readonly change: (some: Partial<State>) => void }
const skipped = <V extends string>(value: V): V | null => (value === 'not_asked' ? null : value)

function Counted({ state, change }: Part) {
  const say = useWords(identificationWords)
  const { options } = useCodes()
  const yesNo = (['yes', 'no'] as const).map((value) => ({ value, label: say(value) }))
  return (
    <Stack>
      <Choice name="about.sex" label={say('about.sex')} why={say('about.counted.why')} options={options(sex)} value={skipped(state.sex) as never} onChange={(next) => change({ sex: next ?? notAsked })} />
      <Choice name="about.citizen" label={say('about.citizen')} options={yesNo} value={skipped(state.citizenRs) as never} onChange={(next) => change({ citizenRs: next ?? notAsked })} />
      <Choice name="about.exploited" label={say('about.exploited')} options={yesNo} value={skipped(state.exploitedRs) as never} onChange={(next) => change({ exploitedRs: next ?? notAsked })} />
      <Select name="about.form" label={say('about.form')} options={options(exploitation)} missing={['unknown', 'declined', 'not_applicable']} value={skipped(state.form) as never} onChange={(next) => change({ form: next ?? notAsked })} />
    </Stack>
  )
}

function SealedAnswers({ state, change, flaw, asked }: Part & { readonly flaw: string | undefined; readonly asked: boolean }) {
  const say = useWords(identificationWords)
  const { options } = useCodes()
  const countries = useCountries()
  const languages = useLanguages()
  return (
    <Stack>
      <div className="wide-field">
        <NumberField of="year" name="about.birth-year" label={say('about.birth-year')} value={state.birthYear} {...birthYears(yearOf(dayOf(new Date())))} asked={asked} error={flaw} onChange={(birthYear) => change({ birthYear })} />
        <Select name="about.age-band" label={say('about.age-band')} options={options(ageBand)} missing={['unknown', 'declined']} value={skipped(state.ageBand) as never} onChange={(next) => change({ ageBand: next ?? notAsked })} />
        <Select name="about.gender" label={say('about.gender')} options={options(gender)} missing={['unknown', 'declined']} value={skipped(state.gender) as never} onChange={(next) => change({ gender: next ?? notAsked })} />
        <Select name="about.family" label={say('about.family')} options={options(familyStatus)} missing={['unknown', 'declined']} value={skipped(state.familyStatus) as never} onChange={(next) => change({ familyStatus: next ?? notAsked })} />
        <Select name="about.education" label={say('about.education')} options={options(education)} missing={['unknown', 'declined']} value={skipped(state.education) as never} onChange={(next) => change({ education: next ?? notAsked })} />
        <PickSeveral name="about.citizenships" label={say('about.citizenships')} options={countries.groups} called={countries.name} value={state.citizenships} onChange={(citizenships) => change({ citizenships: [...citizenships] })} />
        <PickSeveral name="about.languages" label={say('about.languages')} options={languages.options} called={languages.name} value={state.languages} onChange={(next) => change({ languages: [...next] })} />
      </div>
      <Field name="about.needs" label={say('about.needs')} hint={say('about.needs.hint')} lines={2} value={state.needs} onChange={(needs) => change({ needs })} limit={5000} />
    </Stack>
  )
}
