import { describe, expect, it } from 'vitest'
import { readDay, readMonth, typedForm } from './dates.ts'

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

  it('is never guessed from two figures of a year or from words', () => {
    for (const text of ['12.3.16.', '12.3.', 'yesterday', '', '3.12.0016.'])
      expect(readDay(text), text).toBeUndefined()
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
