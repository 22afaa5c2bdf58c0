import { members } from '../../src/features/members/contract.ts'
import { toBase64url } from '../../src/shared/bytes.ts'
import { newId } from '../../src/shared/ids.ts'
import type { MemberId, TeamId } from '../../src/shared/ids.ts'
import { withAct } from '../../src/shared/signed-act.ts'
import { newAccount } from '../../src/vault/accounts.ts'
import { acceptanceMac, readInvitation } from '../../src/vault/invites.ts'
import { browser, signIn } from './house.ts'
import type { App, SignedIn } from './house.ts'

/** A manager prints a link for a member who lost everything, and she answers it with new keys, as the two desks do. */
export async function answeredAnew(app: App, manager: SignedIn, who: { readonly id: MemberId; readonly name: string }, sealedFor: TeamId) {
  const invite = newId<'record'>()
  const made = await manager.vault.makeInvite(invite, sealedFor, who.id)
  await manager.call(members.invite, { id: invite, name: who.name, shown: who.name, roles: ['consultant'], teams: [], sealed: made.sealed, sealedFor, epoch: made.epoch, again: who.id })
  const invitation = readInvitation(`#${made.fragment}`)
  const passphrase = `${who.name} has five other words`
  const { account, keys } = await newAccount(invitation.again ?? '', passphrase, { organisation: invitation.organisation, rootPublic: invitation.rootPublic, rosters: {} })
  const publicKeys = { xPublic: toBase64url(keys.xPublic), edPublic: toBase64url(keys.edPublic) }
  const mac = await acceptanceMac(invitation.secret, invite, { member: who.id, ...publicKeys })
  const answer = { member: who.id, ...publicKeys, mac }
  await browser(app).call(members.accept, { invite, ...answer, account })
  const kept = (await manager.call(members.waiting, {})).invites.find((one) => one.id === invite)
  if (!kept?.answer) throw new Error('nobody answered')
  return { invite, kept, answer: kept.answer, passphrase, publicKeys, account, keys }
}

/** The manager countersigns, and seats her anew in these teams. */
export async function countersigned(manager: SignedIn, { invite, publicKeys }: Pick<Awaited<ReturnType<typeof answeredAnew>>, 'invite' | 'publicKeys'>, who: MemberId, teams: readonly TeamId[]) {
  await manager.learn()
  const rows = await manager.vault.renewTeams(who, teams, publicKeys)
  const sent = { member: who, invite, certificate: await manager.vault.certifyAgain(who, { keys: publicKeys }), ...rows }
  return withAct(manager.vault, 'member.keys-renewed', [who, ...teams], sent)
}

/** All of it; answers her as she signs in with her new passphrase. */
export async function newKeys(app: App, manager: SignedIn, who: { readonly id: MemberId; readonly name: string }, teams: readonly TeamId[], sealedFor: TeamId) {
  const answered = await answeredAnew(app, manager, who, sealedFor)
  await manager.call(members.renewKeys, await countersigned(manager, answered, who.id, teams))
  await manager.learn()
  return signIn(app, who.name, answered.passphrase)
}
