import { monthOf } from '../shared/calendar.ts'
import type { Day } from '../shared/calendar.ts'
import { labourSector } from '../vocabulary/accounts.ts'
import { dayIn, firstOf, lastOf } from './days.ts'
import type { Form, PlannedSituation } from './plan-shape.ts'
import type { Report, Victim } from './plan-victims.ts'
import type { Chance } from './random.ts'
import type { Targets } from './targets.ts'

const abroad = { IT: 22, DE: 14, AT: 12, ME: 10, BA: 10, MK: 8, FR: 6, HU: 5, SE: 4, RU: 6, SI: 3 }
const from = { RO: 22, MD: 24, UA: 24, BA: 12, AL: 6, AF: 12 }
const sectors = { A: 24, C: 12, F: 20, I: 22, N: 8, S: 6, T: 8 }

type Person = { readonly client: number; readonly victim: Victim }

/** What happened, in how many situations: whoever is named by one report stands in one; the others alone or a few together. */
export function planSituations(by: Chance, victims: readonly Victim[], placeOf: (report: Report) => number): PlannedSituation[] {
  const all = victims.map((victim, client): Person => ({ client, victim }))
  const reported = Map.groupBy(all.filter(({ victim }) => victim.report), ({ victim }) => victim.report as Report)
  const alone = all.filter(({ victim }) => !victim.report).sort((one, other) => one.victim.month.localeCompare(other.victim.month))
  const groups = [...reported.values()]
  for (let at = 0; at < alone.length;) {
    const size = by.weighted({ '1': 82, '2': 12, '3': 4, '5': 2 })
    const first = alone[at] as Person
    const group = alone.slice(at, at + Number(size)).filter(({ victim }) => victim.month.slice(0, 4) === first.victim.month.slice(0, 4))
    groups.push(group)
    at += group.length
  }
  return groups.map((group) => situationOf(by, group, placeOf))
}

function situationOf(by: Chance, people: readonly Person[], placeOf: (report: Report) => number): PlannedSituation {
  const { victim } = people[0] as Person
  const { person, report, month } = victim
  const form = person.form as Form
  const here = person.exploitedRs === 'yes'
  const exploitedIn = here ? 'RS' : by.weighted<string>(abroad)
  const recruitedIn = person.citizenRs === 'no' ? by.weighted<string>(from) : 'RS'
  const sector = form === 'labour' ? by.weighted<string>(exploitedIn === 'FR' ? { ...sectors, F: 0 } : sectors) : ''
  return {
    year: Number(month.slice(0, 4)), form, scope: exploitedIn === recruitedIn ? 'internal' : 'cross_border',
    recordedOn: dayIn(by, report && monthOf(report.day) === month ? report.day : firstOf(month), lastOf(month)),
    persons: people.length + (by.oneIn(0.25) ? by.between(1, 3) : 0),
    people: people.map(({ client, victim: { minor } }) => ({ client, status: 'presumed', minor })),
    report: report && placeOf(report), exploitedIn, recruitedIn, sector,
  }
}

export function possibleSituation(by: Chance, client: number, since: Day, minor: string): PlannedSituation {
  const form = by.weighted<Form>({ sexual: 45, labour: 35, begging: 15, forced_marriage: 5 })
  const exploitedIn = by.oneIn(0.6) ? 'RS' : by.weighted<string>({ ...abroad, FR: 0 })
  return {
    year: Number(since.slice(0, 4)), form, scope: exploitedIn === 'RS' ? 'internal' : 'cross_border', recordedOn: since, persons: 1,
    people: [{ client, status: 'possible', minor }], report: null, exploitedIn, recruitedIn: 'RS',
    sector: form === 'labour' ? by.weighted<string>(sectors) : '',
  }
}

/** The workers of one building site abroad: one situation, all of them clients, so many of them possible victims. */
export function siteSituation({ workers }: Targets, clients: readonly number[], report: number, day: Day): PlannedSituation {
  const construction: (typeof labourSector.codes)[number] = 'F'
  return {
    year: workers.year, form: 'labour', scope: 'cross_border', recordedOn: day, persons: clients.length,
    people: clients.map((client, at) => ({ client, status: at < workers.possible ? 'possible' : 'not_asked', minor: 'no' })),
    report, exploitedIn: 'FR', recruitedIn: 'RS', sector: construction,
  }
}
