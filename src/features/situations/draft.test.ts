import { describe, expect, it } from 'vitest'
import { newId } from '../../shared/ids.ts'
import type { Missing } from '../../shared/missing.ts'
import { elements, newReport, roomFor, yearOfReport } from './draft.ts'
import type { OfPerson, PersonInReport } from './draft.ts'

const person = (name: string, own?: Partial<OfPerson>): PersonInReport => ({ client: newId<'client'>(), isNew: true, code: 'C-1', name, ...(own && { own }) })
const seen = (people: PersonInReport[], more: Partial<ReturnType<typeof newReport>> = {}) => {
  const { notRequiredFor, ...parts } = elements({ ...newReport(people), ...more })
  return { ...parts, notRequiredFor: notRequiredFor.map((one) => one.name) }
}

describe('act, means, purpose', () => {
  it('no means is required where everybody was a minor', () => {
    expect(seen([person('Мина')], { minor: 'yes' })).toMatchObject({ means: 'not-required', notRequiredFor: [] })
    expect(seen([person('Мина', { minor: 'yes' }), person('Jovana', { minor: 'yes' })])).toMatchObject({ means: 'not-required' })
  })

  it('where only some were minors it is not required for them, and stays open for the others', () => {
    expect(seen([person('Мина', { minor: 'yes' }), person('Ана')])).toMatchObject({ means: 'open', notRequiredFor: ['Мина'] })
    expect(seen([person('Мина'), person('Ана', { minor: 'no' })], { minor: 'yes' })).toMatchObject({ means: 'open', notRequiredFor: ['Мина'] })
    expect(seen([person('Мина', { minor: 'yes' }), person('Ана')], { means: ['force'] })).toMatchObject({ means: 'seen', notRequiredFor: ['Мина'] })
  })

  it('whoever was not asked about her age is nobody’s minor', () => {
    expect(seen([person('Ана'), person('Вера', { minor: 'unknown' })])).toMatchObject({ means: 'open', notRequiredFor: [] })
  })

  it('a purpose that nobody could say is not seen', () => {
    expect(seen([person('Ана')], { form: 'unknown' }).purpose).toBe('open')
    expect(seen([person('Ана')], { form: 'labour' }).purpose).toBe('seen')
  })
})

it('the year it began is nobody’s guess: it may be skipped, unknown or declined, and what is typed must be a year', () => {
  expect(newReport([]).year).toBe('not_asked')
  const said = (yearTyped: string, year: Missing = 'not_asked') => yearOfReport({ yearTyped, year }, '2026-11-25')
  expect((['not_asked', 'unknown', 'declined'] as const).map((year) => said('', year))).toEqual(['not_asked', 'unknown', 'declined'])
  expect(['1990', '2026', '2016.'].map((typed) => said(typed))).toEqual([1990, 2026, 2016])
  expect(['201', '1989', '2027', '-2016', '20.16'].map((typed) => said(typed))).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'wrong'])
})

it('a report has room for ninety-nine, and says how many are left', () => {
  expect(roomFor([])).toEqual({ from: 1, to: 99 })
  expect(roomFor(Array.from({ length: 98 }))).toEqual({ from: 1, to: 1 })
  expect(roomFor(Array.from({ length: 99 }))).toBeUndefined()
})
