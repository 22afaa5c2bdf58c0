import { house } from '../../features/house/contract.ts'
import { members } from '../../features/members/contract.ts'
import { toBase64url } from '../../shared/bytes.ts'
import { caller } from '../../shared/call.ts'
import { newId } from '../../shared/ids.ts'
import type { MemberId } from '../../shared/ids.ts'
import { withAct } from '../../shared/signed-act.ts'
import { newAccount } from '../../vault/accounts.ts'
import { acceptanceMac, readInvitation } from '../../vault/invites.ts'
import type { Keeper } from '../canary/house.ts'

/** Invites a consultant, accepts for her and lets her in, by the real way through. Answers her passphrase. */
export async function letInConsultant(origin: string, { call, vault, team }: Keeper, name: string, kinds: readonly Parameters<Keeper['team']>[0][] = ['sos_line']): Promise<string> {
  const invite = newId<'record'>()
  const [sealedFor, teams] = [team('coordination'), kinds.map(team)]
  const made = await vault.makeInvite(invite, sealedFor)
  await call(members.invite, { id: invite, name, shown: name, roles: ['consultant'], teams, sealed: made.sealed, sealedFor, epoch: made.epoch })
  const invitation = readInvitation(`#${made.fragment}`)
  const member = newId<'member'>() as MemberId
  const passphrase = `${name} writes and never loses`
  const { account, keys } = await newAccount(member, passphrase, { organisation: invitation.organisation, rootPublic: invitation.rootPublic, rosters: {} })
  const publicKeys = { xPublic: toBase64url(keys.xPublic), edPublic: toBase64url(keys.edPublic) }
  const mac = await acceptanceMac(invitation.secret, invite, { member, ...publicKeys })
  await caller((path, init) => fetch(origin + path, init))(members.accept, { invite, member, ...publicKeys, mac, account })
  await vault.learnHouse(await call(house.keys, {}))
  const rows = await vault.letIn({ id: member, ...publicKeys, manager: false }, teams)
  await call(members.letIn, await withAct(vault, 'member.let-in', [member, ...teams], { member, ...rows }))
  return passphrase
}
