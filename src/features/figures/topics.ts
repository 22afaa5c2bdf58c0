import {
  ageBand, assistance, audience, campaignChannel, channel, clientTold, contactOutcome, contactSubtype, contactType, direction, eventKind, eventPlace, exploitation, institutionContactTopic,
  institutionKind, minutesBand, ourRole, partOfDay, postFestumNeed, requestAnswer, requestBasis, sex, statusDecidedBy, urgency, victimStatus,
} from '../../vocabulary/index.ts'
import type { RecordSet } from './records.ts'
import type { Breakdown, Measure } from './shape.ts'
import { whatCameOf } from './what-came-of.ts'

/** One way to divide what is counted. `names`: where its codes are called by something else than a code list. */
export type Dimension = Breakdown & { readonly names?: 'line' | 'team' | 'country' | 'language' }

const on = (as: 'year' | 'quarter' | 'month') => ({ column: 'on_day', as }) as const
const event = (as: 'year' | 'quarter' | 'month') => ({ column: 'month', as }) as const
const reported = (as: 'year' | 'quarter' | 'month') => ({ column: 'report_day', as }) as const

/** Every way to divide, of clear codes. */
const dimensions = {
  year: on('year'), quarter: on('quarter'), month: on('month'),
  event_year: event('year'), event_quarter: event('quarter'), event_month: event('month'),
  report_year: reported('year'), report_quarter: reported('quarter'), report_month: reported('month'),
  type: { column: 'type', labels: contactType.labels },
  subtype: { column: 'subtype', labels: contactSubtype.labels },
  need: { column: 'need', labels: postFestumNeed.labels },
  channel: { column: 'channel', labels: channel.labels },
  direction: { column: 'direction', labels: direction.labels },
  outcome: { column: 'outcome', labels: contactOutcome.labels },
  urgency: { column: 'urgency', labels: urgency.labels },
  part_of_day: { column: 'part_of_day', labels: partOfDay.labels, ordered: true },
  minutes_band: { column: 'minutes_band', labels: minutesBand.labels, ordered: true },
  line: { column: 'line', names: 'line' },
  team: { column: 'team', names: 'team' },
  service: { column: 'kind', labels: assistance.labels },
  institution: { column: 'kind', labels: institutionKind.labels },
  institution_topic: { column: 'topic', labels: institutionContactTopic.labels },
  event_kind: { column: 'kind', labels: eventKind.labels },
  our_role: { column: 'role', labels: ourRole.labels },
  audience: { column: 'audience', labels: audience.labels },
  heads_age: { column: 'age_band', labels: ageBand.labels, ordered: true },
  place: { column: 'place', labels: eventPlace.labels },
  campaign_year: { column: 'year', as: 'year' },
  campaign_channel: { column: 'channel', labels: campaignChannel.labels },
  signed_year: on('year'),
  asked_by: { column: 'kind', labels: institutionKind.labels },
  basis: { column: 'basis', labels: requestBasis.labels },
  answer: { column: 'answer', labels: requestAnswer.labels },
  told: { column: 'told', labels: clientTold.labels },
  came_of: whatCameOf,
  status: { column: 'status', labels: victimStatus.labels },
  decided_by: { column: 'decided_by', labels: statusDecidedBy.labels },
  sex: { column: 'sex', labels: sex.labels },
  form: { column: 'form', labels: exploitation.labels },
  minor: { column: 'minor' },
  citizen_rs: { column: 'citizen_rs' },
  exploited_rs: { column: 'exploited_rs' },
} as const satisfies Readonly<Record<string, Dimension>>

/** What can be laid out in a table: what is counted, from which records, and by what it may be divided. */
export type Topic = {
  readonly counts: Measure
  readonly records: RecordSet
  readonly noneBefore?: 'contact_client'
  readonly by: readonly string[]
  /** `client`: over codes that only members open. */
  readonly countedIn: 'sql' | 'client'
  /** One record, or one client, may stand in several parts, so that parts do not add up to the whole. */
  readonly overlaps: boolean
}

const days = ['year', 'quarter', 'month'] as const
const months = ['event_year', 'event_quarter', 'event_month'] as const
const ofCall = ['type', 'subtype', 'need', 'outcome', 'urgency', 'part_of_day', 'minutes_band', 'line', 'team'] as const
const ofReport = ['report_year', 'report_quarter', 'report_month'] as const
const ofPerson = ['sex', 'form', 'minor', 'citizen_rs', 'exploited_rs'] as const
const rows = { counts: 'rows', countedIn: 'sql', overlaps: false } as const
const clients = { counts: { distinct: 'client' }, countedIn: 'sql', overlaps: true } as const

/** Every table that clear codes make, in the order in which a year is told. What each means in words: `words/`, under `topic.` and its id. */
export const topics = {
  contacts: { ...rows, records: 'contacts', by: [...days, 'channel', 'direction', ...ofCall] },
  calls: { ...rows, records: 'calls', by: [...days, ...ofCall] },
  reports: { ...rows, records: 'reports', by: ['came_of', ...days, 'channel', 'outcome', 'urgency', 'part_of_day', 'minutes_band', 'line', 'team'] },
  clients: { ...clients, records: 'linkedToCall', by: [...days, 'type', 'subtype', 'need', 'line'] },
  new_clients: { ...clients, records: 'linkedToCall', noneBefore: 'contact_client', by: [...days, 'type', 'subtype', 'need', 'line'] },
  reports_led: { ...clients, counts: { distinct: 'report' }, records: 'identifiedFromReports', by: [...ofReport, ...ofPerson] },
  victims: { ...clients, records: 'identified', overlaps: false, by: [...months, ...ofPerson] },
  victims_from_reports: { ...clients, records: 'identifiedFromReports', overlaps: false, by: [...ofReport, ...ofPerson] },
  formal: { ...clients, records: 'identifiedFormally', by: [...months, 'decided_by', ...ofPerson] },
  services: { ...rows, counts: { sum: 'times' }, records: 'provided', by: [...days, 'service', 'team'] },
  assisted: { ...clients, records: 'provided', by: [...days, 'service', 'team'] },
  institution_contacts: { ...rows, records: 'institutionContacts', by: [...days, 'institution', 'institution_topic', 'channel', 'direction', 'team'] },
  agreements: { ...rows, records: 'inForce', by: ['institution', 'signed_year'] },
  requests: { ...rows, records: 'requestsReceived', by: [...days, 'asked_by', 'basis', 'answer', 'told'] },
  campaigns: { ...rows, records: 'campaigns', by: ['campaign_year', 'our_role'] },
  reached: { ...rows, counts: { sum: 'reached' }, records: 'reached', by: ['campaign_channel', 'campaign_year'] },
  events: { ...rows, records: 'held', by: [...days, 'event_kind', 'our_role'] },
  heads: { ...rows, counts: { sum: 'heads' }, records: 'heads', by: [...days, 'audience', 'sex', 'heads_age', 'place', 'event_kind', 'our_role'] },
  trainings: { ...rows, counts: { distinct: 'event' }, records: 'trained', overlaps: true, by: [...days, 'audience', 'event_kind', 'our_role', 'place'] },
  hours: { ...rows, counts: { sum: 'hours' }, records: 'activistHours', by: [...days, 'event_kind'] },
} as const satisfies Readonly<Record<string, Topic & { readonly by: readonly (keyof typeof dimensions)[] }>>

export type TopicId = keyof typeof topics
export const topicIds = Object.keys(topics) as readonly TopicId[]
export const dimensionIds = Object.keys(dimensions) as readonly (keyof typeof dimensions)[]
export type DimensionId = keyof typeof dimensions

export const dimensionOf = (id: DimensionId): Dimension => dimensions[id]
