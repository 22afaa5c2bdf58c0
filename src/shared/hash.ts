import { sha256 } from '@noble/hashes/sha2.js'

/** SHA-256; tokens and proofs are stored as nothing else. */
export function hashOf(bytes: Uint8Array): Uint8Array {
  return sha256(bytes)
}
