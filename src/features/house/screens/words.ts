import { dictionary } from '../../../shared/words.ts'
import type { Locale } from '../../../shared/words.ts'
import en from '../words/en.json' with { type: 'json' }
import cyrl from '../words/sr-Cyrl.json' with { type: 'json' }

export const houseWords = dictionary(cyrl, en)

/** Each way of writing in itself. */
export const shownIn: Readonly<Record<Locale, string>> = { 'sr-Cyrl': 'Српски', 'sr-Latn': 'Srpski', en: 'English' }
