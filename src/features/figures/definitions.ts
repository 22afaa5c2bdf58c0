import {
  ageBand, assistance, audience, campaignChannel, contactSubtype, contactType, eventKind, eventPlace, exploitation, heardOf, institutionContactTopic, institutionKind, ourRole, requestAnswer, sex, statusDecidedBy, victimStatus,
} from '../../vocabulary/index.ts'
import type { RecordSet } from './records.ts'
import type { Breakdown, Filter, Measure } from './shape.ts'
import { whatCameOf } from './what-came-of.ts'

export type Unit = 'contact' | 'client' | 'service' | 'institution_contact' | 'campaign' | 'event' | 'activist' | 'memorandum' | 'authority_request'

export type Definition = {
  readonly id: string
  /** What one of the number is, and what the way down leads to. */
  readonly unit: Unit
  readonly counts: Measure
  readonly records: RecordSet
  /** Only those of the set for which these hold. */
  readonly among?: readonly Filter[]
  /** Only clients without a record of this view before the period. */
  readonly noneBefore?: 'contact_client'
  readonly by?: Breakdown
  /** A percentage: these parts of `by` over all its known parts; missing answers are unknown, never zero. */
  readonly share?: readonly string[]
  /** `client`: over codes that only members open; without a member the value is null. */
  readonly countedIn: 'sql' | 'client'
}

const times = { sum: 'times' } as const
const clients = { distinct: 'client' } as const

const types = { column: 'type', labels: contactType.labels } as const
const subtypes = { column: 'subtype', labels: contactSubtype.labels } as const
const topics = { column: 'topic', labels: institutionContactTopic.labels } as const
const services = { column: 'kind', labels: assistance.labels } as const
const sexes = { column: 'sex', labels: sex.labels } as const
const forms = { column: 'form', labels: exploitation.labels } as const
const statuses = { column: 'status', labels: victimStatus.labels } as const
const authorities = { column: 'decided_by', labels: statusDecidedBy.labels } as const
const roles = { column: 'role', labels: ourRole.labels } as const
const audiences = { column: 'audience', labels: audience.labels } as const
const heads = { records: 'heads', counts: { sum: 'heads' } } as const
const institutions = { column: 'kind', labels: institutionKind.labels, together: { judiciary: ['prosecution', 'court'] } } as const

function calls(id: string, more: Partial<Definition> = {}): Definition {
  return { id, unit: 'contact', counts: 'rows', records: 'calls', countedIn: 'sql', ...more }
}
function people(id: string, records: RecordSet, more: Partial<Definition> = {}): Definition {
  return { id, unit: 'client', counts: clients, records, countedIn: 'sql', ...more }
}
function withInstitutions(id: string, records: RecordSet, by: Breakdown): Definition {
  return { id, unit: 'institution_contact', counts: 'rows', records, by, countedIn: 'sql' }
}

function held(id: string, more: Partial<Definition>): Definition {
  return { id, unit: 'event', counts: 'rows', records: 'held', countedIn: 'sql', ...more }
}

/** Every figure, as data, in the order in which a year is told. What each means in words: `words/`, by its id. */
export const definitions: readonly Definition[] = [
  calls('calls'),
  calls('calls.by_type', { by: types }),
  calls('calls.by_subtype', { by: subtypes }),
  calls('calls.by_month', { by: { column: 'on_day', as: 'month' } }),
  calls('calls.post_festum_share', { among: [{ column: 'type', in: ['trafficking'] }], by: subtypes, share: ['post_festum'] }),
  people('clients', 'linkedToCall'),
  people('clients.new', 'linkedToCall', { noneBefore: 'contact_client' }),
  calls('reports', { records: 'reports' }),
  calls('reports.led_to_identification', { records: 'identifiedFromReports', counts: { distinct: 'report' } }),
  calls('reports.by_outcome', { records: 'reports', by: whatCameOf }),
  people('victims.identified', 'identified'),
  people('victims.women_and_girls', 'identified', { by: sexes, share: ['female'] }),
  people('victims.children', 'identified', { by: { column: 'minor' }, share: ['yes'] }),
  people('victims.citizens_of_serbia', 'identified', { by: { column: 'citizen_rs' }, share: ['yes'] }),
  people('victims.exploited_in_serbia', 'identified', { by: { column: 'exploited_rs' }, share: ['yes'] }),
  people('victims.by_sex', 'identified', { by: sexes }),
  people('victims.by_form', 'identified', { by: forms }),
  people('victims.from_reports', 'identifiedFromReports'),
  people('victims.formal', 'identifiedFormally', { by: authorities }),
  people('victims.formal.by_sex', 'identifiedFormally', { by: sexes }),
  people('victims.formal.by_form', 'identifiedFormally', { by: forms }),
  people('victims.formal.by_minor', 'identifiedFormally', { by: { column: 'minor' } }),
  people('victims.formal.by_citizenship', 'identifiedFormally', { by: { column: 'citizen_rs' } }),
  people('victims.formal.by_exploited_in_serbia', 'identifiedFormally', { by: { column: 'exploited_rs' } }),
  people('group.workers_abroad', 'workersAbroad', { by: statuses, countedIn: 'client' }),
  { id: 'services', unit: 'service', counts: times, records: 'provided', by: services, countedIn: 'sql' },
  people('services.persons', 'provided', { by: services }),
  people('assisted', 'provided'),
  withInstitutions('institution_contacts', 'assistanceWithInstitutions', institutions),
  withInstitutions('institution_contacts.other_topics', 'otherWithInstitutions', topics),
  { id: 'campaigns', unit: 'campaign', counts: 'rows', records: 'campaigns', by: { column: 'year', as: 'year' }, countedIn: 'sql' },
  { id: 'campaigns.by_role', unit: 'campaign', counts: 'rows', records: 'campaigns', by: roles, countedIn: 'sql' },
  { id: 'campaigns.reached', unit: 'campaign', counts: { sum: 'reached' }, records: 'reached', by: { column: 'channel', labels: campaignChannel.labels }, countedIn: 'sql' },
  { id: 'calls.heard_of', unit: 'contact', counts: 'rows', records: 'heard', by: { column: 'heard_of', labels: heardOf.labels }, countedIn: 'client' },
  held('events', { by: { column: 'kind', labels: eventKind.labels } }),
  held('events.by_role', { by: roles }),
  held('trainings.by_audience', { records: 'trained', counts: { distinct: 'event' }, by: audiences }),
  held('heads', { ...heads, by: audiences }),
  held('heads.by_sex', { ...heads, by: sexes }),
  held('heads.by_age', { ...heads, by: { column: 'age_band', labels: ageBand.labels } }),
  held('heads.by_place', { ...heads, by: { column: 'place', labels: eventPlace.labels } }),
  { id: 'activists.hours', unit: 'activist', counts: { sum: 'hours' }, records: 'activistHours', by: { column: 'kind', labels: eventKind.labels }, countedIn: 'sql' },
  { id: 'memoranda.in_force', unit: 'memorandum', counts: 'rows', records: 'inForce', by: { column: 'kind', labels: institutionKind.labels }, countedIn: 'sql' },
  { id: 'authority_requests', unit: 'authority_request', counts: 'rows', records: 'requestsReceived', by: { column: 'answer', labels: requestAnswer.labels }, countedIn: 'sql' },
]

export function definitionOf(id: string): Definition | undefined {
  return definitions.find((one) => one.id === id)
}
