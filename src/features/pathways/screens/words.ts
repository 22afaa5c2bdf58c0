import { dictionary, written } from '../../../shared/words.ts'
import type { Locale } from '../../../shared/words.ts'
import en from '../words/en.json' with { type: 'json' }
import cyrl from '../words/sr-Cyrl.json' with { type: 'json' }

export const pathwayWords = dictionary(cyrl, en)

/** A text of a pathway in the chosen way of writing; a country's own file may have English alone. */
export function textOf(texts: { readonly 'sr-Cyrl'?: string | undefined; readonly en: string }, locale: Locale): string {
  const cyrl = texts['sr-Cyrl']
  return cyrl === undefined ? texts.en : written({ cyrl, en: texts.en }, locale)
}
