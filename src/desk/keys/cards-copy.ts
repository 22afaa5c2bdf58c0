import { concat, fromBase64url, utf8 } from '../../shared/bytes.ts'
import type { Bytes } from '../../shared/bytes.ts'
import { pad, unpad } from '../../vault/envelope.ts'
import { aesKey, derive, openBytes, sealBytes } from '../../vault/primitives.ts'
import type { OpenCard } from './keyring.ts'

/** Counted up when `OpenCard` changes: what was kept before is then read anew from the program. */
const shape = 'wayout/cards-copy/1'
const text = new TextDecoder()

/**
 * All cards in one envelope, for this member on this computer: they open in one go at the next unlock. Its key is made of hers and the
 * program's `part`: without the program, which asks who she is and has another part every month, it stays closed.
 */
export async function sealCopy(member: string, userKey: Bytes, part: string, cards: readonly OpenCard[]): Promise<Bytes> {
  return sealBytes(await copyKey(userKey, part), pad(utf8(JSON.stringify(cards))), [shape, member])
}

/** Nothing where it does not open: of another month, another member, another shape, or damaged. */
export async function openCopy(member: string, userKey: Bytes, part: string, sealed: Bytes): Promise<readonly OpenCard[]> {
  try {
    const plain = await openBytes(await copyKey(userKey, part), sealed, [shape, member])
    return JSON.parse(text.decode(unpad(plain))) as OpenCard[]
  } catch {
    return []
  }
}

const copyKey = async (userKey: Bytes, part: string) => aesKey(await derive(concat(userKey, fromBase64url(part)), 'wayout/cards-copy'))
