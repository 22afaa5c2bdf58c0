import type { Labels } from '../../vocabulary/index.ts'

/** Sealed codes of a person, as she is written about in her story. */
const person = ['citizenships', 'age_band', 'gender', 'education', 'family_status', 'languages'] as const

/** The views that are counted, with their columns. `account_person` and `opened_event` have sealed codes: only a member's own program has their rows. */
export const views = {
  contact: [
    'contact', 'line', 'channel', 'direction', 'type', 'subtype', 'need', 'outcome', 'urgency', 'on_day', 'part_of_day', 'minutes_band', 'team', 'recorded_on',
  ],
  contact_client: ['contact', 'client', 'as', 'line', 'channel', 'direction', 'type', 'subtype', 'need', 'on_day', 'first_day', 'recorded_on'],
  service: ['service', 'client', 'team', 'kind', 'state', 'times', 'on_day', 'recorded_on'],
  institution_contact: ['institution_contact', 'client', 'team', 'kind', 'topic', 'channel', 'direction', 'on_day', 'recorded_on'],
  memorandum: ['memorandum', 'kind', 'on_day', 'last_day', 'recorded_on'],
  authority_request: ['authority_request', 'kind', 'basis', 'answer', 'told', 'on_day', 'recorded_on'],
  status_event: [
    'event', 'client', 'status', 'decided_by', 'month', 'minor', 'report', 'report_day', 'sex', 'form', 'citizen_rs', 'exploited_rs', 'recorded_on',
  ],
  account_person: [
    'situation', 'year', 'scope', 'client', 'status', 'minor', 'recruited_in', 'transit', 'exploited_in', 'forms', 'sector', 'place_type', 'acts', 'means',
    'control', 'recruitment', 'recruiter_relation', 'duration', 'source', 'certainty', 'recorded_on', ...person,
  ],
  opened_event: [
    'event', 'client', 'status', 'decided_by', 'month', 'minor', 'report', 'sex', 'form', 'citizen_rs', 'exploited_rs', 'recorded_on', ...person,
  ],
  campaign: ['campaign', 'role', 'year', 'recorded_on'],
  campaign_reach: ['campaign', 'channel', 'reached', 'year', 'recorded_on'],
  event: ['event', 'kind', 'role', 'form', 'state', 'on_day', 'recorded_on'],
  event_heads: ['event', 'audience', 'sex', 'age_band', 'place', 'heads', 'kind', 'role', 'state', 'on_day', 'recorded_on'],
  activist_hours: ['activist', 'hours', 'kind', 'on_day', 'recorded_on'],
  /** Calls with what they say of how somebody heard of us, which is sealed. */
  heard: ['contact', 'heard_of', 'campaign', 'on_day', 'recorded_on'],
} as const

export type View = keyof typeof views
export type Column = (typeof views)[View][number]

/** A condition on codes. `has`: a column of several codes has this one. `given`: it says anything at all. */
export type Filter =
  | { readonly column: Column; readonly in: readonly string[] }
  | { readonly column: Column; readonly notIn: readonly string[] }
  | { readonly column: Column; readonly has: string }
  | { readonly column: Column; readonly given: true }

/** Which records of a period. Conditions hold in this order: `where`, `first`, then all others. */
export type Records = {
  readonly from: View
  readonly where: readonly Filter[]
  /** Only the first one for each combination of these: by month, then by when it was recorded, then by id. */
  readonly first?: readonly Column[]
  /** The column whose day, month or year decides the period. */
  readonly on: 'on_day' | 'month' | 'year'
  /** Records that do not say their year belong to every period, in a part of their own: unknown is not zero. */
  readonly orUndated?: true
  /** Any time up to the period's end, not only within it: closes every "led to". */
  readonly byTheEnd?: true
  /** Those that hold on the period's last day: begun by then, and with an end (this column) that is none or later. */
  readonly lasting?: Column
  /** `column` names a record of another view, of the period by its own day, for which these conditions hold. */
  readonly naming?: Naming
}

export type Naming = {
  readonly column: Column
  readonly view: View
  readonly key: Column
  readonly on: 'on_day'
  readonly where: readonly Filter[]
}

/** Into which parts a figure falls. Codes of `together` count as one part. */
export type Breakdown = {
  readonly column: Column
  readonly as?: 'month' | 'quarter' | 'year'
  readonly together?: Readonly<Record<string, readonly string[]>>
  /** What the codes are called; months need no list. */
  readonly labels?: Readonly<Record<string, Labels>>
  /** Its codes have an order of their own, as they stand in the list: bands of age, parts of a day. */
  readonly ordered?: true
  /** The part is not the code of the column but what came of the record that the column names. */
  readonly furthest?: Furthest
}

/** What came of a record: the furthest code of the rows that name it, by the end of the period. */
export type Furthest = {
  readonly view: View
  readonly naming: Column
  readonly column: Column
  readonly until: 'month'
  /** From the furthest to the least. */
  readonly ranked: readonly string[]
  readonly none: string
}

/** Rows, different values of a column, or a sum. */
export type Measure = 'rows' | { readonly distinct: Column } | { readonly sum: Column }

/** Where a record does not say. */
export const unknownPart = 'unknown'

export type Period = { readonly from: string; readonly to: string }
