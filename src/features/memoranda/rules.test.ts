import { describe, expect, it } from 'vitest'
import { inForce, isToRemind, lastDay, stateOn, whyNotDays } from './rules.ts'

const signed = { signedOn: '2015-03-01', untilOn: null, endedOn: null }
const three = { ...signed, untilOn: '2018-02-28' }

describe('an agreement', () => {
  it('holds from the day it is signed, and without an end it goes on', () => {
    expect(inForce(signed, '2015-02-28')).toBe(false)
    expect(inForce(signed, '2015-03-01')).toBe(true)
    expect(inForce(signed, '2099-01-01')).toBe(true)
    expect(stateOn(signed, '2099-01-01', 60)).toBe('in-force')
  })

  it('holds on its last day and no longer; one that is ended before its time ends then', () => {
    expect([inForce(three, '2018-02-28'), inForce(three, '2018-03-01')]).toEqual([true, false])
    const ended = { ...three, endedOn: '2016-12-31' }
    expect([lastDay(ended), inForce(ended, '2017-01-01')]).toEqual(['2016-12-31', false])
    expect(lastDay({ ...three, endedOn: '2019-01-01' })).toBe('2018-02-28')
  })

  it('reminds before its end and a while after it, and not at all where it has no end or was ended on purpose', () => {
    expect(isToRemind(three, '2017-12-29', 60)).toBe(false)
    expect(isToRemind(three, '2017-12-30', 60)).toBe(true)
    expect(isToRemind(three, '2018-03-15', 60)).toBe(true)
    expect(isToRemind(three, '2018-06-01', 60)).toBe(false)
    expect(isToRemind(signed, '2018-02-01', 60)).toBe(false)
    expect(isToRemind({ ...three, endedOn: '2018-01-15' }, '2018-02-01', 60)).toBe(false)
    expect(stateOn(three, '2018-01-15', 60)).toBe('ends-soon')
    expect(stateOn(three, '2018-03-01', 60)).toBe('over')
  })

  it('cannot end before it was signed', () => {
    expect(whyNotDays({ ...signed, untilOn: '2015-02-28' })).toBe('until-before-signed')
    expect(whyNotDays({ ...signed, endedOn: '2015-02-28' })).toBe('ended-before-signed')
    expect(whyNotDays(three)).toBeUndefined()
  })
})
