import { addDays, monthOf, yearOf } from '../shared/calendar.ts'
import type { Day, Month } from '../shared/calendar.ts'
import { dayIn, firstOf, lastOf, later } from './days.ts'
import type { Decider, PlannedCentre, PlannedStatus, YesNo } from './plan-shape.ts'
import type { Victim } from './plan-victims.ts'
import type { Chance } from './random.ts'
import type { Targets } from './targets.ts'

/** The Centre for human trafficking victims’ protection works since 2012; before it the police and courts decided. */
export const centreSince = 2012

type Said = Pick<PlannedStatus, 'status' | 'decidedBy' | 'month'>
const written = (by: Chance, said: Said, minor: YesNo, report: number | null = null, from: Day = firstOf(said.month)): PlannedStatus =>
  ({ ...said, minor, report, recordedOn: dayIn(by, monthOf(from) === said.month ? from : firstOf(said.month), lastOf(said.month)) })

/** Some months after; undefined when the register ends before it. */
function monthsAfter(by: Chance, month: Month, least: number, most: number, { to }: Targets): Month | undefined {
  const after = monthOf(addDays(firstOf(month), by.between(least, most) * 30 + 15))
  return after <= monthOf(to) && after > month ? after : undefined
}

const formalBy = (by: Chance, month: Month): Decider => yearOf(month) >= centreSince
  ? by.weighted<Decider>({ centre: 72, prosecution_court: 13, police: 13, foreign_authority: 2 })
  : by.weighted<Decider>({ police: 62, prosecution_court: 28, other_state: 8, foreign_authority: 2 })

/** Dated events of a client we identified. Exactly one of them is our first "presumed"; it alone may name a report. */
export function statusesOf(by: Chance, targets: Targets, { month, minor, report }: Victim, reportPlace: number | null): PlannedStatus[] {
  const ours: Said = { status: 'presumed', decidedBy: 'ngo', month }
  const events = [written(by, ours, minor, reportPlace, report ? later(report.day, firstOf(month)) : firstOf(month))]
  if (report && monthOf(report.day) < month && by.oneIn(0.7)) events.unshift(written(by, { status: 'possible', decidedBy: 'ngo', month: monthOf(report.day) }, minor, null, report.day))
  const formal = by.oneIn(0.55) ? monthsAfter(by, month, 1, 16, targets) : undefined
  if (formal) events.push(written(by, { status: 'identified_formal', decidedBy: formalBy(by, formal), month: formal }, minor))
  const other = !formal && by.oneIn(0.2) ? monthsAfter(by, month, 2, 12, targets) : undefined
  if (other) events.push(written(by, by.oneIn(0.6)
    ? { status: 'not_identified', decidedBy: formalBy(by, other), month: other }
    : { status: 'declined_identification', decidedBy: 'ngo', month: other }, minor))
  const returned = by.oneIn(0.05) ? monthsAfter(by, month, 20, 60, targets) : undefined
  if (returned && !targets.victimsIn.has(yearOf(returned))) events.push(written(by, { status: 'presumed', decidedBy: 'ngo', month: returned }, 'no'))
  return events
}

/** Dated events of somebody we thought might be one: what others decided of her is never ours. */
export function possibleStatuses(by: Chance, targets: Targets, since: Day): PlannedStatus[] {
  const minor = by.weighted<YesNo>({ yes: 25, no: 68, unknown: 7 })
  const month = monthOf(since)
  const events = [written(by, { status: 'possible', decidedBy: 'ngo', month }, minor, null, since)]
  const next = by.oneIn(0.55) ? monthsAfter(by, month, 1, 9, targets) : undefined
  if (!next) return events
  const decidedBy = formalBy(by, next)
  const status = by.weighted<PlannedStatus['status']>({ not_identified: 52, presumed: 22, identified_formal: 20, declined_identification: 6 })
  return [...events, written(by, { status, decidedBy: status === 'declined_identification' ? 'ngo' : decidedBy, month: next }, minor)]
}

export function centreOf(by: Chance, targets: Targets, statuses: readonly PlannedStatus[]): PlannedCentre[] {
  const first = statuses.find((event) => event.status === 'presumed' && event.decidedBy === 'ngo')
  if (!first || yearOf(first.month) < centreSince || !by.oneIn(0.85)) return []
  const reported: PlannedCentre = { step: 'reported', outcome: 'pending', month: first.month, recordedOn: lastOf(first.month) }
  const formal = statuses.find((event) => event.status === 'identified_formal' && event.decidedBy === 'centre')
  if (formal) return [reported, { step: 'outcome', outcome: 'identified', month: formal.month, recordedOn: formal.recordedOn }]
  const month = monthsAfter(by, first.month, 2, 8, targets)
  if (!month) return [reported]
  const outcome = by.weighted<PlannedCentre['outcome']>({ not_identified: 45, procedure_suspended: 30, report_dismissed: 25 })
  return [reported, { step: 'outcome', outcome, month, recordedOn: dayIn(by, firstOf(month), lastOf(month)) }]
}
