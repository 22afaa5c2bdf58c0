import { sql } from 'kysely'
import type { Tx } from '../../server/transaction.ts'
import type { FolderId, MemberId, TeamId } from '../../shared/ids.ts'

type Row = { folder: FolderId; team: TeamId; by: MemberId; writtenOn: string }

export function handOverStore(tx: Tx) {
  return {
    async add(folder: string, team: string, by: string, writtenOn: string): Promise<boolean> {
      const { numAffectedRows } = await sql`insert into hand_over (folder, team, by, written_on) values (${folder}, ${team}, ${by}, ${writtenOn})
        on conflict do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async byFolder(folder: string): Promise<Row | undefined> {
      return (await sql<Row>`select folder, team, by, written_on as "writtenOn" from hand_over where folder = ${folder}`.execute(tx)).rows[0]
    },

    /** From her holds: notes since that day, and older ones she sits in the team of and has not seen. */
    async list(member: string, since: string, limit: number): Promise<Row[]> {
      return (await sql<Row>`
        select n.folder, n.team, n.by, n.written_on as "writtenOn" from (
          select distinct h.folder from unnest((select my_holders())::uuid[]) as m (holder)
          cross join lateral (select folder from hold where hold.holder = m.holder and hold.kind = 'hand_over' and not superseded order by listed desc, folder desc limit 500) h
        ) mine join hand_over n on n.folder = mine.folder
        where n.written_on >= ${since} or (n.by <> ${member} and n.team = any ((select my_holders())::uuid[])
          and not exists (select 1 from hand_over_seen s where s.folder = n.folder and s.member = ${member}))
        order by n.written_on desc, n.folder limit ${limit}`.execute(tx)).rows
    },

    async seenOf(folders: readonly string[]) {
      return (await sql<{ folder: FolderId; member: MemberId; seenOn: string }>`
        select folder, member, seen_on as "seenOn" from hand_over_seen where folder = any (${[...folders]}::uuid[]) order by seen_on, member`.execute(tx)).rows
    },

    async see(folder: string, member: string, seenOn: string): Promise<boolean> {
      const { numAffectedRows } = await sql`insert into hand_over_seen (folder, member, seen_on) values (${folder}, ${member}, ${seenOn})
        on conflict do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async sitsIn(teams: readonly string[]) {
      return (await sql<{ team: TeamId; member: MemberId }>`select team, member from sits_in(${[...new Set(teams)]}::uuid[])`.execute(tx)).rows
    },
  }
}
