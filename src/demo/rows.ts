import type { DemoHouse } from './house.ts'
import type { Ids } from './jobs.ts'
import { memberIn, memberOf } from './jobs.ts'
import { founder } from './members.ts'
import type { Plan, PlannedInstitutionContact, PlannedService } from './plan-shape.ts'
import { line } from './seal-jobs.ts'

export type Table = { readonly name: string; readonly columns: string; readonly rows: Iterable<string> }
type At = { readonly folder: string; readonly contact: string | null; readonly recordedOn?: string }

/** The coded facts as rows, in an order in which nothing refers to what is not there yet. */
export function* tablesOf(plan: Plan, house: DemoHouse, ids: Ids): Generator<Table> {
  const client = (place: number | null) => (place === null ? null : (ids.clients[place] ?? null))
  const contact = (place: number | null) => (place === null ? null : (ids.contacts[place] ?? null))
  const story = (place: number) => ids.stories[place] ?? ''
  const month = (text: string) => `${text}-01`
  const table = (name: string, columns: string, rows: Iterable<string>): Table => ({ name, columns, rows })

  yield table('client', 'id, folder, recorded_on', plan.clients.map((one, at) => line(client(at), ids.cards[at] ?? '', one.since)))
  yield table('client_folder', 'client, folder, kind', [
    ...ids.cards.map((folder, at) => line(client(at), folder, 'card')),
    ...plan.stories.map((one, at) => line(client(one.client), story(at), 'story')),
  ])
  yield table('contact', 'folder, line, channel, direction, type, subtype, need, outcome, urgency, on_day, part_of_day, minutes_band, team, recorded_on', plan.contacts.map((one, at) => line(
    contact(at), one.channel === 'phone' && one.team === 'sos_line' ? house.line : null, one.channel, one.direction, one.type, one.subtype, one.need,
    one.outcome, one.urgency, one.day, one.partOfDay, one.minutesBand, house.team(one.team), one.recordedOn)))
  yield table('contact_client', 'contact, client, "as", recorded_on', plan.contacts.flatMap((one, at) =>
    one.links.map((link) => line(contact(at), client(link.client), link.as, one.recordedOn))))

  const service = (one: PlannedService, at: At) =>
    line(ids.record(one), at.folder, client(one.client), at.contact, house.team(one.team), one.kind, one.state, one.times, one.day, at.recordedOn ?? one.day)
  const spoken = (one: PlannedInstitutionContact, at: At) => line(
    ids.record(one), at.folder, client(one.client), at.contact, house.team(one.team), one.kind, one.topic, one.channel, one.direction, one.day, at.recordedOn ?? one.day)
  const during = (at: number): At => ({ folder: ids.contacts[at] ?? '', contact: contact(at), recordedOn: plan.contacts[at]?.recordedOn ?? '' })
  yield table('service', 'id, folder, client, contact, team, kind, state, times, on_day, recorded_on', [
    ...plan.contacts.flatMap((one, at) => one.services.map((given) => service(given, during(at)))),
    ...plan.stories.flatMap((one, at) => one.services.map((given) => service(given, { folder: story(at), contact: null }))),
  ])
  yield table('institution_contact', 'id, folder, client, contact, team, kind, topic, channel, direction, on_day, recorded_on', [
    ...plan.contacts.flatMap((one, at) => one.institutionContacts.map((said) => spoken(said, during(at)))),
    ...plan.stories.flatMap((one, at) => one.institutionContacts.map((said) => spoken(said, { folder: story(at), contact: null }))),
    ...plan.teamContacts.map((said, at) => spoken(said, { folder: ids.teamFolders[at] ?? '', contact: null })),
  ])
  yield table('situation', 'folder, year, form, scope, persons, recorded_on', plan.situations.map((one, at) =>
    line(ids.accounts[at] ?? '', one.year, one.form, one.scope, one.persons, one.recordedOn)))
  yield table('person', 'folder, client, sex, form, citizen_rs, exploited_rs, recorded_on', plan.stories.map(({ client: who, person, since }, at) =>
    line(story(at), client(who), person.sex, person.form, person.citizenRs, person.exploitedRs, since)))
  yield table('status_event', 'id, folder, client, status, decided_by, month, minor, report, recorded_on', plan.stories.flatMap((one, at) => one.statuses.map((event) =>
    line(ids.record(event), story(at), client(one.client), event.status, event.decidedBy, month(event.month), event.minor, contact(event.report), event.recordedOn))))
  yield table('centre_event', 'id, folder, client, step, outcome, month, recorded_on', plan.stories.flatMap((one, at) => one.centre.map((event) =>
    line(ids.record(event), story(at), client(one.client), event.step, event.outcome, month(event.month), event.recordedOn))))
  yield* preventionTables(plan, house.team('prevention'), ids)
  yield table('memorandum', 'folder, kind, signed_on, until_on, ended_on, recorded_on', plan.cooperation.memoranda.map((one, at) =>
    line(ids.memoranda[at] ?? '', one.kind, one.signedOn, one.untilOn, one.endedOn, one.signedOn)))
  yield table('authority_request', 'folder, kind, basis, received_on, due_on, answered_on, answer, told, recorded_on', plan.cooperation.requests.map((one, at) =>
    line(ids.requests[at] ?? '', one.kind, one.basis, one.receivedOn, one.dueOn, one.answeredOn, one.answer, one.told, one.receivedOn)))
}

function* preventionTables({ prevention: { campaigns, events } }: Plan, team: string, ids: Ids): Generator<Table> {
  const table = (name: string, columns: string, rows: Iterable<string>): Table => ({ name, columns, rows })
  const event = (place: number) => ids.events[place] ?? ''
  yield table('campaign', 'folder, team, role, year, recorded_on', campaigns.map((one, at) => line(ids.campaigns[at] ?? '', team, one.role, one.year, one.recordedOn)))
  yield table('campaign_reach', 'folder, channel, reached, recorded_on', campaigns.flatMap((one, at) =>
    one.reach.map(({ channel, reached }) => line(ids.campaigns[at] ?? '', channel, reached, one.recordedOn))))
  yield table('activist', 'folder, team, state, recorded_on', ids.activists.map((folder) => line(folder, team, 'active', events[0]?.day ?? '')))
  yield table('event', 'folder, team, kind, role, form, state, on_day, recorded_on', events.map((one, at) =>
    line(event(at), team, one.kind, one.role, 'informal', 'held', one.day, one.day)))
  yield table('event_session', 'id, folder, on_day, starts, ends', events.flatMap((one, at) =>
    one.sessions.map((day) => line(crypto.randomUUID(), event(at), day, '10:00', '16:00'))))
  yield table('event_heads', 'folder, audience, sex, age_band, place, heads, recorded_on', events.flatMap((one, at) =>
    one.heads.map((cell) => line(event(at), cell.audience, cell.sex, cell.ageBand, cell.place, cell.heads, one.day))))
  yield table('activist_hours', 'id, folder, event, kind, on_day, hours, recorded_on', events.flatMap((one, at) =>
    one.given.map(({ activist, hours }) => line(crypto.randomUUID(), ids.activists[activist] ?? '', event(at), one.kind, one.day, hours, one.day))))
}

/** What the guard's `note()` would have said of each write. Told when it was loaded: the ledger never lies about time. */
export function* ledgerRows(plan: Plan, house: DemoHouse, traces: ReadonlyMap<string, string>, ids: Ids): Generator<string> {
  const actor = (name: string) => house.sealers.get(name)?.id ?? null
  const entry = (name: string, action: string, folder: string | undefined) => line(actor(name), action, `{${traces.get(folder ?? '') ?? ''}}`, 'done')
  for (const [at, contact] of plan.contacts.entries()) yield entry(memberOf(contact), 'contact.saved', ids.contacts[at])
  for (const at of plan.situations.keys()) yield entry(founder.name, 'situation.reported', ids.accounts[at])
  for (const [at, story] of plan.stories.entries()) {
    for (const _ of story.statuses) yield entry(memberIn('case_management'), 'status.recorded', ids.stories[at])
    for (const _ of story.centre) yield entry(memberIn('case_management'), 'centre.recorded', ids.stories[at])
    for (const _ of story.services) yield entry(memberIn('case_management'), 'service.recorded', ids.stories[at])
    for (const _ of story.institutionContacts) yield entry(memberIn('case_management'), 'institution-contact.recorded', ids.stories[at])
  }
  const prevention = [['campaign.saved', ids.campaigns], ['activist.saved', ids.activists], ['event.saved', ids.events]] as const
  for (const [action, folders] of prevention) for (const folder of folders) yield entry(memberIn('prevention'), action, folder)
  for (const folder of ids.directory) yield entry(founder.name, 'directory.written', folder)
  for (const folder of ids.memoranda) yield entry(founder.name, 'memorandum.made', folder)
  for (const folder of ids.requests) yield entry(memberIn('case_management'), 'request.received', folder)
  for (const [at, one] of plan.teamContacts.entries()) yield entry(memberIn(one.team), 'institution-contact.recorded', ids.teamFolders[at])
}
export const ledgerColumns = 'actor, action, traces, result'
