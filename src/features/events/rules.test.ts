import { describe, expect, it } from 'vitest'
import { newId } from '../../shared/ids.ts'
import type { RecordId } from '../../shared/ids.ts'
import { allHeads, answersOf, apart, cameOnlyBefore, cameToEnough, certificatesOf, copiedSessions, headsOf, isEmpty, isOver, isTwice, marked, namedLike, nextInTurn, sameHeads, sessionAt, standTwice, together, whatContradicts, whyNotGive, withoutNamed } from './rules.ts'

const session = (onDay: string, starts: string | null = null, ends: string | null = null) => ({ id: newId<'record'>(), onDay, starts, ends })
const held = (...ids: readonly string[]) => ids.map((id) => ({ id: id as RecordId }))
const youths = { audience: 'young_people', sex: 'not_asked', ageBand: '9-17', place: 'street', named: 0 } as const

describe('when an event is', () => {
  it('begins with its first session, in whatever order they were written', () => {
    expect(whatContradicts({ onDay: '2016-03-01', sessions: [session('2016-03-02'), session('2016-03-01')] })).toBeUndefined()
    expect(whatContradicts({ onDay: '2016-03-02', sessions: [session('2016-03-02'), session('2016-03-01')] })).toBe('onDay')
  })
  it('needs no hour; an end needs a beginning before it', () => {
    expect(whatContradicts({ onDay: '2016-03-01', sessions: [session('2016-03-01', '10:00')] })).toBeUndefined()
    expect(whatContradicts({ onDay: '2016-03-01', sessions: [session('2016-03-01', '10:00', '09:00')] })).toBe('sessions')
    expect(whatContradicts({ onDay: '2016-03-01', sessions: [session('2016-03-01', null, '09:00')] })).toBe('sessions')
  })
})

describe('at the door', () => {
  const [morning, afternoon, tomorrow] = [session('2016-03-01', '09:00', '12:00'), session('2016-03-01', '13:00', '16:30'), session('2016-03-02', '10:00')] as const
  const all = [tomorrow, afternoon, morning]
  it('opens with the session that is on, or the next of that day', () => {
    expect(sessionAt(all, '2016-03-01', '08:30')).toBe(morning)
    expect(sessionAt(all, '2016-03-01', '11:59')).toBe(morning)
    expect(sessionAt(all, '2016-03-01', '12:10')).toBe(afternoon)
    expect(sessionAt(all, '2016-03-01', '14:28')).toBe(afternoon)
    expect(sessionAt(all, '2016-03-01', '19:00')).toBe(afternoon)
    expect(sessionAt([session('2016-03-01', '09:00'), afternoon], '2016-03-01', '14:00')).toBe(afternoon)
  })
  it('opens with the first that is still to come where none is today, else with the last', () => {
    expect(sessionAt(all, '2016-02-20', '10:00')).toBe(morning)
    expect(sessionAt(all, '2016-03-05', '10:00')).toBe(tomorrow)
  })
  it('has the last press of a session hold, whatever of it still waits for the network', () => {
    const press = (person: string, one: string, there: boolean) => ({ person, session: one, there })
    expect(marked('a', ['s1'], [press('a', 's2', true), press('b', 's1', false)])).toEqual(['s1', 's2'])
    expect(marked('a', ['s1'], [press('a', 's1', false), press('a', 's1', true)])).toEqual(['s1'])
    expect(marked('a', ['s1'], [press('a', 's1', false)])).toEqual([])
  })
})

it('waits to be counted when its last day is over, and not while a session is still to come', () => {
  const seminar = { onDay: '2016-03-01', sessions: [session('2016-03-02', '17:00'), session('2016-03-01', '10:00')] }
  expect(['2016-03-01', '2016-03-02', '2016-03-03'].map((today) => isOver(seminar, today))).toEqual([false, false, true])
})

describe('heads', () => {
  it('thirty young people are thirty without a name', () => {
    expect(allHeads([{ ...youths, heads: 30 }])).toBe(30)
  })
  it('a mixed audience is several cells, and the same cell twice is one', () => {
    const cells = [{ ...youths, heads: 12 }, { ...youths, audience: 'parents' as const, heads: 3 }, { ...youths, heads: 5 }]
    expect(isTwice(cells)).toBe(true)
    expect(together(cells).map((one) => one.heads)).toEqual([17, 3])
  })
  it('named participants are counted once, however many sessions they came to, and not when they did not come', () => {
    const teacher = { audience: 'school_teachers', sex: 'female', ageBand: '30-38' }
    const heads = headsOf(held('a', 'b'), [{ ...teacher, present: ['a', 'b'] }, { ...teacher, present: ['b'] }, { ...teacher, present: [] }, { audience: '', sex: '', ageBand: '', present: ['a'] }], 'school')
    expect(heads).toEqual([
      { audience: 'school_teachers', sex: 'female', ageBand: '30-38', place: 'school', heads: 2, named: 2 },
      { audience: 'not_asked', sex: 'not_asked', ageBand: 'not_asked', place: 'school', heads: 1, named: 1 },
    ])
  })
  it('who came only to a session that was removed since is no head, and is known to be none from then on', () => {
    const teacher = { audience: 'school_teachers', sex: 'female', ageBand: '30-38' }
    const people = [{ ...teacher, present: ['a', 'b'] }, { ...teacher, present: ['b'] }, { ...teacher, present: ['b', 'x'] }, { ...teacher, present: [] }, { ...teacher, present: ['x'] }]
    expect(headsOf(held('a'), people, 'school')).toMatchObject([{ heads: 1, named: 1 }])
    // One removed long ago, x, was counted no longer already.
    expect(cameOnlyBefore(held('a', 'b'), held('a'), people)).toMatchObject([{ ...teacher, heads: 2 }])
    expect(cameOnlyBefore(held('a', 'b'), held('a', 'b', 'c'), people)).toEqual([])
  })
  it('who stands by name is added once, and ten more without a name stay ten without a name', () => {
    const teacher = { audience: 'young_people', sex: 'not_asked', ageBand: '9-17', present: ['a'] }
    const named = headsOf(held('a'), [teacher, teacher, teacher], 'street')
    const counted = together([{ ...youths, heads: 10 }, ...named])
    expect(counted).toEqual([{ ...youths, heads: 13, named: 3 }])
    const again = apart(counted)
    expect(again.nameless).toEqual([{ ...youths, heads: 10 }])
    // Offered again: it is what stands there already, so nothing is added.
    expect(sameHeads(again.named, named)).toBe(true)
    expect(sameHeads(again.named, headsOf(held('a'), [teacher, teacher, teacher, teacher], 'street'))).toBe(false)
    expect(together([...again.nameless, ...again.named])).toEqual(counted)
  })
})

describe('whose turn it is', () => {
  const turn = (id: string, state: 'listed' | 'waiting' | 'taken' | 'withdrawn', heads = 1) => ({ id, state, heads })
  const gone = [turn('a', 'withdrawn'), turn('b', 'waiting'), turn('c', 'waiting')]
  it('a place that comes free is for who waits longest, and nobody’s while it is taken', () => {
    expect(nextInTurn(gone, 1)?.id).toBe('b')
    expect(nextInTurn(gone, 0)).toBeUndefined()
    expect(nextInTurn(gone, null)?.id).toBe('b')
    expect(nextInTurn([turn('a', 'listed')], 1)).toBeUndefined()
  })
  it('another who waits, or who was taken off, passes nobody unasked', () => {
    expect(gone.map((one) => whyNotGive(one, 1, gone))).toEqual(['others-wait', undefined, 'others-wait'])
  })
  it('two are not given one place unasked; who has a place needs none', () => {
    expect(whyNotGive(turn('b', 'waiting', 2), 1, [turn('b', 'waiting', 2)])).toBe('no-room')
    expect(whyNotGive(turn('b', 'waiting', 2), null, [turn('b', 'waiting', 2)])).toBeUndefined()
    expect(whyNotGive(turn('a', 'listed', 2), 0, gone)).toBeUndefined()
  })
})

it('a copy has the same sessions as far apart, under ids of its own', () => {
  const before = [session('2016-03-01', '10:00'), session('2016-03-03')]
  const copied = copiedSessions(before, () => newId<'record'>(), (day) => day.replace('2016-03', '2016-04'))
  expect(copied.map((one) => one.onDay)).toEqual(['2016-04-01', '2016-04-03'])
  expect(copied[0]?.starts).toBe('10:00')
  expect(copied[0]?.id).not.toBe(before[0]?.id)
})

it('a name that stands there already is found in either script, and with or without its marks', () => {
  const people = [{ name: 'Пера Ж.' }, { name: 'Перица Ж.' }, { name: 'Đorđe' }, { name: '' }]
  expect(['Pera Ž.', 'pera z', 'Ђорђе', 'Djordje', 'Пера', ' '].map((typed) => namedLike(typed, people).map((one) => one.name))).toEqual([['Пера Ж.'], ['Пера Ж.'], ['Đorđe'], ['Đorđe'], [], []])
})

it('a certificate is for whoever came: to all of a short one, to four of five', () => {
  expect([cameToEnough(1, 1), cameToEnough(2, 1), cameToEnough(5, 4), cameToEnough(5, 3), cameToEnough(1, 0)]).toEqual([true, false, true, false, false])
})

it('a certificate that was withdrawn leaves that she came, and is not made again with everybody else’s', () => {
  const one = (name: string, more: object = {}) => ({ words: { name, audience: '', sex: '', ageBand: '', present: ['a'], certificate: null, withdrawn: false, ...more } })
  const people = [one('Ана', { certificate: 'X' }), one('Вера'), one('Гоца', { withdrawn: true }), one('Дуња', { present: [] }), one('')]
  const { ready, without, withdrawn } = certificatesOf([{ id: 'a' as RecordId }], people)
  expect([ready, without, withdrawn].map((some) => some.map(({ words }) => words.name))).toEqual([['Ана'], ['Вера'], ['Гоца']])
  expect(headsOf(held('a'), people.map(({ words }) => words), 'school')).toMatchObject([{ heads: 4 }])
})

it('who came to a session that was removed since came to none of the others; a paper that she has already can still be withdrawn', () => {
  const sessions = ['b', 'c'].map((id) => ({ id: id as RecordId }))
  const one = (name: string, present: string[], certificate: string | null = null) => ({ words: { name, audience: '', sex: '', ageBand: '', present, certificate, withdrawn: false } })
  const { ready, without } = certificatesOf(sessions, [one('Ана', ['a', 'b']), one('Вера', ['b', 'c']), one('Гоца', ['a', 'b'], 'X'), one('Дуња', [], 'Y')])
  expect([ready, without].map((some) => some.map(({ words }) => words.name))).toEqual([['Гоца', 'Дуња'], ['Вера']])
})

it('a question shows how it was answered from five answers to that question on, whatever else was answered', () => {
  const one = { useful: 4, clear: 3, learnt: null, recommends: 1 }
  const brief = { ...one, clear: null }
  expect(answersOf([one, one, one, one])).toEqual({ useful: null, clear: null, learnt: null, recommends: null })
  expect(answersOf([one, one, one, one, one])).toEqual({ useful: [0, 0, 0, 5], clear: [0, 0, 5, 0], learnt: null, recommends: [5, 0, 0, 0] })
  expect(answersOf([one, one, one, brief, brief])).toEqual({ useful: [0, 0, 0, 5], clear: null, learnt: null, recommends: [5, 0, 0, 0] })
})

it('a page of questions sent without an answer is no answer', () => {
  const none = { useful: null, clear: null, learnt: null, recommends: null }
  expect([isEmpty(none), isEmpty({ ...none, learnt: 1 })]).toEqual([true, false])
})

describe('a name that was written down on two telephones at once', () => {
  const at = (name: string, from = '', reach = '') => ({ name, from, reach })
  it('stands twice, in whatever script each was typed', () => {
    const [one, other, alone] = [at('Đorđe Petrović'), at('Ђорђе Петровић', 'Техничка школа'), at('Невена Шарић')]
    expect(standTwice([one, alone, other])).toEqual([[one, other]])
  })
  it('is two people where it is said that they come from elsewhere or are reached elsewhere', () => {
    expect(standTwice([at('Марко Марковић', 'Суботица'), at('Марко Марковић', 'Сомбор')])).toEqual([])
    expect(standTwice([at('Марко Марковић', '', '064 1'), at('Марко Марковић', '', '064 2')])).toEqual([])
  })
  it('is nobody’s who gave none', () => {
    expect(standTwice([at(''), at(' ')])).toEqual([])
  })
})

describe('the count of heads once a name was taken away', () => {
  const teacher = { audience: 'school_teachers', sex: 'female', ageBand: '30-38', place: 'school' } as const
  it('is one fewer, and who gave no name stays', () => {
    expect(withoutNamed([{ ...teacher, heads: 12, named: 2 }], [{ ...teacher, heads: 1 }])).toEqual([{ ...teacher, heads: 11, named: 1 }])
  })
  it('stays where nobody like that was counted by name', () => {
    expect(withoutNamed([{ ...teacher, heads: 12, named: 0 }], [{ ...teacher, heads: 1 }])).toBeUndefined()
    expect(withoutNamed([{ ...teacher, heads: 12, named: 2 }], [{ ...teacher, sex: 'male', heads: 1 }])).toBeUndefined()
  })
  it('is several where several go, from one place or from two, and never more than stood by name', () => {
    const at = (place: 'school' | 'street', heads: number, named: number) => ({ ...teacher, place, heads, named })
    expect(withoutNamed([at('school', 12, 2), at('street', 3, 3)], [{ ...teacher, heads: 4 }])).toEqual([at('school', 10, 0), at('street', 1, 1)])
    expect(withoutNamed([at('school', 12, 2)], [{ ...teacher, heads: 40 }])).toEqual([at('school', 10, 0)])
  })
  it('says that nobody came where nobody is left, and holds no empty line beside others', () => {
    expect(withoutNamed([{ ...teacher, heads: 1, named: 1 }], [{ ...teacher, heads: 1 }])).toEqual([{ ...teacher, heads: 0, named: 0 }])
    expect(withoutNamed([{ ...youths, heads: 5 }, { ...teacher, heads: 1, named: 1 }], [{ ...teacher, heads: 1 }])).toEqual([{ ...youths, heads: 5 }])
  })
})
