import { toBase64url } from '../shared/bytes.ts'
import { newAccount } from './accounts.ts'
import type { Pins } from './accounts.ts'
import { certifyLedgerKey } from './ledger-key.ts'
import { certify, newRoot, organisationOf } from './root.ts'
import type { SeatRow, TeamEpochRow } from './seal.ts'
import { foundTeam } from './teams.ts'

export type FirstMember = { readonly id: string; readonly passphrase: string }
export type TeamName = { readonly id: string; readonly kind: string }

/**
 * Everything a house begins with: root and recovery (on one printed sheet), the first manager certified by the root,
 * every team with her in it, and the key that the program signs its ledger with. Nothing is sent: the caller posts the rows and prints the two sheets.
 */
export async function foundHouse(organisationId: string, first: FirstMember, teams: readonly TeamName[], ledgerPublic: string) {
  const { root, sheet, proof } = await newRoot()
  const pins: Pins = { organisation: organisationId, rootPublic: toBase64url(root.rootPublic), rosters: {} }
  const { account, keys, recoveryCode } = await newAccount(first.id, first.passphrase, pins)
  const publicKeys = { xPublic: toBase64url(keys.xPublic), edPublic: toBase64url(keys.edPublic) }
  const certificate = await certify(root.signing, organisationId, { id: first.id, ...publicKeys, manager: true })
  const by = { id: first.id, organisation: organisationId, signing: keys.signing }
  const recovery = { id: organisationId, xPublic: root.recoveryPublic }
  const epochs: TeamEpochRow[] = []
  const seats: SeatRow[] = []
  for (const team of teams) {
    const founded = await foundTeam(by, team, [{ id: first.id, xPublic: keys.xPublic }], recovery)
    epochs.push(founded.epoch)
    seats.push(...founded.seats)
  }
  const organisation = { ...(await organisationOf(root, organisationId)), recoveryAuthKey: toBase64url(proof) }
  const ledgerKey = await certifyLedgerKey(root.signing, organisationId, null, ledgerPublic, 0)
  return { organisation, ledgerKey, member: { id: first.id, ...publicKeys, certificate }, account, keys, epochs, seats, sheet, recoveryCode }
}
