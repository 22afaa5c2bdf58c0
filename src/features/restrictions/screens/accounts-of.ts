import type { OpenDesk } from '../../../desk/session.tsx'
import { dayOf } from '../../../shared/calendar.ts'
import type { ClientId } from '../../../shared/ids.ts'
import { openSituations } from '../../figures/open-situations.ts'
import type { WholeSituation } from '../../figures/open-situations.ts'

export type Account = WholeSituation & { readonly listed: string; readonly others: number }

/** The accounts she stands in. Who is in which is sealed, so all that are open here are opened to find hers. */
export async function accountsOf(desk: OpenDesk, client: ClientId): Promise<Account[]> {
  if (!desk.may('situations:write')) return []
  const { opened } = await openSituations(desk.call, desk.keys)
  const hers = opened.filter(({ words }) => words.persons.some((person) => person.client === client))
  return hers.map((one) => ({ ...one, listed: dayOf(new Date()), others: one.words.persons.length - 1 }))
}
