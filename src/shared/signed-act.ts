import * as z from 'zod/mini'
import { fromBase64url, toBase64url } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { decode, encode } from './canonical.ts'
import { bytes } from './fields.ts'
import { hashOf } from './hash.ts'

/**
 * What a member signs when she does something that must be provable later: letting somebody in or go, changing a roster, opening
 * in an emergency. It is kept with its ledger entry, inside what the ledger's heads sign. `about`: ids of colleagues, teams or
 * traces, never of a folder; `digest`: what else was sent, as a hash; `head`: the last head of the ledger she had seen.
 */
export const signedAct = z.object({
  id: z.uuid(), action: z.string().check(z.regex(/^[a-z-]{1,30}\.[a-z-]{1,30}$/)), about: z.array(z.uuid()).check(z.maxLength(100)),
  digest: z.nullable(bytes(32)), head: z.nullable(z.string().check(z.maxLength(100))), sig: bytes(64),
})
export type SignedAct = z.output<typeof signedAct>

export const actContext = (organisation: string, by: string, { id, action, about, digest, head }: Omit<SignedAct, 'sig'>) =>
  ['wayout/act/1', organisation, id, by, action, [...about], digest === null ? null : fromBase64url(digest), head] as const

/** What was sent with an act, in the form in which it travels. */
export function digestOf(detail: unknown): string {
  return toBase64url(hashOf(encode(JSON.parse(JSON.stringify(detail)))))
}

/** Statement and signature in one piece, as the ledger keeps them. */
export function actBytes(organisation: string, by: string, act: SignedAct): Bytes {
  return encode([actContext(organisation, by, act), fromBase64url(act.sig)])
}

const kept = z.tuple([
  z.tuple([z.literal('wayout/act/1'), z.uuid(), z.uuid(), z.uuid(), z.string(), z.array(z.uuid()), z.nullable(z.instanceof(Uint8Array)), z.nullable(z.string())]),
  z.instanceof(Uint8Array),
])

/** Undefined for what is no act: somebody put it there. */
export function readAct(said: Uint8Array): { readonly organisation: string; readonly by: string; readonly act: SignedAct } | undefined {
  try {
    const [[, organisation, id, by, action, about, digest, head], sig] = kept.parse(decode(said))
    return { organisation, by, act: { id, action, about, digest: digest && toBase64url(digest), head, sig: toBase64url(sig) } }
  } catch {
    return undefined
  }
}

type Signer = { readonly signAct: (action: string, about: readonly string[], detail: unknown) => Promise<SignedAct> }

/** A request together with the act that signs all of it. */
export async function withAct<Sent extends object>(signer: Signer, action: string, about: readonly string[], sent: Sent): Promise<Sent & { act: SignedAct }> {
  return { ...sent, act: await signer.signAct(action, about, sent) }
}
