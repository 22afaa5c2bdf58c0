import { describe, expect, it } from 'vitest'
import { ranFrom, reachOf, whatContradicts, withTheTimeBefore } from './rules.ts'

const undated = { year: null, fromMonth: null, toMonth: null }

describe('when a campaign was', () => {
  it('may be unknown, which is no contradiction', () => {
    expect(whatContradicts(undated)).toBeUndefined()
    expect(ranFrom(undated)).toBeUndefined()
  })
  it('a year alone is its whole year', () => {
    expect(ranFrom({ year: 2004, fromMonth: null, toMonth: null })).toEqual({ from: '2004-01-01', to: '2004-12-31' })
  })
  it('months say it finer, over the turn of a year too', () => {
    expect(ranFrom({ year: 2011, fromMonth: '2011-11', toMonth: '2012-02' })).toEqual({ from: '2011-11-01', to: '2012-02-29' })
  })
  it('a month of another year, an end before the beginning and an end without a beginning contradict', () => {
    expect(whatContradicts({ year: 2011, fromMonth: '2012-01', toMonth: null })).toBe('year')
    expect(whatContradicts({ year: 2011, fromMonth: '2011-05', toMonth: '2011-04' })).toBe('toMonth')
    expect(whatContradicts({ year: 2011, fromMonth: null, toMonth: '2011-04' })).toBe('fromMonth')
  })
  it('as many months before it are looked at as it ran', () => {
    expect(withTheTimeBefore({ from: '2011-01-01', to: '2011-03-31' })).toEqual({ from: '2010-10-01', to: '2011-03-31' })
  })
})

it('reach that is not known is not zero', () => {
  expect(reachOf([{ reached: 0 }, { reached: 1200 }, { reached: null }])).toEqual({ known: 1200, unknown: 1 })
})
