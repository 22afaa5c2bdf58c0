import { folders } from '../../src/features/folders/contract.ts'
import { members } from '../../src/features/members/contract.ts'
import type { FolderId, MemberId, TeamId } from '../../src/shared/ids.ts'
import { withAct } from '../../src/shared/signed-act.ts'
import type { SignedIn } from './house.ts'

/** A manager lets somebody go, from the house or from some teams, as her desk does. */
export async function letGo(manager: SignedIn, member: MemberId, teams: readonly TeamId[], house = true): Promise<void> {
  await manager.learn()
  await manager.call(members.leaveOut, await leaving(manager, member, teams, house))
  await manager.learn()
}

/** A document sealed as the desk does: after asking who holds the folder now. */
export async function sealInto(by: SignedIn, doc: { readonly folder: FolderId; readonly id: string; readonly version: number; readonly schema: string }, content: unknown) {
  await by.learn()
  await by.vault.learnHolders(await by.call(folders.keys, { folder: doc.folder }))
  return by.vault.sealDoc(doc, content)
}

/** The signed request of a manager who lets somebody go. */
export async function leaving(manager: SignedIn, member: MemberId, teams: readonly TeamId[], house = true) {
  const sent = { member, house, ...(await manager.vault.leaveOut(member, teams)) }
  return withAct(manager.vault, house ? 'member.removed' : 'member.left-team', [member, ...teams], sent)
}
