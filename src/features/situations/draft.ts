import type { ClientId } from '../../shared/ids.ts'
import type { SentTo } from '../../shared/endpoint.ts'
import { isMissing } from '../../shared/missing.ts'
import { yearOf } from '../../shared/calendar.ts'
import type { Missing } from '../../shared/missing.ts'
import { readYear } from '../../shared/whole-number.ts'
import type { Bounds } from '../../shared/whole-number.ts'
import { earliestYear, mostPersons } from './contract.ts'
import type { situations } from './contract.ts'

type Report = SentTo<typeof situations.report>
type PersonFacts = NonNullable<Report['people'][number]['person']>
export type Status = NonNullable<Report['people'][number]['event']>['status']

/** What is asked of each person; said once for all of them, and otherwise for whoever differs. */
export type OfPerson = {
  readonly sex: PersonFacts['sex'] | null
  readonly minor: PersonFacts['citizenRs'] | null
  readonly citizenRs: PersonFacts['citizenRs'] | null
  readonly exploitedRs: PersonFacts['exploitedRs'] | null
  /** `none`: no event for her, although the others have one. */
  readonly status: Status | 'none' | null
  readonly toCentre: boolean
}

export type PersonInReport = {
  readonly client: ClientId
  readonly isNew: boolean
  readonly code: string
  readonly name: string
  /** Only what differs from the others. */
  readonly own?: Partial<OfPerson>
}

/** The facts of a situation, and what is said once for its persons. */
export type ReportDraft = OfPerson & {
  readonly people: readonly PersonInReport[]
  /** As it is typed, or why there is none. */
  readonly yearTyped: string
  readonly year: Missing
  /** How many more are to be added: a number that stands there is not yet anybody. */
  readonly more: string
  readonly form: Report['form'] | null
  readonly details: readonly string[]
  readonly acts: readonly string[]
  readonly means: readonly string[]
  readonly control: readonly string[]
  readonly sector: string | null
  readonly placeType: string | null
  readonly scope: Report['scope'] | null
  readonly exploitedIn: readonly string[]
  readonly recruitedIn: readonly string[]
  readonly transit: readonly string[]
  readonly recruitmentMethod: string | null
  readonly recruiterRelation: string | null
  readonly duration: string | null
  readonly source: string | null
  readonly certainty: string | null
  readonly account: string
  readonly places: string
  readonly answers: Readonly<Record<string, string>>
}

export function newReport(people: readonly PersonInReport[]): ReportDraft {
  return {
    people, sex: null, minor: null, citizenRs: null, exploitedRs: null, status: null, toCentre: false, yearTyped: '', year: 'not_asked', more: '', form: null, details: [], acts: [],
    means: [], control: [], sector: null, placeType: null, scope: null, exploitedIn: [], recruitedIn: [], transit: [], recruitmentMethod: null,
    recruiterRelation: null, duration: null, source: null, certainty: null, account: '', places: '', answers: {},
  }
}

/** What holds for one person: her own answers, else what was said for all. */
export function ofPerson({ sex, minor, citizenRs, exploitedRs, status, toCentre }: ReportDraft, { own }: PersonInReport): OfPerson {
  return { sex, minor, citizenRs, exploitedRs, status, toCentre, ...own }
}

/**
 * Act, means, purpose: what is seen so far. No means is required for whoever was a minor, and its absence is never a "no"; for the
 * adults of the same situation it stays open. `notRequiredFor`: those persons, where they are not everybody.
 */
export function elements(draft: ReportDraft) {
  const minors = draft.people.filter((person) => ofPerson(draft, person).minor === 'yes')
  const allMinors = draft.people.length ? minors.length === draft.people.length : draft.minor === 'yes'
  return {
    act: draft.acts.length ? 'seen' : 'open',
    means: draft.means.length ? 'seen' : allMinors ? 'not-required' : 'open',
    purpose: draft.form && !isMissing(draft.form) ? 'seen' : 'open',
    notRequiredFor: allMinors ? [] : minors,
  } as const
}

/** Internal or across a border, from the countries, where she did not say. */
export function scopeOf({ scope, exploitedIn, recruitedIn }: Pick<ReportDraft, 'scope' | 'exploitedIn' | 'recruitedIn'>): Report['scope'] {
  if (scope) return scope
  const countries = new Set([...exploitedIn, ...recruitedIn])
  if (!exploitedIn.length || !recruitedIn.length) return 'not_asked'
  return countries.size === 1 ? 'internal' : 'cross_border'
}

/** How many more one report has room for; undefined: no one more. */
export function roomFor(people: readonly unknown[]): Bounds | undefined {
  const left = mostPersons - people.length
  return left > 0 ? { from: 1, to: left } : undefined
}

/** A year can be one of something that happened. */
export const yearsOfReport = (today: string) => ({ from: earliestYear, to: yearOf(today) })

/** The year it began, or why there is none: nobody has to know it. */
export function yearOfReport({ yearTyped, year }: Pick<ReportDraft, 'yearTyped' | 'year'>, today: string): Report['year'] | 'wrong' {
  return readYear(yearTyped, yearsOfReport(today)) ?? year
}

/** Exploited in Serbia at all: what the countries say, where nobody was asked. Other countries alone say nothing. */
export function exploitedRsOf(said: OfPerson['exploitedRs'], exploitedIn: readonly string[]): PersonFacts['exploitedRs'] {
  return said ?? (exploitedIn.includes('RS') ? 'yes' : 'not_asked')
}
