import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { plannedAnew } from '../../shared/statements.ts'
import { columnOf, keyOf, partNamed, partOf } from './keys.ts'
import type { Sql } from './keys.ts'
import type { Cell, Layout } from './layout.ts'
import { recordsOf } from './records.ts'
import { and, cameOfEach, distinctOf, list, meantBy, recordsIn, summedOf } from './sql.ts'
import type { Schema } from './sql.ts'
import type { Breakdown, Period } from './shape.ts'

/** In a year, quarter or month a client is new who had no record before it began. In any other part, and in wholes, what the period says. */
export const newIn = (noneBefore: Layout['topic']['noneBefore'], by: Breakdown | undefined): Sql | undefined =>
  noneBefore && by?.as ? sql`${keyOf(by, 'first_day')} = ${keyOf(by)}` : undefined

/** Which records of a topic are laid out, under the alias `r`. */
export function meantIn(period: Period, { topic, only }: Layout): Sql[] {
  const isNew = newIn(topic.noneBefore, only?.by)
  return [...meantBy(period, topic, 'r'), ...(only ? [sql`${partOf(only.by)} = ${only.part}`] : []), ...(isNew ? [isNew] : [])]
}

/** Each record of a topic in its row and column; of what is added up each combination of codes, counted before dates become months or years. */
function laidOut(schema: Schema, period: Period, layout: Layout): Sql {
  const { topic: { counts, records, noneBefore }, rows, columns, only } = layout
  const asked = [rows, ...(columns ? [columns] : []), ...(only ? [only.by] : [])]
  const each = sql`(select v.*${cameOfEach(schema, period, asked)} from ${recordsIn(schema, period, recordsOf(records))})`
  const told = list([...new Set(asked.map(columnOf))])
  const sums = sql.join(summedOf(counts).map((column) => sql`, sum(${sql.ref(column)}) as ${sql.ref(column)}`), sql``)
  const cells = distinctOf(counts).length ? each : sql`(select ${told}, count(*) as n${sums} from ${each} r group by ${told})`
  const isNew = sql`${newIn(noneBefore, rows) ?? sql`true`} as new_down, ${newIn(noneBefore, columns) ?? sql`true`} as new_across`
  return sql`(select r.*, ${keyOf(rows)} as "row"${columns ? sql`, ${keyOf(columns)} as "column"` : sql``}, ${isNew} from ${cells} r ${and(meantIn(period, layout))}) c`
}

/** What a row or column of the table is called; null for the whole of that direction. */
const called = (direction: 'row' | 'column', by: Breakdown | undefined): Sql =>
  by ? sql`case when grouping(${sql.ref(direction)}) = 0 then ${partNamed(by, sql.ref(direction))} end as ${sql.ref(direction)}` : sql`null::text as ${sql.ref(direction)}`

/** In a row a client is new as the row says, in a column as the column says; in a whole nothing more is asked. */
function valueOf({ topic: { counts, noneBefore }, rows, columns }: Layout): Sql {
  if (counts === 'rows') return sql`sum(n)`
  if ('sum' in counts) return sql`sum(${sql.ref(counts.sum)})`
  const all = sql`count(distinct ${sql.ref(counts.distinct)})`
  const down = newIn(noneBefore, rows) && sql`grouping("row") = 0`
  const across = newIn(noneBefore, columns) && sql`grouping("column") = 0`
  const both = down && across && sql`when ${down} and ${across} then ${all} filter (where new_down and new_across)`
  const cases = [both, down && sql`when ${down} then ${all} filter (where new_down)`, across && sql`when ${across} then ${all} filter (where new_across)`].filter((one) => one !== undefined)
  return cases.length ? sql`case ${sql.join(cases, sql` `)} else ${all} end` : all
}

/** A topic in a table, with its wholes. */
export function tableCells(schema: Schema, period: Period, layout: Layout): RawBuilder<Cell> {
  const { rows, columns } = layout
  const value = valueOf(layout)
  const sets = columns ? sql`(), ("row"), ("column"), ("row", "column")` : sql`(), ("row")`
  return sql<Cell>`${sql.raw(plannedAnew)} select ${called('row', rows)}, ${called('column', columns)}, ${value}::int8 as value
    from ${laidOut(schema, period, layout)} group by grouping sets (${sets}) having ${value} > 0`
}
