import { toBase64url } from '../../shared/bytes.ts'
import type { Proof } from '../../ledger/proofs.ts'
import { readAct } from '../../shared/kept-act.ts'
import type { SignedAct } from '../../shared/signed-act.ts'
import type { EntryRow, HeadRow } from './store.ts'

export const presentHead = ({ size, root, at, sig }: HeadRow) => ({ size, root: toBase64url(root), at: at.toISOString(), sig: toBase64url(sig) })
export const presentProof = (proof: Proof) => proof.map(toBase64url)
export const presentEntry = (row: EntryRow) => ({ ...row, at: row.at.toISOString(), act: row.act && presentAct(row.act) })

/** What her desk signed; what stands there and is no act goes out as one that nobody signed. */
function presentAct(said: Uint8Array): SignedAct {
  return readAct(said)?.act ?? { id: '00000000-0000-4000-8000-000000000000', action: 'no.act', about: [], digest: null, head: null, sig: '' }
}
