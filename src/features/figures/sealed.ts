import type * as z from 'zod/mini'
import { isMissing } from '../../shared/missing.ts'
import type { AccountWords, situationFacts } from '../situations/contract.ts'
import { definitions } from './definitions.ts'
import { evaluate } from './evaluate.ts'
import type { Row } from './evaluate.ts'
import type { Tally } from './present.ts'
import type { Period } from './shape.ts'

/** A situation as its holder sees it: clear facts and the opened account. */
export type OpenedSituation = {
  readonly facts: Pick<z.output<typeof situationFacts>, 'folder' | 'year' | 'form'>
  readonly words: Pick<AccountWords, 'countries' | 'forms' | 'sector' | 'persons'>
  readonly recordedOn?: string
}

/** One row for each person in an account; a person who is no client has none to be counted by. */
export function accountPersons(situations: readonly OpenedSituation[]): Row[] {
  return situations.flatMap(({ facts, words, recordedOn }) => words.persons.map((person) => ({
    situation: facts.folder, year: isMissing(facts.year) ? null : facts.year, client: person.client || null, status: person.status || null,
    exploited_in: words.countries.exploitation, forms: [facts.form, ...words.forms], sector: words.sector, recorded_on: recordedOn ?? null,
  })))
}

/** Accounts are held by these teams: whoever sits in neither cannot say that there are none. */
export function holdsAccounts(kindsOfMyTeams: readonly string[]): boolean {
  return kindsOfMyTeams.includes('case_management') || kindsOfMyTeams.includes('coordination')
}

/** Figures over sealed codes, as far as these situations go. A situation knows its year only: a part of a year is not counted. */
export function countSealed(situations: readonly OpenedSituation[], period: Period): ReadonlyMap<string, Tally> {
  if (!period.from.endsWith('-01-01') || !period.to.endsWith('-12-31')) return new Map()
  const register = { account_person: accountPersons(situations) }
  const figures = definitions.filter((one) => one.countedIn === 'client')
  return new Map(figures.map((figure) => [figure.id, evaluate(register, period, figure)]))
}
