import { describe, expect, it } from 'vitest'
import { dictionary, formatSession } from './words.ts'

const day = { onDay: '2016-09-12', starts: null, ends: null }

describe('when an event is', () => {
  it('is a sentence in each way of writing, with as many hours as are known', () => {
    expect(formatSession({ ...day, starts: '10:00', ends: '12:30' }, 'sr-Cyrl')).toBe('12. септембра 2016. од 10:00 до 12:30')
    expect(formatSession({ ...day, starts: '10:00' }, 'sr-Latn')).toBe('12. septembra 2016. u 10:00')
    expect(formatSession({ ...day, starts: '10:00', ends: '12:30' }, 'en')).toBe('12 September 2016 from 10:00 to 12:30')
    expect(formatSession({ ...day, starts: '10:00' }, 'en')).toBe('12 September 2016 at 10:00')
  })
  it('is the day alone where no hour is known', () => {
    expect(formatSession(day, 'sr-Cyrl')).toBe('12. септембра 2016.')
    expect(formatSession(day, 'en')).toBe('12 September 2016')
  })
})

describe('a sentence that ends with a name', () => {
  const words = dictionary(
    { agreed: '{name} чита; сагласност: {other}.', named: 'Именовани: {names}. Прво их позовите.', nth: 'Лист {number}. од {of}', many: '{count, plural, one {Важи до {day}.} other {# важе до {day}.}}' },
    { agreed: '{name} reads; agreed by {other}.', named: 'Named: {names}. Call them first.', nth: 'Sheet {number} of {of} …', many: '{count, plural, one {In force until {day}.} other {# in force until {day}.}}' },
  )
  it('ends with one full stop, also where the name or the day has one of its own', () => {
    const names = { name: 'Olga O.', other: 'Olga O.' }
    expect(words.translator('en')('agreed', names)).toBe('Olga O. reads; agreed by Olga O.')
    expect(words.translator('sr-Cyrl')('agreed', { name: 'Ољга О.', other: 'Мира' })).toBe('Ољга О. чита; сагласност: Мира.')
    expect(words.translator('sr-Latn')('agreed', names)).toBe('Olga O. čita; saglasnost: Olga O.')
    expect(words.translator('en')('named', { names: 'Mira, Olga O.' })).toBe('Named: Mira, Olga O. Call them first.')
    expect(words.translator('sr-Cyrl')('many', { count: 2, day: '12. марта 2016.' })).toBe('2 важе до 12. марта 2016.')
  })
  it('leaves numbers and ordinals as they are', () => {
    expect(words.translator('sr-Cyrl')('nth', { number: 3, of: 5 })).toBe('Лист 3. од 5')
    expect(words.translator('en')('nth', { number: 3, of: 5 })).toBe('Sheet 3 of 5 …')
  })
})
