import { describe, expect, it } from 'vitest'
import { formatSession } from './words.ts'

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
