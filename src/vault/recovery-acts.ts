import { fromBase64url, toBase64url } from '../shared/bytes.ts'
import { decode, encode } from '../shared/canonical.ts'
import { folderKeyOf, whyNotCommitted, whyNotGiven, wrapFor } from './folders.ts'
import type { Ring } from './folders.ts'
import { keepersContext, wrapContext } from './contexts.ts'
import { pad, unpad } from './envelope.ts'
import { openBytes, sealBytes } from './primitives.ts'
import { openWith } from './hpke.ts'
import { openRecovery, succeed } from './recovery.ts'
import type { DrawnPapers, PapersInHand, Recovery } from './recovery.ts'
import type { FolderKeyRow, HoldRow, MemberRow, RecoveryRow, SeatRow, TeamEpochRow } from './seal.ts'
import { epochKeys, nextEpoch, seatOneMore, seedOf } from './teams.ts'
import type { EpochKeys, Seated } from './teams.ts'
import { certificateHash, trustRecovery } from './recovery-chain.ts'
import type { TrustedTeam } from './trust.ts'
import { epochName } from './trust.ts'
import { VaultRefusal } from './vault.ts'
import type { HouseKeys, Pins, Quarantined } from './vault.ts'

export type Wanted = { readonly team: string; readonly members: readonly string[] }
export type ServedAlone = { readonly keys: readonly FolderKeyRow[]; readonly holds: readonly HoldRow[] }
type Rows = { readonly epochs: TeamEpochRow[]; readonly seats: SeatRow[] }

/** What a manager does with the papers in hand. The seeds and folder keys they open stay inside. */
export type RecoveryActs = {
  /** Checks the papers against the house as this vault trusts it. Throws VaultRefusal. */
  readonly recoveryFor: (papers: PapersInHand, house: Pick<HouseKeys, 'organisation' | 'recoveries'>) => Promise<Recovery>
  /** Teams whose newest seed these papers open. */
  readonly teamsRecovery: (recovery: Recovery, seats: readonly SeatRow[]) => Promise<string[]>
  /** A place for me in each of these teams: the next version of its list, the seed sealed to me. */
  readonly enterTeams: (recovery: Recovery, seats: readonly SeatRow[], teams: readonly string[]) => Promise<Rows>
  /** New keys for these teams, and a place for each of the members named. */
  readonly seatAnew: (recovery: Recovery, seats: readonly SeatRow[], wanted: readonly Wanted[]) => Promise<Rows>
  /** Folders that somebody who is gone held alone, wrapped for a team. What does not hold is named and given to nobody. */
  readonly giveFrom: (recovery: Recovery, served: ServedAlone, to: Readonly<Record<string, string>>) => Promise<{ holds: HoldRow[]; quarantined: Quarantined[] }>
  /**
   * New papers take the place of these: the signed step, and new keys for every team. Who keeps which sheet is sealed under the
   * new keys of one of them. Throws where a team cannot be opened.
   */
  readonly replacePapers: (
    recovery: Recovery, seats: readonly SeatRow[], drawn: DrawnPapers, house: Pick<HouseKeys, 'recoveries' | 'members'>, keepers: Keepers,
  ) => Promise<Rows & { row: RecoveryRow; authKey: string; kept: SealedKeepers }>
  readonly openKeepers: (generation: number, kept: SealedKeepers) => Promise<unknown>
}

/** `words`: who keeps which sheet; their shape is the feature's. */
export type Keepers = { readonly words: unknown; readonly sealedFor: string }
export type SealedKeepers = { readonly keepers: string; readonly sealedFor: string; readonly epoch: number }

type Inside = { readonly ring: () => Ring; readonly pins: Pins; readonly teamOf: (name: string) => TrustedTeam | undefined }

export function recoveryActs({ ring, pins, teamOf }: Inside): RecoveryActs {
  const by = () => ({ id: ring().me, organisation: ring().organisation, signing: ring().signing })
  const paper = (publicKey = ring().newest.get(ring().organisation)?.publicKey ?? new Uint8Array()): Seated => ({ id: ring().organisation, xPublic: publicKey })
  const newestOf = (team: string) => teamOf(epochName(team, ring().newest.get(team)?.epoch ?? 0))
  const allTeams = () => [...ring().newest.keys()].filter((holder) => holder !== ring().organisation)

  /** The newest seed of a team, good only when it fits the signed list. */
  async function seedFor(recovery: Recovery, seats: readonly SeatRow[], team: string): Promise<EpochKeys | undefined> {
    const trusted = newestOf(team)
    const seat = seats.find((row) => row.holder === team && row.epoch === trusted?.roster.epoch && row.member === ring().organisation)
    if (!trusted || !seat) return undefined
    for (const { receiving } of recovery.opens) {
      const seed = await seedOf(seat, ring().organisation, ring().people, receiving)
      const keys = seed && (await epochKeys(seed))
      if (keys && toBase64url(keys.publicKey) === toBase64url(trusted.roster.publicKey)) return keys
    }
    return undefined
  }

  async function renewed(recovery: Recovery, seats: readonly SeatRow[], wanted: readonly Wanted[], to: Seated) {
    const rows = await Promise.all(wanted.map(async ({ team, members }) => {
      const [trusted, seed] = [newestOf(team), await seedFor(recovery, seats, team)]
      if (!trusted || !seed) throw new VaultRefusal('team-not-recovered')
      const staying = [...new Set(members)].flatMap((id) => ring().people.get(id) ?? []).filter(({ state }) => state !== 'removed')
      return nextEpoch(by(), { roster: trusted.roster, bytes: trusted.rosterBytes }, seed.seed, staying, to)
    }))
    return { epochs: rows.map((row) => row.epoch), seats: rows.flatMap((row) => row.seats), keys: new Map(rows.map(({ epoch, keys }) => [epoch.team as string, { epoch: epoch.epoch, keys }])) }
  }

  async function give(recovery: Recovery, hold: HoldRow, row: FolderKeyRow | undefined, to: string): Promise<HoldRow | Quarantined> {
    const what = `folder ${hold.folder}`
    const bad = (await whyNotGiven(ring(), hold)) ?? (row ? await whyNotCommitted(ring(), row) : 'wrong-key')
    if (bad || !row) return { what, reason: bad ?? 'wrong-key' }
    const opens = recovery.opens.find(({ generation }) => generation === hold.epoch)
    const raw = opens && (await openWith(opens.receiving, fromBase64url(hold.wrap), wrapContext(ring().organisation, hold)).catch(() => undefined))
    if (!raw) return { what, reason: 'cannot-open' }
    if (!(await folderKeyOf(row, raw, true))) return { what, reason: 'wrong-key' }
    return wrapFor(ring(), to, { folder: hold.folder, kind: hold.kind, gen: hold.gen }, raw, hold.listed)
  }

  return {
    async recoveryFor(papers, { organisation, recoveries }) {
      const chain = await trustRecovery(organisation, recoveries, pins)
      return openRecovery(papers, chain, recoveries, pins.organisation)
    },
    async teamsRecovery(recovery, seats) {
      const found = await Promise.all(allTeams().map(async (team) => ((await seedFor(recovery, seats, team)) ? [team] : [])))
      return found.flat()
    },
    async enterTeams(recovery, seats, teams) {
      const me = ring().people.get(ring().me)
      if (!me) throw new VaultRefusal('bad-certificate')
      const rows = await Promise.all(teams.map(async (team) => {
        const [trusted, seed] = [newestOf(team), await seedFor(recovery, seats, team)]
        if (!trusted || !seed) throw new VaultRefusal('team-not-recovered')
        return seatOneMore(by(), { roster: trusted.roster, bytes: trusted.rosterBytes }, seed.seed, me)
      }))
      return { epochs: rows.map((row) => row.epoch), seats: rows.map((row) => row.seat) }
    },
    async seatAnew(recovery, seats, wanted) {
      const { keys: _, ...rows } = await renewed(recovery, seats, wanted, paper())
      return rows
    },
    async giveFrom(recovery, served, to) {
      const rows = new Map(served.keys.map((row) => [epochName(row.folder, row.gen), row]))
      const given = await Promise.all(served.holds.map(async (hold) => {
        const holder = to[hold.folder]
        return holder === undefined ? undefined : give(recovery, hold, rows.get(epochName(hold.folder, hold.gen)), holder)
      }))
      const done = given.filter((one) => one !== undefined)
      return { holds: done.filter((one) => 'wrap' in one), quarantined: done.filter((one) => 'reason' in one) }
    },
    async replacePapers(recovery, seats, drawn, { recoveries, members }, { words, sealedFor }) {
      const before = recoveries.find((one) => one.generation === recovery.chain.generation)
      const wanted = allTeams().map((team) => ({ team, members: newestOf(team)?.roster.members ?? [] }))
      const { keys, ...rows } = await renewed(recovery, seats, wanted, paper(drawn.root.recoveryPublic))
      const team = keys.get(sealedFor)
      if (!team) throw new VaultRefusal('not-in-team')
      const next = await succeed(by(), recovery, before, drawn, await certifiedByRoots(recovery, ring(), members))
      const keepers = await sealBytes(team.keys.wrapKey, pad(encode(words)), keepersContext(ring().organisation, next.row.generation))
      return { ...rows, ...next, kept: { keepers: toBase64url(keepers), sealedFor, epoch: team.epoch } }
    },
    async openKeepers(generation, { keepers, sealedFor, epoch }) {
      const team = ring().seeds.get(epochName(sealedFor, epoch))
      if (!team) throw new VaultRefusal('not-in-team')
      return decode(unpad(await openBytes(team.wrapKey, fromBase64url(keepers), keepersContext(ring().organisation, generation))))
    },
  }
}

/** Everybody whom a root certified until now: the next root names them, and the roots before let in nobody else. */
async function certifiedByRoots(recovery: Recovery, ring: Ring, members: readonly MemberRow[]) {
  // Of somebody who was certified anew since, it is her first certificate that a root gave.
  const theirs = members.filter(({ id }) => ring.people.has(id)).flatMap((member) => [member, ...member.former].filter(({ by }) => by === null))
  return Promise.all(theirs.map(async (member) => {
    const hash = await certificateHash(member)
    return [fromBase64url(hash), recovery.chain.certified.get(hash) ?? recovery.chain.generation] as const
  }))
}
