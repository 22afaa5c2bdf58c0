import { expect, it } from 'vitest'
import { locales } from '../../shared/words.ts'
import { missing } from '../../shared/missing.ts'
import { definitionOf, definitions } from './definitions.ts'
import { percent } from './present.ts'
import { figureWords, partName } from './words.ts'
import en from './words/en.json' with { type: 'json' }
import cyrl from './words/sr-Cyrl.json' with { type: 'json' }

it('every figure has a name and a definition in each way of writing', () => {
  for (const locale of locales) {
    const says = figureWords.translator(locale)
    const unsaid = definitions.flatMap(({ id }) => [id, `name.${id}`]).filter((key) => says(key) === key)
    expect(unsaid).toEqual([])
  }
  expect(Object.keys(cyrl)).toEqual(Object.keys(en))
  expect(new Set(definitions.map((one) => one.id)).size).toBe(definitions.length)
})

it('every part a figure can fall into has a name', () => {
  for (const figure of definitions.filter((one) => one.by)) {
    const codes = [...Object.keys(figure.by?.labels ?? {}), ...Object.keys(figure.by?.together ?? {}), ...(figure.by?.labels ? missing : [])]
    for (const locale of locales) expect(codes.map((part) => partName(figure, part, locale)).filter((name) => name.startsWith('part.'))).toEqual([])
  }
  const months = definitionOf('calls.by_month')
  expect(months && partName(months, '2016-03', 'sr-Latn')).toBe('mart 2016.')
})

it('a percentage is whole, half up, and nothing over nothing is none', () => {
  expect([percent(1, 8), percent(1, 3), percent(479, 484), percent(387, 484), percent(12, 20), percent(0, 5), percent(0, 0)]).toEqual([13, 33, 99, 80, 60, 0, null])
})
