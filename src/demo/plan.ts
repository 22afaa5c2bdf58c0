import { monthOf } from '../shared/calendar.ts'
import { lastOf } from './days.ts'
import { draftContacts } from './plan-contacts.ts'
import { planInstitutionContacts } from './plan-institutions.ts'
import { describeClients, groupsOf, linkContacts } from './plan-links.ts'
import { planCooperation } from './plan-cooperation.ts'
import { planPrevention } from './plan-prevention.ts'
import { helpAfter, helpDuring } from './plan-services.ts'
import type { Plan, PlannedPerson, PlannedSituation, PlannedStatus, PlannedStory, YesNo } from './plan-shape.ts'
import { planSituations, possibleSituation, siteSituation } from './plan-situations.ts'
import { centreOf, possibleStatuses, statusesOf } from './plan-statuses.ts'
import { planVictims } from './plan-victims.ts'
import { chance } from './random.ts'
import type { Chance } from './random.ts'
import type { Targets } from './targets.ts'

/** The whole register as plain facts, such that counting its records arrives at the targets. The same for the same seed. */
export function planRegister(targets: Targets, seed: number): Plan {
  const of = (part: string) => chance(seed, part)
  const { reports, victims } = planVictims(of('victims'), targets)
  const drafts = draftContacts(of('contacts'), targets, victims, reports).sort((one, other) => one.contact.day.localeCompare(other.contact.day))
  const groups = groupsOf(targets)
  const { firstDay, site } = linkContacts(of('links'), targets, drafts, victims, groups)
  const clients = describeClients(of('clients'), groups, victims, firstDay)
  const contacts = drafts.map((draft) => draft.contact)
  const helping = of('help')
  contacts.forEach((contact) => contact.services.push(...helpDuring(helping, contact)))

  const placeOfReport = new Map(drafts.flatMap((draft, place) => (draft.report ? [[draft.report, place] as const] : [])))
  const stories: PlannedStory[] = []
  const telling = of('stories')
  const tell = (client: number, person: PlannedPerson, statuses: PlannedStatus[], mean: number) => {
    const since = statuses.map((event) => event.recordedOn).sort()[0] ?? clients[client]?.since ?? targets.from
    stories.push({
      client, since, person, statuses, centre: centreOf(telling, targets, statuses),
      services: helpAfter(telling, client, since, mean, targets.to), institutionContacts: [],
    })
  }
  victims.forEach((victim, client) => {
    const report = victim.report ? (placeOfReport.get(victim.report) ?? null) : null
    tell(client, victim.person, statusesOf(telling, targets, victim, report), 9)
  })
  const possible = groups.possible.map((client) => ({ client, since: clients[client]?.since ?? '', statuses: possibleStatuses(telling, targets, clients[client]?.since ?? '') }))
  for (const { client, statuses } of possible) tell(client, coarse(telling, clients[client]?.sex), statuses, 2)
  const siteDay = site.contact.day
  groups.workers.forEach((client, at) => tell(client, atTheSite, at < targets.workers.possible ? [possibleWorker(siteDay)] : [], 1.5))

  const happening = of('situations')
  const situations: PlannedSituation[] = [
    ...planSituations(happening, victims, (report) => placeOfReport.get(report) ?? 0),
    ...possible.map(({ client, since, statuses }) => possibleSituation(happening, client, since, statuses[0]?.minor ?? 'unknown')),
    siteSituation(targets, groups.workers, drafts.indexOf(site), siteDay),
  ].sort((one, other) => one.recordedOn.localeCompare(other.recordedOn))
  return { seed, clients, contacts, stories, situations, teamContacts: planInstitutionContacts(of('institutions'), targets, contacts, stories), prevention: planPrevention(of('prevention'), targets), cooperation: planCooperation(of('cooperation'), targets) }
}

const atTheSite: PlannedPerson = { sex: 'male', form: 'labour', citizenRs: 'yes', exploitedRs: 'no' }
const possibleWorker = (day: string): PlannedStatus =>
  ({ status: 'possible', decidedBy: 'ngo', month: monthOf(day), recordedOn: lastOf(monthOf(day)), minor: 'no', report: null })

function coarse(by: Chance, sex: string | undefined): PlannedPerson {
  return {
    sex: sex === 'female' || sex === 'male' ? sex : 'unknown',
    form: by.weighted<PlannedPerson['form']>({ sexual: 40, labour: 30, begging: 12, unknown: 18 }),
    citizenRs: by.weighted<YesNo>({ yes: 90, no: 5, unknown: 5 }), exploitedRs: by.weighted<YesNo>({ yes: 50, no: 30, not_asked: 20 }),
  }
}
