import { describe, expect, it } from 'vitest'
import { readDay } from '../../desk/ui/dates.ts'
import { newId } from '../../shared/new-id.ts'
import type { InstitutionEntry, PersonEntry } from './contract.ts'
import { oneScript } from '../../shared/sheet-columns.ts'
import { pagesOf, planImport } from './import-rules.ts'
import type { Told } from './import-rules.ts'
import { sameInstitution } from './rules.ts'

const told = (more: Partial<Told> = {}): Told => ({ there: { institutions: new Map(), people: new Set() }, columns: {}, kinds: {}, today: '2026-11-25', readDay, newId, ...more })
const plan = (table: readonly (readonly string[])[], more: Partial<Told> = {}, merged: readonly string[] = []) => planImport(table, new Set(merged), told(more))
const heads = ['Назив', 'Врста', 'Град', 'Контакт особа', 'Телефон', 'Проверено']
const institutionsIn = (entries: readonly unknown[]) => entries.filter((one): one is InstitutionEntry => (one as InstitutionEntry).is === 'institution')
const peopleIn = (entries: readonly unknown[]) => entries.filter((one): one is PersonEntry => (one as PersonEntry).is === 'person')

describe('a spreadsheet of institutions', () => {
  it('is read under headings in either script or in English, with a title above them', () => {
    for (const row of [heads, ['Naziv', 'Vrsta', 'Grad', 'Kontakt osoba', 'Telefon', 'Provereno'], ['Name', 'Type', 'City', 'Contact person', 'Phone', 'Last verified']]) {
      const { entries, rows } = plan([['Именик 2026'], [], row, ['ПУ Ниш', 'полиција', 'Ниш', 'Петар Петровић', '018/192', '12.3.2016.']])
      expect(rows).toMatchObject([{ row: 4, called: 'ПУ Ниш, Петар Петровић' }])
      expect(institutionsIn(entries)).toMatchObject([{ name: 'ПУ Ниш', kind: 'police', town: 'Ниш', phones: [], verifiedOn: '2016-03-12' }])
      expect(peopleIn(entries)).toMatchObject([{ name: 'Петар Петровић', phones: ['018/192'] }])
    }
  })

  it('reads days in three forms, and says which it could not read or that have not come', () => {
    const { entries, rows } = plan([heads, ...['12.3.2016.', '2016-03-12', '12/3/2016', '3/25/2016', '1.1.2030.'].map((day, at) => [`Станица ${at}`, 'police', '', '', '', day])])
    expect(institutionsIn(entries).map((one) => one.verifiedOn)).toEqual(['2016-03-12', '2016-03-12', '2016-03-12', null, null])
    expect(rows.map((row) => row.notes.map((one) => one.note))).toEqual([[], [], [], ['date-unread'], ['date-later']])
  })

  it('knows kinds by their code, our own label in any way of writing, and what people call them; waits with those it does not know', () => {
    const table = [heads, ...['police', 'полиција', 'policija', 'МУП', 'social work centre', 'Центар за социјални рад', 'Шерифи', 'шерифи', ''].map((kind, at) => [`Место ${at}`, kind, 'Ниш'])]
    const first = plan(table)
    expect(institutionsIn(first.entries).map((one) => one.kind)).toEqual(['police', 'police', 'police', 'police', 'social_work_centre', 'social_work_centre'])
    expect(first.unknownKinds).toEqual([{ text: 'Шерифи', rows: 2, kind: null }])
    expect(first.rows.slice(-3).map((row) => row.left?.why)).toEqual(['unknown-kind', 'unknown-kind', 'no-kind'])
    const second = plan(table, { kinds: { serifi: 'foreign_organisation' } })
    expect(institutionsIn(second.entries)).toHaveLength(8)
    // What she said stays there to be said otherwise: a key may have taken the wrong one.
    expect(second.unknownKinds).toEqual([{ text: 'Шерифи', rows: 2, kind: 'foreign_organisation' }])
  })

  it('takes a name drawn over several rows, or not said again, for the people under it', () => {
    const rows = [heads, ['ЦСР Врање', 'csr', 'Врање', 'Ана Анић', '1'], ['ЦСР Врање', '', '', 'Бора Борић', '2'], ['', '', '', 'Вера Верић', '3']]
    const { entries, rows: report } = plan(rows, {}, ['2,0'])
    expect(institutionsIn(entries)).toHaveLength(1)
    expect(peopleIn(entries).map((one) => one.name)).toEqual(['Ана Анић', 'Бора Борић', 'Вера Верић'])
    expect(new Set(peopleIn(entries).map((one) => one.institution)).size).toBe(1)
    expect(report.map((row) => row.notes.map((one) => one.note))).toEqual([[], ['merged'], ['name-from-above']])
  })

  it('gives nobody the name of the row above who is of another kind or town, or stands after an empty row', () => {
    const court = ['Виши суд', 'суд', 'Ниш', 'Ана Анић']
    const whys = (...rows: readonly string[][]) => plan([heads, court, ...rows]).rows.slice(1).map((row) => row.left?.why)
    expect(whys(['', 'полиција', 'Ниш', 'Бора Борић'], ['', '', 'Врање', 'Вера Верић'], ['', 'шерифи', '', 'Гога Гогић'])).toEqual(['no-name', 'no-name', 'no-name'])
    expect(whys([], ['', '', '', 'Бора Борић'])).toEqual(['no-name'])
    expect(whys(['', 'sud', 'Niš', 'Бора Борић'], ['', '', '', 'Вера Верић'])).toEqual([undefined, undefined])
  })

  it('leaves out what stands there twice, in whichever script, in the file or in the directory', () => {
    const there = { name: 'Болница', unit: '', town: 'Ниш' }
    const key = sameInstitution(there)
    const { rows, entries } = plan([heads, ['Суд', 'court', 'Ниш'], ['Sud', 'court', 'Niš'], ['Bolnica', 'health', 'Niš'], ['Болница', '', 'Ниш', 'Мила Милић']], {
      there: { institutions: new Map([[key, { id: 'known', kind: 'health' }]]), people: new Set() },
    })
    expect(rows.map((row) => row.left)).toEqual([undefined, { why: 'same-as-row', what: '2' }, { why: 'already-there', what: 'Bolnica' }, undefined])
    expect(rows[3]?.notes.map((one) => one.note)).toEqual(['joins'])
    expect(peopleIn(entries)).toMatchObject([{ institution: 'known' }])
  })

  it('puts a word of both scripts into the one it is mostly written in, and says so', () => {
    expect(oneScript('Пoлицијa')).toBe('Полиција')
    expect(oneScript('Београд NGO')).toBe('Београд NGO')
    expect(oneScript('Jelenа')).toBe('Jelena')
    expect(plan([heads, ['Пoлиција', 'police', 'Ниш'], ['Полиција', 'police', 'Ниш']]).rows[1]?.left).toEqual({ why: 'same-as-row', what: '2' })
  })

  it('asks which column the names are in where nothing tells, and takes her word', () => {
    const table = [['Колона 1', 'Колона 2'], ['ПУ Ниш', 'police']]
    expect(plan(table)).toMatchObject({ nameless: true, headings: ['Колона 1', 'Колона 2'] })
    expect(institutionsIn(plan(table, { columns: { 0: 'name', 1: 'kind' } }).entries)).toMatchObject([{ name: 'ПУ Ниш', kind: 'police' }])
  })

  it('counts every entry once into pages of a hundred', () => {
    const { entries } = plan([heads, ...Array.from({ length: 250 }, (_, at) => [`Место ${at}`, 'police'])])
    expect(pagesOf(entries).map((page) => page.length)).toEqual([100, 100, 50])
  })
})
