import { fromBase64url, sameBytes, toBase64url } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import { decode } from '../shared/canonical.ts'
import { personOf, signedByManager, trustCertificates } from './certificates.ts'
import type { Person } from './certificates.ts'
import { recoveryStatementContext, rosterContext } from './contexts.ts'
import { certificateHash } from './recovery-chain.ts'
import type { TrustedRecovery } from './recovery-chain.ts'
import type { MemberRow, RecoveryRow, TeamEpochRow } from './seal.ts'
import { VaultRefusal } from './vault.ts'
import type { LedgerPin, Pins, Quarantined } from './vault.ts'

export type Roster = {
  readonly team: string
  readonly kind: string
  readonly version: number
  readonly epoch: number
  readonly previous: Bytes | null
  readonly members: readonly string[]
  readonly publicKey: Bytes
}
export type TrustedTeam = { readonly roster: Roster; readonly rosterBytes: Bytes; readonly by: string }

/**
 * Members whose certificates lead to the root through managers; anybody else is nobody. Of whom a later certificate was seen
 * before, an earlier one is not believed. A root that was replaced certifies nobody any more: only those whom its successor names. Where only the newest does not hold she is who she was before it.
 */
export async function trustMembers(pins: Pick<Pins, 'organisation' | 'members'>, recovery: TrustedRecovery, said: readonly MemberRow[], seen: ReadonlyMap<string, number> = new Map()) {
  const people = new Map<string, Person>()
  const quarantined: Quarantined[] = []
  const present = said.filter((member) => member.state !== 'waiting')
  const chains = await trustCertificates(pins.organisation, (certificate) => rootFor(recovery, certificate), present)
  for (const member of present) {
    const chain = chains.get(member.id) ?? []
    const person = await Promise.resolve().then(() => personOf(member, chain)).catch(() => undefined)
    const floor = Math.max(pins.members?.[member.id] ?? 0, seen.get(member.id) ?? 0)
    const what = `member ${member.id}`
    if (person && person.number < floor) quarantined.push({ what, reason: 'old-certificate' })
    else if (person) people.set(member.id, person)
    if (chain.length < member.former.length + 1) quarantined.push({ what, reason: 'bad-certificate' })
  }
  return { people, quarantined }
}

/** The newest root, or for a certificate that its statement names the one that gave it. */
async function rootFor(recovery: TrustedRecovery, certificate: Pick<MemberRow, 'sig'>): Promise<CryptoKey | undefined> {
  const generation = recovery.certified.get(await certificateHash(certificate))
  return recovery.roots[generation ?? recovery.generation]?.key
}

/**
 * Every later generation of recovery was led by a manager of ours: an old sheet and a server that helps it make none alone.
 * Throws VaultRefusal 'recovery-not-signed'.
 */
export async function trustCeremonies(organisation: string, rows: readonly RecoveryRow[], people: ReadonlyMap<string, Person>): Promise<void> {
  for (const row of rows) {
    const context = recoveryStatementContext(organisation, fromBase64url(row.statement))
    if (!(await signedByManager(people.get(row.by), fromBase64url(row.sigBy), context))) throw new VaultRefusal('recovery-not-signed')
  }
}

/** Rosters signed by managers, never older than one already seen. Keyed `team epoch`. */
export async function trustTeams(
  pins: Pins, people: ReadonlyMap<string, Person>, said: readonly TeamEpochRow[], seen: ReadonlyMap<string, TrustedTeam>,
) {
  const teams = new Map<string, TrustedTeam>()
  const quarantined: Quarantined[] = []
  for (const row of said) {
    const what = `team ${row.team} epoch ${row.epoch}`
    const roster = await signedRoster(pins.organisation, people, row).catch(() => undefined)
    if (!roster) quarantined.push({ what, reason: 'bad-roster' })
    else if (isOlder(row, pins, seen) || isOlder(row, pins, teams)) quarantined.push({ what, reason: 'old-roster' })
    else teams.set(epochName(row.team, row.epoch), { roster, rosterBytes: fromBase64url(row.roster), by: row.by })
  }
  return { teams, quarantined }
}

export const epochName = (team: string, epoch: number) => `${team} ${epoch}`

async function signedRoster(organisation: string, people: ReadonlyMap<string, Person>, row: TeamEpochRow): Promise<Roster | undefined> {
  const bytes = fromBase64url(row.roster)
  if (!(await signedByManager(people.get(row.by), fromBase64url(row.sig), rosterContext(organisation, bytes)))) return undefined
  const roster = decode(bytes) as Roster
  const agrees = roster.team === row.team && roster.epoch === row.epoch && roster.version === row.version
  return agrees && sameBytes(roster.publicKey, fromBase64url(row.publicKey)) ? roster : undefined
}

function isOlder(row: TeamEpochRow, pins: Pins, seen: ReadonlyMap<string, TrustedTeam>): boolean {
  const pinned = pins.rosters[row.team]
  if (pinned && row.epoch === pinned.epoch && row.version < pinned.version) return true
  const known = seen.get(epochName(row.team, row.epoch))
  if (!known) return false
  if (row.version < known.roster.version) return true
  return row.version === known.roster.version && row.roster !== toBase64url(known.rosterBytes)
}

/** Of each team the later epoch, and in it the later version; of each member the later certificate; of the ledger the longer, of recovery the later generation. */
export function higherPins(one: Pins, other: Pins): Pins {
  const rosters = { ...one.rosters }
  for (const [team, pin] of Object.entries(other.rosters)) {
    const mine = rosters[team]
    if (!mine || pin.epoch > mine.epoch || (pin.epoch === mine.epoch && pin.version > mine.version)) rosters[team] = pin
  }
  const members = { ...one.members }
  for (const [member, number] of Object.entries(other.members ?? {})) members[member] = Math.max(members[member] ?? 0, number)
  const ledger = laterLedger(one.ledger, other.ledger)
  const recovery = (other.recovery?.generation ?? 0) > (one.recovery?.generation ?? 0) ? other.recovery : one.recovery
  return { ...one, rosters, ...(Object.keys(members).length > 0 && { members }), ...(ledger && { ledger }), ...(recovery && { recovery }) }
}

function laterLedger(one: LedgerPin | undefined, other: LedgerPin | undefined): LedgerPin | undefined {
  if (!one || !other) return one ?? other
  const rank = (pin: LedgerPin) => [pin.begun, pin.size] as const
  const [[begun, size], [otherBegun, otherSize]] = [rank(one), rank(other)]
  const later = begun - otherBegun || size - otherSize || (one.publicKey + one.root < other.publicKey + other.root ? -1 : 1)
  const certified = Math.max(one.certified ?? -1, other.certified ?? -1)
  return { ...(later < 0 ? other : one), ...(certified >= 0 && { certified }) }
}
