import { dictionary, locales } from '../shared/words.ts'
import type { Locale } from '../shared/words.ts'
import en from './words/en.json' with { type: 'json' }
import cyrl from './words/sr-Cyrl.json' with { type: 'json' }

export const doorWords = dictionary(cyrl, en)
export type Say = ReturnType<typeof doorWords.translator>

/** What the visitor chose, else what whoever made the page chose, else what her browser asks for. */
export function localeFor(chosen: string | undefined, ofPage: string | undefined, accepts: string | undefined): Locale {
  const named = [chosen, ofPage].flatMap((one) => locales.filter((locale) => locale === one))[0]
  return named ?? (/^\s*(sr|hr|bs)/i.test(accepts ?? '') ? 'sr-Latn' : 'en')
}
