import type { Bytes } from '../../shared/bytes.ts'
import { encode } from '../../shared/canonical.ts'
import { isSigned } from '../../ledger/note.ts'

/** A house founded before proofs were kept knows its root alone: the root's own signature over the proof stands for it, once. */
export const isFirstProof = (rootPublic: Uint8Array, proofHash: Uint8Array, sig: string): Promise<boolean> =>
  isSigned(rootPublic, sig, encode(['wayout/recovery-proof/1', new Uint8Array(proofHash) as Bytes]))
