import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Logger } from 'pino'
import { sequence } from '../ledger/sequence.ts'
import type { SignHead } from '../ledger/sequence.ts'

/** Orders the ledger every second. Returns what ends it, after the last batch is in. */
export function keepSequencing(pool: Kysely<unknown>, sign: SignHead, log: Pick<Logger, 'error'>): () => Promise<void> {
  let running = true
  let wake = () => undefined as void
  const loop = (async () => {
    while (running) {
      const taken = await sequence(pool, sign).catch((error: unknown) => {
        log.error({ code: (error as { code?: string }).code ?? 'unknown' }, 'ledger not sequenced')
        return 0
      })
      if (taken < 2000) await tellOfWaiting(pool, log)
      if (taken < 2000 && running) await new Promise<void>((resolve) => { wake = resolve; setTimeout(resolve, 1000).unref() })
    }
  })()
  return async () => {
    running = false
    wake()
    await loop
  }
}

const patience = 10
const againAfter = 60_000
let toldAt = -Infinity

/** An entry that nobody orders is an opening that nobody sees: said in the log once a minute, and on managers' desks. */
async function tellOfWaiting(pool: Kysely<unknown>, log: Pick<Logger, 'error'>): Promise<void> {
  const { rows } = await sql<{ seconds: number }>`
    select coalesce(extract(epoch from clock_timestamp() - min(at)), 0)::int as seconds from pending`.execute(pool).catch(() => ({ rows: [] }))
  const seconds = rows[0]?.seconds ?? 0
  if (seconds <= patience || performance.now() - toldAt < againAfter) return
  toldAt = performance.now()
  log.error({ waitingSeconds: seconds }, 'a ledger entry waits to be ordered')
}
