import type { OpenDesk } from '../../../desk/session.tsx'
import { openSituations } from '../open-situations.ts'
import type { WholeSituation } from '../open-situations.ts'
import { countSealed, holdsAccounts } from '../sealed.ts'
import type { Period } from '../shape.ts'

export type Opened = readonly WholeSituation[] | 'not-hers'
export type CountedHere = ReturnType<typeof countSealed> | 'not-hers'

/** What only a member may count is counted in her own browser, over what she opens; nothing where she cannot know. */
export function countHere(opened: Opened, period: Period): CountedHere {
  return opened === 'not-hers' ? opened : countSealed(opened, period)
}

/** Opened once for all periods she looks at: each opening is an entry in the ledger. */
export const situationsHere = (desk: Pick<OpenDesk, 'call' | 'keys' | 'house' | 'mine'>) => ({
  queryKey: ['figures', 'situations'], staleTime: 10 * 60_000,
  async queryFn(): Promise<Opened> {
    const kinds = desk.house.teams.filter((team) => desk.mine.includes(team.id)).map((team) => team.kind)
    return holdsAccounts(kinds) ? (await openSituations(desk.call, desk.keys)).opened : 'not-hers'
  },
})
