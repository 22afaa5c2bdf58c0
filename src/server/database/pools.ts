import { Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import pg from 'pg'
import { timelineNow } from './primary.ts'
import type { Primary } from './primary.ts'
import { BeginsWithTheFirst, nameStatements, sendTogether } from './statements.ts'

// Dates are days and stay text; a clock's zone must not move them.
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text)
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

export type Pool = { readonly kysely: Kysely<unknown>; readonly end: () => Promise<void> }
export type PoolConfig = pg.PoolConfig & { readonly primary?: Primary }

/**
 * One pool for one login. Idle connections that break are replaced without a word, and statements are sent without waiting for
 * each other's answers. `named`: they are prepared once for each connection.
 */
export function openPool(config: PoolConfig, most = 10, named = false): Pool {
  const pool = config.primary ? following(config, config.primary, most, named) : poolOf(config, most, named)
  const kysely = new Kysely<unknown>({ dialect: {
    createAdapter: () => new PostgresAdapter(), createDriver: () => new BeginsWithTheFirst({ pool }),
    createIntrospector: (db) => new PostgresIntrospector(db), createQueryCompiler: () => new PostgresQueryCompiler(),
  } })
  return { kysely, end: () => kysely.destroy() }
}

function poolOf(config: pg.PoolConfig, most: number, named: boolean): pg.Pool {
  const pool = new pg.Pool({ ...config, pipeline: true, max: most, idleTimeoutMillis: 30_000, connectionTimeoutMillis: 10_000 })
  pool.on('error', () => undefined)
  pool.on('connect', sendTogether)
  if (named) pool.on('connect', nameStatements)
  // One in use tells its query; without this its end would be the program's.
  pool.on('connect', (client) => client.on('error', () => undefined))
  return pool
}

/** A pool of the host that takes writes now. When writes go elsewhere, whoever still waits for the old one is told at once. */
function following(config: pg.PoolConfig, { hosts, now, isNewest, suspect, onMove }: Primary, most: number, named: boolean) {
  const pools = hosts.map(({ host, port }) => poolOf({ ...config, host, port } as pg.PoolConfig, most, named))
  const open = hosts.map(() => new Set<pg.PoolClient>())
  const proved = new WeakSet<pg.PoolClient>()
  for (const [at, pool] of pools.entries()) {
    pool.on('connect', (client) => {
      open[at]?.add(client)
      client.once('error', suspect)
    })
    pool.on('remove', (client) => open[at]?.delete(client))
  }
  onMove((from) => {
    for (const client of open[from] ?? []) (client as unknown as pg.Client).connection.stream.destroy()
  })

  /** A server becomes a standby, or comes onto a newer timeline, only by a start or a promotion, so that a connection is asked once. */
  async function prove(client: pg.PoolClient): Promise<void> {
    if (proved.has(client)) return
    const { rows } = await client.query<{ timeline: number | null }>(timelineNow)
    const timeline = rows[0]?.timeline
    if (!timeline || !isNewest(timeline)) throw Object.assign(new Error('this one takes no writes any more'), { code: '57P03' })
    proved.add(client)
  }

  return {
    options: {},
    async connect(): Promise<pg.PoolClient> {
      const client = await (pools[now()] as pg.Pool).connect().catch((error: unknown) => { suspect(); throw error })
      try {
        await prove(client)
        return client
      } catch (error) {
        client.release(true)
        suspect()
        throw error
      }
    },
    end: async () => void (await Promise.all(pools.map((pool) => pool.end()))),
  }
}
