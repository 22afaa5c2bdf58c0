import { expect, it } from 'vitest'
import { blocksOnPaper, evenly, timesInLines } from './on-paper.ts'

const kinds = ['police', 'Centre for victims’ protection', 'international organisation']
const years = Array.from({ length: 15 }, (_, place) => [String(2002 + place), '107'])

it('fifteen years and their total stand beside each other on one sheet', () => {
  expect(blocksOnPaper(kinds, [...years, ['Total', '1,633']])).toHaveLength(1)
})

it('of a hundred and eighty months each stands on paper, once, some under the others', () => {
  const months = Array.from({ length: 180 }, (_, place) => [`${['January', 'February', 'September'][place % 3]} ${2002 + Math.floor(place / 12)}`, '7'])
  const blocks = blocksOnPaper(kinds, months)
  expect(blocks.flat()).toEqual(months.map((_, place) => place))
  expect(Math.min(...blocks.slice(0, -1).map((block) => block.length))).toBeGreaterThanOrEqual(8)
})

it('a column wider than a sheet still gets its place', () => {
  expect(blocksOnPaper(kinds, [['x'.repeat(200)], ['2016']])).toEqual([[0], [1]])
})

it('eighty-four months are seven years under each other, fifteen years two lines, and none is left out', () => {
  const places = (length: number) => Array.from({ length }, (_, place) => place)
  const sizes = (parts: readonly (readonly number[])[]) => parts.map((part) => part.length)
  expect(sizes(timesInLines(places(84), 12))).toEqual([12, 12, 12, 12, 12, 12, 12])
  expect(sizes(timesInLines(places(84), 24))).toEqual([24, 24, 24, 12])
  expect(sizes(timesInLines(places(15), 12))).toEqual([8, 7])
  expect(sizes(evenly(places(12), 9))).toEqual([6, 6])
  for (const length of [0, 1, 12, 13, 37, 180]) expect([timesInLines(places(length), 12).flat(), evenly(places(length), 9).flat()]).toEqual([places(length), places(length)])
})
