import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { waitFor } from './rules.ts'
import type { Reading, Readings } from './rules.ts'

const seen = (counted: Partial<Readings>): Readings => ({ entries: 0, sets: 0, folders: 0, secondsSinceLast: 0, ...counted })

describe('what work needs is never slowed', () => {
  it.each<[string, Reading, Partial<Readings>]>([
    ['unlocking a house of 30,000 cards, ten times in an hour', 'cards', { entries: 299 }],
    ['twelve dozen records in an hour', 'record', { entries: 400, sets: 144, folders: 9000 }],
    ['the same record opened all day', 'record', { entries: 5000, sets: 1, folders: 12 }],
    ['a list looked at every three seconds', 'list', { entries: 1200, sets: 3, folders: 120 }],
    ['how institutions answered in fifteen years, looked at all morning', 'institutions', { entries: 900, sets: 150 }],
    ['a year’s figures with all that is behind them', 'figures', { entries: 120 }],
  ])('%s', (_, kind, counted) => expect(waitFor(kind, seen(counted))).toBe(0))
})

describe('more than that is slowed, and never stopped', () => {
  it('one record after another: the next opens after a pause', () => {
    expect(waitFor('record', seen({ sets: 150 }))).toBe(20)
    expect(waitFor('record', seen({ sets: 150, secondsSinceLast: 5 }))).toBe(15)
    expect(waitFor('record', seen({ sets: 150, secondsSinceLast: 20 }))).toBe(0)
  })
  it('the further beyond, the longer, up to two minutes', () => {
    expect(waitFor('record', seen({ sets: 200 }))).toBe(40)
    expect(waitFor('record', seen({ sets: 9999 }))).toBe(120)
  })
  it('paging through all contacts, and fetching cards over and over', () => {
    expect(waitFor('list', seen({ folders: 3000 }))).toBe(30)
    expect(waitFor('cards', seen({ entries: 300 }))).toBe(5)
  })
  it('page after page of contacts with institutions', () => expect(waitFor('institutions', seen({ entries: 160, sets: 160 }))).toBe(10))
  it('one record or list over and over, which would hide what was read before it', () => {
    expect(waitFor('record', seen({ entries: 8000, sets: 1 }))).toBeGreaterThan(0)
    expect(waitFor('list', seen({ entries: 2500, folders: 50 }))).toBeGreaterThan(0)
  })
  it('a longer pause since the last never makes the wait longer, and more reading never shorter', () => {
    const kind = fc.constantFrom<Reading>('record', 'list', 'cards', 'institutions', 'figures')
    const readings = fc.record({ entries: fc.nat(9999), sets: fc.nat(9999), folders: fc.nat(9999), secondsSinceLast: fc.nat(400) })
    fc.assert(fc.property(kind, readings, fc.nat(500), (which, one, more) => {
      expect(waitFor(which, { ...one, secondsSinceLast: one.secondsSinceLast + more })).toBeLessThanOrEqual(waitFor(which, one))
      expect(waitFor(which, { ...one, entries: one.entries + more, sets: one.sets + more, folders: one.folders + more })).toBeGreaterThanOrEqual(waitFor(which, one))
    }))
  })
})
