import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'

// Dates are days and stay text; a clock's zone must not move them.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export type Pool = { readonly kysely: Kysely<unknown>; readonly end: () => Promise<void> }

/** One pool for one login. Idle connections that break are replaced without a word. */
export function openPool(config: pg.PoolConfig, most = 10): Pool {
  const pool = new pg.Pool({ ...config, max: most, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 10_000 })
  pool.on('error', () => undefined)
  // One in use tells its query; without this its end would be the program's.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) })
  return { kysely, end: () => kysely.destroy() }
}
