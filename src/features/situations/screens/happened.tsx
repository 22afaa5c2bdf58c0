import { useCodes } from '../../../desk/codes.ts'
import { useCountries } from '../../../desk/countries.ts'
import { Choice, Choices, Disclosure, Facts, Field, NumberField, PickSeveral, Select, Stack, Tag, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { act, certainty, controlMethod, duration, exploitationDetail, labourSector, means, placeType, recruiterRelation, recruitmentMethod, source } from '../../../vocabulary/accounts.ts'
import { exploitation, scope } from '../../../vocabulary/index.ts'
import { Signs } from '../../contacts/screens/signs.tsx'
import { elements, scopeOf, yearsOfReport } from '../draft.ts'
import type { Part } from './report.tsx'
import { situationWords } from './words.ts'

const many = (next: readonly string[] | string) => (typeof next === 'string' ? [] : next)

/** What happened, once for everybody it happened to. */
export function Happened({ draft, change, asked }: Part & { readonly asked: boolean }) {
  const say = useWords(situationWords)
  const { options } = useCodes()
  const seen = elements(draft)
  return (
    <Stack>
      <Field name="report.account" label={say('account')} lines={5} limit={200_000} value={draft.account} onChange={(account) => change({ account })} />
      <Choice name="report.form" label={say('form')} options={options(exploitation)} value={draft.form} onChange={(form) => change({ form })} />
      <Elements draft={draft} />
      <Disclosure summary={say('acts')} name="report.acts.open" open><Choices name="report.acts" label={say('acts')} options={options(act)} value={draft.acts as never} onChange={(next) => change({ acts: many(next) })} /></Disclosure>
      <Disclosure summary={say('means')} name="report.means.open">
        {(seen.means === 'not-required' || seen.notRequiredFor.length > 0) && <p>{say('means.minor')}</p>}
        <Choices name="report.means" label={say('means')} options={options(means)} value={draft.means as never} onChange={(next) => change({ means: many(next) })} />
      </Disclosure>
      <Disclosure summary={say('control')} name="report.control.open"><Choices name="report.control" label={say('control')} options={options(controlMethod)} value={draft.control as never} onChange={(next) => change({ control: many(next) })} /></Disclosure>
      <Disclosure summary={say('details')} name="report.details.open"><Choices name="report.details" label={say('details')} options={options(exploitationDetail)} value={draft.details as never} onChange={(next) => change({ details: many(next) })} /></Disclosure>
      <WhereAndHow draft={draft} change={change} asked={asked} />
      <Signs answers={draft.answers} onAnswers={(answers) => change({ answers })} />
    </Stack>
  )
}

function WhereAndHow({ draft, change, asked }: Part & { readonly asked: boolean }) {
  const say = useWords(situationWords)
  const { options } = useCodes()
  const countries = useCountries()
  const scoped = scopeOf(draft)
  return (
    <>
      <div className="wide-field">
        <NumberField of="year" name="report.year" label={say('year')} value={draft.yearTyped} {...yearsOfReport(dayOf(new Date()))} asked={asked} onChange={(yearTyped) => change({ yearTyped, year: 'not_asked' })} />
        <Select name="report.year-missing" label={say('year.missing')} options={[]} missing={['unknown', 'declined']} value={draft.year !== 'not_asked' ? (draft.year as 'unknown') : null} onChange={(year) => change({ yearTyped: '', year: year ?? 'not_asked' })} />
        <PickSeveral name="report.country" label={say('country')} options={countries.groups} called={countries.name} value={draft.exploitedIn} onChange={(exploitedIn) => change({ exploitedIn })} />
        <PickSeveral name="report.recruitment" label={say('country.recruitment')} options={countries.groups} called={countries.name} value={draft.recruitedIn} onChange={(recruitedIn) => change({ recruitedIn })} />
        <PickSeveral name="report.transit" label={say('country.transit')} options={countries.groups} called={countries.name} value={draft.transit} onChange={(transit) => change({ transit })} />
        <Select name="report.scope" label={say('scope')} options={options(scope)} missing={['unknown', 'not_asked']} value={(scoped === 'not_asked' ? null : scoped) as never} onChange={(next) => change({ scope: next })} />
        <Select name="report.sector" label={say('sector')} options={options(labourSector)} missing={['unknown', 'not_applicable']} value={draft.sector as never} onChange={(sector) => change({ sector })} />
        <Select name="report.place-type" label={say('place-type')} options={options(placeType)} missing={['unknown']} value={draft.placeType as never} onChange={(next) => change({ placeType: next })} />
        <Field name="report.places" label={say('places')} value={draft.places} onChange={(text) => change({ places: text })} limit={500} />
      </div>
      <Disclosure summary={say('how')} name="report.how">
        <div className="wide-field">
          <Select name="report.recruited-by" label={say('recruitment-method')} options={options(recruitmentMethod)} missing={['unknown', 'declined']} value={draft.recruitmentMethod as never} onChange={(next) => change({ recruitmentMethod: next })} />
          <Select name="report.recruiter" label={say('recruiter')} options={options(recruiterRelation)} missing={['unknown', 'declined']} value={draft.recruiterRelation as never} onChange={(next) => change({ recruiterRelation: next })} />
          <Select name="report.duration" label={say('duration')} options={options(duration)} missing={['unknown', 'declined']} value={draft.duration as never} onChange={(next) => change({ duration: next })} />
          <Select name="report.source" label={say('source')} options={options(source)} missing={[]} value={draft.source as never} onChange={(next) => change({ source: next })} />
          <Select name="report.certainty" label={say('certainty')} options={options(certainty)} missing={[]} value={draft.certainty as never} onChange={(next) => change({ certainty: next })} />
        </div>
      </Disclosure>
    </>
  )
}

function Elements({ draft }: Pick<Part, 'draft'>) {
  const say = useWords(situationWords)
  const { notRequiredFor, ...seen } = elements(draft)
  const minors = notRequiredFor.map((person) => person.name || person.code).join(', ')
  return (
    <div className="sheet" data-key="report.elements">
      <strong>{say('elements')}</strong>
      <Facts facts={(['act', 'means', 'purpose'] as const).map((part) => ({
        label: say(`elements.${part}`), name: `elements.${part}`,
        value: <><Tag>{say(`elements.${seen[part]}`)}</Tag>{part === 'means' && minors && ` ${say('elements.not-required-for', { names: minors })}`}</>,
      }))} />
      {Object.values(seen).includes('seen') && <p>{say('elements.words')}</p>}
    </div>
  )
}
