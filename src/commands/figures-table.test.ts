import { expect, it } from 'vitest'
import { tableOf } from './figures-table.ts'

it('what is in force on a day is headed by that day, a year by its first and its last', () => {
  expect(tableOf([], 0, { from: '2010-05-17', to: '2010-05-17' }, 'en')).toBe('Figures on 17 May 2010')
  expect(tableOf([], 0, { from: '2016-01-01', to: '2016-12-31' }, 'en')).toBe('Figures from 1 January 2016 to 31 December 2016')
})
