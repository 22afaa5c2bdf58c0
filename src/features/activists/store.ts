import { sql } from 'kysely'
import type * as z from 'zod/mini'
import type { Tx } from '../../server/transaction.ts'
import type { FolderId, RecordId } from '../../shared/ids.ts'
import type { activistFacts, activistHours } from './contract.ts'

export type ActivistFacts = z.output<typeof activistFacts>
type Hours = z.output<typeof activistHours>
type Listed = ActivistFacts & { version: number; hours: number; hoursOfYear: number; events: number; lastOn: string | null }

export function activistStore(tx: Tx) {
  return {
    async add(one: ActivistFacts, recordedOn: string): Promise<boolean> {
      const { numAffectedRows } = await sql`insert into activist (folder, team, state, recorded_on) values (${one.folder}, ${one.team}, ${one.state}, ${recordedOn})
        on conflict (folder) do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async change(one: ActivistFacts, version: number): Promise<boolean> {
      const { numAffectedRows } = await sql`update activist set state = ${one.state}, version = version + 1 where folder = ${one.folder} and version = ${version}`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async versionOf(folder: string): Promise<number | undefined> {
      return (await sql<{ version: number }>`select version from activist where folder = ${folder}`.execute(tx)).rows[0]?.version
    },

    async list(year: number): Promise<Listed[]> {
      return (await sql<Listed>`
        select a.folder, a.team, a.state, a.version, coalesce(sum(g.hours), 0)::int as hours,
          coalesce(sum(g.hours) filter (where extract(year from g.on_day) = ${year}::int), 0)::int as "hoursOfYear",
          count(distinct g.event)::int as events, max(g.on_day) as "lastOn"
        from (
          select distinct h.folder from unnest((select my_holders())::uuid[]) as m (holder)
          join hold h on h.holder = m.holder and h.kind = 'activist' and not h.superseded
        ) mine join activist a on a.folder = mine.folder left join activist_hours g on g.folder = a.folder
        group by a.folder order by a.state, a.folder`.execute(tx)).rows
    },

    /** True when she holds every one of them. */
    async holdsAll(folders: readonly string[]): Promise<boolean> {
      const { rows } = await sql<{ n: number }>`select count(*)::int as n from activist where folder = any (${folders}::uuid[])`.execute(tx)
      return rows[0]?.n === folders.length
    },

    async hoursAt(event: string) {
      return (await sql<{ id: RecordId; folder: FolderId; onDay: string; hours: number }>`
        select g.id, g.folder, g.on_day as "onDay", g.hours from activist_hours g where g.event = ${event} order by g.on_day, g.id limit 1000`.execute(tx)).rows
    },

    async hoursOf(folder: string) {
      return (await sql<Pick<Hours, 'id' | 'kind' | 'onDay' | 'hours'>>`
        select id, kind, on_day as "onDay", hours from activist_hours where folder = ${folder} and event is null order by on_day desc, id limit 50`.execute(tx)).rows
    },

    async takeBack(folder: string, id: string): Promise<boolean> {
      const { numAffectedRows } = await sql`delete from activist_hours where id = ${id} and folder = ${folder}`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async giveHours(one: Hours, recordedOn: string): Promise<boolean> {
      const { numAffectedRows } = await sql`
        insert into activist_hours (id, folder, event, kind, on_day, hours, recorded_on)
        values (${one.id}, ${one.folder}, ${one.event}, ${one.kind}, ${one.onDay}, ${one.hours}, ${recordedOn}) on conflict (id) do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async hasHours(one: Hours): Promise<boolean> {
      const { rows } = await sql`select 1 from activist_hours where id = ${one.id} and folder = ${one.folder} and on_day = ${one.onDay} and hours = ${one.hours}
        and kind = ${one.kind} and event is not distinct from ${one.event}`.execute(tx)
      return rows.length > 0
    },
  }
}
