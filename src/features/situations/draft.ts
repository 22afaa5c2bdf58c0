import type { ClientId } from '../../shared/ids.ts'
import type { SentTo } from '../../shared/endpoint.ts'
import type { situations } from './contract.ts'

type Report = SentTo<typeof situations.report>
type PersonFacts = NonNullable<Report['people'][number]['person']>
export type Status = NonNullable<Report['people'][number]['event']>['status']

export type PersonInReport = { readonly client: ClientId; readonly isNew: boolean; readonly code: string; readonly name: string }

/** What is said once for all of them; the facts of a situation and the coarse codes of its persons. */
export type ReportDraft = {
  readonly people: readonly PersonInReport[]
  readonly sex: PersonFacts['sex'] | null
  readonly minor: PersonFacts['citizenRs'] | null
  readonly citizenRs: PersonFacts['citizenRs'] | null
  readonly exploitedRs: PersonFacts['exploitedRs'] | null
  readonly status: Status | null
  readonly toCentre: boolean
  readonly year: number
  readonly form: Report['form'] | null
  readonly details: readonly string[]
  readonly acts: readonly string[]
  readonly means: readonly string[]
  readonly control: readonly string[]
  readonly sector: string | null
  readonly placeType: string | null
  readonly scope: Report['scope'] | null
  readonly country: string | null
  readonly recruitment: string | null
  readonly account: string
  readonly places: string
  readonly answers: Readonly<Record<string, string>>
}

export function newReport(people: readonly PersonInReport[], year: number): ReportDraft {
  return {
    people, sex: null, minor: null, citizenRs: null, exploitedRs: null, status: null, toCentre: false, year, form: null, details: [], acts: [],
    means: [], control: [], sector: null, placeType: null, scope: null, country: null, recruitment: null, account: '', places: '', answers: {},
  }
}

/** Act, means, purpose: what is seen so far. For a minor no means is required, and its absence is never a "no". */
export function elements({ acts, means, form, minor }: Pick<ReportDraft, 'acts' | 'means' | 'form' | 'minor'>) {
  return {
    act: acts.length ? 'seen' : 'open',
    means: means.length ? 'seen' : minor === 'yes' ? 'not-required' : 'open',
    purpose: form ? 'seen' : 'open',
  } as const
}
