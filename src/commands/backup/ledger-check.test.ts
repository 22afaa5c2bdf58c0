import { afterAll, beforeAll, expect, it } from 'vitest'
import { freshDatabase } from '../../../test/support/database.ts'
import { checkLedger } from './ledger-check.ts'
import { sequence } from '../../ledger/sequence.ts'
import { withClient } from '../../server/database/logins.ts'
import { openPool } from '../../server/database/pools.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => { database = await freshDatabase() })
afterAll(() => database.close())

it('a clock that is set back changes nothing about the ledger’s order, and the ledger holds', async () => {
  const pool = openPool(database.login('sequencer'), 1)
  const write = (action: string, at: string) => withClient(database.superuser, (client) => client.query("insert into pending (at, action, traces, result) values ($1, $2, '{}', 'done')", [at, action]))
  try {
    for (const [action, at] of [['first', '2026-03-12T10:00:00Z'], ['second', '2019-01-01T00:00:00Z'], ['third', '2026-03-12T09:00:00Z']] as const) {
      await write(action, at)
      expect(await sequence(pool.kysely, () => new Uint8Array(64))).toBe(1)
    }
    await withClient(database.superuser, async (client) => {
      const { rows } = await client.query<{ action: string }>('select action from ledger_entry order by seq')
      expect(rows.map((row) => row.action)).toEqual(['first', 'second', 'third'])
      expect(await checkLedger(client, undefined)).toMatchObject({ size: 3 })
      await client.query("update ledger_entry set at = '2026-03-12T11:00:00Z' where action = 'second'")
      await expect(checkLedger(client, undefined)).rejects.toThrow('entry 1 is not what was signed')
    })
  } finally {
    await pool.end()
  }
})
