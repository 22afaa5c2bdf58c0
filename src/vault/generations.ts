import { fromBase64url, toBase64url } from '../shared/bytes.ts'
import type { FolderId, MemberId } from '../shared/ids.ts'
import { keyContext, prevKeyContext } from './contexts.ts'
import { commitmentOf, folderSecret } from './envelope.ts'
import { folderKeyOf, whyNotGiven, wrapFor } from './folders.ts'
import type { FolderKey, Held, Ring } from './folders.ts'
import { splitFor } from './glass.ts'
import type { GlassFor } from './glass.ts'
import { aesKey, derive, openBytes, randomBytes, sealBytes, sha256, sign } from './primitives.ts'
import type { FolderKeyRow, HoldRow, Renewal } from './seal.ts'
import { VaultRefusal } from './vault.ts'

/** Somebody left a holder since this key was wrapped to it, a holder got new keys, or left the house: what is written from now on needs a new key. */
export function isStale(ring: Ring, holds: readonly Held[]): boolean {
  return holds.some(({ holder, epoch }) => epochOf(ring, holder) > epoch || hasLeft(ring, holder))
}

const epochOf = (ring: Ring, holder: string) => ring.newest.get(holder)?.epoch ?? ring.people.get(holder)?.keys ?? 0

const hasLeft = (ring: Ring, holder: string) => ring.people.get(holder)?.state === 'removed'

/**
 * The next key of a folder, for everybody who holds it now: a signed commitment, the key before it sealed under the new
 * one, and a wrap for each holder who is still here. A hold that nobody of ours signed gets none: the whole is refused.
 */
export async function newGeneration(ring: Ring, folder: string, before: FolderKey, holds: readonly HoldRow[], split?: GlassFor): Promise<{ key: FolderKey; row: Renewal }> {
  for (const hold of holds) if (await whyNotGiven(ring, hold)) throw new VaultRefusal('planted-holder')
  return nextKey(ring, folder, before, holds.filter(({ holder }) => !hasLeft(ring, holder)), split)
}

/** The next key of a folder for whoever is to hold it from now on. */
export async function nextKey(ring: Ring, folder: string, before: FolderKey, to: readonly { readonly holder: string; readonly listed: string }[], split?: GlassFor): Promise<{ key: FolderKey; row: Renewal }> {
  const named = { folder, kind: before.kind, gen: before.gen + 1 }
  const raw = randomBytes(32)
  const commitment = commitmentOf(folder, named.gen, raw)
  const prev = await sealBytes(await prevKeyUnder(raw), before.raw, prevKeyContext(ring.organisation, named))
  const sig = await sign(ring.signing, keyContext(ring.organisation, named, commitment, await sha256(prev)))
  const row: FolderKeyRow = {
    ...named, folder: folder as FolderId, commitment: toBase64url(commitment), prev: toBase64url(prev), by: ring.me as MemberId, sig: toBase64url(sig),
  }
  const glass = split && (await splitFor(ring, named, raw, split))
  return {
    key: { gen: named.gen, raw, secret: await folderSecret(raw), commitment, kind: before.kind, signed: true },
    row: { key: row, holds: await Promise.all(to.map(({ holder, listed }) => wrapFor(ring, holder, named, raw, listed))), ...(glass && { glass }) },
  }
}

/** The key before this one, when it is the committed one of its own row. */
export async function keyBefore(ring: Ring, row: FolderKeyRow, key: FolderKey, beforeRow: FolderKeyRow): Promise<FolderKey | undefined> {
  const raw = await openBytes(await prevKeyUnder(key.raw), fromBase64url(row.prev ?? ''), prevKeyContext(ring.organisation, row)).catch(() => undefined)
  return raw && folderKeyOf(beforeRow, raw, false)
}

const prevKeyUnder = async (raw: FolderKey['raw']) => aesKey(await derive(raw, 'wayout/prev-key'))
