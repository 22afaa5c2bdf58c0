import { toLatin } from './words.ts'

const alphabet = new Intl.Collator('sr-Latn')
/** One alphabet for both scripts: Милица stands beside Milica, and not before Ana. */
export const byAlphabet = (one: string, other: string): number => alphabet.compare(toLatin(one), toLatin(other))
