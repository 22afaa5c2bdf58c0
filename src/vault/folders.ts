import { fromBase64url, sameBytes, toBase64url } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import type { FolderId, MemberId } from '../shared/ids.ts'
import { holdContext, keyContext, wrapContext } from './contexts.ts'
import { commitmentOf, folderSecret } from './envelope.ts'
import { openWith, recipientKey, sealTo } from './hpke.ts'
import { openBytes, sealBytes, sha256, sign } from './primitives.ts'
import type { FolderKeyRow, FolderKind, HoldRow } from './seal.ts'
import type { EpochKeys } from './teams.ts'
import { epochName } from './trust.ts'
import { signedBy } from './certificates.ts'
import type { Person } from './certificates.ts'
import type { QuarantineReason } from './vault.ts'

/** What the vault holds in memory once a house is learnt. */
export type Ring = {
  readonly me: string
  readonly organisation: string
  readonly signing: CryptoKey
  readonly ownKey: CryptoKey
  readonly receiving: CryptoKey
  /** The newest root: what an invite pins. */
  readonly rootPublic: Bytes
  readonly people: ReadonlyMap<string, Person>
  /** Epochs whose seed I have, by `team epoch`. */
  readonly seeds: ReadonlyMap<string, EpochKeys>
  /** Newest trusted epoch of every team, and under the organisation's id the newest generation of recovery: what I may wrap to. */
  readonly newest: ReadonlyMap<string, { readonly epoch: number; readonly publicKey: Bytes }>
}

export type FolderKey = { readonly gen: number; readonly raw: Bytes; readonly secret: CryptoKey; readonly commitment: Bytes; readonly kind: FolderKind; readonly signed: boolean; readonly through?: Held }

/** A holder, and the epoch of hers that the key was wrapped to. */
export type Held = Pick<HoldRow, 'holder' | 'epoch'>

type Named = { readonly folder: string; readonly kind: FolderKind; readonly gen: number }

/** A wrapped copy of a folder key for one holder, signed by me. */
export async function wrapFor(ring: Ring, holder: string, key: Named, raw: Bytes, listed: string): Promise<HoldRow> {
  const { form, epoch, wrap } = await wrapped(ring, holder, key, raw)
  const row = { ...key, holder, form, epoch }
  const sig = await sign(ring.signing, holdContext(ring.organisation, row, await sha256(wrap)))
  return { ...row, folder: key.folder as FolderId, listed, wrap: toBase64url(wrap), by: ring.me as MemberId, sig: toBase64url(sig) }
}

async function wrapped(ring: Ring, holder: string, key: Named, raw: Bytes) {
  // A person's epoch is how many times she got new keys: what was wrapped to those before is known for it.
  const context = (form: HoldRow['form'], epoch: number) => wrapContext(ring.organisation, { ...key, holder, form, epoch })
  const person = ring.people.get(holder)
  const epoch = person?.keys ?? 0
  if (holder === ring.me) return { form: 'own', epoch, wrap: await sealBytes(ring.ownKey, raw, context('own', epoch)) } as const
  if (person) return { form: 'hpke', epoch, wrap: await sealTo(person.xPublic, raw, context('hpke', epoch)) } as const
  const team = ring.newest.get(holder)
  if (!team) throw new Error('unknown-holder')
  const mine = ring.seeds.get(epochName(holder, team.epoch))
  if (mine) return { form: 'team', epoch: team.epoch, wrap: await sealBytes(mine.wrapKey, raw, context('team', team.epoch)) } as const
  return { form: 'hpke', epoch: team.epoch, wrap: await sealTo(team.publicKey, raw, context('hpke', team.epoch)) } as const
}

/**
 * The folder key in a hold of mine. A symmetric wrap can only come from a holder; an HPKE wrap from anybody, so its
 * signature is checked before its key is used.
 */
export async function unwrap(ring: Ring, hold: HoldRow): Promise<Bytes | QuarantineReason> {
  const context = wrapContext(ring.organisation, hold)
  try {
    const wrap = fromBase64url(hold.wrap)
    // Through broken glass: wrapped by me under my own key, for as long as the opening lasts.
    if (hold.form === 'glass') return hold.by === ring.me ? await openBytes(ring.ownKey, wrap, context) : 'not-held'
    // What was wrapped to keys she lost comes back with the next writing, or when somebody who holds it gives it back.
    if (hold.holder === ring.me && hold.epoch < (ring.people.get(ring.me)?.keys ?? 0)) return 'not-held'
    if (hold.form === 'own') return hold.holder === ring.me ? await openBytes(ring.ownKey, wrap, context) : 'not-held'
    const keys = ring.seeds.get(epochName(hold.holder, hold.epoch))
    if (hold.form === 'team') return keys ? await openBytes(keys.wrapKey, wrap, context) : 'not-held'
    const receiving = hold.holder === ring.me ? ring.receiving : keys && (await recipientKey(keys.receivingSecret))
    if (!receiving) return 'not-held'
    return (await whyNotGiven(ring, hold)) ?? (await openWith(receiving, wrap, context))
  } catch {
    return 'cannot-open'
  }
}

/** Whether whoever is named gave this hold. */
export async function whyNotGiven(ring: Ring, hold: HoldRow): Promise<QuarantineReason | undefined> {
  const hash = await bytesOrNone(hold.wrap, sha256)
  return hash ? whyNotSigned(ring, hold.by, hold.sig, holdContext(ring.organisation, hold, hash)) : 'bad-signature'
}

/** `head`: the ledger as the author had seen it, where what she signed names it. */
export async function whyNotSigned(ring: Ring, by: string, sig: string, context: readonly unknown[], head: string | null = null): Promise<QuarantineReason | undefined> {
  const author = ring.people.get(by)
  if (!author) return 'unknown-author'
  const signed = await bytesOrNone(sig, (bytes) => signedBy(author, bytes, context, head)).catch(() => false)
  return signed ? undefined : 'bad-signature'
}

/** What the server sends is nobody's word: text that is not base64url is undefined, and the rest goes on. */
export async function bytesOrNone<T>(text: string, use: (bytes: Bytes) => T | Promise<T>): Promise<T | undefined> {
  let bytes: Bytes
  try {
    bytes = fromBase64url(text)
  } catch {
    return undefined
  }
  return use(bytes)
}

export async function whyNotCommitted(ring: Ring, row: FolderKeyRow): Promise<QuarantineReason | undefined> {
  const prevHash = row.prev === null ? null : await bytesOrNone(row.prev, sha256)
  const commitment = await bytesOrNone(row.commitment, (bytes) => bytes)
  if (prevHash === undefined || !commitment) return 'bad-signature'
  return whyNotSigned(ring, row.by, row.sig, keyContext(ring.organisation, row, commitment, prevHash))
}

/** A key fits its row when it is the committed one. */
export async function folderKeyOf(row: FolderKeyRow, raw: Bytes, signed: boolean): Promise<FolderKey | undefined> {
  const commitment = await bytesOrNone(row.commitment, (bytes) => bytes)
  if (!commitment || !sameBytes(commitmentOf(row.folder, row.gen, raw), commitment)) return undefined
  return { gen: row.gen, raw, secret: await folderSecret(raw), commitment, kind: row.kind, signed }
}
