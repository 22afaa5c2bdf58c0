import * as z from 'zod/mini'
import { bytes } from './fields.ts'

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

type Signer = { readonly signAct: (action: string, about: readonly string[], detail: unknown) => Promise<SignedAct> }

/** A request together with the act that signs all of it. */
export async function withAct<Sent extends object>(signer: Signer, action: string, about: readonly string[], sent: Sent): Promise<Sent & { act: SignedAct }> {
  return { ...sent, act: await signer.signAct(action, about, sent) }
}
