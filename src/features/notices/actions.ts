import { sql } from 'kysely'
import type { MemberId } from '../../shared/ids.ts'
import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import type { notices } from './contract.ts'

export const noticeActions: Handlers<typeof notices> = {
  async unseen(_, { tx }) {
    const { rows } = await sql<{ id: string; what: string; by: MemberId | null; about: MemberId | null; at: Date }>`
      select id, what, by, about, at from notice where seen_at is null order by at desc limit 50`.execute(tx)
    return { notices: rows.map((row) => ({ ...row, at: row.at.toISOString() })) }
  },

  async see({ ids }, { tx }) {
    const { rows } = await sql<{ seen: number }>`select see_notices(${ids}::uuid[]) as seen`.execute(tx)
    const seen = rows[0]?.seen ?? 0
    if (seen) await noteInLedger(tx, 'notices.seen', [])
    return { seen }
  },
}
