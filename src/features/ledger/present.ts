import { toBase64url } from '../../shared/bytes.ts'
import type { Proof } from '../../ledger/proofs.ts'
import type { EntryRow, HeadRow } from './store.ts'

export const presentHead = ({ size, root, at, sig }: HeadRow) => ({ size, root: toBase64url(root), at: at.toISOString(), sig: toBase64url(sig) })
export const presentProof = (proof: Proof) => proof.map(toBase64url)
export const presentEntry = (row: EntryRow) => ({ ...row, at: row.at.toISOString() })
