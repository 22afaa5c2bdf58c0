import { formatMonth, dictionary, written } from '../../shared/words.ts'
import type { Locale } from '../../shared/words.ts'
import type { Definition } from './definitions.ts'
import { unknownPart } from './shape.ts'
import en from './words/en.json' with { type: 'json' }
import cyrl from './words/sr-Cyrl.json' with { type: 'json' }

/** Names, definitions and parts of the figures. The definition of a figure stands under its id, its name under `name.` and the id. */
export const figureWords = dictionary(cyrl, en)

/** What a part of a figure is called: a code's label, a month, or a word of the figures' own. */
export function partName({ by }: Definition, part: string, locale: Locale): string {
  if (by?.as === 'year' && part !== unknownPart) return part
  if (by?.as === 'month') return formatMonth(part, locale)
  const labels = by?.labels?.[part]
  return labels ? written(labels, locale) : figureWords.translator(locale)(`part.${part}`)
}
