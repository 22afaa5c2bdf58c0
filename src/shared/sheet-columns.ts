import { foldName } from './names.ts'
import { toLatin } from './words.ts'

/** What every import of a spreadsheet understands in the same way: which column holds what, one script in a word, a day. */
export type Headings<Field extends string> = Readonly<Record<Field, readonly string[]>>
export type Columns<Field extends string> = {
  /** The row with the headings, from 0. */
  readonly head: number
  readonly headings: readonly string[]
  readonly columns: readonly (Field | null)[]
  readonly place: ReadonlyMap<Field, number>
}

/**
 * The row with the headings is the first of twenty that names two columns; above it may stand a title, a date, nothing. `told`: what she
 * said of a column counts before its heading, and no field comes from two columns.
 */
export function columnsOf<Field extends string>(table: readonly (readonly string[])[], known: Headings<Field>, told: Readonly<Record<number, Field | null>>): Columns<Field> {
  const fields = Object.keys(known) as Field[]
  const headingOf = (text: string): Field | null => fields.find((field) => known[field].includes(foldName(text))) ?? null
  const head = Math.max(0, table.slice(0, 20).findIndex((row) => new Set(row.map(headingOf).filter(Boolean)).size >= 2))
  const named = table[head] ?? []
  const width = Math.max(named.length, ...table.slice(head, head + 50).map((row) => row.length))
  const taken = new Set<Field>()
  const columns = Array.from({ length: width }, (_, at): Field | null => {
    const said = at in told ? (told[at] ?? null) : headingOf(named[at] ?? '')
    if (said === null || taken.has(said)) return null
    taken.add(said)
    return said
  })
  return { head, headings: Array.from({ length: width }, (_, at) => named[at] ?? ''), columns, place: new Map(columns.flatMap((field, at) => (field ? [[field, at] as const] : []))) }
}

const lookAlike: Readonly<Record<string, string>> = { a: 'а', e: 'е', o: 'о', p: 'р', c: 'с', x: 'х', j: 'ј', A: 'А', B: 'В', E: 'Е', K: 'К', M: 'М', H: 'Н', O: 'О', P: 'Р', C: 'С', T: 'Т', X: 'Х', J: 'Ј' }
/** A word of both scripts, where the letters of one only look like the other's, in the script it is mostly written in. */
export function oneScript(text: string): string {
  if (!/\p{Script=Latin}/u.test(text) || !/\p{Script=Cyrillic}/u.test(text)) return text
  return text.replace(/\p{L}+/gu, (word) => {
    const cyrillic = (word.match(/\p{Script=Cyrillic}/gu) ?? []).length
    if (cyrillic === 0 || cyrillic === word.length) return word
    if (cyrillic * 2 < word.length) return toLatin(word)
    const all = word.replace(/[A-Za-z]/g, (letter) => lookAlike[letter] ?? letter)
    return /[A-Za-z]/.test(all) ? word : all
  })
}

/** A day as it stands in a cell, where a time of day may follow it. */
export const cellDay = (text: string, readDay: (text: string) => string | undefined): string | undefined => readDay(text.replace(/\s+\d{1,2}:\d{2}(:\d{2})?$/, ''))
