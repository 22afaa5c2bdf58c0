import { monthOf } from '../shared/calendar.ts'
import type { Day, Month } from '../shared/calendar.ts'
import { busyness, dayIn, endOf, monthSoonAfter, monthsOf, startOf } from './days.ts'
import type { Form, PlannedPerson, YesNo } from './plan-shape.ts'
import { split } from './random.ts'
import type { Chance } from './random.ts'
import type { Targets } from './targets.ts'

/** A report of suspicion: its day, and whether it came over the telephone of the line. */
export type Report = { readonly day: Day; readonly phone: boolean; readonly clients: number[] }
export type Victim = { readonly month: Month; readonly minor: YesNo; readonly person: PlannedPerson; readonly report: Report | null }

/** Reports of each year and the clients we identified, so many from reports as the targets say. */
export function planVictims(by: Chance, targets: Targets): { reports: Report[]; victims: Victim[] } {
  const identified = victimsByYear(by, targets)
  const usual = Math.max(1, (targets.calls.most * 0.042) / targets.years.length)
  const reports: Report[] = []
  const births: { month: Month; report: Report | null }[] = []
  let before: Report[] = []
  for (const year of targets.years) {
    const exact = year === targets.reports.year
    const count = exact ? targets.reports.count : Math.round(usual * (0.75 + 0.5 * by.next()))
    const ofYear = Array.from({ length: count }, (): Report => ({ day: dayIn(by, startOf(year), endOf(year)), phone: by.oneIn(0.82), clients: [] }))
    const due = identified.get(year) ?? 0
    births.push(...(exact ? fromTargetYear(by, targets, due, ofYear, before, year) : fromAnyYear(by, due, ofYear, year)))
    reports.push(...ofYear)
    before = ofYear
  }
  const people = describe(by, targets, births.map((birth) => birth.month))
  const victims = births.map((birth, at) => ({ ...birth, ...(people[at] as (typeof people)[number]) }))
  victims.forEach(({ report }, at) => report?.clients.push(at))
  return { reports, victims }
}

function victimsByYear(by: Chance, { years, victims, victimsIn }: Targets): Map<number, number> {
  const others = years.filter((year) => !victimsIn.has(year))
  const left = victims - [...victimsIn.values()].reduce((sum, count) => sum + count, 0)
  const parts = split(left, busyness(by, others))
  return new Map([...victimsIn, ...others.map((year, at) => [year, parts[at] ?? 0] as const)])
}

/** So many reports of the year led to so many clients; those identified beyond them come from reports of the year before. */
function fromTargetYear(by: Chance, targets: Targets, due: number, reports: readonly Report[], before: readonly Report[], year: number) {
  const { led, clients } = targets.reports
  const leading = by.shuffled(reports).slice(0, led)
  const named = leading.flatMap((report, at) => Array.from({ length: split(clients, leading.map(() => 1))[at] ?? 0 }, () => report))
  const latest = [...before].sort((one, other) => other.day.localeCompare(one.day))
  const earlier = Array.from({ length: due - clients }, (_, at) => latest[at % Math.max(1, latest.length)] ?? null)
  return [
    ...named.map((report) => ({ month: monthSoonAfter(by, monthOf(report.day), 2), report })),
    ...earlier.map((report) => ({ month: monthsOf(year)[by.between(0, 2)] ?? '', report })),
  ]
}

function fromAnyYear(by: Chance, due: number, reports: readonly Report[], year: number) {
  return Array.from({ length: due }, () => {
    const report = by.oneIn(0.62) && reports.length ? by.pick(reports) : null
    return { month: report ? monthSoonAfter(by, monthOf(report.day), 3) : by.pick(monthsOf(year)), report }
  })
}

const forms: Readonly<Partial<Record<Form, number>>> = { sexual: 58, labour: 18, begging: 11, criminal_activity: 5, forced_marriage: 6, slavery_like_or_servitude: 2 }

function describe(by: Chance, targets: Targets, months: readonly Month[]): { minor: YesNo; person: PlannedPerson }[] {
  const all = months.length
  const women = marks(by, all, targets.women)
  const citizens = marks(by, all, targets.citizens)
  const known = Math.max(1, Math.round(all * 0.96))
  const abroad = (100 - targets.exploitedAbove) / 100
  const inSerbia = marks(by, all, { of: Math.min(known, Math.floor(known * (1 - abroad * 0.7)) + 1), among: known })
  const ofYear = months.flatMap((month, at) => (month.startsWith(`${targets.children.year}-`) ? [at] : []))
  const children = marks(by, ofYear.length, targets.children)
  return months.map((_, at) => {
    const inTarget = ofYear.indexOf(at)
    const minor: YesNo = inTarget >= 0 ? (children[inTarget] ?? 'unknown') : by.weighted<'yes' | 'no' | 'unknown'>({ yes: 36, no: 61, unknown: 3 })
    const sex = women[at] === 'yes' ? 'female' : women[at] === 'no' ? 'male' : 'unknown'
    const form = sex === 'male' ? by.weighted<Form>({ labour: 52, begging: 25, criminal_activity: 17, sexual: 6 }) : by.weighted<Form>(forms)
    return { minor, person: { sex, form, citizenRs: citizens[at] ?? 'unknown', exploitedRs: inSerbia[at] ?? 'unknown' } }
  })
}

/** So many "yes" among so many known, the rest unknown, in no order. */
function marks(by: Chance, all: number, { of, among }: { readonly of: number; readonly among: number }): ('yes' | 'no' | 'unknown')[] {
  return by.shuffled(Array.from({ length: all }, (_, at) => (at < of ? 'yes' : at < among ? 'no' : 'unknown')))
}
