import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { missing } from '../../shared/missing.ts'
import { plannedAnew } from '../../shared/statements.ts'
import { isTime, keyOf, noId, partNamed } from './keys.ts'
import type { InTime, Sql } from './keys.ts'
import type { Cell, Layout } from './layout.ts'
import { recordsOf } from './records.ts'
import type { Breakdown, Period } from './shape.ts'
import { unknownPart } from './shape.ts'
import { and, recordsIn } from './sql.ts'
import { meantIn, newIn } from './tables.ts'

/*
 * Clients do not add up: each is told apart anew in every row, column, cell and whole. Over a million contacts that is done in shares of the clients,
 * by their ids, which PostgreSQL takes from an index in this order and works out side by side, each in little memory. In which columns a client stands
 * is gathered as bits of one number, so that only rows tell her records apart: each row with its bits is counted once and taken apart at the end.
 */

/** A share of about twenty thousand records stays within the memory that PostgreSQL gives an operation; more than 32 take longer to plan than they spare. */
const ofOneShare = 20_000
const mostShares = 32

/** How many records of contacts with clients there are, about, and the ids of all lines. */
export type House = { readonly links: number; readonly lines: readonly string[] }

/** A power of two, so that each share begins with a first byte of ids. */
export const sharesOf = ({ links }: House): number => Math.min(mostShares, 2 ** Math.ceil(Math.log2(Math.max(1, links / ofOneShare))))

const idFrom = (byte: number, rest: '0' | 'f') => `${byte.toString(16).padStart(2, '0')}${rest.repeat(6)}-${[4, 4, 4, 12].map((length) => rest.repeat(length)).join('-')}`

/** The last of a number's bits that have no sign: a part that is not in the list. */
const otherPlace = 62
/** Such a part's name where any was met: the table has to be counted in the other way. */
export const notListed = 'not listed'

/** The place of each part among the bits, from 0, and what the part at a place is called in a row. */
type Across = { readonly place: Sql; readonly named: Sql; readonly within: boolean }

const order = ['year', 'quarter', 'month'] as const
const places = {
  'year quarter': { place: (on: Sql) => sql`date_part('quarter', ${on})::int - 1`, step: sql`interval '3 months'` },
  'year month': { place: (on: Sql) => sql`date_part('month', ${on})::int - 1`, step: sql`interval '1 month'` },
  'quarter month': { place: (on: Sql) => sql`(date_part('month', ${on})::int - 1) % 3`, step: sql`interval '1 month'` },
} as const

/** Parts of a longer time: each stands in one row only. */
function timeWithin(rows: InTime, columns: InTime): Across {
  const { place, step } = places[`${rows.as} ${columns.as}` as keyof typeof places]
  return { place: place(sql`${sql.ref(columns.column)}::timestamp`), named: partNamed(columns, sql`("row" + place * ${step})`), within: true }
}

/** Every part there is of a breakdown by codes or by line, as its key is written. */
function partsOf({ column, labels, together, furthest }: Breakdown, { lines }: House): readonly string[] | undefined {
  if (column === 'line') return [noId, ...lines]
  return labels && !together && !furthest ? [...new Set([...Object.keys(labels), ...missing, unknownPart])] : undefined
}

/** Parts that each have a place of their own; nothing where there are too many of them. */
function oneByOne(columns: Breakdown, house: House): Across | undefined {
  const parts = partsOf(columns, house)
  if (!parts || parts.length > otherPlace) return undefined
  const placed = parts.map((part, at) => sql`when ${part} then ${at}::int`)
  return {
    place: sql`case ${keyOf(columns)} ${sql.join(placed, sql` `)} else ${otherPlace}::int end`,
    named: sql`case when place < ${otherPlace}::int then (${parts.map((part) => (part === noId ? unknownPart : part))}::text[])[place + 1] else ${notListed} end`, within: false,
  }
}

function acrossOf(rows: Breakdown, columns: Breakdown | undefined, house: House): Across | undefined {
  if (!columns) return { place: sql`0`, named: sql`null::text`, within: false }
  if (!isTime(columns)) return oneByOne(columns, house)
  return isTime(rows) && order.indexOf(rows.as) < order.indexOf(columns.as) ? timeWithin(rows, columns) : undefined
}

/** One share: how many clients have these bits, in each row and in the whole. */
function share(at: number, shares: number, period: Period, layout: Layout, { place }: Across): Sql {
  const { topic: { records, noneBefore }, rows, columns } = layout
  const ofBytes = 256 / shares
  const [newDown, newAcross] = [newIn(noneBefore, rows), newIn(noneBefore, columns)]
  const bit = sql`1::int8 << ${place}`
  const hers = sql`r.client between ${idFrom(at * ofBytes, '0')}::uuid and ${idFrom((at + 1) * ofBytes - 1, 'f')}::uuid`
  const each = sql`select client, ${keyOf(rows)} as "row", ${newAcross ? sql`case when ${newAcross} then ${bit} else 0::int8 end` : bit} as bit${newDown ? sql`, ${newDown} as new_down` : sql``}
    from (select v.* from ${recordsIn('count', period, recordsOf(records))}) r ${and([hers, ...meantIn(period, layout)])}`
  const bits = newDown ? sql`case when grouping("row") = 1 then bit_or(bit) else bit_or(bit) filter (where new_down) end` : sql`bit_or(bit)`
  return sql`select whole, "row", bits, count(*) as n from (
    select grouping("row") as whole, "row", ${bits} as bits from (${each}) c group by grouping sets ((client), (client, "row"))) g where bits is not null group by 1, 2, 3`
}

/** A table of clients counted in shares, or nothing where its parts are not known beforehand: then, and where a part was not listed, it is counted in the other way. */
export function clientsInShares(house: House, period: Period, layout: Layout): RawBuilder<Cell> | undefined {
  const { rows, columns } = layout
  const straight = acrossOf(rows, columns, house)
  if (straight) return sql<Cell>`${sql.raw(plannedAnew)} ${cellsOf(sharesOf(house), period, layout, straight)}`
  const turned = columns && acrossOf(columns, rows, house)
  return turned && sql<Cell>`${sql.raw(plannedAnew)} select "column" as "row", "row" as "column", value from (${cellsOf(sharesOf(house), period, { ...layout, rows: columns, columns: rows }, turned)}) turned`
}

function cellsOf(shares: number, period: Period, layout: Layout, across: Across): Sql {
  const all = sql.join(Array.from({ length: shares }, (_, at) => share(at, shares, period, layout, across)), sql` union all `)
  const place = layout.columns ? sql`(select null::int as place union all select generate_series(0, ${otherPlace}::int)) places` : sql`(select null::int as place) places`
  const cells = sql`select case when whole = 0 then ${partNamed(layout.rows, sql`"row"`)} end as "row", case when place is not null then ${across.named} end as "column", value from (
    select whole, "row", place, sum(n)::int8 as value from (
      select whole, "row", bits, sum(n) as n from (${all}) s group by 1, 2, 3) counted
    join ${place} on place is null or (bits >> place & 1) = 1 ${across.within ? sql`where whole = 0 or place is null` : sql``} group by 1, 2, 3) c`
  if (!across.within) return cells
  return sql`with cells as (${cells}) select * from cells union all select null, "column", value from cells where "row" is not null and "column" is not null`
}
