import type { OpenDesk } from '../../../desk/session.tsx'
import { openSituations } from '../open-situations.ts'
import { countSealed, holdsAccounts } from '../sealed.ts'
import type { Period } from '../shape.ts'

export type CountedHere = ReturnType<typeof countSealed> | 'not-hers'

/** What only a member may count is counted in her own browser, over what she opens; nothing where she cannot know. */
export async function countHere(desk: Pick<OpenDesk, 'call' | 'keys' | 'house' | 'mine'>, period: Period): Promise<CountedHere> {
  const kinds = desk.house.teams.filter((team) => desk.mine.includes(team.id)).map((team) => team.kind)
  if (!holdsAccounts(kinds)) return 'not-hers'
  const { opened } = await openSituations(desk.call, desk.keys)
  return countSealed(opened, period)
}
