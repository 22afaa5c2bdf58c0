import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '../../../test/support/database.ts'
import { plannedAnew, together } from '../../shared/statements.ts'
import { inTransaction } from '../transaction.ts'
import { openPool } from './pools.ts'
import type { Pool } from './pools.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
let pool: Pool
beforeAll(async () => {
  database = await freshDatabase()
  pool = openPool(database.superuser, 1, true)
  await sql`create table thing (id int primary key, name text)`.execute(pool.kysely)
})
afterAll(async () => {
  await pool.end()
  await database.close()
})

const add = (id: number) => sql`insert into thing (id, name) values (${id}, 'a')`
const names = async () => (await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(pool.kysely)).rows.map((row) => row.statement)

describe('statements of the program', () => {
  it('that do not wait for each other are carried out in their order, each with its own answer', async () => {
    const found = await inTransaction(pool.kysely, undefined, async (tx) => together([
      add(1).execute(tx), sql<{ n: number }>`select count(*)::int as n from thing where id > ${0}`.execute(tx),
      add(2).execute(tx), sql<{ n: number }>`select count(*)::int as n from thing where id > ${0}`.execute(tx),
    ]))
    expect([found[1].rows[0]?.n, found[3].rows[0]?.n]).toEqual([1, 2])
  })

  it('are all taken back where one of them is refused, and the refusal itself is told', async () => {
    const refused = inTransaction(pool.kysely, undefined, async (tx) => together([add(10).execute(tx), add(1).execute(tx), add(11).execute(tx)]))
    await expect(refused).rejects.toMatchObject({ kind: 'taken' })
    expect((await sql`select id from thing where id >= 10`.execute(pool.kysely)).rows).toEqual([])
  })

  it('that nobody waited for keep the transaction from being committed when they were refused', async () => {
    const refused = inTransaction(pool.kysely, undefined, async (tx) => {
      await add(20).execute(tx)
      await add(20).execute(tx).catch(() => undefined)
    })
    await expect(refused).rejects.toThrow()
    expect((await sql`select id from thing where id = 20`.execute(pool.kysely)).rows).toEqual([])
  })

  it('are prepared once, but for those whose plan depends on what is asked', async () => {
    for (const id of [1, 2]) {
      await sql`select name from thing where id = ${id}`.execute(pool.kysely)
      await sql`${sql.raw(plannedAnew)} select id, name from thing where id <= ${id}`.execute(pool.kysely)
    }
    const all = await names()
    expect(all.filter((text) => text.startsWith('select name from thing where id'))).toHaveLength(1)
    expect(all.filter((text) => text.includes('planned anew'))).toEqual([])
  })

  it('are read anew when a newer node of the program has changed the tables', async () => {
    const ask = () => inTransaction(pool.kysely, undefined, (tx) => sql`select * from thing where id = ${1}`.execute(tx))
    await ask()
    await sql`alter table thing add column place text`.execute(pool.kysely)
    await expect(ask()).rejects.toMatchObject({ kind: 'not-ready' })
    expect((await ask()).rows).toEqual([{ id: 1, name: 'a', place: null }])
  })
})
