import type { Tx } from '../../server/transaction.ts'
import { presentEntry, presentHead } from './present.ts'
import { ledgerStore } from './store.ts'

const most = 3000

/** Every entry that names one of these folders, as far as the asker may see it, and the head that covers them. */
export async function openingsIn(tx: Tx, traces: readonly string[]) {
  const store = ledgerStore(tx)
  const rows = await store.touching(traces, most + 1)
  const head = await store.newestHead()
  return { entries: rows.slice(0, most).map(presentEntry), older: rows.length > most, head: head ? presentHead(head) : null }
}
