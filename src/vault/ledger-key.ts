import { fromBase64url, toBase64url } from '../shared/bytes.ts'
import type { MemberId } from '../shared/ids.ts'
import { signedByManager } from './certificates.ts'
import type { Person } from './certificates.ts'
import { ledgerKeyContext } from './contexts.ts'
import { sign, verifies } from './primitives.ts'
import type { LedgerKeyRow } from './seal.ts'

/** By the root at set-up (`by` null), by a manager in a house that was there before, or when the house has a new key. */
export async function certifyLedgerKey(signing: CryptoKey, organisation: string, by: string | null, publicKey: string, number: number): Promise<LedgerKeyRow> {
  const sig = await sign(signing, ledgerKeyContext(organisation, fromBase64url(publicKey), number))
  return { publicKey, number, by: by as MemberId | null, sig: toBase64url(sig) }
}

/** Whether this key of the ledger leads to the root of the founding, itself or through a manager. */
export async function isCertified(organisation: string, root: CryptoKey | undefined, people: ReadonlyMap<string, Person>, row: LedgerKeyRow): Promise<boolean> {
  const context = ledgerKeyContext(organisation, fromBase64url(row.publicKey), row.number)
  const sig = fromBase64url(row.sig)
  if (row.by !== null) return signedByManager(people.get(row.by), sig, context)
  return root !== undefined && row.number === 0 && verifies(root, sig, context)
}
