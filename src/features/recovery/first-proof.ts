import { fromBase64url } from '../../shared/bytes.ts'
import type { Bytes } from '../../shared/bytes.ts'
import { encode } from '../../shared/canonical.ts'

/** A house founded before proofs were kept knows its root alone: the root's own signature over the proof stands for it, once. */
export async function isFirstProof(rootPublic: Uint8Array, proofHash: Uint8Array, sig: string): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(rootPublic), 'Ed25519', false, ['verify'])
  return crypto.subtle.verify('Ed25519', key, fromBase64url(sig), encode(['wayout/recovery-proof/1', new Uint8Array(proofHash) as Bytes]))
}
