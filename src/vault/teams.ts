import { fromBase64url, toBase64url } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import { encode } from '../shared/canonical.ts'
import type { TeamId } from '../shared/ids.ts'
import type { MemberId } from '../shared/ids.ts'
import { prevSeedContext, rosterContext, seatContext, seatInfo } from './contexts.ts'
import { openWith, sealTo } from './hpke.ts'
import { aesKey, derive, keyPairOf, openBytes, randomBytes, sealBytes, sha256, sign } from './primitives.ts'
import type { SeatRow, TeamEpochRow } from './seal.ts'
import { signedByManager } from './certificates.ts'
import type { Person } from './certificates.ts'
import type { Roster } from './trust.ts'

/** What an epoch's seed gives: the key its holds are wrapped with, and the pair outsiders wrap to. */
export type EpochKeys = { readonly seed: Bytes; readonly wrapKey: CryptoKey; readonly receivingSecret: Bytes; readonly publicKey: Bytes }

export async function epochKeys(seed: Bytes): Promise<EpochKeys> {
  const receivingSecret = await derive(seed, 'wayout/epoch/receiving')
  const { publicKey } = await keyPairOf('X25519', receivingSecret)
  return { seed, wrapKey: await aesKey(await derive(seed, 'wayout/epoch/wrap')), receivingSecret, publicKey }
}

export type Manager = { readonly id: string; readonly organisation: string; readonly signing: CryptoKey }
export type Seated = { readonly id: string; readonly xPublic: Bytes }

/** A team's first epoch: its seed sealed to every member and to recovery, its roster signed. */
export async function foundTeam(by: Manager, team: { readonly id: string; readonly kind: string }, members: readonly Seated[], recovery: Seated) {
  const keys = await epochKeys(randomBytes(32))
  const roster: Roster = {
    team: team.id, kind: team.kind, version: 1, epoch: 1, previous: null,
    members: members.map((member) => member.id), publicKey: keys.publicKey,
  }
  const seats = await Promise.all([...members, recovery].map((member) => seatFor(by, member, team.id, 1, keys.seed)))
  return { epoch: await signRoster(by, roster, null), seats, keys }
}

/** The same epoch with one more member: a new roster version that names the hash of the one before. */
export async function seatOneMore(by: Manager, before: { readonly roster: Roster; readonly bytes: Bytes }, seed: Bytes, member: Seated) {
  const { roster } = before
  const members = roster.members.includes(member.id) ? roster.members : [...roster.members, member.id]
  const next: Roster = { ...roster, version: roster.version + 1, previous: await sha256(before.bytes), members }
  return { epoch: await signRoster(by, next, null), seat: await seatFor(by, member, roster.team, roster.epoch, seed) }
}

/**
 * The next epoch, for those who stay: a fresh seed sealed to each of them and to recovery, and the seed before it sealed
 * under the new one, so that nothing has to be wrapped again.
 */
export async function nextEpoch(by: Manager, before: { readonly roster: Roster; readonly bytes: Bytes }, seed: Bytes, staying: readonly Seated[], recovery: Seated) {
  const keys = await epochKeys(randomBytes(32))
  const { team, kind, version, epoch } = before.roster
  const next: Roster = {
    team, kind, version: version + 1, epoch: epoch + 1, previous: await sha256(before.bytes),
    members: staying.map((member) => member.id), publicKey: keys.publicKey,
  }
  const prevSeed = await sealBytes(keys.wrapKey, seed, prevSeedContext(by.organisation, team, next.epoch))
  const seats = await Promise.all([...staying, recovery].map((member) => seatFor(by, member, team, next.epoch, keys.seed)))
  return { epoch: await signRoster(by, next, prevSeed), seats, keys }
}

/** The seed of the epoch before this one; throws when it was not sealed under this one. */
export function seedBefore(row: TeamEpochRow, organisation: string, keys: EpochKeys): Promise<Bytes> {
  return openBytes(keys.wrapKey, fromBase64url(row.prevSeed ?? ''), prevSeedContext(organisation, row.team, row.epoch))
}

async function signRoster(by: Manager, roster: Roster, prevSeed: Bytes | null): Promise<TeamEpochRow> {
  const bytes = encode(roster)
  return {
    team: roster.team as TeamId, epoch: roster.epoch, version: roster.version, publicKey: toBase64url(roster.publicKey),
    roster: toBase64url(bytes), by: by.id as MemberId, sig: toBase64url(await sign(by.signing, rosterContext(by.organisation, bytes))),
    prevSeed: prevSeed && toBase64url(prevSeed),
  }
}

async function seatFor(by: Manager, member: Seated, holder: string, epoch: number, seed: Bytes): Promise<SeatRow> {
  const seat = { member: member.id, holder, epoch }
  const wrap = await sealTo(member.xPublic, seed, seatInfo(by.organisation, seat))
  const sig = await sign(by.signing, seatContext(by.organisation, seat, await sha256(wrap)))
  return { ...seat, wrap: toBase64url(wrap), by: by.id as MemberId, sig: toBase64url(sig) }
}

/** The seed of a seat of mine, when a manager signed the seat; undefined when nobody of ours did. */
export async function seedOf(seat: SeatRow, organisation: string, people: ReadonlyMap<string, Person>, receiving: CryptoKey): Promise<Bytes | undefined> {
  if (!seat.wrap || !seat.sig || !seat.by) return undefined
  const wrap = fromBase64url(seat.wrap)
  const signed = await signedByManager(people.get(seat.by), fromBase64url(seat.sig), seatContext(organisation, seat, await sha256(wrap)))
  if (!signed) return undefined
  return openWith(receiving, wrap, seatInfo(organisation, seat)).catch(() => undefined)
}
