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
      if (taken < 2000 && running) await new Promise<void>((resolve) => { wake = resolve; setTimeout(resolve, 1000).unref() })
    }
  })()
  return async () => {
    running = false
    wake()
    await loop
  }
}
