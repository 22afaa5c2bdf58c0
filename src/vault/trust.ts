import { fromBase64url, sameBytes, toBase64url } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import { decode } from '../shared/canonical.ts'
import { memberContext, recoveryStatementContext, rosterContext } from './contexts.ts'
import { verifies, verifyKey } from './primitives.ts'
import { certificateHash } from './recovery-chain.ts'
import type { TrustedRecovery } from './recovery-chain.ts'
import type { MemberRow, RecoveryRow, TeamEpochRow } from './seal.ts'
import { VaultRefusal } from './vault.ts'
import type { LedgerPin, Pins, Quarantined } from './vault.ts'

export type Person = { readonly id: string; readonly edKey: CryptoKey; readonly xPublic: Bytes; readonly manager: boolean; readonly state: MemberRow['state'] }

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
 * Members whose certificates lead to a root through managers. Anybody else is nobody. A root that was replaced certifies
 * nobody any more: only those whom its successor names.
 */
export async function trustMembers(organisation: string, recovery: TrustedRecovery, said: readonly MemberRow[]) {
  const people = new Map<string, Person>()
  const quarantined: Quarantined[] = []
  let waiting = said.filter((member) => member.state !== 'waiting')
  while (waiting.length) {
    const ready = waiting.filter((member) => member.by === null || people.has(member.by))
    if (!ready.length) break
    for (const member of ready) {
      const signer = member.by === null ? await rootFor(recovery, member) : certifier(people.get(member.by))
      const person = signer && (await certified(organisation, member, signer).catch(() => undefined))
      if (person) people.set(member.id, person)
      if (!person) quarantined.push({ what: `member ${member.id}`, reason: 'bad-certificate' })
    }
    waiting = waiting.filter((member) => !ready.includes(member))
  }
  for (const member of waiting) quarantined.push({ what: `member ${member.id}`, reason: 'bad-certificate' })
  return { people, quarantined }
}

/** The newest root, or for a certificate that its statement names the one that gave it. */
async function rootFor(recovery: TrustedRecovery, member: MemberRow): Promise<CryptoKey | undefined> {
  const generation = recovery.certified.get(await certificateHash(member))
  return recovery.roots[generation ?? recovery.generation]?.key
}

/**
 * Every later generation of recovery was led by a manager of ours: an old sheet and a server that helps it make none alone.
 * Throws VaultRefusal 'recovery-not-signed'.
 */
export async function trustCeremonies(organisation: string, rows: readonly RecoveryRow[], people: ReadonlyMap<string, Person>): Promise<void> {
  for (const row of rows) {
    const lead = people.get(row.by)
    const context = recoveryStatementContext(organisation, fromBase64url(row.statement))
    if (!lead?.manager || !(await verifies(lead.edKey, fromBase64url(row.sigBy), context))) throw new VaultRefusal('recovery-not-signed')
  }
}

const certifier = (person: Person | undefined) => (person?.manager ? person.edKey : undefined)

async function certified(organisation: string, member: MemberRow, signer: CryptoKey): Promise<Person | undefined> {
  const [x, ed] = [fromBase64url(member.xPublic), fromBase64url(member.edPublic)]
  const context = memberContext(organisation, member.id, x, ed, member.manager)
  if (!member.sig || !(await verifies(signer, fromBase64url(member.sig), context))) return undefined
  return { id: member.id, edKey: await verifyKey(ed), xPublic: x, manager: member.manager, state: member.state }
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
  const manager = people.get(row.by)
  const bytes = fromBase64url(row.roster)
  if (!manager?.manager || !(await verifies(manager.edKey, fromBase64url(row.sig), rosterContext(organisation, bytes)))) return undefined
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

/** Of each team the later epoch, and in it the later version; of the ledger the longer, of recovery the later generation. */
export function higherPins(one: Pins, other: Pins): Pins {
  const rosters = { ...one.rosters }
  for (const [team, pin] of Object.entries(other.rosters)) {
    const mine = rosters[team]
    if (!mine || pin.epoch > mine.epoch || (pin.epoch === mine.epoch && pin.version > mine.version)) rosters[team] = pin
  }
  const ledger = laterLedger(one.ledger, other.ledger)
  const recovery = (other.recovery?.generation ?? 0) > (one.recovery?.generation ?? 0) ? other.recovery : one.recovery
  return { ...one, rosters, ...(ledger && { ledger }), ...(recovery && { recovery }) }
}

function laterLedger(one: LedgerPin | undefined, other: LedgerPin | undefined): LedgerPin | undefined {
  if (!one || !other) return one ?? other
  const rank = (pin: LedgerPin) => [pin.begun, pin.size] as const
  const [[begun, size], [otherBegun, otherSize]] = [rank(one), rank(other)]
  const later = begun - otherBegun || size - otherSize || (one.publicKey + one.root < other.publicKey + other.root ? -1 : 1)
  return later < 0 ? other : one
}
