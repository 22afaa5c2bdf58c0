import { sql } from 'kysely'
import type { Tx } from '../../server/transaction.ts'
import type { FolderId } from '../../shared/ids.ts'
import type { KeptEvent } from './contract.ts'
import type { EventFacts, HeadsCell } from './facts.ts'

const columns = sql`e.folder, e.team, e.kind, e.role, e.form, e.state, e.campaign, e.series, e.on_day as "onDay", e.capacity, e.version,
  coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'onDay', s.on_day, 'starts', to_char(s.starts, 'HH24:MI'), 'ends', to_char(s.ends, 'HH24:MI'))
    order by s.on_day, s.starts, s.id) from event_session s where s.folder = e.folder), '[]') as sessions,
  coalesce((select jsonb_agg(jsonb_build_object('audience', h.audience, 'sex', h.sex, 'ageBand', h.age_band, 'place', h.place, 'heads', h.heads)
    order by h.audience, h.sex, h.age_band, h.place) from event_heads h where h.folder = e.folder), '[]') as heads`
/** Every list starts at her holds. */
const mine = sql`(select distinct h.folder from unnest((select my_holders())::uuid[]) as m (holder)
  join hold h on h.holder = m.holder and h.kind = 'event' and not h.superseded) mine`

export function eventStore(tx: Tx) {
  return {
    async add(one: EventFacts, recordedOn: string): Promise<boolean> {
      const { numAffectedRows } = await sql`
        insert into event (folder, team, kind, role, form, state, campaign, series, on_day, capacity, recorded_on)
        values (${one.folder}, ${one.team}, ${one.kind}, ${one.role}, ${one.form}, ${one.state}, ${one.campaign}, ${one.series}, ${one.onDay}, ${one.capacity}, ${recordedOn})
        on conflict (folder) do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async change(one: EventFacts, version: number): Promise<boolean> {
      const { numAffectedRows } = await sql`
        update event set kind = ${one.kind}, role = ${one.role}, form = ${one.form}, state = ${one.state}, campaign = ${one.campaign}, series = ${one.series},
          on_day = ${one.onDay}, capacity = ${one.capacity}, version = version + 1
        where folder = ${one.folder} and version = ${version}`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async putSessions({ folder, sessions }: EventFacts): Promise<void> {
      await sql`delete from event_session where folder = ${folder} and id <> all (${sessions.map((one) => one.id)}::uuid[])`.execute(tx)
      for (const { id, onDay, starts, ends } of sessions) {
        await sql`insert into event_session (id, folder, on_day, starts, ends) values (${id}, ${folder}, ${onDay}, ${starts}, ${ends})
          on conflict (id) do update set on_day = excluded.on_day, starts = excluded.starts, ends = excluded.ends where event_session.folder = excluded.folder`.execute(tx)
      }
    },

    async hold(folder: string, version: number): Promise<boolean> {
      const { numAffectedRows } = await sql`update event set state = 'held', version = version + 1 where folder = ${folder} and version = ${version}`.execute(tx)
      return Boolean(numAffectedRows)
    },

    /** What was counted before and stays the same keeps the day on which it was recorded. */
    async putHeads(folder: string, cells: readonly HeadsCell[], recordedOn: string): Promise<void> {
      await sql`delete from event_heads h where h.folder = ${folder} and not exists (
        select 1 from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb) as c (audience text, sex text, "ageBand" text, place text)
        where c.audience = h.audience and c.sex = h.sex and c."ageBand" = h.age_band and c.place = h.place)`.execute(tx)
      for (const { audience, sex, ageBand, place, heads } of cells) {
        await sql`insert into event_heads (folder, audience, sex, age_band, place, heads, recorded_on)
          values (${folder}, ${audience}, ${sex}, ${ageBand}, ${place}, ${heads}, ${recordedOn})
          on conflict (folder, audience, sex, age_band, place) do update set heads = excluded.heads, recorded_on = excluded.recorded_on
          where event_heads.heads <> excluded.heads`.execute(tx)
      }
    },

    async byFolder(folder: string): Promise<KeptEvent | undefined> {
      return (await sql<KeptEvent>`select ${columns} from event e where e.folder = ${folder}`.execute(tx)).rows[0]
    },

    async planned(limit: number): Promise<KeptEvent[]> {
      return (await sql<KeptEvent>`select ${columns} from ${mine} join event e on e.folder = mine.folder
        where e.state = 'planned' order by e.on_day, e.folder limit ${limit}`.execute(tx)).rows
    },

    /** Newest first, keyset. */
    async past(before: { readonly day: string; readonly folder: string } | undefined, limit: number): Promise<KeptEvent[]> {
      const from = before ? sql`and (e.on_day, e.folder) < (${before.day}::date, ${before.folder}::uuid)` : sql``
      return (await sql<KeptEvent>`select ${columns} from ${mine} join event e on e.folder = mine.folder
        where e.state <> 'planned' ${from} order by e.on_day desc, e.folder desc limit ${limit}`.execute(tx)).rows
    },

    async ofSeries(series: string | null, but: string) {
      if (series === null) return []
      return (await sql<{ folder: FolderId; onDay: string }>`select folder, on_day as "onDay" from event where series = ${series} and folder <> ${but} order by on_day`.execute(tx)).rows
    },

    async register(folder: string): Promise<FolderId | undefined> {
      return (await sql<{ register: FolderId }>`select register from event_register where event = ${folder}`.execute(tx)).rows[0]?.register
    },

    async addRegister(folder: string, register: string): Promise<boolean> {
      const { numAffectedRows } = await sql`insert into event_register (event, register) values (${folder}, ${register}) on conflict do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },
  }
}
