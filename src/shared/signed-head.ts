import * as z from 'zod/mini'
import { bytes } from './fields.ts'

/** How long the ledger is, the hash of all of it, when, and the program's signature; as it travels. */
export const signedHead = z.object({ size: z.int(), root: bytes(32), at: z.string(), sig: bytes(64) })
export type SignedHead = z.output<typeof signedHead>
/** Hashes of an inclusion or consistency proof, lowest first. */
export const proof = z.array(bytes(32))
