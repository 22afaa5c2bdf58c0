import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { delphi, dimension } from '../../vocabulary/delphi.ts'
import type { Weight } from '../../vocabulary/delphi.ts'
import { answerKey, answersByGroup, assess, indicatorsFor, isPositive, seenIn, weightFor } from './rules.ts'

const weights = fc.array(fc.constantFrom<Weight>('strong', 'medium', 'weak'), { maxLength: 8 })
const yes = (...keys: string[]) => Object.fromEntries(keys.map((key) => [key, 'yes']))
const exploited = yes('exploitation.excessive_hours', 'exploitation.low_salary')

describe('a dimension', () => {
  it('is positive with two strong, or one strong and any other', () => {
    expect(isPositive(['strong', 'strong'])).toBe(true)
    expect(isPositive(['strong', 'weak'])).toBe(true)
    expect(isPositive(['strong'])).toBe(false)
  })
  it('is positive with three medium, or two medium and one weak', () => {
    expect(isPositive(['medium', 'medium', 'medium'])).toBe(true)
    expect(isPositive(['medium', 'medium', 'weak'])).toBe(true)
    expect(isPositive(['medium', 'medium'])).toBe(false)
    expect(isPositive(['medium', 'weak', 'weak'])).toBe(false)
  })
  it('stays positive whatever else is found', () => {
    fc.assert(fc.property(weights, fc.constantFrom<Weight>('strong', 'medium', 'weak'), (some, more) => !isPositive(some) || isPositive([...some, more])))
  })
  it('says how many were asked; "prefers not to say" was asked, and only "yes" scores', () => {
    const seen = seenIn('exploitation', { 'exploitation.low_salary': 'declined', 'exploitation.hazardous': 'no', 'exploitation.excessive_hours': 'yes' }, 'adult')
    expect(seen).toMatchObject({ asked: 3, present: 1, positive: false })
  })
  it('can be seen otherwise by the worker, and then says that it was', () => {
    expect(seenIn('exploitation', {}, 'adult', { positive: true, reason: 'видела гипс и модрице' })).toMatchObject({ positive: true, overridden: true })
  })
})

describe('for an adult', () => {
  it('act, exploitation and one dimension of means are a reason to refer', () => {
    expect(assess({ ...exploited, ...yes('coercion_destination.documents', 'coercion_destination.debt') }, 'adult', 'yes').says).toBe('refer')
  })
  it('without means there are signs, and no more is said', () => {
    expect(assess(exploited, 'adult', 'yes')).toMatchObject({ says: 'some_signs', means: 'open' })
  })
  it('nothing asked is not the same as nothing seen', () => {
    expect(assess({}, 'adult', null).says).toBe('not_asked')
    expect(assess({ 'exploitation.hazardous': 'no' }, 'adult', null).says).toBe('nothing_seen')
  })
})

describe('for a child', () => {
  it('act and exploitation are enough; no means is required, and none is stored as "no"', () => {
    expect(assess(exploited, 'child', 'yes')).toMatchObject({ says: 'refer', means: 'not-required' })
  })
  it('what stands on the adults’ list only is not asked', () => {
    expect(indicatorsFor('exploitation', 'child').map((one) => one.code)).not.toContain('social_protection')
  })
})

describe('the list', () => {
  it('names no indicator twice in a dimension and gives every one a weight', () => {
    for (const of of dimension.codes) {
      const codes = delphi.rows[of].map((one) => answerKey(of, one.code))
      expect(new Set(codes).size).toBe(codes.length)
      expect(indicatorsFor(of, 'adult').every((one) => weightFor(one, 'adult'))).toBe(true)
    }
  })
  it('has the counts of the transcription: 67 for an adult, 65 for a child', () => {
    const count = (who: 'adult' | 'child') => dimension.codes.reduce((sum, of) => sum + indicatorsFor(of, who).length, 0)
    expect([count('adult'), count('child')]).toEqual([67, 65])
  })
})

describe('a screening that is read again', () => {
  it('tells each group by itself, in the order of the list, what is present first and what was not asked not at all', () => {
    expect(answersByGroup({ 'exploitation.hazardous': 'no', 'exploitation.low_salary': 'yes', 'deceptive_recruitment.wages': 'declined', 'exploitation.excessive_hours': 'yes', 'coercive_recruitment.debt': 'not_asked' })).toEqual([
      { group: 'deceptive_recruitment', answers: [{ answer: 'declined', codes: ['wages'] }] },
      { group: 'exploitation', answers: [{ answer: 'yes', codes: ['excessive_hours', 'low_salary'] }, { answer: 'no', codes: ['hazardous'] }] },
    ])
  })
  it('has one group without a name for the eleven signs', () => {
    expect(answersByGroup({ deception: 'yes', isolation: 'no' })).toEqual([{ group: '', answers: [{ answer: 'yes', codes: ['deception'] }, { answer: 'no', codes: ['isolation'] }] }])
  })
})
