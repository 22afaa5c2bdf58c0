import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readWhole, readYear, stillTyping } from './whole-number.ts'

const times = { from: 1, to: 999 }
const year = { from: 1990, to: 2026 }

describe('a whole number typed by hand', () => {
  it('is read as it stands there', () => {
    expect(readWhole('15', times)).toBe(15)
    expect(readWhole(' 007 ', times)).toBe(7)
    expect(readWhole('1', times)).toBe(1)
    expect(readWhole('999', times)).toBe(999)
  })

  it('is never made of what is none: one and a half is not fifteen, and minus three is not three', () => {
    for (const text of ['1.5', '1,5', '-3', '+3', '8.5', '½', '1e2', '0x1', '3x', 'three', '1 2', '1/2', '٣', '１']) expect(readWhole(text, times), text).toBe('wrong')
  })

  it('is refused beyond its bounds, and never cut down to them', () => {
    for (const text of ['0', '1000', '100000', '99999999999999999999']) expect(readWhole(text, times), text).toBe('wrong')
    expect(readWhole('100', { from: 1, to: 99 })).toBe('wrong')
    expect(readWhole('5', year)).toBe('wrong')
    expect(readWhole('2027', year)).toBe('wrong')
  })

  it('that is not there is no number, and not zero', () => {
    expect(readWhole('', times)).toBeNull()
    expect(readWhole('  ', { from: 0, to: 9 })).toBeNull()
    expect(readWhole('0', { from: 0, to: 9 })).toBe(0)
  })

  it('may stand in groups of three, as large numbers are written in each of the languages', () => {
    const many = { from: 0, to: 1_000_000_000 }
    for (const text of ['12500', '12.500', '12,500', '12 500', '12\u00a0500']) expect(readWhole(text, many), text).toBe(12_500)
    expect(readWhole('1.250.000', many)).toBe(1_250_000)
    for (const text of ['12.50', '1.2500', '1.250,000', '.500', '12..500', '1,25']) expect(readWhole(text, many), text).toBe('wrong')
  })

  it('comes back from however it is written', () => {
    fc.assert(fc.property(fc.nat(1_000_000_000), (one) => readWhole(String(one), { from: 0, to: 1_000_000_000 }) === one))
    for (const locale of ['sr-Cyrl', 'en']) fc.assert(fc.property(fc.nat(1_000_000_000), (one) => readWhole(new Intl.NumberFormat(locale).format(one), { from: 0, to: 1_000_000_000 }) === one))
  })

  it('that is a year has four figures, with its dot or without', () => {
    expect(readYear('2012', year)).toBe(2012)
    expect(readYear(' 2012. ', year)).toBe(2012)
    expect(readYear('', year)).toBeNull()
    for (const text of ['-5', '12', '2.012', '20.12', '1989', '2027', '02012', '2012..']) expect(readYear(text, year), text).toBe('wrong')
  })

  it('that is the beginning of one is not yet wrong; what can become none is', () => {
    for (const text of ['1', '19', '199']) expect(stillTyping(text, year), text).toBe(true)
    for (const text of ['-', '-1', '1.', '1989', '19999', '0000', '']) expect(stillTyping(text, year), text).toBe(false)
    expect(stillTyping('0', times)).toBe(false)
  })
})
