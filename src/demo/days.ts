import { addDays, monthOf } from '../shared/calendar.ts'
import type { Day, Month } from '../shared/calendar.ts'
import type { Chance } from './random.ts'

const msOfDay = 86_400_000
/** Fewer calls in July and August, and on Saturdays and Sundays; relative to the busiest. */
const byMonth = [0.95, 0.9, 1, 0.93, 0.95, 0.9, 0.72, 0.66, 0.94, 1, 1, 0.9]
const byWeekday = [0.42, 1, 0.97, 0.95, 0.93, 0.86, 0.5]

/** A day of the period, as telephones ring: seldom in summer and at weekends. */
export function dayIn(by: Chance, from: Day, to: Day): Day {
  const [first, last] = [Date.parse(from) / msOfDay, Date.parse(to) / msOfDay]
  for (let tries = 0; tries < 40; tries++) {
    const date = new Date(by.between(first, last) * msOfDay)
    if (by.next() < (byMonth[date.getUTCMonth()] ?? 1) * (byWeekday[date.getUTCDay()] ?? 1)) return date.toISOString().slice(0, 10)
  }
  return from
}

/** A day that comes some time after, sooner rather than later; `mean` in days, never beyond the end. */
export function dayAfter(by: Chance, from: Day, mean: number, end: Day): Day {
  for (let tries = 0; tries < 12; tries++) {
    const around = addDays(from, Math.floor(-Math.log(1 - by.next()) * mean))
    if (around <= end) return dayIn(by, around, earlier(addDays(around, 6), end))
  }
  return dayIn(by, from, end)
}

export const earlier = (one: Day, other: Day): Day => (one < other ? one : other)
export const later = (one: Day, other: Day): Day => (one > other ? one : other)
export const firstOf = (month: Month): Day => `${month}-01`
export const monthsOf = (year: number): Month[] => Array.from({ length: 12 }, (_, at) => `${year}-${String(at + 1).padStart(2, '0')}`)
export const startOf = (year: number): Day => `${year}-01-01`
export const endOf = (year: number): Day => `${year}-12-31`

export function lastOf(month: Month): Day {
  const next = addDays(firstOf(month), 31)
  return addDays(firstOf(monthOf(next)), -1)
}

/** A month of the same year, this one or one soon after. */
export function monthSoonAfter(by: Chance, month: Month, most: number): Month {
  const at = Math.min(12, Number(month.slice(5)) + by.between(0, most))
  return `${month.slice(0, 5)}${String(at).padStart(2, '0')}`
}

/** Mostly the same day; sometimes written down some days later, never in another year, so that no year is corrected by it. */
export function recordedAfter(by: Chance, day: Day): Day {
  return by.oneIn(0.94) ? day : earlier(addDays(day, by.between(1, 4)), endOf(Number(day.slice(0, 4))))
}

/** How busy each year was: slowly growing, and never the same. */
export function busyness(by: Chance, years: readonly number[]): number[] {
  return years.map((_, at) => 0.8 + (0.5 * at) / Math.max(1, years.length - 1) + 0.4 * by.next())
}
