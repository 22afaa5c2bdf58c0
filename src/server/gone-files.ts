import { sql } from 'kysely'
import type { Logger } from 'pino'
import type { openPool } from './database/pools.ts'

const hourly = 3_600_000

/** Pieces of files that nothing names any more go within an hour of their day. Every node does it: what is gone is not dropped twice. */
export function keepDroppingFiles(pool: ReturnType<typeof openPool>['kysely'], log: Pick<Logger, 'error'>): () => Promise<void> {
  const drop = async () => {
    await sql`select drop_gone_files()`.execute(pool).catch((error: unknown) => log.error({ code: (error as { code?: string }).code ?? 'unknown' }, 'pieces of files that were taken away could not be dropped'))
  }
  let last = drop()
  const timer = setInterval(() => { last = drop() }, hourly)
  return async () => {
    clearInterval(timer)
    await last
  }
}
