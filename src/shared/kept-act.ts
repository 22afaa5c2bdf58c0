import * as z from 'zod/mini'
import { actContext } from './act-context.ts'
import { fromBase64url, toBase64url } from './bytes.ts'
import type { Bytes } from './bytes.ts'
import { decode, encode } from './canonical.ts'
import type { SignedAct } from './signed-act.ts'

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
