import { sql } from 'kysely'
import type { Tx } from '../../server/transaction.ts'
import type { MemberId } from '../../shared/ids.ts'
import type { Presence } from './contract.ts'

export function presenceStore(tx: Tx) {
  return {
    async here(now: Date) {
      return (await sql<{ member: MemberId; state: Presence }>`select member, state from presence where until > ${now} order by member`.execute(tx)).rows
    },

    /** True when others should hear of it: a state that was not known a moment ago. */
    async be(member: string, state: Presence, now: Date, until: Date): Promise<boolean> {
      const { rows } = await sql<{ state: Presence }>`select state from presence where member = ${member} and until > ${now}`.execute(tx)
      await sql`insert into presence (member, state, until) values (${member}, ${state}, ${until})
        on conflict (member) do update set state = excluded.state, until = excluded.until`.execute(tx)
      return rows[0]?.state !== state
    },

    async leave(member: string): Promise<void> {
      await sql`delete from presence where member = ${member}`.execute(tx)
    },
  }
}
