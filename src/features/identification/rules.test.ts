import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ageBand, statusDecidedBy, victimStatus } from '../../vocabulary/index.ts'
import { contradictsMinor, mayDecide, whyNotAge, whyNotEvent } from './rules.ts'

describe('a year of birth and an age band', () => {
  it('agree when her age before or after her birthday lies in the band', () => {
    expect(whyNotAge(1998, '18-20', 2016)).toBeUndefined()
    expect(whyNotAge(1998, '9-17', 2016)).toBeUndefined()
  })
  it('contradict each other when neither does', () => {
    expect(whyNotAge(1998, '21-23', 2016)).toBe('contradicts-band')
    expect(whyNotAge(1960, '9-17', 2016)).toBe('contradicts-band')
  })
  it('say nothing while one of them is missing', () => {
    expect(whyNotAge(null, '9-17', 2016)).toBeUndefined()
    expect(whyNotAge(1960, 'declined', 2016)).toBeUndefined()
  })
  it('are refused when the year lies in the future or before anybody alive', () => {
    expect(whyNotAge(2017, 'not_asked', 2016)).toBe('no-such-year')
    expect(whyNotAge(1880, 'not_asked', 2016)).toBe('no-such-year')
  })
  it('agree with one band or with two neighbours, whoever she is', () => {
    fc.assert(fc.property(fc.integer({ min: 1900, max: 2016 }), (born) => {
      const fitting = ageBand.codes.filter((band) => !whyNotAge(born, band, 2016))
      expect(fitting.length).toBeGreaterThanOrEqual(1)
      expect(fitting.length).toBeLessThanOrEqual(2)
    }))
  })
})

describe('a minor then', () => {
  it('cannot be said of somebody who was eighteen all that year', () => {
    expect(contradictsMinor(1990, 'yes', 2016)).toBe(true)
    expect(contradictsMinor(2005, 'no', 2016)).toBe(true)
  })
  it('can be either in the year she turns eighteen', () => {
    expect(contradictsMinor(1998, 'yes', 2016)).toBe(false)
    expect(contradictsMinor(1998, 'no', 2016)).toBe(false)
  })
  it('contradicts nothing while her year of birth is not known', () => {
    expect(contradictsMinor(null, 'yes', 2016)).toBe(false)
  })
})

describe('an identification', () => {
  it('of the formal kind is a state body’s, never an organisation’s', () => {
    expect(whyNotEvent({ status: 'identified_formal', decidedBy: 'ngo', month: '2016-03' })).toBe('decidedBy')
    expect(whyNotEvent({ status: 'identified_formal', decidedBy: 'prosecution_court', month: '2016-03' })).toBeUndefined()
  })
  it('of every other kind is anybody’s who is listed', () => {
    const formal = statusDecidedBy.codes.filter((by) => mayDecide('identified_formal', by))
    expect(formal).toEqual(statusDecidedBy.codes.filter((by) => by !== 'ngo'))
    for (const status of victimStatus.codes.filter((one) => one !== 'identified_formal')) expect(statusDecidedBy.codes.every((by) => mayDecide(status, by))).toBe(true)
  })
  it('comes from no report that was made later', () => {
    expect(whyNotEvent({ status: 'presumed', decidedBy: 'ngo', month: '2016-03' }, '2016-11-24')).toBe('report')
    expect(whyNotEvent({ status: 'presumed', decidedBy: 'ngo', month: '2016-11' }, '2016-11-24')).toBeUndefined()
  })
})
