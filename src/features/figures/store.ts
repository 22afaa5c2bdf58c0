import { sql } from 'kysely'
import { missing } from '../../shared/missing.ts'
import { together } from '../../shared/statements.ts'
import type { Tx } from '../../server/transaction.ts'
import { clientsInShares, notListed } from './clients-in-shares.ts'
import type { House } from './clients-in-shares.ts'
import { definitions } from './definitions.ts'
import type { Definition } from './definitions.ts'
import type { Cell, Layout } from './layout.ts'
import type { Tally } from './present.ts'
import type { Period } from './shape.ts'
import type { RecordBehind } from './contract.ts'
import { recordsOf } from './records.ts'
import { recordsBehind, tallies, toldOf } from './sql.ts'
import type { Place, Schema } from './sql.ts'
import { tableCells } from './tables.ts'

/** What is told of the house before clients are counted in shares; and that shares are worked out side by side, but none of them by several processes. */
const ofHouse = sql<House>`select reltuples::int8 as links, array(select id::text from count.line order by id) as lines, set_config('min_parallel_table_scan_size', '715827882', true)
  from pg_class where oid = 'public.contact_client'::regclass`

/** The counts that several processes hand over are a few bytes each: PostgreSQL takes them for dear, and would leave all the counting to one process. */
const handedOver = sql`select set_config('parallel_tuple_cost', '0.02', true)`

export function figureStore(tx: Tx, schema: Schema) {
  return {
    /** Tallies by figure id, of every figure that SQL can count, or of these. */
    async tallies(period: Period, figures: readonly Definition[] = definitions.filter((one) => one.countedIn === 'sql')): Promise<ReadonlyMap<string, Tally>> {
      const { rows } = await tallies(schema, period, figures).execute(tx)
      const byFigure = Map.groupBy(rows, (row) => row.figure)
      return new Map([...byFigure].map(([figure, some]) => {
        const whole = some.find((row) => row.part === null)
        const parts = Object.fromEntries(some.flatMap(({ part, value }) => (part === null ? [] : [[part, value]])))
        return [figure, { total: whole?.value ?? 0, later: whole?.later ?? 0, parts }]
      }))
    },

    /** How many clients' records of a period were joined with another, or taken apart, after it ended. */
    async regrouped({ from, to }: Period): Promise<number> {
      const { rows } = await sql<{ n: number }>`select count(distinct record)::int as n from count.regrouped
        where regrouped_on > ${to}::date and on_day between ${from}::date and ${to}::date`.execute(tx)
      return rows[0]?.n ?? 0
    },

    /** How many situations began in these years, or in a year that nobody said. */
    async situations({ from, to }: Period): Promise<number> {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from count.situation
        where year between ${from.slice(0, 4)} and ${to.slice(0, 4)} or year = any (${[...missing]}::text[])`.execute(tx)
      return rows[0]?.n ?? 0
    },

    /** A topic by one or two dimensions; a null part is a whole. */
    async table(period: Period, layout: Layout): Promise<Cell[]> {
      if (schema === 'count' && recordsOf(layout.topic.records).from === 'contact_client') {
        const [house] = (await ofHouse.execute(tx)).rows
        const cells = house && (await clientsInShares(house, period, layout)?.execute(tx))?.rows
        if (cells?.every(({ row, column }) => row !== notListed && column !== notListed)) return cells
      }
      const [, { rows }] = await together([handedOver.execute(tx), tableCells(schema, period, layout).execute(tx)])
      return rows
    },

    /** A page of what a figure counts, latest first, with how many there are in all and what those make of the figure. */
    async behind(figure: Definition, period: Period, most: number, after?: Place): Promise<{ records: RecordBehind[]; shown: number; counted: number }> {
      const { rows } = await recordsBehind(schema, period, figure, most, after).execute(tx)
      const { unit } = figure
      const told = unit === 'client' || unit === 'activist' || !rows.length ? [] : (await toldOf(schema, unit, rows.map((row) => row.id)).execute(tx)).rows
      const byId = new Map(told.map((one) => [one.id, one]))
      const records = rows.map(({ id, on, status, decided_by, times }): RecordBehind => {
        if (unit === 'client') return { id, on, contact: null, clients: [id], ...(status && { status }), ...(decided_by && { decidedBy: decided_by }) }
        return { contact: null, clients: [], ...byId.get(id), id, on, ...(times !== null && { times }) } as RecordBehind
      })
      return { records, shown: rows[0]?.all ?? 0, counted: rows[0]?.counted ?? 0 }
    },
  }
}
