/** Days and months as text, in the organisation's own time. `Day` is YYYY-MM-DD, `Month` is YYYY-MM. */
export type Day = string
export type Month = string

export const timeZone = 'Europe/Belgrade'

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

/** A day that has begun in the organisation's own time. */
export function isPastDay(text: string, now = new Date()): boolean {
  return isDay(text) && text <= dayOf(now)
}

export function isMonth(text: string): boolean {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
}

const clock = new Intl.DateTimeFormat('en-CA', {
  timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', hourCycle: 'h23',
})

function partsOf(instant: Date): Record<string, string> {
  return Object.fromEntries(clock.formatToParts(instant).map((part) => [part.type, part.value]))
}

export function dayOf(instant: Date): Day {
  const { year, month, day } = partsOf(instant)
  return `${year}-${month}-${day}`
}

export const partsOfDay = ['night', 'morning', 'afternoon', 'evening'] as const

/** Night until 6, morning until 12, afternoon until 18, then evening. */
export function partOfDay(instant: Date): (typeof partsOfDay)[number] {
  return partsOfDay[Math.floor(Number(partsOf(instant)['hour']) / 6)] ?? 'night'
}

export function minutesBand(minutes: number): 'under_5' | '5_15' | '15_30' | '30_60' | 'over_60' {
  if (minutes < 5) return 'under_5'
  if (minutes < 15) return '5_15'
  if (minutes < 30) return '15_30'
  return minutes <= 60 ? '30_60' : 'over_60'
}

export const monthOf = (day: Day): Month => day.slice(0, 7)
export const yearOf = (dayOrMonth: string): number => Number(dayOrMonth.slice(0, 4))

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

export function daysBetween(from: Day, to: Day): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** Whether a period begins with a month's first day and ends with a month's last: status events know no days. */
export function wholeMonths(from: Day, to: Day): boolean {
  return from.endsWith('-01') && addDays(to, 1).endsWith('-01')
}
