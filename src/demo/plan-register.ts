import type { Register, Row } from '../features/figures/evaluate.ts'
import type { Plan, PlannedInstitutionContact, PlannedService } from './plan-shape.ts'

/** The plan as the views that are counted, so that its figures can be told before anything is sealed. */
export function registerOf(plan: Plan): Register {
  const contact = plan.contacts.map((one, place): Row => ({
    contact: `${place}`, line: one.channel === 'phone' && one.team === 'sos_line' ? 'line' : null, channel: one.channel, direction: one.direction,
    type: one.type, subtype: one.subtype, need: one.need, outcome: one.outcome, on_day: one.day, recorded_on: one.recordedOn,
  }))
  const contact_client = plan.contacts.flatMap((one, place) => one.links.map(({ client }): Row => ({ ...contact[place], client: `${client}` })))
  let events = 0
  const status_event = plan.stories.flatMap(({ client, person, statuses }) => statuses.map((event): Row => ({
    event: `${events++}`, client: `${client}`, status: event.status, decided_by: event.decidedBy, month: `${event.month}-01`, minor: event.minor,
    report: event.report === null ? null : `${event.report}`,
    sex: person.sex, form: person.form, citizen_rs: person.citizenRs, exploited_rs: person.exploitedRs, recorded_on: event.recordedOn,
  })))
  const service = servicesOf(plan).map((one, place): Row => ({
    service: `${place}`, client: one.client === null ? null : `${one.client}`, kind: one.kind, state: one.state, times: one.times, on_day: one.day, recorded_on: one.day,
  }))
  const institution_contact = institutionContactsOf(plan).map((one, place): Row => ({
    institution_contact: `${place}`, client: one.client === null ? null : `${one.client}`, kind: one.kind, topic: one.topic, on_day: one.day, recorded_on: one.day,
  }))
  return { contact, contact_client, status_event, service, institution_contact, account_person: accountPersons(plan), ...preventionOf(plan), ...cooperationOf(plan) }
}

function preventionOf({ prevention: { campaigns, events } }: Plan): Register {
  const heads = events.flatMap((one, place) => one.heads.map((cell): Row => ({
    event: `${place}`, audience: cell.audience, sex: cell.sex, age_band: cell.ageBand, place: cell.place, heads: cell.heads,
    kind: one.kind, role: one.role, state: 'held', on_day: one.day, recorded_on: one.day,
  })))
  return {
    campaign: campaigns.map((one, place): Row => ({ campaign: `${place}`, role: one.role, year: one.year, recorded_on: one.recordedOn })),
    campaign_reach: campaigns.flatMap((one, place) => one.reach.map((some): Row => ({ campaign: `${place}`, ...some, year: one.year, recorded_on: one.recordedOn }))),
    event: events.map((one, place): Row => ({ event: `${place}`, kind: one.kind, role: one.role, state: 'held', on_day: one.day, recorded_on: one.day })),
    event_heads: heads,
    activist_hours: events.flatMap((one) => one.given.map(({ activist, hours }): Row => ({ activist: `${activist}`, hours, kind: one.kind, on_day: one.day, recorded_on: one.day }))),
  }
}

function cooperationOf({ cooperation: { memoranda, requests } }: Plan): Register {
  return {
    memorandum: memoranda.map((one, place): Row => ({ memorandum: `${place}`, kind: one.kind, on_day: one.signedOn, last_day: one.endedOn ?? one.untilOn, recorded_on: one.signedOn })),
    authority_request: requests.map((one, place): Row => ({ authority_request: `${place}`, kind: one.kind, basis: one.basis, answer: one.answer, told: one.told, on_day: one.receivedOn, recorded_on: one.receivedOn })),
  }
}

function accountPersons(plan: Plan): Row[] {
  return plan.situations.flatMap((one, place) => one.people.map(({ client, status }): Row => ({
    situation: `${place}`, year: one.year, client: `${client}`, status, exploited_in: [one.exploitedIn], forms: [one.form], sector: one.sector, recorded_on: one.recordedOn,
  })))
}

export const servicesOf = (plan: Plan): PlannedService[] => [...plan.contacts, ...plan.stories].flatMap((one) => one.services)
export const institutionContactsOf = (plan: Plan): PlannedInstitutionContact[] =>
  [...[...plan.contacts, ...plan.stories].flatMap((one) => one.institutionContacts), ...plan.teamContacts]
