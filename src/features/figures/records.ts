import { trainingKinds } from '../../vocabulary/index.ts'
import type { Filter, Records } from './shape.ts'

/** An incoming telephone contact taken on a line of the house, silent ones included. */
const isCall = [
  { column: 'channel', in: ['phone'] },
  { column: 'direction', in: ['in'] },
  { column: 'line', given: true },
] as const satisfies readonly Filter[]
const isProvided: Filter = { column: 'state', in: ['provided'] }
const isHeld: Filter = { column: 'state', in: ['held'] }
const isReport: Filter = { column: 'subtype', in: ['report'] }

/** Identified by us: her first `presumed` event that the organisation decided. */
const identified = {
  from: 'status_event',
  where: [{ column: 'status', in: ['presumed'] }, { column: 'decided_by', in: ['ngo'] }],
  first: ['client'],
} as const satisfies Partial<Records>

/** The sets of records that figures are counted from, as data. Several figures of one set are counted in one pass. */
export const recordSets = {
  contacts: { from: 'contact', where: [], on: 'on_day' },
  calls: { from: 'contact', where: isCall, on: 'on_day' },
  reports: { from: 'contact', where: [isReport], on: 'on_day' },
  linkedToCall: { from: 'contact_client', where: isCall, on: 'on_day' },
  identified: { ...identified, on: 'month' },
  identifiedFromReports: {
    ...identified, on: 'month', byTheEnd: true,
    naming: { column: 'report', view: 'contact', key: 'contact', on: 'on_day', where: [isReport] },
  },
  /** Each authority decides for itself: the first formal event of each counts, in its own month. */
  identifiedFormally: { from: 'status_event', where: [{ column: 'status', in: ['identified_formal'] }], first: ['client', 'decided_by'], on: 'month' },
  assistanceWithInstitutions: { from: 'institution_contact', where: [{ column: 'topic', in: ['assistance'] }], on: 'on_day' },
  otherWithInstitutions: { from: 'institution_contact', where: [{ column: 'topic', notIn: ['assistance'] }], on: 'on_day' },
  institutionContacts: { from: 'institution_contact', where: [], on: 'on_day' },
  inForce: { from: 'memorandum', where: [], on: 'on_day', lasting: 'last_day' },
  requestsReceived: { from: 'authority_request', where: [], on: 'on_day' },
  provided: { from: 'service', where: [isProvided], on: 'on_day' },
  /** Identified by us, in a member's own program, with what her story says of her. */
  identifiedOpened: { ...identified, from: 'opened_event', on: 'month' },
  personsOfSituations: { from: 'account_person', where: [], on: 'year' },
  campaigns: { from: 'campaign', where: [], on: 'year', orUndated: true },
  reached: { from: 'campaign_reach', where: [{ column: 'reached', given: true }], on: 'year', orUndated: true },
  held: { from: 'event', where: [isHeld], on: 'on_day' },
  heads: { from: 'event_heads', where: [isHeld], on: 'on_day' },
  trained: { from: 'event_heads', where: [isHeld, { column: 'kind', in: trainingKinds }], on: 'on_day' },
  activistHours: { from: 'activist_hours', where: [], on: 'on_day' },
  heard: { from: 'heard', where: [], on: 'on_day' },
  workersAbroad: {
    from: 'account_person', on: 'year',
    where: [{ column: 'exploited_in', has: 'FR' }, { column: 'forms', has: 'labour' }, { column: 'sector', in: ['F'] }],
  },
} as const satisfies Readonly<Record<string, Records>>

export type RecordSet = keyof typeof recordSets

export function recordsOf(name: RecordSet): Records {
  return recordSets[name]
}
