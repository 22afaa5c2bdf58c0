import type * as z from 'zod/mini'
import { isMissing } from '../../shared/missing.ts'
import type { OutputOf } from '../../shared/endpoint.ts'
import type { identification, PersonWords } from '../identification/contract.ts'
import type { AccountWords, situationFacts } from '../situations/contract.ts'
import { definitions } from './definitions.ts'
import { evaluate } from './evaluate.ts'
import type { Register, Row } from './evaluate.ts'
import { recordsOf } from './records.ts'
import type { Tally } from './present.ts'
import type { Period } from './shape.ts'

/** A situation as its holder sees it: clear facts and the opened account. */
export type OpenedSituation = {
  readonly facts: Pick<z.output<typeof situationFacts>, 'folder' | 'year' | 'form' | 'scope'>
  readonly words: Omit<AccountWords, 'report' | 'account' | 'places' | 'screening'>
  readonly recordedOn?: string
}

/** An opened story's sealed codes of a person, by the columns they are counted in. */
export function personColumns(words: Omit<PersonWords, 'birthYear' | 'needs'>): Row {
  return {
    citizenships: words.citizenships, age_band: words.ageBand || null, gender: words.gender || null, education: words.education || null,
    family_status: words.familyStatus || null, languages: words.languages,
  }
}

/** How many of these began in the period's years, or in a year that nobody said: as the program counts all of them. */
export const begunIn = (situations: readonly Pick<OpenedSituation, 'facts'>[], { from, to }: Period): number => situations.filter(({ facts: { year } }) =>
  isMissing(year) || (String(year) >= from.slice(0, 4) && String(year) <= to.slice(0, 4))).length

/** One row for each person in an account, with what her story says of her; a person who is no client has none to be counted by. */
export function accountPersons(situations: readonly OpenedSituation[], people: ReadonlyMap<string, Row> = new Map()): Row[] {
  return situations.flatMap(({ facts, words, recordedOn }) => words.persons.map((person) => ({
    ...people.get(person.client),
    situation: facts.folder, year: isMissing(facts.year) ? null : facts.year, scope: facts.scope, client: person.client || null, status: person.status || null,
    minor: person.minor || null, recruited_in: words.countries.recruitment, transit: words.countries.transit, exploited_in: words.countries.exploitation,
    forms: [facts.form, ...words.forms], sector: words.sector || null, place_type: words.placeType || null, acts: words.acts, means: words.means,
    control: words.control, recruitment: words.recruitment || null, recruiter_relation: words.recruiterRelation || null, duration: words.duration || null,
    source: words.source || null, certainty: words.certainty || null, recorded_on: recordedOn ?? null,
  })))
}

/** An identification event with what her story says of her. */
export function openedEvents(events: readonly EventRow[], people: ReadonlyMap<string, Row>): Row[] {
  return events.map((one) => ({
    ...people.get(one.client),
    event: one.id, client: one.client, status: one.status, decided_by: one.decidedBy, month: one.month, minor: one.minor, report: one.report, sex: one.sex,
    form: one.form, citizen_rs: one.citizenRs, exploited_rs: one.exploitedRs, recorded_on: one.recordedOn,
  }))
}

type EventRow = OutputOf<typeof identification.events>['events'][number]

/** Accounts are held by these teams: whoever sits in neither cannot say that there are none. */
export function holdsAccounts(kindsOfMyTeams: readonly string[]): boolean {
  return kindsOfMyTeams.includes('case_management') || kindsOfMyTeams.includes('coordination')
}

/** A call as its holder sees it: its day, and how she heard of us, as she said. */
export type OpenedCall = { readonly contact: string; readonly onDay: string; readonly recordedOn: string; readonly heardOf: string; readonly campaign: string | null }

/** How callers of a period heard of us, as far as these calls go. What was not asked is not asked, and no campaign's. */
export function countHeard(calls: readonly OpenedCall[], period: Period): ReadonlyMap<string, Tally> {
  return evaluated({ heard: heardRows(calls) }, period)
}

export const heardRows = (calls: readonly OpenedCall[]): Row[] => calls.map(({ contact, onDay, recordedOn, heardOf, campaign }) =>
  ({ contact, on_day: onDay, recorded_on: recordedOn, heard_of: heardOf || 'not_asked', campaign }))

/** Every sealed figure whose records this register has. */
function evaluated(register: Register, period: Period): ReadonlyMap<string, Tally> {
  const figures = definitions.filter((one) => one.countedIn === 'client' && register[recordsOf(one.records).from] !== undefined)
  return new Map(figures.map((figure) => [figure.id, evaluate(register, period, figure)]))
}

/** Figures over sealed codes, as far as these situations go. A situation knows its year only: a part of a year is not counted. */
export function countSealed(situations: readonly OpenedSituation[], period: Period): ReadonlyMap<string, Tally> {
  if (!period.from.endsWith('-01-01') || !period.to.endsWith('-12-31')) return new Map()
  const register = { account_person: accountPersons(situations) }
  return evaluated(register, period)
}
