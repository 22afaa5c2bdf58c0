import { toLatin } from './words.ts'

const alphabet = new Intl.Collator('sr-Latn')
/** One alphabet for both scripts: Милица stands beside Milica, and not before Ana. */
export const byAlphabet = (one: string, other: string): number => alphabet.compare(toLatin(one), toLatin(other))

/** The same for many: each is written in one script once. */
export function inAlphabet<T>(all: Iterable<T>, textOf: (one: T) => string): T[] {
  return Array.from(all, (one) => ({ one, by: toLatin(textOf(one)) })).sort((a, b) => alphabet.compare(a.by, b.by)).map(({ one }) => one)
}
