import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Definition } from './definitions.ts'
import { plannedAnew } from '../../shared/statements.ts'
import { recordsOf } from './records.ts'
import type { Cell, Layout } from './layout.ts'
import type { RecordSet } from './records.ts'
import { unknownPart, views } from './shape.ts'
import type { Breakdown, Column, Filter, Furthest, Period, Records } from './shape.ts'

/** `count`: everybody's clear codes, for figures. `mine`: the same views through the asker's holds, for the way down. */
export type Schema = 'count' | 'mine'
/** `part` is null in the row of the whole. */
export type TallyRow = { readonly figure: string; readonly part: string | null; readonly value: number; readonly later: number }

type Sql = RawBuilder<unknown>
const and = (conditions: readonly Sql[]): Sql => (conditions.length ? sql`where ${sql.join(conditions, sql` and `)}` : sql``)
const list = (columns: readonly string[]): Sql => sql.join(columns.map((column) => sql.ref(column)))
const cameOf = 'came_of'

function condition(filter: Filter, alias: string): Sql {
  const column = sql.ref(`${alias}.${filter.column}`)
  if ('in' in filter) return sql`${column} = any (${[...filter.in]}::text[])`
  if ('notIn' in filter) return sql`${column} <> all (${[...filter.notIn]}::text[])`
  if ('has' in filter) return sql`${filter.has}::text = any (${column})`
  return sql`${column} is not null`
}

function dated({ from, to }: Period, { on, byTheEnd, orUndated }: Records): Sql {
  const column = sql.ref(`v.${on}`)
  if (on === 'year') {
    const within = sql`${column} between ${from.slice(0, 4)} and ${to.slice(0, 4)}`
    return orUndated ? sql`(${within} or ${column} is null)` : within
  }
  return byTheEnd ? sql`${column} <= ${to}::date` : sql`${column} between ${from}::date and ${to}::date`
}

function periodConditions(schema: Schema, period: Period, records: Records): Sql[] {
  const { from, to } = period
  const { naming, lasting, on } = records
  if (lasting) return [sql`${sql.ref(`v.${on}`)} <= ${to}::date`, sql`(${sql.ref(`v.${lasting}`)} is null or ${sql.ref(`v.${lasting}`)} >= ${to}::date)`]
  if (!naming) return [dated(period, records)]
  const named = [
    sql`${sql.ref(`n.${naming.key}`)} = ${sql.ref(`v.${naming.column}`)}`, sql`${sql.ref(`n.${naming.on}`)} between ${from}::date and ${to}::date`,
    ...naming.where.map((one) => condition(one, 'n')),
  ]
  return [dated(period, records), sql`exists (select from ${sql.table(`${schema}.${naming.view}`)} n ${and(named)})`]
}

/** Which of a set's records a figure means. */
function meantBy({ from }: Period, { among = [], noneBefore }: Pick<Definition, 'among' | 'noneBefore'>, alias: string): Sql[] {
  return [...among.map((one) => condition(one, alias)), ...(noneBefore ? [sql`${sql.ref(`${alias}.first_day`)} >= ${from}::date`] : [])]
}

/** The records of a set that belong to the period, under the alias `v`. */
function recordsIn(schema: Schema, period: Period, records: Records): Sql {
  const view = sql.table(`${schema}.${records.from}`)
  const own = records.where.map((one) => condition(one, 'w'))
  const source = records.first
    ? sql`(select distinct on (${list(records.first)}) * from ${view} w ${and(own)} order by ${list([...records.first, 'month', 'recorded_on', 'event'])})`
    : sql`(select * from ${view} w ${and(own)})`
  return sql`${source} v ${and(periodConditions(schema, period, records))}`
}

function furthestBy(schema: Schema, { to }: Period, own: Column, one: Furthest): Sql {
  return sql`coalesce((${[...one.ranked]}::text[])[(select min(array_position(${[...one.ranked]}::text[], f.${sql.ref(one.column)}))
    from ${sql.table(`${schema}.${one.view}`)} f where f.${sql.ref(one.naming)} = v.${sql.ref(own)} and f.${sql.ref(one.until)} <= ${to}::date)], ${one.none})`
}

/** Beside each record what came of it, where one of these asks. */
function cameOfEach(schema: Schema, period: Period, asked: readonly (Breakdown | undefined)[]): Sql {
  const by = asked.find((one) => one?.furthest)
  return by?.furthest ? sql`, ${furthestBy(schema, period, by.column, by.furthest)} as ${sql.ref(cameOf)}` : sql``
}

const distinctOf = (counts: Definition['counts']): Column[] => (typeof counts === 'object' && 'distinct' in counts ? [counts.distinct] : [])
const summedOf = (counts: Definition['counts']): Column[] => (typeof counts === 'object' && 'sum' in counts ? [counts.sum] : [])
const columnOf = (by: Breakdown): string => (by.furthest ? cameOf : by.column)

/** What a figure needs to tell its records apart: the columns in which its cells differ. */
function columnsOf({ by, counts, among = [], noneBefore }: Definition): string[] {
  const asked = [...among.map((one) => one.column), ...(noneBefore ? ['first_day'] : [])]
  return [...(by ? [columnOf(by)] : []), ...distinctOf(counts), ...asked]
}

/** One pass over a set of records: how many, how many recorded late, and sums, for each combination of what its figures ask. */
function cells(schema: Schema, period: Period, name: RecordSet, figures: readonly Definition[]): Sql {
  const columns = [...new Set(figures.flatMap(columnsOf))]
  const sums = [...new Set(figures.flatMap(({ counts }) => summedOf(counts)))]
  const late = sql`recorded_on > ${period.to}::date`
  const counted = [
    ...columns.map((column) => sql.ref(column)), sql`count(*) as n, count(*) filter (where ${late}) as n_late, bool_and(${late}) as late`,
    ...sums.map((column) => sql`sum(${sql.ref(column)}) as ${sql.ref(column)}, sum(${sql.ref(column)}) filter (where ${late}) as ${sql.ref(`${column}_late`)}`),
  ]
  const inner = sql`select v.*${cameOfEach(schema, period, figures.map((one) => one.by))} from ${recordsIn(schema, period, recordsOf(name))}`
  return sql`${sql.ref(name)} as materialized (select ${sql.join(counted)} from (${inner}) r ${columns.length ? sql`group by ${list(columns)}` : sql``})`
}

const timePatterns = { month: 'YYYY-MM', quarter: 'YYYY-"Q"Q', year: 'YYYY' } as const
/** A year is a number already. */
const isTime = (by: Breakdown): by is Breakdown & { as: keyof typeof timePatterns } => by.as !== undefined && by.column !== 'year'

/** Where no line or team is said. */
const noId = '00000000-0000-0000-0000-000000000000'
/** Lines and teams, named by their ids. */
const isId = ({ column }: Breakdown): boolean => column === 'line' || column === 'team'

/**
 * By what the parts of a breakdown are told apart, over many records: time as a moment, ids as they are and codes byte by byte, because words take longer to make and to sort.
 * Each is reckoned and none a bare column: before 18, PostgreSQL takes a bare column that is told by down and across for one.
 */
function keyOf(by: Breakdown, column: string = columnOf(by)): Sql {
  if (by.furthest) return sql`coalesce(${sql.ref(column)}, ${unknownPart})`
  if (isId(by)) return sql`coalesce(${sql.ref(column)}, ${noId}::uuid)`
  if (isTime(by)) return sql`date_trunc(${by.as}, ${sql.ref(column)}::timestamp)`
  const code = sql`coalesce(${sql.ref(column)}::text, ${unknownPart}) collate "C"`
  const groups = Object.entries(by.together ?? {}).map(([part, codes]) => sql`when ${sql.ref(column)} = any (${[...codes]}::text[]) then ${part}`)
  return groups.length ? sql`case ${sql.join(groups, sql` `)} else ${code} end` : code
}

/** What the part with this key is called. */
function partNamed(by: Breakdown, key: Sql): Sql {
  if (isTime(by)) return sql`coalesce(to_char(${key}, ${timePatterns[by.as]}), ${unknownPart})`
  return isId(by) ? sql`coalesce(nullif(${key}, ${noId}::uuid)::text, ${unknownPart})` : key
}
const partOf = (by: Breakdown | undefined): Sql => (by ? partNamed(by, keyOf(by)) : sql`null::text`)

function measured({ counts }: Pick<Definition, 'counts'>): { value: Sql; later: Sql } {
  if (counts === 'rows') return { value: sql`sum(n)`, later: sql`sum(n_late)` }
  if ('sum' in counts) return { value: sql`sum(${sql.ref(counts.sum)})`, later: sql`sum(${sql.ref(`${counts.sum}_late`)})` }
  const all = sql`count(distinct ${sql.ref(counts.distinct)})`
  return { value: all, later: sql`${all} - ${all} filter (where not late)` }
}

function tally(schema: Schema, period: Period, figure: Definition): Sql {
  const { value, later } = measured(figure)
  const sets = figure.by ? sql`grouping sets ((), (part))` : sql`()`
  const part = figure.by ? sql`part` : sql`null::text`
  return sql`select ${figure.id}::text as figure, ${part} as part, coalesce(${value}, 0)::int8 as value, coalesce(${later}, 0)::int8 as later
    from (select *, ${partOf(figure.by)} as part from ${sql.ref(figure.records)} r ${and(meantBy(period, figure, 'r'))}) c group by ${sets}`
}

/** All figures in one statement, so that all of them see the same register. Everything that varies is bound, nothing is pasted. */
export function tallies(schema: Schema, period: Period, figures: readonly Definition[]): RawBuilder<TallyRow> {
  const sets = [...new Set(figures.map((one) => one.records))]
  const passes = sets.map((name) => cells(schema, period, name, figures.filter((one) => one.records === name)))
  return sql<TallyRow>`with ${sql.join(passes)} ${sql.join(figures.map((one) => tally(schema, period, one)), sql` union all `)}`
}

/** In a year, quarter or month a client is new who had no record before it began. In any other part, and in wholes, what the period says. */
const newIn = (noneBefore: Layout['topic']['noneBefore'], by: Breakdown | undefined): Sql[] => (noneBefore && by?.as ? [sql`${keyOf(by, 'first_day')} = ${keyOf(by)}`] : [])

/** Each record of a topic in its row and column; of what is added up each combination of codes, counted before dates become months or years. */
function laidOut(schema: Schema, period: Period, { topic, rows, columns, only }: Layout): Sql {
  const { counts, records } = topic
  const asked = [rows, ...(columns ? [columns] : []), ...(only ? [only.by] : [])]
  const each = sql`(select v.*${cameOfEach(schema, period, asked)} from ${recordsIn(schema, period, recordsOf(records))})`
  const told = list([...new Set(asked.map(columnOf))])
  const sums = sql.join(summedOf(counts).map((column) => sql`, sum(${sql.ref(column)}) as ${sql.ref(column)}`), sql``)
  const cells = distinctOf(counts).length ? each : sql`(select ${told}, count(*) as n${sums} from ${each} r group by ${told})`
  const meant = [...meantBy(period, topic, 'r'), ...(only ? [sql`${partOf(only.by)} = ${only.part}`, ...newIn(topic.noneBefore, only.by)] : [])]
  const across = newIn(topic.noneBefore, columns).map((isNew) => sql`, ${isNew} as new_across`)
  return sql`(select r.*, ${keyOf(rows)} as "row"${columns ? sql`, ${keyOf(columns)} as "column"` : sql``}${sql.join(across, sql``)} from ${cells} r ${and(meant)}) c`
}

/** What a row or column of the table is called; null for the whole of that direction. */
const called = (direction: 'row' | 'column', by: Breakdown | undefined): Sql =>
  by ? sql`case when grouping(${sql.ref(direction)}) = 0 then ${partNamed(by, sql.ref(direction))} end as ${sql.ref(direction)}` : sql`null::text as ${sql.ref(direction)}`

/** Which of the table's wholes and cells are asked for: the empty one is the whole of the table. */
const sets = { cells: ['("row")', '("row", "column")'], wholes: ['()', '("column")'], all: ['()', '("row")', '("column")', '("row", "column")'] } as const
const groupedBy = (asked: keyof typeof sets, columns: Breakdown | undefined): Sql =>
  sql`group by grouping sets (${sql.raw(sets[asked].filter((one) => columns || !one.includes('column')).join(', '))})`

/**
 * How many clients stand in each of these. In a row a client is new as the row says, in a column as the column says; in a whole nothing more is
 * asked. Where parts are few each client is taken once for each before anything is sorted; there are nearly as many months of clients as records.
 */
function clientsIn(source: Sql, { topic, rows, columns }: Layout, asked: keyof typeof sets): Sql {
  const { value } = measured(topic)
  const down = asked === 'wholes' ? undefined : rows
  const isNew = down ? newIn(topic.noneBefore, down) : []
  const across = newIn(topic.noneBefore, columns)
  const told = [...(down ? [sql`"row"`] : []), ...(columns ? [sql`"column"`] : []), ...across.map(() => sql`new_across`), list(distinctOf(topic.counts))]
  const manyParts = down ? isTime(down) && !isNew.length : columns && isTime(columns)
  const once = manyParts ? sql`` : sql`group by ${sql.join(told)}`
  const counted = across.length ? sql`case when grouping("column") = 1 then ${value} else ${value} filter (where new_across) end` : value
  return sql`select ${called('row', down)}, ${called('column', columns)}, ${counted}::int8 as value
    from (select ${sql.join(told)} from ${source} ${and(isNew)} ${once}) o ${groupedBy(asked, columns)} having ${counted} > 0`
}

/** Clients do not add up and are told apart anew in each direction. By time in two halves, which PostgreSQL works out side by side, time in the rows, where it costs less. */
function clientCells(schema: Schema, period: Period, layout: Layout): Sql {
  const { rows, columns } = layout
  if (columns && isTime(columns) && !isTime(rows)) {
    return sql`select "column" as "row", "row" as "column", value from (${clientCells(schema, period, { ...layout, rows: columns, columns: rows })}) turned`
  }
  const source = laidOut(schema, period, layout)
  return isTime(rows) ? sql`${clientsIn(source, layout, 'cells')} union all ${clientsIn(source, layout, 'wholes')}` : clientsIn(source, layout, 'all')
}

/** A topic in a table, with its wholes. */
export function tableCells(schema: Schema, period: Period, layout: Layout): RawBuilder<Cell> {
  const { topic, rows, columns } = layout
  if (distinctOf(topic.counts).length) return sql<Cell>`${sql.raw(plannedAnew)} ${clientCells(schema, period, layout)}`
  const { value } = measured(topic)
  return sql<Cell>`${sql.raw(plannedAnew)} select ${called('row', rows)}, ${called('column', columns)}, ${value}::int8 as value
    from ${laidOut(schema, period, layout)} ${groupedBy('all', columns)} having ${value} > 0`
}

/** The column that names what a figure counts. */
export function countedColumn({ counts, unit }: Definition): Column {
  return distinctOf(counts)[0] ?? unit
}

/** By which column the way down is ordered: a report has its own day, whenever it led to something. */
function orderedBy({ unit, records }: Definition): Column {
  const { from, on } = recordsOf(records)
  return unit === 'contact' && from === 'status_event' ? 'report_day' : on
}

/** `afterOn`: a day, or a year, or nothing where a record does not say its year; such ones come last. */
export type Place = { readonly afterOn: string; readonly afterId: string }
export type Behind = { readonly id: string; readonly on: string; readonly status: string | null; readonly decided_by: string | null; readonly times: number | null; readonly all: number; readonly counted: number }

/** A page of what a figure counts (of a share: of its numerator), latest first, with how many there are in all and what they count. */
export function recordsBehind(schema: Schema, period: Period, figure: Definition, most: number, after?: Place): RawBuilder<Behind> {
  const { from } = recordsOf(figure.records)
  const [id, on] = [sql.ref(countedColumn(figure)), sql.ref(orderedBy(figure))]
  const of = figure.share && figure.by ? [condition({ column: figure.by.column, in: figure.share }, 'r')] : []
  const meant = and([...meantBy(period, figure, 'r'), ...of, sql`${id} is not null`])
  const latest = (column: string) => (from === 'status_event' ? sql`(array_agg(${sql.ref(column)} order by ${on} desc))[1]` : sql`null::text`)
  const [summed] = summedOf(figure.counts)
  const times = summed ? sql`sum(${sql.ref(summed)})` : sql`null::int8`
  return sql<Behind>`${sql.raw(plannedAnew)} with found as materialized (select ${id} as id, coalesce(max(${on})::text, '') as "on", ${latest('status')} as status, ${latest('decided_by')} as decided_by, ${times} as times
      from (select v.* from ${recordsIn(schema, period, recordsOf(figure.records))}) r ${meant} group by 1),
    whole as (select count(*) as "all", coalesce(sum(times), count(*))::int8 as counted from found)
    select found.*, "all", counted from found, whole where ${after ? sql`("on" < ${after.afterOn} or ("on" = ${after.afterOn} and id > ${after.afterId}::uuid))` : sql`true`}
    order by "on" desc, id limit ${most}`
}

export type Told = { readonly id: string; readonly contact: string | null; readonly clients: readonly string[] } & Readonly<Record<string, unknown>>

type Unit = Exclude<Definition['unit'], 'client' | 'activist'>
/** The codes by which a record is known again, where its view has them. */
const telling = ['kind', 'topic', 'role', 'answer'] as const

/** What the records of a page are, in their clear codes. Clients and activists are told by what only members open. */
export function toldOf(schema: Schema, unit: Unit, ids: readonly string[]): RawBuilder<Told> {
  const view = sql.table(`${schema}.${unit}`)
  const these = sql`${sql.ref(unit)} = any (${[...ids]}::uuid[])`
  if (unit === 'contact') return sql<Told>`select contact as id, contact, type, subtype, channel, outcome,
    array(select distinct l.client from ${sql.table(`${schema}.contact_client`)} l where l.contact = c.contact order by 1) as clients from ${view} c where ${these}`
  const linked = unit === 'service' || unit === 'institution_contact' ? sql`contact, array_remove(array[client], null)` : sql`null::uuid as contact, array[]::uuid[]`
  return sql<Told>`select ${sql.ref(unit)} as id, ${list(telling.filter((code) => views[unit].some((column) => column === code)))}, ${linked} as clients from ${view} where ${these}`
}
