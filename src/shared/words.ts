import { IntlMessageFormat } from 'intl-messageformat'
import type { Day, Month } from './calendar.ts'
import { dayOf, timeZone } from './calendar.ts'

/** The three ways of writing. Serbian is kept in Cyrillic; the Latin is derived, because that direction loses nothing. */
export const locales = ['sr-Cyrl', 'sr-Latn', 'en'] as const
export type Locale = (typeof locales)[number]

export type Messages = Readonly<Record<string, string>>
export type Values = Readonly<Record<string, string | number>>
export type Dictionary = { readonly translator: (locale: Locale) => (key: string, values?: Values) => string }

const letters: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', ђ: 'đ', е: 'e', ж: 'ž', з: 'z', и: 'i', ј: 'j', к: 'k', л: 'l', љ: 'lj', м: 'm',
  н: 'n', њ: 'nj', о: 'o', п: 'p', р: 'r', с: 's', т: 't', ћ: 'ć', у: 'u', ф: 'f', х: 'h', ц: 'c', ч: 'č', џ: 'dž', ш: 'š',
}

/** Serbian Cyrillic to Latin. Everything else stays: digits, Latin words, ICU syntax. ЉУБАВ → LJUBAV, Љубав → Ljubav. */
export function toLatin(text: string): string {
  return text.replace(/[\u0400-\u045F]/g, (letter, at: number) => {
    const small = letter.toLowerCase()
    const latin = letters[small] ?? letter
    if (letter === small) return latin
    if (latin.length === 1) return latin.toUpperCase()
    const loud = isCapital(text[at + 1]) || (!isLetter(text[at + 1]) && isCapital(text[at - 1]))
    return loud ? latin.toUpperCase() : latin.charAt(0).toUpperCase() + latin.slice(1)
  })
}

const isLetter = (character: string | undefined) => character !== undefined && /\p{L}/u.test(character)
const isCapital = (character: string | undefined) => isLetter(character) && character !== character?.toLowerCase()

/** A feature's words: ICU messages by key, with the same keys in both files. */
export function dictionary(cyrl: Messages, en: Messages): Dictionary {
  const ready = new Map<Locale, (key: string, values?: Values) => string>()
  return {
    translator(locale) {
      const known = ready.get(locale) ?? translate(locale, locale === 'en' ? en : cyrl)
      ready.set(locale, known)
      return known
    },
  }
}

function translate(locale: Locale, messages: Messages) {
  const compiled = new Map<string, { readonly format: IntlMessageFormat; readonly last: readonly string[] }>()
  return (key: string, values?: Values): string => {
    const message = messages[key]
    if (message === undefined) return key
    const written = locale === 'sr-Latn' ? toLatin(message) : message
    if (!values && !written.includes('{')) return written
    const { format, last } = compiled.get(key) ?? compile(written, locale)
    compiled.set(key, { format, last })
    return String(format.format(values && withStops(last, values)))
  }
}

/** What stands last in a sentence: a name that ends with a full stop ("Olga O."), as Serbian days do, ends the sentence with it. */
const beforeStop = /\{(\w+)\}\.(?!\.)/g
const compile = (message: string, locale: Locale) => ({
  format: new IntlMessageFormat(message.replace(beforeStop, '{$1__stop}'), locale, undefined, { ignoreTag: true }),
  last: [...message.matchAll(beforeStop)].map(([, name = '']) => name),
})
function withStops(last: readonly string[], values: Values): Values {
  const stops = last.flatMap((name) => (values[name] === undefined ? [] : [[`${name}__stop`, `${String(values[name]).replace(/\.$/, '')}.`]]))
  return stops.length ? { ...values, ...Object.fromEntries(stops) } : values
}

const months = {
  'sr-Cyrl': ['јануар', 'фебруар', 'март', 'април', 'мај', 'јун', 'јул', 'август', 'септембар', 'октобар', 'новембар', 'децембар'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
} as const

/** Serbian words that a worker typed in Cyrillic are read in Latin by whoever chose Latin: on what goes outside. A person's name stays as it is written. */
export const asRead = (text: string, locale: Locale): string => (locale === 'sr-Latn' ? toLatin(text) : text)

export function monthName(place: number, locale: Locale): string {
  const name = months[locale === 'en' ? 'en' : 'sr-Cyrl'][place - 1] ?? ''
  return locale === 'sr-Latn' ? toLatin(name) : name
}

/** "12. марта 2016." / "12. marta 2016." / "12 March 2016" */
export function formatDay(day: Day, locale: Locale): string {
  const [year = '', month = '', date = ''] = day.split('-')
  if (locale === 'en') return `${Number(date)} ${monthName(Number(month), 'en')} ${year}`
  // A day belongs to its month: март – марта, септембар – септембра.
  const ofMonth = `${monthName(Number(month), 'sr-Cyrl').replace(/бар$/, 'бр')}а`
  return `${Number(date)}. ${locale === 'sr-Latn' ? toLatin(ofMonth) : ofMonth} ${year}.`
}

export function formatMonth(month: Month, locale: Locale): string {
  const [year = '', place = ''] = month.split('-')
  return locale === 'en' ? `${monthName(Number(place), locale)} ${year}` : `${monthName(Number(place), locale)} ${year}.`
}

type Hours = { readonly onDay: Day; readonly starts: string | null; readonly ends: string | null }

/** "12. марта 2016. од 10:00 до 12:00" / "12. marta 2016. u 10:00" / "12 March 2016 from 10:00 to 12:00"; no hour where none is known. */
export function formatSession({ onDay, starts, ends }: Hours, locale: Locale): string {
  const said = formatDay(onDay, locale)
  if (!starts) return said
  if (locale === 'en') return ends ? `${said} from ${starts} to ${ends}` : `${said} at ${starts}`
  const hours = ends ? `од ${starts} до ${ends}` : `у ${starts}`
  return `${said} ${locale === 'sr-Latn' ? toLatin(hours) : hours}`
}

/** 24 hours, in the organisation's own time. */
export function formatTime(instant: Date): string {
  return new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }).format(instant)
}

/** A day with its hour, of a moment as text, number or date. */
export function formatMoment(at: string | number | Date, locale: Locale): string {
  const moment = new Date(at)
  return `${formatDay(dayOf(moment), locale)} ${formatTime(moment)}`
}

export function formatNumber(value: number, locale: Locale): string {
  return new Intl.NumberFormat(locale).format(value)
}

/** What was typed as several: by comma, semicolon or line. */
export const listed = (text: string): string[] => text.split(/[,;\n]/).map((one) => one.trim()).filter(Boolean)

/** A label of the vocabulary in the chosen way of writing. */
export function written(labels: { readonly cyrl: string; readonly en: string }, locale: Locale): string {
  if (locale === 'en') return labels.en
  return locale === 'sr-Latn' ? toLatin(labels.cyrl) : labels.cyrl
}
