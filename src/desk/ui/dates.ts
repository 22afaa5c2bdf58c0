/** How people write dates here, read without guessing: day before month always. */

const dayForms = [
  /^(?<d>\d{1,2})\s*[./-]\s*(?<m>\d{1,2})\s*[./-]\s*(?<y>\d{4})\.?$/,
  /^(?<y>\d{4})\s*[.-]\s*(?<m>\d{1,2})\s*[.-]\s*(?<d>\d{1,2})\.?$/,
]

/** By hand, not in a sheet: two figures of a year are of this century, and without one it is the last such day. */
const shortForms = [/^(?<d>\d{1,2})\s*[./-]\s*(?<m>\d{1,2})\s*[./-]\s*(?<y>\d{2})\.?$/, /^(?<d>\d{1,2})\s*[./-]\s*(?<m>\d{1,2})\.?$/]

/** As the pages themselves write a day: `3. новембар 2026`, `3. novembra 2026.`, `3 November 2026`. By hand, not in a sheet. */
const wordForm = /^(?<d>\d{1,2})\.?\s*(?<word>\p{L}{3,})\.?\s*(?<y>\d{4})\.?$/u
const monthsBegin = ['jan|јан', 'feb|феб', 'mar|мар', 'apr|апр', 'ma[jy]|мај', 'jun|јун', 'jul|јул', 'a[vu]g|авг', 'sep|сеп', 'o[kc]t|окт', 'nov|нов', 'de[cz]|дец'].map((begin) => new RegExp(`^(${begin})`, 'i'))

const monthForms = [/^(?<m>\d{1,2})\s*[./-]\s*(?<y>\d{4})\.?$/, /^(?<y>\d{4})\s*[.-]\s*(?<m>\d{1,2})\.?$/]

/** `12.3.2016.`, `2016-03-12` or `12/3/2016` to `2016-03-12`; `undefined` for what is no day of the calendar. */
export function readDay(text: string): string | undefined {
  const parts = firstMatch(dayForms, text)
  if (!parts) return undefined
  return dayAt(Number(parts['y']), parts)
}

/**
 * Also `19.11.26` and `19.11.`, as one writes them in a hurry. `latest`: the last day that fits the question; a short form is
 * never a later one. Without it days to come fit too, so that a day without a year could be either, and is not read.
 */
export function readShortDay(text: string, latest: string | undefined): string | undefined {
  const full = readDay(text) ?? readDayInWords(text)
  const parts = full ? undefined : firstMatch(shortForms, text)
  if (!parts) return full
  if (parts['y']) {
    const day = dayAt(2000 + Number(parts['y']), parts)
    return day && latest !== undefined && day > latest ? undefined : day
  }
  if (latest === undefined) return undefined
  const last = Number(latest.slice(0, 4))
  // The last of February may lie eight years back.
  return Array.from({ length: 9 }, (_, back) => dayAt(last - back, parts)).find((day) => day !== undefined && day <= latest)
}

function readDayInWords(text: string): string | undefined {
  const parts = firstMatch([wordForm], text)
  return parts && dayAt(Number(parts['y']), { ...parts, m: String(1 + monthsBegin.findIndex((begin) => begin.test(parts['word'] ?? ''))) })
}

function dayAt(year: number, { m, d }: Readonly<Record<string, string>>): string | undefined {
  const [month, day] = [Number(m), Number(d)]
  const date = new Date(Date.UTC(year, month - 1, day))
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return same && year >= 1900 ? date.toISOString().slice(0, 10) : undefined
}

/** `3.2016.`, `2016-03` or `3/2016` to `2016-03`. */
export function readMonth(text: string): string | undefined {
  const parts = firstMatch(monthForms, text)
  if (!parts) return undefined
  const month = Number(parts['m'])
  const year = Number(parts['y'])
  if (month < 1 || month > 12 || year < 1900) return undefined
  return `${year}-${String(month).padStart(2, '0')}`
}

/** Written as a whole day or month is, whether or not the calendar has it. */
export const looksLike = (of: 'day' | 'month', text: string): boolean => firstMatch(of === 'day' ? dayForms : monthForms, text) !== undefined

/** As one would type it: `12.3.2016.`, `3.2016.` */
export function typedForm(value: string): string {
  return `${value.split('-').toReversed().map(Number).join('.')}.`
}

/** A day beside its month's heading: `12. 3.`, in English `12 Mar`. */
export function shortDay(day: string, locale: string): string {
  const [, month = 1, date = 1] = day.split('-').map(Number)
  if (locale !== 'en') return `${date}. ${month}.`
  return new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  )
}

function firstMatch(forms: readonly RegExp[], text: string) {
  const trimmed = text.trim()
  return forms.map((form) => form.exec(trimmed)?.groups).find(Boolean)
}
