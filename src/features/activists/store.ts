import { sql } from 'kysely'
import type * as z from 'zod/mini'
import type { Tx } from '../../server/transaction.ts'
import type { activistFacts, activistHours } from './contract.ts'

export type ActivistFacts = z.output<typeof activistFacts>
type Hours = z.output<typeof activistHours>
type Listed = ActivistFacts & { version: number; hours: number; hoursOfYear: number; lastOn: string | null }

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
          coalesce(sum(g.hours) filter (where extract(year from g.on_day) = ${year}::int), 0)::int as "hoursOfYear", max(g.on_day) as "lastOn"
        from (
          select distinct h.folder from unnest((select my_holders())::uuid[]) as m (holder)
          join hold h on h.holder = m.holder and h.kind = 'activist' and not h.superseded
        ) mine join activist a on a.folder = mine.folder left join activist_hours g on g.folder = a.folder
        group by a.folder order by a.state, a.folder`.execute(tx)).rows
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
