import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase } from '../../../test/support/database.ts'
import { anyPeriod, anyRegister } from '../../../test/support/random-register.ts'
import { load, registerIn, rollsBack } from '../../../test/support/register.ts'
import { register as emptyRegister } from '../../../test/support/trade.ts'
import { openPool } from '../../server/database/pools.ts'
import type { Pool } from '../../server/database/pools.ts'
import type { Tx } from '../../server/transaction.ts'
import { clientsInShares, notListed, sharesOf } from './clients-in-shares.ts'
import { evaluateTable } from './evaluate.ts'
import type { Cell, Layout } from './layout.ts'
import type { Period } from './shape.ts'
import { figureStore } from './store.ts'
import { tableCells } from './tables.ts'
import { dimensionOf, topics } from './topics.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
let pool: Pool
beforeAll(async () => {
  database = await freshDatabase()
  pool = openPool(database.superuser, 1)
})
afterAll(async () => {
  await pool.end()
  await database.close()
})

const ofClients = [topics.clients, topics.new_clients] as const
const inOrder = (cells: readonly Cell[]) => cells.map(({ row, column, value }) => JSON.stringify([row, column, value])).toSorted()

/** The table as it is answered and as it is counted in the other way, and whether the shares alone are enough for it. */
async function counted(tx: Tx, period: Period, layout: Layout, shares = 8) {
  const { rows } = await sql<{ id: string }>`select id from count.line`.execute(tx)
  const inShares = await clientsInShares({ links: shares * 20_000, lines: rows.map((row) => row.id) }, period, layout)?.execute(tx)
  const { cells } = evaluateTable(await registerIn(tx), period, layout)
  expect(inOrder(await figureStore(tx, 'count').table(period, layout))).toEqual(inOrder(cells))
  expect(inOrder((await tableCells('count', period, layout).execute(tx)).rows)).toEqual(inOrder(cells))
  if (!inShares) return 'not in shares'
  if (inShares.rows.some(({ row, column }) => row === notListed || column === notListed)) return 'a part was not listed'
  expect(inOrder(inShares.rows)).toEqual(inOrder(cells))
  return 'in shares'
}

it('clients and new clients by every two of their codes are counted in shares, whatever the register holds', async () => {
  await fc.assert(fc.asyncProperty(anyRegister, anyPeriod, fc.constantFrom(2, 32), async (tables, period, shares) => {
    await rollsBack(pool.kysely, async (tx) => {
      await load(tx, tables)
      for (const topic of ofClients) {
        for (const [at, rows] of topic.by.entries()) {
          for (const columns of [undefined, ...topic.by.filter((_, other) => other !== at)]) {
            const layout = { topic, rows: dimensionOf(rows), ...(columns && { columns: dimensionOf(columns) }) }
            expect([rows, columns, await counted(tx, period, layout, shares)]).toEqual([rows, columns, 'in shares'])
          }
        }
      }
    })
  }), { numRuns: 4 })
})

it('clients by months of twenty years find a place in every year and quarter', async () => {
  await rollsBack(pool.kysely, async (tx) => {
    const years = emptyRegister()
    const [jelena, marko] = [years.client(), years.client()]
    for (const [about, day] of [[jelena, '2002-01-31'], [jelena, '2002-02-01'], [marko, '2021-12-31'], [jelena, '2021-12-01'], [marko, '2012-06-15']] as const) years.call(day, { about })
    await load(tx, years.tables)
    const period = { from: '2002-01-01', to: '2021-12-31' }
    for (const [rows, columns] of [['year', 'quarter'], ['quarter', 'year'], ['month', 'quarter'], ['month', 'year'], ['month', 'type']] as const) {
      for (const topic of ofClients) expect(await counted(tx, period, { topic, rows: dimensionOf(rows), columns: dimensionOf(columns) })).toBe('in shares')
    }
  })
})

const year = { from: '2016-01-01', to: '2016-12-31' }

it('a code that only a newer program knows is counted all the same', async () => {
  await rollsBack(pool.kysely, async (tx) => {
    const years = emptyRegister()
    const jelena = years.client()
    years.call('2016-05-03', { about: jelena, subtype: 'of_a_later_version' })
    years.call('2016-05-04', { about: jelena })
    await load(tx, years.tables)
    expect(await counted(tx, year, { topic: topics.clients, rows: dimensionOf('month'), columns: dimensionOf('subtype') })).toBe('a part was not listed')
    expect(await counted(tx, year, { topic: topics.clients, rows: dimensionOf('subtype'), columns: dimensionOf('type') })).toBe('in shares')
  })
})

it('more lines than find a place are counted all the same', async () => {
  await rollsBack(pool.kysely, async (tx) => {
    const years = emptyRegister()
    const lines = Array.from({ length: 80 }, (_, place) => ({ id: randomUUID(), name: `${place}`, channel: 'phone', place: place + 2 }))
    for (const { id } of lines) years.call('2016-05-03', { about: years.client(), line: id })
    await load(tx, { ...years.tables, line: [...(years.tables.line ?? []), ...lines] })
    expect(await counted(tx, year, { topic: topics.clients, rows: dimensionOf('month'), columns: dimensionOf('line') })).toBe('not in shares')
  })
})

it('the same asked for down and across in time is laid out in the other way', async () => {
  await rollsBack(pool.kysely, async (tx) => {
    const years = emptyRegister()
    years.call('2016-05-03', { about: years.client() })
    await load(tx, years.tables)
    expect(await counted(tx, year, { topic: topics.clients, rows: dimensionOf('month'), columns: dimensionOf('month') })).toBe('not in shares')
  })
})

it('a small house is counted in one share, a million contacts in many', () => {
  expect([-1, 0, 500, 20_000, 50_000, 600_000, 5_000_000].map((links) => sharesOf({ links, lines: [] }))).toEqual([1, 1, 1, 1, 4, 32, 32])
})
