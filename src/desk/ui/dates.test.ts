import { describe, expect, it } from 'vitest'
import { looksLike, readDay, readMonth, readShortDay, typedForm } from './dates.ts'

describe('a day typed by hand', () => {
  it('is read in the three forms people use here', () => {
    for (const text of [
      '12.3.2016.',
      '12.03.2016',
      '12. 3. 2016.',
      '2016-03-12',
      '12/3/2016',
      ' 12-3-2016 ',
    ]) {
      expect(readDay(text), text).toBe('2016-03-12')
    }
  })

  it('is refused when the calendar has no such day', () => {
    for (const text of ['31.4.2016.', '29.2.2015.', '0.1.2016.', '1.13.2016.', '2016-02-30']) {
      expect(readDay(text), text).toBeUndefined()
    }
    expect(readDay('29.2.2016.')).toBe('2016-02-29')
  })

  it('is told apart from what is no day at all, so that she is told what is wrong with it', () => {
    for (const text of ['31.11.2026.', '29.2.2015.', '2016-02-30']) expect([looksLike('day', text), readDay(text)], text).toEqual([true, undefined])
    for (const text of ['новембар', '31.11.', '3.2016.']) expect(looksLike('day', text), text).toBe(false)
    expect([looksLike('month', '13.2016.'), looksLike('month', 'новембар')]).toEqual([true, false])
  })

  it('is never guessed from two figures of a year or from words in a sheet', () => {
    for (const text of ['12.3.16.', '12.3.', 'yesterday', '', '3.12.0016.'])
      expect(readDay(text), text).toBeUndefined()
  })
})

describe('a day typed in a hurry', () => {
  const read = (text: string) => readShortDay(text, '2026-11-26')
  it('has two figures of a year of this century, and is not later than the question allows', () => {
    for (const text of ['19.11.26', '19.11.26.', '19. 11. 26.', '19/11/26', '19-11-26']) expect(read(text), text).toBe('2026-11-19')
    expect(read('12.3.16')).toBe('2016-03-12')
    for (const text of ['27.11.26', '1.1.27', '1.1.99', '31.4.16', '29.2.15']) expect(read(text), text).toBeUndefined()
  })

  it('without a year is the latest such day that is not in the future', () => {
    expect(['19.11.', '19.11', '19/11', '26.11.', '27.11.', '1.12.'].map(read)).toEqual(['2026-11-19', '2026-11-19', '2026-11-19', '2026-11-26', '2025-11-27', '2025-12-01'])
    expect(read('29.2.')).toBe('2024-02-29')
    expect(readShortDay('29.2.', '1904-01-01')).toBeUndefined()
    for (const text of ['31.4.', '0.1.', '19.', '19.13.', '11', 'јуче']) expect(read(text), text).toBeUndefined()
  })

  it('is read as the pages themselves write it, in each way of writing', () => {
    for (const text of ['3. новембар 2026.', '3. новембра 2026', '3. novembar 2026', '3. novembra 2026.', '3 November 2026', '3 nov 2026']) expect(read(text), text).toBe('2026-11-03')
    const months = (locale: string) => Array.from({ length: 12 }, (_, month) => read(new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.UTC(2024, month, 7))))
    for (const locale of ['sr-Cyrl', 'sr-Latn', 'en-GB']) expect(months(locale), locale).toEqual(Array.from({ length: 12 }, (_, month) => `2024-${String(month + 1).padStart(2, '0')}-07`))
    for (const text of ['31. новембар 2026.', '3. петак 2026', 'новембар 2026', '3 November']) expect(read(text), text).toBeUndefined()
    expect(readDay('3. новембар 2026.')).toBeUndefined()
  })

  it('may be a day to come only with its year', () => {
    expect(readShortDay('1.12.27', undefined)).toBe('2027-12-01')
    expect(readShortDay('1.12.', undefined)).toBeUndefined()
  })

  it('with its whole year is what it was, also where it comes too late for the question', () => {
    expect(read('12.3.2016.')).toBe('2016-03-12')
    expect(read('12.3.2099.')).toBe('2099-03-12')
  })
})

describe('a month typed by hand', () => {
  it('is read in the three forms', () => {
    for (const text of ['3.2016.', '03. 2016', '2016-03', '3/2016'])
      expect(readMonth(text), text).toBe('2016-03')
  })

  it('is refused when it is none', () => {
    for (const text of ['13.2016.', '0.2016.', '2016', '12.3.2016.'])
      expect(readMonth(text), text).toBeUndefined()
  })
})

it('a stored day goes back into the field as one would type it', () => {
  expect(typedForm('2016-03-12')).toBe('12.3.2016.')
  expect(typedForm('2016-03')).toBe('3.2016.')
})
