import { sql } from 'kysely'
import type { Transaction } from 'kysely'

/**
 * A ledger entry, pending in the transaction of what it tells of. `traces` name folders without saying whose;
 * no names, no addresses, no text.
 */
export async function noteInLedger(tx: Transaction<unknown>, action: string, traces: readonly string[], result = 'done'): Promise<void> {
  await sql`select note(${action}, ${[...traces]}::uuid[], ${result})`.execute(tx)
}
