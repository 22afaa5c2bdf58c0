import type { MemberId, TeamId } from '../../shared/ids.ts'

export type Places = { readonly finders: TeamId; readonly caseManagement: TeamId; readonly coordination: TeamId; readonly mine: readonly TeamId[] }
type Folder = { readonly kind: string; readonly team: TeamId | null }

/** Which teams hold a folder, unless somebody decides otherwise; `linked`: because of the client, and no longer once it is unlinked from her. */
export function heldBy({ kind, team }: Folder, places: Places): { readonly base: readonly TeamId[]; readonly linked: readonly TeamId[] } {
  if (kind === 'card') return { base: [places.finders], linked: [] }
  if (kind === 'contact') {
    const taken = team ?? places.caseManagement
    return { base: [taken], linked: taken === places.caseManagement ? [] : [places.caseManagement] }
  }
  if (kind === 'identity' || kind === 'whereabouts') return { base: [places.caseManagement], linked: [] }
  // A specialist's own notes go back to a team of whoever gives them back: she held them.
  if (kind === 'specialist') return { base: [places.mine.find((one) => one !== places.finders) ?? places.caseManagement], linked: [] }
  return { base: [places.caseManagement, places.coordination], linked: [] }
}

/** Named people are colleagues who may open clients at all. */
type Member = { readonly id: MemberId; readonly state: string; readonly manager: boolean; readonly roles: readonly string[] }
export const couldBeNamed = (members: readonly Member[], mayFind: (roles: Member['roles']) => boolean) => members.filter((one) => one.state === 'active' && mayFind(one.roles))

/** Halves go to coordinators who are here; those who are named hold her anyway, and may still agree. */
export const couldKeepHalves = (members: readonly Member[]) => members.filter((one) => one.state === 'active' && one.manager)

type Said = { readonly named: readonly string[] | null; readonly coordinators: readonly string[]; readonly label: string | undefined }
const sameOf = (one: readonly string[] | null, other: readonly string[] | null) => [...(one ?? [])].sort().join() === [...(other ?? [])].sort().join()

/** Whether who is named, who has halves or what coordinators see is to be another than it was. */
export function isChanged(before: Said, after: Said): boolean {
  return !sameOf(before.named, after.named) || !sameOf(before.coordinators, after.coordinators) || (before.label ?? '').trim() !== (after.label ?? '').trim()
}

export type Warning = 'one-alone' | 'without-me' | 'no-halves' | 'one-asker'

/**
 * What whoever restricts should know: one person alone can be lost, and then recovery alone opens it; she shuts herself out; in danger
 * nobody could open it, since fewer than two coordinators have halves; or only one of those has no key of her own, so that nobody is
 * left to agree when the named are away.
 */
export function warningsOf(named: readonly string[], keepers: readonly string[], me: string): Warning[] {
  return [
    ...(named.length === 1 ? ['one-alone' as const] : []),
    ...(named.length > 0 && !named.includes(me) ? ['without-me' as const] : []),
    ...(keepers.length < 2 ? ['no-halves' as const] : []),
    ...(keepers.length >= 2 && keepers.filter((one) => !named.includes(one)).length < 2 ? ['one-asker' as const] : []),
  ]
}
