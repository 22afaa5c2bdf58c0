import { describe, expect, it } from 'vitest'
import { remarksOn, whyNot } from './rules.ts'

const asked = { receivedOn: '2016-03-12', dueOn: '2016-03-20', answeredOn: null, answer: 'pending', told: 'no', basis: 'court_order' }

describe('a request of an authority', () => {
  it('that awaits an answer has no day of one; an answer has a day, and not before the request', () => {
    expect(whyNot(asked)).toBeUndefined()
    expect(whyNot({ ...asked, answeredOn: '2016-03-13' })).toBe('pending-with-day')
    expect(whyNot({ ...asked, answer: 'given' })).toBe('answered-without-day')
    expect(whyNot({ ...asked, answer: 'given', answeredOn: '2016-03-11' })).toBe('answered-before-received')
    expect(whyNot({ ...asked, answer: 'refused', answeredOn: '2016-03-12' })).toBeUndefined()
  })

  it('is not due before the day it came', () => {
    expect(whyNot({ ...asked, dueOn: '2016-03-11' })).toBe('due-before-received')
    expect(whyNot({ ...asked, dueOn: '2016-03-12' })).toBeUndefined()
    expect(whyNot({ ...asked, dueOn: null })).toBeUndefined()
  })

  it('is remarked on when its day has passed, when something was given without a basis, or without telling her', () => {
    expect(remarksOn(asked, '2016-03-20')).toEqual([])
    expect(remarksOn(asked, '2016-03-21')).toEqual(['overdue'])
    expect(remarksOn({ ...asked, answer: 'partly', basis: 'none_named' }, '2016-03-21')).toEqual(['given-without-basis', 'given-and-not-told'])
    expect(remarksOn({ ...asked, answer: 'given', told: 'before' }, '2016-03-21')).toEqual([])
    expect(remarksOn({ ...asked, answer: 'refused' }, '2016-03-21')).toEqual([])
  })
})
