import type { Tx } from '../../server/transaction.ts'
import { definitions } from './definitions.ts'
import type { Definition } from './definitions.ts'
import type { Cell, Layout } from './layout.ts'
import type { Tally } from './present.ts'
import type { Period } from './shape.ts'
import { idsBehind, tableCells, tallies } from './sql.ts'
import type { Schema } from './sql.ts'

export function figureStore(tx: Tx, schema: Schema) {
  return {
    /** Tallies by figure id, of every figure that SQL can count. */
    async tallies(period: Period): Promise<ReadonlyMap<string, Tally>> {
      const figures = definitions.filter((one) => one.countedIn === 'sql')
      const { rows } = await tallies(schema, period, figures).execute(tx)
      const byFigure = Map.groupBy(rows, (row) => row.figure)
      return new Map([...byFigure].map(([figure, some]) => {
        const whole = some.find((row) => row.part === null)
        const parts = Object.fromEntries(some.flatMap(({ part, value }) => (part === null ? [] : [[part, value]])))
        return [figure, { total: whole?.value ?? 0, later: whole?.later ?? 0, parts }]
      }))
    },

    /** A topic by one or two dimensions; a null part is a whole. */
    async table(period: Period, layout: Layout): Promise<Cell[]> {
      return (await tableCells(schema, period, layout).execute(tx)).rows
    },

    /** Ids of what a figure counts, latest first, `most` of them, and how many there are in all. */
    async behind(figure: Definition, period: Period, most: number): Promise<{ ids: string[]; shown: number }> {
      const { rows } = await idsBehind(schema, period, figure, most).execute(tx)
      return { ids: rows.map((row) => row.id), shown: rows[0]?.all ?? 0 }
    },
  }
}
