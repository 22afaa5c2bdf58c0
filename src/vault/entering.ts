import { toBase64url } from '../shared/bytes.ts'
import type { MemberId } from '../shared/ids.ts'
import { newAccount } from './accounts.ts'
import type { FirstMember } from './founding.ts'
import { createVault } from './open.ts'
import type { PapersInHand } from './recovery.ts'
import { certify } from './root.ts'
import type { MemberRow } from './seal.ts'
import type { HouseKeys, Pins } from './vault.ts'

/**
 * A manager whom nobody is left to let in: new keys, certified by the root on the papers, and a place in every team they open.
 * The root on the paper is what is trusted; the program's word is checked against it. `closed`: teams that stay shut.
 */
export async function enterByPapers(papers: PapersInHand, house: HouseKeys, { id, passphrase }: FirstMember) {
  const organisation = house.organisation.id
  const pins: Pins = { organisation, rootPublic: toBase64url(papers.root.rootPublic), rosters: {} }
  const { account, keys, recoveryCode } = await newAccount(id, passphrase, pins)
  const publicKeys = { xPublic: toBase64url(keys.xPublic), edPublic: toBase64url(keys.edPublic) }
  const certificate = await certify(papers.root.signing, organisation, { id, ...publicKeys, manager: true })
  const herself: MemberRow = { id: id as MemberId, shown: '', ...publicKeys, manager: true, by: null, sig: certificate, state: 'active', number: 0, keys: 0, until: null, former: [] }
  const vault = await createVault(id, keys)
  const quarantined = await vault.learnHouse({ ...house, members: [...house.members, herself], seats: [] })
  const recovery = await vault.recoveryFor(papers, house)
  const teams = await vault.teamsRecovery(recovery, house.seats)
  const all = [...new Set<string>(house.epochs.map(({ team }) => team))]
  return {
    member: { id: id as MemberId, ...publicKeys, certificate }, account, recoveryCode, quarantined, ...(await vault.enterTeams(recovery, house.seats, teams)),
    closed: all.filter((team) => !teams.includes(team)),
  }
}
