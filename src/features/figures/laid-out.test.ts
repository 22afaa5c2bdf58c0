import { expect, it } from 'vitest'
import { hideFew, layOut } from './laid-out.ts'

const year = { from: '2016-01-01', to: '2016-12-31' }
const cell = (row: string | null, column: string | null, value: number) => ({ row, column, value })
const type = { column: 'type' } as const

it('parts stand by how many there are, those nobody answered last', () => {
  const table = layOut([cell('other', null, 3), cell('not_asked', null, 9), cell('trafficking', null, 7), cell(null, null, 19)], year, type)
  expect(table.rows).toEqual(['trafficking', 'other', 'not_asked'])
  expect([table.at('other'), table.at('preventive'), table.whole]).toEqual([3, 0, 19])
})

it('a quarter without a call stands there as none', () => {
  const table = layOut([cell('2016-Q3', null, 2), cell(null, null, 2)], year, { column: 'on_day', as: 'quarter' })
  expect(table.rows).toEqual(['2016-Q1', '2016-Q2', '2016-Q3', '2016-Q4'])
  expect(table.at('2016-Q1')).toBe(0)
})

it('years of situations run in order', () => {
  const table = layOut([cell('2016', 'F', 1), cell('2014', 'F', 2), cell(null, 'F', 3), cell('2016', null, 1), cell('2014', null, 2), cell(null, null, 3)], { from: '2014-01-01', to: '2016-12-31' }, { column: 'year' }, { column: 'sector' })
  expect(table.rows).toEqual(['2014', '2015', '2016'])
  expect(table.columns).toEqual(['F'])
})

it('a page that may leave the house shows no number under five, nor a whole it could be worked out from', () => {
  const cells = [cell('a', 'x', 4), cell('a', 'y', 20), cell('a', null, 24), cell(null, 'x', 4), cell(null, 'y', 20), cell(null, null, 24)]
  const hidden = hideFew(layOut(cells, year, { column: 'type' }, { column: 'sex' }))
  expect([hidden.at('a', 'x'), hidden.at('a', 'y'), hidden.at('b', 'x')]).toEqual(['few', 20, 0])
  expect([hidden.rowWhole('a'), hidden.columnWhole('y'), hidden.whole]).toEqual([null, null, null])
})

it('where nothing is small nothing is hidden', () => {
  const table = layOut([cell('a', null, 5), cell(null, null, 5)], year, type)
  expect(hideFew(table)).toBe(table)
})

it('bands of age stand in the order of ages, however many are in each; whoever did not say comes last', () => {
  const bands = { column: 'age_band', ordered: true, labels: { under_14: {}, '14_17': {}, '18_25': {} } } as never
  const table = layOut([cell('18_25', null, 9), cell('not_asked', null, 20), cell('under_14', null, 1), cell('14_17', null, 4), cell(null, null, 34)], year, bands)
  expect(table.rows).toEqual(['under_14', '14_17', '18_25', 'not_asked'])
})

it('what lasts and began before the period stands in its own year', () => {
  const signed = { column: 'on_day', as: 'year' } as const
  const table = layOut([cell('2014', null, 2), cell('2016', null, 1), cell(null, null, 3)], year, signed)
  expect(table.rows).toEqual(['2014', '2016'])
})
