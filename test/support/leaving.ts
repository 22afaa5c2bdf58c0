import { folders } from '../../src/features/folders/contract.ts'
import { members } from '../../src/features/members/contract.ts'
import type { FolderId, MemberId, TeamId } from '../../src/shared/ids.ts'
import type { SignedIn } from './house.ts'

/** A manager lets somebody go, from the house or from some teams, as her desk does. */
export async function letGo(manager: SignedIn, member: MemberId, teams: readonly TeamId[], house = true): Promise<void> {
  await manager.learn()
  await manager.call(members.leaveOut, { member, house, ...(await manager.vault.leaveOut(member, teams)) })
  await manager.learn()
}

/** A document sealed as the desk does: after asking who holds the folder now. */
export async function sealInto(by: SignedIn, doc: { readonly folder: FolderId; readonly id: string; readonly version: number; readonly schema: string }, content: unknown) {
  await by.learn()
  await by.vault.learnHolders(await by.call(folders.keys, { folder: doc.folder }))
  return by.vault.sealDoc(doc, content)
}
