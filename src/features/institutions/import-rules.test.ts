import { describe, expect, it } from 'vitest'
import { readDay } from '../../desk/ui/dates.ts'
import { newId } from '../../shared/new-id.ts'
import { blocksOf, byCalled, partsOf, planContacts, rowsThere } from './import-rules.ts'
import type { There, Told } from './import-rules.ts'

const nothing: There = { institutions: new Map(), people: new Map(), rows: new Map() }
const codes: Told['codes'] = { kind: {}, topic: {}, channel: {}, direction: {}, outcome: {} }
const told = (more: Partial<Told> = {}): Told => ({ there: nothing, columns: {}, codes, today: '2026-11-26', readDay, newId, ...more })
const plan = (table: readonly (readonly string[])[], more: Partial<Told> = {}) => planContacts(table, told(more))
const heads = ['Датум', 'Врста', 'Институција', 'Тема', 'Начин', 'Смер', 'Особа', 'Белешка', 'Обећање', 'Рок', 'Исход', 'Дан исхода']
const row = ({ day = '12.3.2016.', kind = 'полиција', institution = '', topic = 'помоћ', channel = 'телефон', direction = 'одлазни', person = '', said = '', promise = '', by = '', outcome = '', on = '' } = {}) =>
  [day, kind, institution, topic, channel, direction, person, said, promise, by, outcome, on]
const whys = (some: readonly { readonly why: string; readonly field: string }[]) => some.map((one) => `${one.field}: ${one.why}`)

describe('a spreadsheet of past contacts with institutions', () => {
  it('is read under headings in either script or in English, with a title above them', () => {
    for (const [head, one] of [
      [heads, row({ person: 'Петар', said: 'Пита за извештај.', promise: 'Шаље допис.', by: '1.4.2016.' })],
      [['Datum', 'Vrsta', 'Institucija', 'Tema', 'Način', 'Smer', 'Osoba', 'Beleška', 'Obećanje', 'Rok'], ['2016-03-12', 'MUP', '', 'Asistencija', 'tel.', 'izlazni', 'Петар', 'Пита за извештај.', 'Шаље допис.', '1/4/2016']],
      [['Date', 'Kind', 'Institution', 'Topic', 'Channel', 'Direction', 'Person', 'Note', 'Promise', 'By when'], ['12/3/2016', 'police', '', 'assistance', 'phone', 'outgoing', 'Петар', 'Пита за извештај.', 'Шаље допис.', '2016-04-01']],
      // As the program's own form calls them
      [['Дан', 'Врста', 'Са ким', 'О чему', 'Пут', 'Смер', 'Са ким се говорило', 'Шта је речено', 'Шта је обећано', 'До када'], ['12.3.2016.', 'полиција', '', 'помоћ', 'телефон', 'одлазни', 'Петар', 'Пита за извештај.', 'Шаље допис.', '1.4.2016.']],
      [['Day', 'Kind', 'With', 'About', 'Channel', 'Direction', 'Who was spoken to', 'What was said', 'What was promised', 'By when'], ['12/3/2016', 'police', '', 'assistance', 'phone', 'outgoing', 'Петар', 'Пита за извештај.', 'Шаље допис.', '2016-04-01']],
    ] as const) {
      const { contacts, rows } = plan([['Контакти 2016'], [], head, one])
      expect(rows).toMatchObject([{ row: 4, left: [], notes: [] }])
      expect(contacts).toMatchObject([{
        facts: { kind: 'police', topic: 'assistance', channel: 'phone', direction: 'out', onDay: '2016-03-12' },
        words: { withWhom: 'Петар', said: 'Пита за извештај.', promise: 'Шаље допис.', promisedBy: '2016-04-01', institution: null, person: null },
      }])
    }
  })

  it('leaves out a row without a day, with one that is none, that has not come or is of another century, and says which', () => {
    const { contacts, rows } = plan([heads, ...['', '32.1.2016.', '3/25/2016', '1.1.2090.', '12.3.1916.', '12.3.2016 14:30'].map((day) => row({ day }))])
    expect(rows.map((one) => whys(one.left))).toEqual([['day: no-day'], ['day: day-unread'], ['day: day-unread'], ['day: day-later'], ['day: day-early'], []])
    expect(contacts.map((one) => one.facts.onDay)).toEqual(['2016-03-12'])
  })

  it('names everything that is wrong with a row at once, by its column', () => {
    const { rows } = plan([heads, row({ day: 'јуче', topic: 'чаврљање', channel: '', person: 'x'.repeat(301) })])
    expect(whys(rows[0]!.left).sort()).toEqual(['channel: unsaid', 'day: day-unread', 'person: too-long', 'topic: unknown'])
  })

  it('waits with words nobody knows and with what is not said, until it is told once what they mean', () => {
    const table = [heads.slice(0, 4), row({ kind: 'Шерифи' }).slice(0, 4), row({ kind: 'шерифи' }).slice(0, 4), row().slice(0, 4)]
    const first = plan(table)
    expect(first.contacts).toEqual([])
    expect(first.unknown).toEqual([
      { field: 'channel', text: '', rows: 3, code: null }, { field: 'direction', text: '', rows: 3, code: null }, { field: 'kind', text: 'Шерифи', rows: 2, code: null },
    ])
    const next = plan(table, { codes: { ...codes, channel: { '': 'phone' }, direction: { '': 'out' }, kind: { serifi: 'foreign_organisation' } } })
    // What she said stays there to be changed.
    expect(next.unknown.map((one) => one.code)).toEqual(['phone', 'out', 'foreign_organisation'])
    expect(next.contacts.map((one) => [one.facts.kind, one.facts.channel, one.facts.direction])).toEqual([
      ['foreign_organisation', 'phone', 'out'], ['foreign_organisation', 'phone', 'out'], ['police', 'phone', 'out'],
    ])
  })

  it('knows an institution of the directory by name, unit or town in either script, and its people; and says when several are called so', () => {
    const institutions = byCalled([
      { id: 'nis', kind: 'police', called: 'Полицијска управа Ниш', name: 'Полицијска управа Ниш', unit: '', town: 'Ниш' },
      { id: 'sud1', kind: 'court', called: 'Основни суд', name: 'Основни суд', unit: '', town: 'Ниш' },
      { id: 'sud2', kind: 'court', called: 'Основни суд', name: 'Основни суд', unit: '', town: 'Врање' },
    ])
    const there = { ...nothing, institutions, people: new Map([['nis|petar markovic', 'petar']]) }
    const { contacts, rows } = plan([heads,
      row({ kind: '', institution: 'policijska uprava nis', person: 'Petar Marković' }), row({ kind: 'суд', institution: 'Osnovni sud' }),
      row({ kind: '', institution: 'Основни суд Врање' }), row({ kind: '', institution: 'МУП' }), row({ kind: '', institution: 'Непозната' }),
    ], { there })
    expect(contacts.map(({ facts, words }) => [facts.kind, words.institution, words.person, words.called])).toEqual([
      ['police', 'nis', 'petar', 'Полицијска управа Ниш'], ['court', null, null, 'Osnovni sud'], ['court', 'sud2', null, 'Основни суд'], ['police', null, null, 'МУП'],
    ])
    expect(whys(rows[1]!.notes)).toEqual(['institution: several-called'])
    expect(rows[4]!.left).toEqual([{ why: 'unknown', field: 'kind', what: 'Непозната' }])
  })

  it('counts two rows that are the same as two and says so, but leaves out what an earlier import brought, as often as it brought it', () => {
    const table = [heads, row(), row(), row({ said: 'друго' })]
    const first = plan(table)
    expect(first.contacts).toHaveLength(3)
    expect(first.rows.map((one) => whys(one.notes))).toEqual([[], ['day: same-as-row'], []])
    const there = { ...nothing, rows: rowsThere([first.contacts.map((one) => one.key)]) }
    expect(plan(table, { there }).contacts).toEqual([])
    const more = plan([...table, row(), row({ day: '13.3.2016.' })], { there })
    expect(more.rows.map((one) => one.left.map(({ why }) => why))).toEqual([['already-there'], ['already-there'], ['already-there'], [], []])
    expect(more.contacts).toHaveLength(2)
  })

  it('asks in which column the days are where nothing tells, and takes her word', () => {
    const table = [['Колона 1', 'Колона 2'], ['12.3.2016.', 'police']]
    expect(plan(table)).toMatchObject({ dayless: true, headings: ['Колона 1', 'Колона 2'] })
    expect(plan(table, { columns: { 0: 'day', 1: 'kind' }, codes: { ...codes, topic: { '': 'assistance' }, channel: { '': 'phone' }, direction: { '': 'in' } } }).contacts).toMatchObject([{ facts: { onDay: '2016-03-12', direction: 'in' } }])
  })

  it('a deadline that cannot be read is said, and the contact is taken without it', () => {
    const { contacts, rows } = plan([heads, row({ promise: 'Јављају', by: 'ускоро' })])
    expect(contacts).toMatchObject([{ words: { promise: 'Јављају', promisedBy: null } }])
    expect(whys(rows[0]!.notes)).toEqual(['by: by-unread'])
  })
})

describe('what came of a past contact', () => {
  const came = (outcome: string, on = '', more: Parameters<typeof row>[0] = {}) => {
    const { contacts, rows } = plan([heads, row({ ...more, outcome, on })])
    return { answer: contacts[0]?.words.answer, later: contacts[0]?.later && [contacts[0].later.what, contacts[0].later.on], notes: whys(rows[0]!.notes), left: whys(rows[0]!.left) }
  }
  it('is read in either script or in English: at once with the contact, later on its day', () => {
    expect(came('')).toEqual({ answer: null, later: null, notes: [], left: [] })
    for (const said of ['одговорено одмах', 'Odgovoreno odmah', 'answered at once']) expect(came(said)).toEqual({ answer: 'answered', later: null, notes: [], left: [] })
    for (const said of ['Обећано', 'promised']) expect(came(said)).toMatchObject({ answer: 'promised', later: null, notes: [] })
    expect(came('чека се')).toMatchObject({ answer: 'waiting', later: null, notes: [] })
    expect(came('odgovoreno', '20.3.2016.')).toMatchObject({ answer: null, later: ['answered', '2016-03-20'], notes: [] })
    expect(came('одбијено', '12.3.2016.')).toMatchObject({ answer: 'refused', later: null, notes: [] })
    expect(came('Одржано', '2016-03-20', { promise: 'Шаљу.', by: '15.3.2016.' })).toMatchObject({ answer: 'promised', later: ['kept', '2016-03-20'], notes: [] })
    expect(came('nije održano')).toMatchObject({ answer: 'promised', later: ['broken', ''], notes: [] })
    expect(came('–')).toMatchObject({ answer: null, later: null, notes: [], left: [] })
  })

  it('without its day counts without a time, and every day that cannot be is said beside its row', () => {
    expect(came('odbijeno')).toMatchObject({ answer: null, later: ['refused', ''], notes: ['outcome: outcome-undated'] })
    expect(came('одржано')).toMatchObject({ later: ['kept', ''], notes: ['outcome: kept-undated'] })
    expect(came('одговорено', 'лане')).toMatchObject({ later: ['answered', ''], notes: ['outcome-on: outcome-on-unread', 'outcome: outcome-undated'] })
    expect(came('одговорено', '1.3.2016.').notes).toEqual(['outcome-on: outcome-on-early', 'outcome: outcome-undated'])
    expect(came('одговорено', '1.1.2090.').notes).toEqual(['outcome-on: outcome-on-later', 'outcome: outcome-undated'])
  })

  it('in a word nobody knows makes the row wait until it is told, or told to be none of these', () => {
    expect(came('решено')).toMatchObject({ answer: undefined, left: ['outcome: unknown'] })
    const table = [heads, row({ outcome: 'решено', on: '20.3.2016.' })]
    const said = (outcome: 'answered' | 'none') => plan(table, { codes: { ...codes, outcome: { reseno: outcome } } }).contacts[0]?.later
    expect(plan(table).unknown).toEqual([{ field: 'outcome', text: 'решено', rows: 1, code: null }])
    expect(said('answered')).toMatchObject({ what: 'answered', on: '2016-03-20' })
    expect(said('none')).toBeNull()
  })

  it('added to a file that was brought before brings no row a second time', () => {
    const there = { ...nothing, rows: rowsThere([plan([heads, row()]).contacts.map((one) => one.key)]) }
    expect(plan([heads, row({ outcome: 'одбијено', on: '20.3.2016.' })], { there }).rows.map((one) => whys(one.left))).toEqual([['day: already-there']])
  })
})

describe('what is taken', () => {
  const many = plan([heads, ...Array.from({ length: 1050 }, (_, at) => row({ day: `${1 + (at % 28)}.${1 + (at % 12)}.2016.`, said: `Ред ${at}` }))]).contacts

  it('lies in the order of lists, a hundred contacts to a folder, every one once', () => {
    const blocks = blocksOf(many)
    expect(blocks.map((one) => one.length)).toEqual([...Array.from({ length: 10 }, () => 100), 50])
    const order = blocks.flat().map(({ facts }) => `${facts.onDay} ${facts.id}`)
    expect(order).toEqual([...order].sort())
    expect(new Set(order).size).toBe(1050)
  })

  it('travels in parts that are not larger than a request may be, also where much was written', () => {
    const long = many.slice(0, 200).map((one) => ({ ...one, words: { ...one.words, said: 'ж'.repeat(20_000) } }))
    expect(Math.max(...blocksOf(long).map((block) => block.length * 20_000))).toBeLessThanOrEqual(620_000)
    expect(partsOf(blocksOf(long)).every((part) => part.length === 1)).toBe(true)
    expect(partsOf(blocksOf(many)).map((part) => part.length)).toEqual([5, 5, 1])
  })
})
