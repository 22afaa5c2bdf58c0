import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findIn, foldAny, foldName, prefold, queryOf, rank } from './names.ts'
import { byAlphabet, inAlphabet } from './alphabet.ts'
import { toLatin } from './words.ts'

const found = (query: string, name: string) =>
  rank(queryOf(query), prefold({ names: [name], words: [], phones: [] })) !== undefined

describe('a name is found', () => {
  const forms = ['Ђурић', 'Đurić', 'Djuric', 'Duric']
  it.each(forms.flatMap((query) => forms.map((name) => [query, name])))('by %s when written %s', (query, name) => {
    expect(found(query, name)).toBe(true)
  })

  it.each([['Jelena', 'Yelena'], ['Кристина', 'Christina'], ['Marija', 'Maria'], ['Aleksandra', 'Alexandra'], ['Milica', 'Militsa']])(
    'by %s when it sounds like %s', (query, name) => expect(found(query, name)).toBe(true),
  )

  it('in either order of its words', () => expect(found('Ана Ђурић', 'Đurić Ana')).toBe(true))

  it('letter by letter as in whole, whatever stands between them', () => {
    const letter = fc.oneof(fc.integer({ min: 0x20, max: 0x24f }), fc.integer({ min: 0x400, max: 0x45f }), fc.constantFrom(0x20, 0x2d, 0x2e, 0x301, 0x30c, 0x3b1, 0x1f600))
    fc.assert(fc.property(fc.array(letter, { maxLength: 30 }), (codes) => {
      const text = String.fromCodePoint(...codes)
      expect(foldName(text)).toBe(foldAny(text))
    }), { numRuns: 2000, examples: [[[0x140, 0x32]]] })
  })

  it('in its Cyrillic, Latin and unmarked forms, whatever the letters', () => {
    const letter = fc.constantFrom(...'абвгдђежзијклљмнњопрстћуфхцчџш')
    const name = fc.array(letter, { minLength: 2, maxLength: 12 }).map((all) => all.join(''))
    fc.assert(fc.property(name, (cyrillic) => {
      const latin = toLatin(cyrillic)
      expect(foldName(cyrillic)).toBe(foldName(latin))
      expect(found(cyrillic, latin)).toBe(true)
      expect(found(latin, cyrillic)).toBe(true)
    }))
  })
})

describe('a name is not found', () => {
  it.each([['Jović', 'Jocić'], ['Јовић', 'Јоцић'], ['Ana', 'Ivan'], ['Petrović', 'Perović']])('by %s when it is %s', (query, name) => {
    expect(found(query, name)).toBe(false)
  })
})

describe('a telephone is found', () => {
  const card = { folded: prefold({ names: [], words: ['Niš', 'C-204'], phones: ['+381 64 123 45 67'] }), of: 'her' }
  it.each(['064 1234567', '00381641234567', '1234567'])('by %s', (query) => expect(findIn(query, [card], 5)).toEqual(['her']))
  it('and so are town and code', () => {
    expect(findIn('Ниш', [card], 5)).toEqual(['her'])
    expect(findIn('c204', [card], 5)).toEqual([])
    expect(findIn('c-204', [card], 5)).toEqual(['her'])
  })
})

describe('Serbian Latin is derived', () => {
  it.each([['Љубав', 'Ljubav'], ['ЉУБАВ', 'LJUBAV'], ['Њ', 'Nj'], ['Џ {n, plural, one {дан} other {дана}}', 'Dž {n, plural, one {dan} other {dana}}']])(
    '%s becomes %s', (cyrillic, latin) => expect(toLatin(cyrillic)).toBe(latin),
  )
})

it('names stand in one alphabet, whatever script each is written in', () => {
  expect(['Zoran', 'Милица', 'Šarić', 'Ana', 'Milica', 'Бојана', 'Sara', 'Ђура', 'Đorđe', 'Dara'].toSorted(byAlphabet)).toEqual(['Ana', 'Бојана', 'Dara', 'Đorđe', 'Ђура', 'Милица', 'Milica', 'Sara', 'Šarić', 'Zoran'])
})

it('a directory stands in the order of the alphabet: Subotica before Šabac, Vranje last', () => {
  const towns = ['Врање', 'Шабац', 'Subotica', 'Пирот'].map((town) => ({ town }))
  expect(inAlphabet(towns, ({ town }) => town).map(({ town }) => town)).toEqual(['Пирот', 'Subotica', 'Шабац', 'Врање'])
})
