import { createHash } from 'node:crypto'
import { Kysely, PostgresAdapter, PostgresDriver, PostgresIntrospector, PostgresQueryCompiler } from 'kysely'
import type { LogEvent } from 'kysely'
import pg from 'pg'
// Days stay text there, and so here.
import '../../server/database/pools.ts'

export type Statement = { readonly text: string; readonly values: readonly unknown[] }

/** Runs everything for real and takes it back at the end, so that the statements of a request can be had without the request's rows. */
class TakingBack extends PostgresDriver {
  override commitTransaction(...given: Parameters<PostgresDriver['rollbackTransaction']>): Promise<void> {
    return this.rollbackTransaction(...given)
  }
}

/** A pool that keeps every statement it sends. */
export function listening(config: pg.PoolConfig) {
  const pool = new pg.Pool({ ...config, max: 1, pipeline: true })
  let heard: Statement[] = []
  const kysely = new Kysely<unknown>({
    dialect: { createAdapter: () => new PostgresAdapter(), createDriver: () => new TakingBack({ pool }), createIntrospector: (db) => new PostgresIntrospector(db), createQueryCompiler: () => new PostgresQueryCompiler() },
    log: (event: LogEvent) => { if (event.level === 'query' && !/^(begin|commit|rollback)/i.test(event.query.sql)) heard.push({ text: event.query.sql, values: event.query.parameters }) },
  })
  return { kysely, heard: () => heard, forget: () => { heard = [] }, end: () => kysely.destroy() }
}

/** The same statements straight through `pg`, one after the other as one sends statements: one transaction, nothing parsed, nothing checked, nothing shown. */
export async function replay(client: pg.Client, statements: readonly Statement[]): Promise<void> {
  await client.query('begin')
  for (const one of statements) await prepared(client, one)
  await client.query('commit')
}

/** As the program sends it: known to this connection by a name of its own. */
export function prepared(client: pg.Client, { text, values }: Statement): Promise<unknown> {
  return client.query({ name: createHash('sha256').update(text).digest('base64url').slice(0, 20), text, values: [...values] })
}

/** So many clients of one login, connected. */
export async function connected(config: pg.ClientConfig, count: number): Promise<pg.Client[]> {
  return Promise.all(Array.from({ length: count }, async () => {
    const client = new pg.Client({ ...config, pipeline: true })
    await client.connect()
    return client
  }))
}

/** Does every job once, by so many workers at a time. Milliseconds in all. */
export async function timed<Job>(jobs: readonly Job[], workers: number, work: (job: Job, worker: number) => Promise<unknown>): Promise<number> {
  const waiting = [...jobs]
  const begun = performance.now()
  await Promise.all(Array.from({ length: workers }, async (_, worker) => {
    for (let job = waiting.pop(); job !== undefined; job = waiting.pop()) await work(job, worker)
  }))
  return performance.now() - begun
}
