import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { Definition } from './definitions.ts'
import { plannedAnew } from '../../shared/statements.ts'
import { recordsOf } from './records.ts'
import { cameOf, columnOf, partOf } from './keys.ts'
import type { Sql } from './keys.ts'
import type { RecordSet } from './records.ts'
import { views } from './shape.ts'
import type { Breakdown, Column, Filter, Furthest, Period, Records } from './shape.ts'

/** `count`: everybody's clear codes, for figures. `mine`: the same views through the asker's holds, for the way down. */
export type Schema = 'count' | 'mine'
/** `part` is null in the row of the whole. */
export type TallyRow = { readonly figure: string; readonly part: string | null; readonly value: number; readonly later: number }

export const and = (conditions: readonly Sql[]): Sql => (conditions.length ? sql`where ${sql.join(conditions, sql` and `)}` : sql``)
export const list = (columns: readonly string[]): Sql => sql.join(columns.map((column) => sql.ref(column)))

function condition(filter: Filter, alias: string): Sql {
  const column = sql.ref(`${alias}.${filter.column}`)
  if ('in' in filter) return filter.in.length === 1 ? sql`${column} = ${filter.in[0]}` : sql`${column} = any (${[...filter.in]}::text[])`
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
export function meantBy({ from }: Period, { among = [], noneBefore }: Pick<Definition, 'among' | 'noneBefore'>, alias: string): Sql[] {
  return [...among.map((one) => condition(one, alias)), ...(noneBefore ? [sql`${sql.ref(`${alias}.first_day`)} >= ${from}::date`] : [])]
}

/** The records of a set that belong to the period, under the alias `v`. */
export function recordsIn(schema: Schema, period: Period, records: Records): Sql {
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
export function cameOfEach(schema: Schema, period: Period, asked: readonly (Breakdown | undefined)[]): Sql {
  const by = asked.find((one) => one?.furthest)
  return by?.furthest ? sql`, ${furthestBy(schema, period, by.column, by.furthest)} as ${sql.ref(cameOf)}` : sql``
}

export const distinctOf = (counts: Definition['counts']): Column[] => (typeof counts === 'object' && 'distinct' in counts ? [counts.distinct] : [])
export const summedOf = (counts: Definition['counts']): Column[] => (typeof counts === 'object' && 'sum' in counts ? [counts.sum] : [])

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
