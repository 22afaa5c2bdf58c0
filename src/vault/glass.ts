import { fromBase64url, toBase64url } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import type { FolderId, MemberId } from '../shared/ids.ts'
import { askContext, holdContext, passedContext, passedSigned, restrictionContext, shareContext, shareSigned, wrapContext } from './contexts.ts'
import { folderKeyOf, whyNotCommitted, whyNotSigned } from './folders.ts'
import type { Ring } from './folders.ts'
import { openWith, sealTo } from './hpke.ts'
import { sealBytes, sha256, sign } from './primitives.ts'
import type { FolderKeyRow, FolderKind, Glass, GlassShareRow, HoldRow } from './seal.ts'
import { VaultRefusal } from './vault.ts'

/** Rarely needed, so it comes when it is. */
const shamir = () => import('shamir-secret-sharing')

/**
 * Breaking the glass. A restricted folder's key is split two of n (Shamir): one half says nothing about the key, whoever has it and
 * whatever the server adds. Two halves come together only on the desk of the coordinator who asked, after another one agreed.
 */
/** `like`: for the coordinators that another folder of hers is split for, by the rows its maker signed. */
export type Split = GlassFor | { readonly like: string }
export type GlassFor = { readonly box: string; readonly coordinators: readonly string[] }
export type RestrictionRow = { readonly client: string; readonly box: string; readonly named: readonly string[]; readonly by: string; readonly sig: string }
export type GlassRequest = { readonly id: string; readonly client: string; readonly box: string; readonly hours: number; readonly askedBy: string; readonly sig: string }
export type PassedHalf = { readonly folder: string; readonly gen: number; readonly wrap: string; readonly sig: string }
export type HalfOf = { readonly key: FolderKeyRow; readonly mine: GlassShareRow; readonly other: PassedHalf }

/** Coordinators who are here, and no sock puppet: only those whom somebody named chose, or who had a half before. */
const present = (ring: Ring, coordinators: readonly string[]) => coordinators.filter((id) => ring.people.get(id)?.manager && ring.people.get(id)?.state === 'active')

/** Undefined where fewer than two coordinators are left: then recovery alone opens it beside the named. */
export async function splitFor(ring: Ring, key: { readonly folder: string; readonly gen: number }, raw: Bytes, { box, coordinators }: GlassFor): Promise<Glass | undefined> {
  const to = present(ring, [...new Set(coordinators)])
  if (to.length < 2) return undefined
  const halves = await (await shamir()).split(raw, to.length, 2)
  const shares = await Promise.all(to.map(async (coordinator, at) => {
    const half = { ...key, box, coordinator }
    const wrap = await sealTo(ring.people.get(coordinator)?.xPublic ?? refusal('unknown-holder'), new Uint8Array(halves[at] ?? []), shareContext(ring.organisation, half))
    const sig = await sign(ring.signing, shareSigned(ring.organisation, half, await sha256(wrap)))
    return { coordinator: coordinator as MemberId, wrap: toBase64url(wrap), sig: toBase64url(sig) }
  }))
  return { box: box as FolderId, shares }
}

/** Whether everybody a key that is being made was split for is still a coordinator here: halves for somebody who went are refused. */
export const splitStands = (ring: Ring, made: Glass | undefined) => {
  const to = (made?.shares ?? []).map((one) => one.coordinator)
  return present(ring, to).length === to.length
}

/** For whom a key was split: the halves that its own maker signed. One that somebody else put there is not counted. */
export async function splitBefore(ring: Ring, rows: readonly GlassShareRow[], maker: string): Promise<GlassFor | undefined> {
  const good: GlassShareRow[] = []
  for (const row of rows) if (row.by === maker && !(await whyNotShare(ring, row))) good.push(row)
  const box = good[0]?.box
  return box && { box, coordinators: good.filter((row) => row.box === box).map((row) => row.coordinator) }
}

const whyNotShare = async (ring: Ring, row: GlassShareRow) =>
  whyNotSigned(ring, row.by, row.sig, shareSigned(ring.organisation, row, await sha256(fromBase64url(row.wrap))))

export async function signRestriction(ring: Ring, restriction: Omit<RestrictionRow, 'by' | 'sig'>): Promise<string> {
  return toBase64url(await sign(ring.signing, restrictionContext(ring.organisation, restriction)))
}

export async function signAsk(ring: Ring, request: Omit<GlassRequest, 'sig' | 'askedBy'>): Promise<string> {
  return toBase64url(await sign(ring.signing, askContext(ring.organisation, { ...request, askedBy: ring.me })))
}

/**
 * My halves for whoever asked, sealed to the key of hers that the directory's certificates lead to, never to one the server says.
 * Refused unless a coordinator signed exactly this request, and somebody else than she restricted the client.
 */
export async function agree(ring: Ring, request: GlassRequest, restriction: RestrictionRow, shares: readonly GlassShareRow[]): Promise<PassedHalf[]> {
  const asker = ring.people.get(request.askedBy)
  if (!asker?.manager || asker.state !== 'active' || request.askedBy === ring.me) refusal('not-a-coordinator')
  if (await whyNotSigned(ring, request.askedBy, request.sig, askContext(ring.organisation, request))) refusal('bad-signature')
  const sameBox = restriction.box === request.box && restriction.client === request.client
  const signed = !(await whyNotSigned(ring, restriction.by, restriction.sig, restrictionContext(ring.organisation, restriction)))
  if (!sameBox || !signed || restriction.by === request.askedBy) refusal('bad-signature')
  return Promise.all(shares.map(async (row): Promise<PassedHalf> => {
    if (row.box !== request.box || (await whyNotShare(ring, row))) return refusal('bad-signature')
    const mine = { box: row.box, folder: row.folder, gen: row.gen, coordinator: ring.me }
    const half = await openWith(ring.receiving, fromBase64url(row.wrap), shareContext(ring.organisation, mine)).catch(() => refusal('cannot-open'))
    const wrap = await sealTo(asker?.xPublic ?? refusal('unknown-holder'), half, passedContext(ring.organisation, request.id, mine, request.askedBy))
    const sig = await sign(ring.signing, passedSigned(ring.organisation, request.id, mine, request.askedBy, await sha256(wrap)))
    return { folder: row.folder, gen: row.gen, wrap: toBase64url(wrap), sig: toBase64url(sig) }
  }))
}

/** Two halves of each folder, and holds of mine for as long as the opening lasts. What does not fit its commitment is refused. */
export async function open(ring: Ring, request: Pick<GlassRequest, 'id' | 'box'>, agreedBy: string, halves: readonly HalfOf[], listed: string): Promise<HoldRow[]> {
  return Promise.all(halves.map(async ({ key, mine, other }) => {
    const [folder, gen] = [key.folder, key.gen]
    const [hers, own] = [{ box: request.box, folder, gen, coordinator: agreedBy }, { box: request.box, folder, gen, coordinator: ring.me }]
    const passed = fromBase64url(other.wrap)
    if (await whyNotSigned(ring, agreedBy, other.sig, passedSigned(ring.organisation, request.id, hers, ring.me, await sha256(passed)))) refusal('bad-signature')
    if (await whyNotCommitted(ring, key)) refusal('bad-signature')
    const two = await Promise.all([
      openWith(ring.receiving, fromBase64url(mine.wrap), shareContext(ring.organisation, own)), openWith(ring.receiving, passed, passedContext(ring.organisation, request.id, hers, ring.me)),
    ]).catch(() => refusal('cannot-open'))
    const raw: Bytes = new Uint8Array(await (await shamir()).combine(two).catch(() => refusal('cannot-open')))
    if (!(await folderKeyOf(key, raw, true))) refusal('wrong-key')
    return heldByGlass(ring, request.id, key, raw, listed)
  }))
}

async function heldByGlass(ring: Ring, holder: string, key: { readonly folder: string; readonly gen: number; readonly kind: FolderKind }, raw: Bytes, listed: string): Promise<HoldRow> {
  const row = { folder: key.folder, gen: key.gen, kind: key.kind, holder, form: 'glass', epoch: 0 } as const
  const wrap = await sealBytes(ring.ownKey, raw, wrapContext(ring.organisation, row))
  const sig = await sign(ring.signing, holdContext(ring.organisation, row, await sha256(wrap)))
  return { ...row, folder: key.folder as FolderId, listed, wrap: toBase64url(wrap), by: ring.me as MemberId, sig: toBase64url(sig) }
}

function refusal(reason: string): never {
  throw new VaultRefusal(reason)
}
