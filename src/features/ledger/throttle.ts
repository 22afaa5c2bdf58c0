import { KeptProblem } from '../../shared/problem.ts'
import { noteInLedger } from '../../ledger/note.ts'
import type { HouseSettings } from '../../server/handlers.ts'
import type { Tx } from '../../server/transaction.ts'
import { actionsOf, countedOver, countsFolders, toldAgainAfter, waitFor } from './rules.ts'
import type { Reading } from './rules.ts'
import { ledgerStore } from './store.ts'

type Asked = { readonly tx: Tx; readonly now: Date; readonly house: HouseSettings }

/**
 * Lets a reading through, or refuses it until a pause is over; the first of half an hour is told in the ledger, and stays
 * there although the reading is refused. Asked before anything is served.
 */
export async function allowReading({ tx, now, house }: Asked, kind: Reading): Promise<void> {
  const store = ledgerStore(tx)
  const wait = waitFor(kind, await store.readings(actionsOf(kind), now, countedOver, countsFolders(kind)), house.readingTimesUsual)
  if (!wait) return
  const told = await store.readings(['reading.slowed'], now, toldAgainAfter)
  if (!told.entries) await noteInLedger(tx, 'reading.slowed', [], kind)
  throw new KeptProblem('too-much-reading', { retryAfterSeconds: wait })
}
