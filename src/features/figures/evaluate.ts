import type { Definition } from './definitions.ts'
import { recordsOf } from './records.ts'
import { unknownPart } from './shape.ts'
import type { Breakdown, Column, Filter, Furthest, Measure, Period, Records, View } from './shape.ts'
import type { Cell, Layout } from './layout.ts'
import type { Tally } from './present.ts'

/** A row of a view: days as YYYY-MM-DD, months as their first day, several codes as an array. */
export type Row = Readonly<Partial<Record<Column, string | number | null | readonly string[]>>>
export type Register = Readonly<Partial<Record<View, readonly Row[]>>>

const text = (row: Row, column: Column): string | null => (row[column] === null || row[column] === undefined ? null : String(row[column]))

function holds(filter: Filter, row: Row): boolean {
  const value = row[filter.column] ?? null
  if ('has' in filter) return Array.isArray(value) && value.includes(filter.has)
  if (value === null) return false
  if ('in' in filter) return filter.in.includes(String(value))
  return 'notIn' in filter ? !filter.notIn.includes(String(value)) : true
}

const fits = (filters: readonly Filter[]) => (row: Row) => filters.every((filter) => holds(filter, row))
const combined = (row: Row, columns: readonly Column[]) => JSON.stringify(columns.map((column) => text(row, column)))
const order = (row: Row) => ['month', 'recorded_on', 'event'].map((column) => text(row, column as Column) ?? '').join(' ')

function firstOf(rows: readonly Row[], columns: readonly Column[]): Row[] {
  const first = new Map<string, Row>()
  for (const row of rows) {
    const key = combined(row, columns)
    const there = first.get(key)
    if (!there || order(row) < order(there)) first.set(key, row)
  }
  return [...first.values()]
}

function inPeriod(row: Row, { on, orUndated }: Pick<Records, 'on' | 'orUndated'>, { from, to }: Period): boolean {
  const date = text(row, on)
  if (date === null) return orUndated ?? false
  return on === 'year' ? date >= from.slice(0, 4) && date <= to.slice(0, 4) : date >= from && date <= to
}

/** The records of a set that belong to the period, or that would if their year were known. */
function recordsIn(register: Register, period: Period, records: Records): { dated: Row[]; undated: Row[] } {
  const own = (register[records.from] ?? []).filter(fits(records.where))
  const { naming, lasting } = records
  const goesOn = (row: Row) => !lasting || (text(row, lasting) ?? period.to) >= period.to
  const dated = records.byTheEnd || lasting ? { from: '', to: period.to } : period
  const named = naming && new Set((register[naming.view] ?? []).filter(fits(naming.where))
    .filter((row) => inPeriod(row, naming, period)).map((row) => text(row, naming.key)))
  const all = (records.first ? firstOf(own, records.first) : own).filter((row) => goesOn(row) && (!naming || named?.has(text(row, naming.column))))
  return { dated: all.filter((row) => inPeriod(row, records, dated)), undated: records.orUndated ? [] : all.filter((row) => text(row, records.on) === null) }
}

/** Which of a set's records a figure means. */
function meantBy(register: Register, period: Period, { among = [], noneBefore }: Pick<Definition, 'among' | 'noneBefore'>): (row: Row) => boolean {
  const before = noneBefore && new Set((register[noneBefore] ?? []).filter((row) => (text(row, 'on_day') ?? '') < period.from).map((row) => text(row, 'client')))
  return (row) => fits(among)(row) && !before?.has(text(row, 'client'))
}

function furthestBy(register: Register, period: Period, own: Column, one: Furthest): (row: Row) => string {
  const best = new Map<string | null, number>()
  for (const row of register[one.view] ?? []) {
    const [named, place] = [text(row, one.naming), one.ranked.indexOf(text(row, one.column) ?? '')]
    if (named === null || place < 0 || (text(row, one.until) ?? '') > period.to) continue
    best.set(named, Math.min(best.get(named) ?? place, place))
  }
  return (row) => one.ranked[best.get(text(row, own)) ?? -1] ?? one.none
}

function partOf(register: Register, period: Period, by: Breakdown): (row: Row) => string {
  if (by.furthest) return furthestBy(register, period, by.column, by.furthest)
  return (row) => {
    const code = text(row, by.column) ?? unknownPart
    if (by.as) return code === unknownPart ? code : timeOf(code, by.as)
    return Object.entries(by.together ?? {}).find(([, codes]) => codes.includes(code))?.[0] ?? code
  }
}

/** The month, quarter or year of a day, a month's first day or a year. */
function timeOf(date: string, as: NonNullable<Breakdown['as']>): string {
  if (as === 'year') return date.slice(0, 4)
  return as === 'month' ? date.slice(0, 7) : `${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`
}

function measure(rows: readonly Row[], counts: Measure): number {
  if (counts === 'rows') return rows.length
  if ('sum' in counts) return rows.reduce((sum, row) => sum + Number(row[counts.sum] ?? 0), 0)
  return new Set(rows.map((row) => text(row, counts.distinct)).filter((value) => value !== null)).size
}

/** Counts one figure over plain rows: the second evaluator, for what only members open, and to check the first. */
export function evaluate(register: Register, period: Period, figure: Definition): Tally {
  const meant = meantBy(register, period, figure)
  const { dated, undated } = recordsIn(register, period, recordsOf(figure.records))
  const rows = dated.filter(meant)
  const part = figure.by && partOf(register, period, figure.by)
  const parts = part ? Object.groupBy(rows, part) : {}
  const total = measure(rows, figure.counts)
  const more = undated.length ? measure([...rows, ...undated.filter(meant)], figure.counts) - total : 0
  const known = measure(rows.filter((row) => (text(row, 'recorded_on') ?? '') <= period.to), figure.counts)
  return {
    total, later: total - known, ...(more && { undated: more }),
    parts: Object.fromEntries(Object.entries(parts).map(([name, some]) => [name, measure(some ?? [], figure.counts)])),
  }
}

/** Every part a record stands in: several, where its column has several codes. */
function partsOf(register: Register, period: Period, by: Breakdown): (row: Row) => readonly string[] {
  const part = partOf(register, period, by)
  return (row) => {
    const several = row[by.column]
    if (!Array.isArray(several)) return [part(row)]
    return several.length ? [...new Set<string>(several)] : [unknownPart]
  }
}

/** In a year, quarter or month a client is new who had no record before it began. In any other part, and in wholes, what the period says. */
function newIn(register: Register, noneBefore: Layout['topic']['noneBefore'], by: Breakdown | undefined): (row: Row, part: string | null) => boolean {
  const { as } = by ?? {}
  if (!noneBefore || !as) return () => true
  const first = new Map<string | null, string>()
  for (const row of register[noneBefore] ?? []) {
    const [client, day] = [text(row, 'client'), text(row, 'on_day') ?? '']
    if (day < (first.get(client) ?? day + '!')) first.set(client, day)
  }
  return (row, part) => part === null || timeOf(first.get(text(row, 'client')) ?? '', as) === part
}

/** Lays a topic out over plain rows. Wholes have the part null; they are counted anew, not added up. `undated`: how many say no day or year. */
export function evaluateTable(register: Register, period: Period, { topic, rows: down, columns: across, only }: Layout): { cells: Cell[]; undated: number } {
  const { dated, undated } = recordsIn(register, period, recordsOf(topic.records))
  const means = meantBy(register, period, topic)
  const isNew = (by: Breakdown | undefined) => newIn(register, topic.noneBefore, by)
  const [newDown, newAcross, newOnly] = [isNew(down), isNew(across), isNew(only?.by)]
  const parted = (by: Breakdown | undefined) => by && partsOf(register, period, by)
  const [downOf, acrossOf, onlyOf] = [partsOf(register, period, down), parted(across), parted(only?.by)]
  const meant = (row: Row) => means(row) && (!only || (onlyOf?.(row).includes(only.part) === true && newOnly(row, only.part)))
  const cells = new Map<string, { readonly row: string | null; readonly column: string | null; readonly rows: Row[] }>()
  const put = (part: string | null, other: string | null, row: Row) => {
    const key = JSON.stringify([part, other])
    const cell = cells.get(key) ?? { row: part, column: other, rows: [] }
    cell.rows.push(row)
    cells.set(key, cell)
  }
  for (const row of dated.filter(meant)) {
    const others = acrossOf ? [...acrossOf(row), null] : [null]
    for (const part of [...downOf(row), null]) for (const other of others) if (newDown(row, part) && newAcross(row, other)) put(part, other, row)
  }
  const counted = [...cells.values()].map(({ row, column, rows }) => ({ row, column, value: measure(rows, topic.counts) }))
  return { cells: counted.filter((cell) => cell.value > 0), undated: measure(undated.filter(meant), topic.counts) }
}
