import { expect, it } from 'vitest'
import { newId } from '../../shared/ids.ts'
import { countSealed } from './sealed.ts'
import type { OpenedSituation } from './sealed.ts'

const year = { from: '2016-01-01', to: '2016-12-31' }
const person = (status = 'presumed', client: string = newId()) => ({ client, status, minor: 'no' })

function situation(persons: OpenedSituation['words']['persons'], more: { year?: number | 'not_asked'; countries?: string[]; form?: 'labour' | 'sexual'; sector?: string } = {}): OpenedSituation {
  return {
    facts: { folder: newId(), year: more.year ?? 2016, form: more.form ?? 'labour' },
    words: { countries: { recruitment: ['RS'], transit: [], exploitation: more.countries ?? ['FR'] }, forms: ['forced_labour'], sector: more.sector ?? 'F', persons },
  }
}
const figure = (situations: readonly OpenedSituation[], period = year) => countSealed(situations, period).get('group.workers_abroad')

it('workers of one site are counted as clients, by status', () => {
  const site = situation([...Array.from({ length: 7 }, () => person()), person('possible')])
  expect(figure([site])).toMatchObject({ total: 8, parts: { presumed: 7, possible: 1 } })
})

it('somebody in two situations is one client, and a person who is no client is none', () => {
  const same = newId()
  expect(figure([situation([person('presumed', same)]), situation([person('presumed', same), person('possible', '')])])).toMatchObject({ total: 1 })
})

it('another country, form, sector or year is another story', () => {
  const others = [{ countries: ['DE', 'IT'] }, { form: 'sexual' as const }, { sector: 'A' }, { year: 2015 }].map((more) => situation([person()], more))
  expect(figure(others)?.total).toBe(0)
  expect(figure([...others, situation([person()], { countries: ['DE', 'FR'] })])?.total).toBe(1)
})

it('a situation knows its year only: half a year is not counted, and not zero', () => {
  expect(figure([situation([person()])], { from: '2016-01-01', to: '2016-06-30' })).toBeUndefined()
})

it('a situation without a year is in no year; its clients are unknown, once, and not when another one counts them', () => {
  const [counted, same] = [newId(), newId()]
  const undated = [person('presumed', same), person('presumed', same), person('presumed', counted)]
  const all = [situation([person('presumed', counted)]), situation(undated, { year: 'not_asked' }), situation([person()], { year: 'not_asked', sector: 'A' })]
  expect(figure(all)).toMatchObject({ total: 1, undated: 1 })
  expect(figure(all, { from: '2015-01-01', to: '2015-12-31' })).toMatchObject({ total: 0, undated: 2 })
  expect(figure(all.slice(0, 1))).not.toHaveProperty('undated')
})
