import { describe, expect, it } from 'vitest'
import { accountOf, answeredAfter, byInstitution, isToAskFor, median, promiseOf, usualTopic, whyNotPromise } from './rules.ts'
import type { Opened } from './rules.ts'

const today = '2016-04-01'
const asked = (words: Partial<NonNullable<Opened['words']>> = {}, later: Opened['later'] = [], more: Partial<Opened> = {}): Opened =>
  ({ id: 'a', onDay: '2016-03-01', kind: 'police', direction: 'out', words: { institution: null, answer: null, promise: '', promisedBy: null, ...words }, later, ...more })

describe('a promise of an institution', () => {
  const promised = { promise: 'Јављају се.', promisedBy: '2016-03-10' }
  it('is kept on its day, late after it, broken when somebody says so, and overdue when nobody says anything', () => {
    expect(promiseOf(asked(promised, [{ what: 'kept', on: '2016-03-10' }]), today)).toBe('kept')
    expect(promiseOf(asked(promised, [{ what: 'kept', on: '2016-03-11' }]), today)).toBe('kept-late')
    expect(promiseOf(asked(promised, [{ what: 'broken', on: '2016-03-20' }]), today)).toBe('broken')
    expect(promiseOf(asked(promised), today)).toBe('overdue')
    expect(promiseOf(asked(promised), '2016-03-10')).toBe('open')
  })
  it('without a day is open for as long as it takes, and what was said last about it counts', () => {
    expect(promiseOf(asked({ promise: 'Видеће.' }), today)).toBe('open')
    expect(promiseOf(asked({ promise: 'Видеће.' }, [{ what: 'broken', on: '2016-03-05' }, { what: 'kept', on: '2016-03-20' }]), today)).toBe('kept')
    expect(promiseOf(asked(), today)).toBe('none')
  })
  it('is for the day it was made or a later one; a day before that is refused, and makes nobody late where it stands already', () => {
    expect(whyNotPromise({ promise: 'Да.', promisedBy: '2016-02-29' }, '2016-03-01')).toBe('before-contact')
    expect(['2016-03-01', '2016-03-02', null, ''].map((promisedBy) => whyNotPromise({ promise: 'Да.', promisedBy }, '2016-03-01'))).toEqual([undefined, undefined, undefined, undefined])
    expect(whyNotPromise({ promise: '', promisedBy: '2016-02-29' }, '2016-03-01')).toBeUndefined()
    expect(whyNotPromise({ promise: 'Да.', promisedBy: '2016-02-29' }, '')).toBeUndefined()
    expect(promiseOf(asked({ promise: 'Да.', promisedBy: '2016-02-29' }), today)).toBe('open')
  })
})

describe('the time to an answer', () => {
  it('is counted from the day we asked; at once is nothing, no answer is not zero, and what they asked us is not measured', () => {
    expect(answeredAfter(asked({ answer: 'answered' }))).toBe(0)
    expect(answeredAfter(asked({ answer: 'waiting' }, [{ what: 'answered', on: '2016-03-09' }]))).toBe(8)
    expect(answeredAfter(asked({ answer: 'waiting' }))).toBeUndefined()
    expect(answeredAfter(asked({ answer: 'answered' }, [], { direction: 'in' }))).toBeUndefined()
    // It was imported, and nobody said when the answer came
    expect(answeredAfter(asked({}, [{ what: 'refused', on: '' }]))).toBeUndefined()
    expect(accountOf([asked({}, [{ what: 'refused', on: '' }])], today)).toMatchObject({ refusals: 1, waiting: 0, answeredAfter: [] })
    expect([median([1, 2, 30]), median([1, 2]), median([])]).toEqual([2, 1, null])
  })
})

describe('how an institution answers', () => {
  it('adds up, by entry of the directory, and by kind where a record names none', () => {
    const all = [
      asked({ institution: 'x', answer: 'refused' }), asked({ institution: 'x', answer: 'waiting' }), asked({ institution: 'x', promise: 'Да.', promisedBy: '2016-03-10' }, [{ what: 'kept', on: '2016-03-09' }]),
      asked({}, [], { kind: 'court' }),
    ]
    expect([...byInstitution(all)].map(([key, some]) => [key, some.length])).toEqual([['x', 3], ['kind:court', 1]])
    expect(accountOf(all.slice(0, 3), today)).toEqual({ contacts: 3, answeredAfter: [0, 8], waiting: 1, promises: 1, kept: 1, keptLate: 0, broken: 0, overdue: 0, open: 0, refusals: 1 })
  })
  it('says how many promises are open still: those without a day, and those whose day is to come', () => {
    expect(accountOf([asked({ promise: 'Да.' }), asked({ promise: 'Да.', promisedBy: '2999-01-01' }), asked({ promise: 'Да.', promisedBy: '2016-03-10' })], today)).toMatchObject({ promises: 3, open: 2, overdue: 1 })
  })
  it('names what is to be asked for now', () => {
    expect(isToAskFor(asked({ answer: 'waiting' }), today)).toBe(true)
    expect(isToAskFor(asked({ promise: 'Да.', promisedBy: '2016-04-05' }), today)).toBe(true)
    expect(isToAskFor(asked({ promise: 'Да.', promisedBy: '2016-05-05' }), today)).toBe(false)
    expect(isToAskFor(asked({ answer: 'answered' }), today)).toBe(false)
    expect(isToAskFor(asked({ answer: 'waiting' }, [], { imported: true }), today)).toBe(true)
    expect(isToAskFor(asked({ answer: 'waiting' }, [], { imported: true, onDay: '2012-03-01' }), today)).toBe(false)
    expect(isToAskFor(asked({ answer: 'waiting' }, [], { onDay: '2012-03-01' }), today)).toBe(true)
  })
})

it('is for assistance only when it is about somebody, unless somebody says otherwise', () => {
  expect(usualTopic(true)).toBe('assistance')
  expect(usualTopic(false)).toBe('cooperation')
})
