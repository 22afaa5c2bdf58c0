import { expect, it } from 'vitest'
import { chapterOf, chaptersInOrder } from './chapters.ts'
import { definitions } from './definitions.ts'
import { drawn, gist, inOrder, withOthers } from './parts.ts'

it('parts stand from the largest; what nobody knows comes last, however large', () => {
  expect(inOrder({ male: 2, not_asked: 9, female: 5, unknown: 1 }, false).map((part) => part.id)).toEqual(['female', 'male', 'not_asked', 'unknown'])
  expect(inOrder({ '2016-01': 1, '2016-02': 9 }, true).map((part) => part.id)).toEqual(['2016-01', '2016-02'])
  expect(inOrder({ unknown: 4, 2016: 1, 2014: 3 }, true).map((part) => part.id)).toEqual(['2014', '2016', 'unknown'])
})

it('where only the largest parts are shown, all others stand together, so that they add up', () => {
  const parts = Array.from({ length: 9 }, (_, at) => ({ id: `${at}`, value: 10 - at }))
  expect(withOthers(parts, 6)).toEqual({ first: parts.slice(0, 6), others: { kinds: 3, value: 4 + 3 + 2 } })
  expect(withOthers(parts.slice(0, 7), 6)).toEqual({ first: parts.slice(0, 7), others: undefined })
})

it('fifteen years of months are drawn by year, and none of them is lost', () => {
  const months = Array.from({ length: 24 }, (_, at) => ({ id: `${2015 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`, value: 1 }))
  expect(drawn(months, true)).toEqual([{ id: '2015', value: 12 }, { id: '2016', value: 12 }])
  expect(drawn(months.slice(0, 12), true)).toHaveLength(12)
})

it('a picture is said in one sentence, of what is known', () => {
  const [a, b, c] = [{ id: 'a', value: 7 }, { id: 'b', value: 3 }, { id: 'not_asked', value: 20 }]
  expect(gist([c, b, a], false, '2016-12')).toEqual({ key: 'most', first: a, second: b })
  expect(gist([a, c], false, '2016-12')).toEqual({ key: 'only', first: a })
  expect(gist([c], false, '2016-12')).toBeUndefined()
  expect(gist([{ id: '2016-01', value: 4 }, { id: '2016-02', value: 0 }, { id: '2016-03', value: 9 }], true, '2016-12')).toMatchObject({ key: 'range', first: { value: 9 }, second: { value: 0 } })
  expect(gist([{ id: '2016-01', value: 0 }], true, '2016-12')).toBeUndefined()
})

it('a month that goes by or is to come is not the smallest, and of several that are none is named', () => {
  const year = (...values: number[]) => values.map((value, at) => ({ id: `2016-${String(at + 1).padStart(2, '0')}`, value }))
  const calls = year(4, 2, 9, 1, 0, 0)
  expect(gist(calls, true, '2016-04')).toMatchObject({ key: 'range', first: { value: 9 }, second: { id: '2016-02' } })
  expect(gist(calls, true, '2017-01')).toEqual({ key: 'top', first: { id: '2016-03', value: 9 } })
  expect(gist(calls, true, '2016-01')).toEqual({ key: 'top', first: { id: '2016-03', value: 9 } })
  expect(gist(year(5, 5), true, '2017-01')).toMatchObject({ key: 'top' })
  expect(gist([{ id: '2015', value: 8 }, { id: '2016', value: 1 }], true, '2016-11')).toMatchObject({ key: 'top', first: { id: '2015' } })
})

it('every figure stands in one chapter, and chapters follow each other without coming back', () => {
  const told = definitions.map((one) => chapterOf(one.id))
  expect(told.filter((one, at) => one !== told[at - 1])).toEqual(chaptersInOrder)
})
