import fc from 'fast-check'
import { missing } from '../../src/shared/missing.ts'
import {
  ageBand, assistance, audience, campaignChannel, channel, clientTold, contactType, direction, eventKind, eventPlace, eventState, exploitation, heardOf, institutionContactTopic, institutionKind, ourRole, postFestumNeed, requestAnswer, requestBasis, serviceState, sex,
  statusDecidedBy, subtypesOf, victimStatus,
} from '../../src/vocabulary/index.ts'
import { addDays } from '../../src/shared/calendar.ts'
import type { Tables } from './register.ts'

/** Small lists make what is rare meet: first events of one month, merged clients, reports named twice. */
const monthCount = 20
const monthOf = (place: number) => `${2015 + Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, '0')}-01`
const month = fc.nat(monthCount - 1).map(monthOf)
/** Often a month's first or last day: where periods begin and end. */
const day = fc.tuple(month, fc.constantFrom(0, 0, 7, 16, 27, 29, 30, 30)).map(([first, days]) => addDays(first, days))
const oneOf = (codes: readonly string[], often: readonly string[] = []) => fc.constantFrom(...codes, ...often, ...often, ...often)
const yesNo = oneOf(['yes', 'no', ...missing])
const id = (kind: number, place: number) => `00000000-0000-4000-8000-${String(kind).padStart(4, '0')}${String(place).padStart(8, '0')}`

const bytes = (length: number) => `\\x${'00'.repeat(length)}`
const line = { id: id(1, 0), name: 'SOS', channel: 'phone', place: 1 }
const team = { id: id(2, 0), kind: 'sos_line', name: 'SOS' }
/** Clients are counted in shares of their ids: these lie at the borders of shares and within. */
const clientIds = ['00000000', '07ffffff', '08000000', '80000000', 'f7ffffff', 'ffffffff'].map((first) => `${first}-0000-4000-8000-000300000000`)
const contactIds = Array.from({ length: 12 }, (_, place) => id(4, place))
const client = fc.constantFrom(...clientIds)
const contact = fc.constantFrom(...contactIds)
const some = (one: fc.Arbitrary<Record<string, unknown>>, most: number) => fc.array(one, { maxLength: most })

/** Clients 4 and 5 may be found to be clients 0 and 1. */
const clients = fc.tuple(fc.boolean(), fc.boolean()).map((merged) => clientIds.map((one, place) => ({
  id: one, folder: one, merged_into: place > 3 && merged[place - 4] ? clientIds[place - 4] : null, recorded_on: '2015-01-01',
})))

const coded = fc.constantFrom(...contactType.codes).chain((type) => fc.record({ type: fc.constant(type), subtype: oneOf(subtypesOf[type], ['report', 'post_festum'].filter((one) => subtypesOf[type].some((code) => code === one))) }))
const contacts = fc.tuple(...contactIds.map((folder) => fc.record({
  coded, need: fc.constantFrom(...postFestumNeed.codes), line: fc.constantFrom(line.id, line.id, null), channel: oneOf(channel.codes, ['phone', 'phone', 'phone']),
  direction: oneOf(direction.codes, ['in']), on_day: day, recorded_on: day,
}).map(({ coded: { type, subtype }, need, ...rest }) => ({
  folder, ...rest, type, subtype, need: subtype === 'post_festum' ? need : null, outcome: 'not_asked', urgency: 'not_asked', part_of_day: 'not_asked',
  minutes_band: 'not_asked', team: team.id, version: 1,
}))))

const withId = (kind: number) => (rows: Record<string, unknown>[]) => rows.map((row, place) => ({ id: id(kind, place), folder: id(kind, place), ...row }))
const links = fc.uniqueArray(fc.record({ contact, client, as: fc.constantFrom('caller', 'about'), recorded_on: day }), { maxLength: 20, selector: (one) => `${one.contact}${one.client}${one.as}` })
const services = some(fc.record({ client: fc.option(client), contact: fc.option(contact), team: fc.constant(team.id), kind: oneOf(assistance.codes.slice(0, 4)), state: oneOf(serviceState.codes, ['provided']), times: fc.integer({ min: 1, max: 9 }), on_day: day, recorded_on: day }), 12)
const institutions = some(fc.record({ client: fc.option(client), contact: fc.option(contact), team: fc.constant(team.id), kind: oneOf(institutionKind.codes, ['court', 'prosecution']), topic: oneOf(institutionContactTopic.codes, ['assistance']), channel: fc.constant('phone'), direction: fc.constant('out'), on_day: day, recorded_on: day }), 15)
/** Some without an end, some that end in the month they began, some ended before their time. */
const memoranda = some(fc.tuple(day, fc.option(fc.nat(500)), fc.option(fc.nat(300)), oneOf(institutionKind.codes), day).map(([signed, until, ended, kind, recorded_on]) => ({
  kind, signed_on: signed, until_on: until === null ? null : addDays(signed, until), ended_on: ended === null ? null : addDays(signed, ended), recorded_on, version: 1,
})), 8)
const requests = some(fc.record({ kind: oneOf(institutionKind.codes), basis: oneOf(requestBasis.codes), received_on: day, answer: oneOf(requestAnswer.codes.filter((code) => code !== 'pending'), []), told: oneOf(clientTold.codes), recorded_on: day, version: fc.constant(1) })
  .map((one) => ({ ...one, answered_on: one.received_on })), 8)
const persons = some(fc.record({ client, sex: oneOf([...sex.codes, ...missing]), form: oneOf([...exploitation.codes, ...missing]), citizen_rs: yesNo, exploited_rs: yesNo, recorded_on: day, version: fc.constant(1) }), 8)
const events = some(fc.record({ client, status: oneOf(victimStatus.codes, ['presumed', 'identified_formal']), decided_by: oneOf(statusDecidedBy.codes, ['ngo', 'ngo']), month, minor: yesNo, report: fc.option(contact), recorded_on: day }), 25)

const folders = { campaign: 5, event: 10, activist: 3 } as const
const idsOf = (kind: number, count: number) => Array.from({ length: count }, (_, place) => id(kind, place))
const [campaignIds, eventIds, activistIds] = [idsOf(9, folders.campaign), idsOf(10, folders.event), idsOf(11, folders.activist)]
const reached = fc.option(fc.nat(5000))
const campaigns = fc.tuple(...campaignIds.map((folder) => fc.record({ folder: fc.constant(folder), team: fc.constant(team.id), role: oneOf([...ourRole.codes, ...missing]), year: fc.option(fc.constantFrom(2014, 2015, 2016, 2017)), recorded_on: day, version: fc.constant(1) })))
const reach = fc.uniqueArray(fc.record({ folder: fc.constantFrom(...campaignIds), channel: oneOf(campaignChannel.codes.slice(0, 4)), reached, recorded_on: day }), { maxLength: 10, selector: (one) => `${one.folder}${one.channel}` })
const happenings = fc.tuple(...eventIds.map((folder) => fc.record({
  folder: fc.constant(folder), team: fc.constant(team.id), kind: oneOf(eventKind.codes, ['training_basic']), role: oneOf([...ourRole.codes, ...missing]), form: fc.constant('not_asked'),
  state: oneOf(eventState.codes, ['held']), on_day: day, recorded_on: day, version: fc.constant(1),
})))
const heads = fc.uniqueArray(fc.record({
  folder: fc.constantFrom(...eventIds), audience: oneOf([...audience.codes, ...missing]), sex: oneOf([...sex.codes, ...missing]), age_band: oneOf([...ageBand.codes, ...missing]),
  place: oneOf([...eventPlace.codes, ...missing]), heads: fc.nat(40), recorded_on: day,
}), { maxLength: 15, selector: (one) => JSON.stringify([one.folder, one.audience, one.sex, one.age_band, one.place]) })
const activists = fc.constant(activistIds.map((folder) => ({ folder, team: team.id, state: 'active', recorded_on: '2015-01-01', version: 1 })))
const hours = some(fc.record({ folder: fc.constantFrom(...activistIds), kind: oneOf([...eventKind.codes, 'not_applicable']), on_day: day, hours: fc.integer({ min: 1, max: 12 }), recorded_on: day }), 8)
  .map((rows) => rows.map((row, place) => ({ id: id(12, place), ...row })))
/** Folders that rows refer to, and their maker. */
const maker = { id: id(13, 0), name: 'maker', name_key: 'maker', shown: 'Maker', roles: ['coordinator'], state: 'active', x_public: bytes(32), ed_public: bytes(32), manager: true, joined_on: '2015-01-01' }
const allFolders = [...campaignIds.map((one) => [one, 'campaign']), ...eventIds.map((one) => [one, 'event']), ...activistIds.map((one) => [one, 'activist'])]
  .map(([folder, kind]) => ({ id: folder, kind, trace: folder, made_by: maker.id }))

/** What a member's own program would find in her calls. */
export const anyHeard = fc.array(fc.record({ contact: fc.uuid(), heard_of: oneOf([...heardOf.codes, ...missing], ['campaign']), campaign: fc.option(fc.constantFrom(...campaignIds)), on_day: day, recorded_on: day }), { maxLength: 30 })

export const anyRegister: fc.Arbitrary<Tables> = fc.record({
  line: fc.constant([line]), team: fc.constant([team]), client: clients, contact: contacts, contact_client: links,
  service: services.map(withId(5)), institution_contact: institutions.map(withId(6)),
  person: persons.map((rows) => withId(7)(rows).map(({ id: _, ...row }) => row)), status_event: events.map(withId(8)), member: fc.constant([maker]), folder: fc.constant(allFolders),
  campaign: campaigns, campaign_reach: reach, event: happenings, event_heads: heads, activist: activists, activist_hours: hours,
  memorandum: memoranda.map((rows) => withId(19)(rows).map(({ id: _, ...row }) => row)), authority_request: requests.map((rows) => withId(20)(rows).map(({ id: _, ...row }) => row)),
})

/** Whole months, from one to all of them. */
export const anyPeriod = fc.tuple(fc.nat(monthCount - 1), fc.nat(monthCount - 1)).map(([one, other]) => ({
  from: monthOf(Math.min(one, other)), to: addDays(monthOf(Math.max(one, other) + 1), -1),
}))

/** Persons of accounts as whoever opens them has them: near one figure, often without a year, sometimes no client. */
export const anyAccountPersons = fc.array(fc.record({
  situation: fc.constantFrom('1', '2', '3'), year: fc.constantFrom('2015', '2016', '2016', '2017', null), client: fc.option(client), status: oneOf(victimStatus.codes),
  exploited_in: fc.subarray(['FR', 'DE'], { minLength: 1 }), forms: fc.subarray(['labour', 'sexual', 'forced_labour'], { minLength: 1 }), sector: fc.constantFrom('F', 'F', 'A'), recorded_on: day,
}), { maxLength: 14 })
