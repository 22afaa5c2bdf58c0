import { sql } from 'kysely'
import { noteInLedger } from '../../ledger/note.ts'
import type { Tx } from '../../server/transaction.ts'
import { sessionHours } from './rules.ts'

export const endOfSession = (now: Date) => new Date(now.getTime() + sessionHours * 3_600_000)

/** Goes on in this transaction as who has just signed in; answers the session's id, null for one who waits to be let in. */
export async function begin(tx: Tx, token: Uint8Array, before: Uint8Array | undefined): Promise<string | null> {
  // The browser forgets the session it had; nobody who copied its cookie goes on with it.
  if (before) await sql`select end_session(${before})`.execute(tx)
  await sql`select enter(${token})`.execute(tx)
  const { rows } = await sql<{ id: string }>`select id from my_sessions() where here`.execute(tx)
  await noteInLedger(tx, 'session.started', [])
  return rows[0]?.id ?? null
}
