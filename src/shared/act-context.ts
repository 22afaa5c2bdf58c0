import { fromBase64url, toBase64url } from './bytes.ts'
import { encode } from './canonical.ts'
import { hashOf } from './hash.ts'
import type { SignedAct } from './signed-act.ts'

/** What an act's signature covers. Apart from the act's shape, so that the key worker carries no schemas. */
export const actContext = (organisation: string, by: string, { id, action, about, digest, head }: Omit<SignedAct, 'sig'>) =>
  ['wayout/act/1', organisation, id, by, action, [...about], digest === null ? null : fromBase64url(digest), head] as const

/** What was sent with an act, in the form in which it travels. */
export function digestOf(detail: unknown): string {
  return toBase64url(hashOf(encode(JSON.parse(JSON.stringify(detail)))))
}
