import { addDays } from '../shared/calendar.ts'
import { busyness, dayAfter, dayIn, endOf, firstOf, later, startOf } from './days.ts'
import { call, contactOf, otherWay, writtenWay } from './plan-contact.ts'
import type { PlannedContact, Subtype } from './plan-shape.ts'
import type { Report, Victim } from './plan-victims.ts'
import { split } from './random.ts'
import type { Chance } from './random.ts'
import type { Targets } from './targets.ts'

/** Contacts in the making: `victim` is whom a post festum contact is with. */
export type Draft = { readonly contact: PlannedContact; readonly report?: Report; readonly victim?: number }

/** How many incoming calls of each sort: post festum well above its share of the trafficking-related ones, a third preventive. */
export function callCounts(by: Chance, targets: Targets, reportsByPhone: number) {
  const { least, most } = targets.calls
  const margin = Math.floor((most - least) / 5)
  const all = by.between(least + margin, most - margin)
  // Two calls in five are about trafficking; more, where the share of post festum or so many clients ask for it.
  const shares = [0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95].map((share) => ofTrafficking(Math.round(all * share), targets.postFestumAbove, reportsByPhone))
  const enough = shares.find((one) => one.support >= 0 && one.postFestum >= targets.victims)
  if (!enough) throw new Error('The targets ask for more clients than so few calls can carry.')
  const { trafficking, postFestum, support } = enough
  const preventive = Math.round((all - trafficking) * 0.57)
  return { all, postFestum, support, preventive, other: all - trafficking - preventive }
}

function ofTrafficking(trafficking: number, above: number, reports: number) {
  const postFestum = Math.floor((trafficking * (above + (100 - above) * 0.14)) / 100) + 1
  return { trafficking, postFestum, support: trafficking - postFestum - reports }
}

export function draftContacts(by: Chance, targets: Targets, victims: readonly Victim[], reports: readonly Report[]): Draft[] {
  const counts = callCounts(by, targets, reports.filter((report) => report.phone).length)
  const spread = (count: number) => days(by, targets, count)
  const outside = Math.round(counts.all * 0.19)
  return [
    ...reports.map((report): Draft => ({ report, contact: contactOf(by, 'report', report.day, report.phone ? call : writtenWay(by, report.day)) })),
    ...afterIdentification(by, targets, victims, counts.postFestum).map(({ day, victim }): Draft => ({ victim, contact: contactOf(by, 'post_festum', day, call) })),
    ...spread(counts.support).map((day): Draft => ({ contact: contactOf(by, 'support_monitoring', day, call) })),
    ...spread(counts.preventive).map((day): Draft => ({ contact: contactOf(by, by.weighted<Subtype>(preventive), day, call) })),
    ...spread(counts.other).map((day): Draft => ({ contact: contactOf(by, by.weighted<Subtype>(others), day, call) })),
    ...afterIdentification(by, targets, victims, Math.round(outside * 0.45))
      .map(({ day, victim }): Draft => ({ victim, contact: contactOf(by, 'post_festum', day, otherWay(by, day)) })),
    ...spread(outside - Math.round(outside * 0.45)).map((day): Draft => ({ contact: contactOf(by, by.weighted<Subtype>(written), day, otherWay(by, day)) })),
  ]
}

const preventive = { at_risk_person: 17, offer_check_job: 46, offer_check_study_travel: 15, information_education: 22 }
const others = { silent: 27, wrong_number: 15, prank: 9, unrelated_exploitation: 9, other_violence: 18, missing_child: 3, media_student: 12, organisational: 7 }
const written = { support_monitoring: 34, offer_check_job: 26, offer_check_study_travel: 8, information_education: 15, media_student: 9, organisational: 8 }

function days(by: Chance, { years }: Targets, count: number): string[] {
  return split(count, busyness(by, years)).flatMap((ofYear, at) => {
    const year = years[at] ?? 0
    return Array.from({ length: ofYear }, () => dayIn(by, startOf(year), endOf(year)))
  })
}

/** Everyone at least once where there is enough; some for many years; never before the month of her first identification. */
function afterIdentification(by: Chance, { to }: Targets, victims: readonly Victim[], count: number): { day: string; victim: number }[] {
  const once = count >= victims.length ? 1 : 0
  const weights = victims.map(() => (-Math.log(1 - by.next())) ** 1.4 + 0.05)
  const more = split(count - once * victims.length, weights)
  return victims.flatMap(({ month, report }, victim) => {
    const from = later(firstOf(month), report ? addDays(report.day, 1) : firstOf(month))
    const start = from <= to ? from : firstOf(month)
    return Array.from({ length: once + (more[victim] ?? 0) }, () => ({ day: dayAfter(by, start, 420, to), victim }))
  })
}
