import { expect, it } from 'vitest'
import { newId } from '../../shared/ids.ts'
import { evaluateTable } from './evaluate.ts'
import type { Row } from './evaluate.ts'
import { accountPersons, begunIn, countSealed, personColumns } from './sealed.ts'
import type { OpenedSituation } from './sealed.ts'
import { sealedDimensionOf, sealedTopics } from './sealed-topics.ts'
import type { SealedTopicId } from './sealed-topics.ts'

const year = { from: '2016-01-01', to: '2016-12-31' }
const said = {
  placeType: 'construction_site', acts: ['recruitment', 'transport'], means: ['deception'], control: [], recruitment: '', recruiterRelation: 'employer_agency',
  duration: '0-12m', source: 'she_said', certainty: 'sure',
}
const person = (status = 'presumed', client: string = newId()) => ({ client, status, minor: 'no' })

function situation(persons: OpenedSituation['words']['persons'], more: { year?: number | 'not_asked'; countries?: string[]; form?: 'labour' | 'sexual'; sector?: string } = {}): OpenedSituation {
  return {
    facts: { folder: newId(), year: more.year ?? 2016, form: more.form ?? 'labour', scope: 'cross_border' },
    words: { ...said, countries: { recruitment: ['RS'], transit: [], exploitation: more.countries ?? ['FR'] }, forms: ['forced_labour'], sector: more.sector ?? 'F', persons },
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

const laidOut = (situations: readonly OpenedSituation[], topic: SealedTopicId, rows: string, people = new Map<string, Row>()) => {
  const by = sealedDimensionOf(rows)
  if (!by) throw new Error(rows)
  const { cells } = evaluateTable({ account_person: accountPersons(situations, people) }, year, { topic: sealedTopics[topic], rows: by })
  return Object.fromEntries(cells.map((cell) => [cell.row ?? 'whole', cell.value]))
}

it('a person exploited in two countries stands in both and once in the whole', () => {
  expect(laidOut([situation([person(), person()], { countries: ['FR', 'DE'] }), situation([person()])], 'persons_of_situations', 'exploited_in')).toEqual({ FR: 3, DE: 2, whole: 3 })
})

it('a situation of eight is one situation and eight clients', () => {
  const site = situation(Array.from({ length: 8 }, () => person()))
  expect(laidOut([site], 'situations', 'sector')).toEqual({ F: 1, whole: 1 })
  expect(laidOut([site], 'persons_of_situations', 'sector')).toEqual({ F: 8, whole: 8 })
})

it('what a situation does not say is unknown; no control at all is not "other"', () => {
  expect(laidOut([situation([person()])], 'situations', 'recruitment')).toEqual({ unknown: 1, whole: 1 })
  expect(laidOut([situation([person()])], 'situations', 'control')).toEqual({ unknown: 1, whole: 1 })
})

it('what her story says of her divides the situations she was in', () => {
  const [ana, bea] = [newId(), newId()]
  const story = personColumns({ citizenships: ['RS', 'BA'], ageBand: '18-20', gender: 'woman', education: 'not_asked', familyStatus: '', languages: [] })
  const people = new Map([[ana as string, story]])
  expect(laidOut([situation([person('presumed', ana), person('possible', bea)])], 'persons_of_situations', 'citizenships', people)).toEqual({ RS: 1, BA: 1, unknown: 1, whole: 2 })
  expect(laidOut([situation([person('presumed', ana)])], 'persons_of_situations', 'education', people)).toEqual({ not_asked: 1, whole: 1 })
})

it('only what stands in one part is laid out by the others', () => {
  const [forms, sector] = [sealedDimensionOf('forms'), sealedDimensionOf('sector')]
  if (!forms || !sector) throw new Error('no such dimension')
  const register = { account_person: accountPersons([situation([person()]), situation([person()], { form: 'sexual', sector: 'I' })]) }
  const { cells } = evaluateTable(register, year, { topic: sealedTopics.situations, rows: sector, only: { by: forms, part: 'sexual' } })
  expect(cells).toEqual(expect.arrayContaining([{ row: 'I', column: null, value: 1 }, { row: null, column: null, value: 1 }]))
  expect(cells).toHaveLength(2)
})

it('a situation is one of a period when it began in its years, or when nobody said in which year', () => {
  expect(begunIn([situation([]), situation([], { year: 2015 }), situation([], { year: 'not_asked' })], year)).toBe(2)
})
