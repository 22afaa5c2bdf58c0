import { sql } from 'kysely'
import type { Tx } from '../../server/transaction.ts'
import type { FolderId, RecordId, TeamId } from '../../shared/ids.ts'
import { bytea } from '../folders/index.ts'
import type { EventPage, KeptEvent } from './contract.ts'
import type { EventFacts, HeadsCell } from './facts.ts'
import type { Turn } from './rules.ts'

const columns = sql`e.folder, e.team, e.kind, e.role, e.form, e.state, e.campaign, e.series, e.on_day as "onDay", e.capacity, e.version,
  coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'onDay', s.on_day, 'starts', to_char(s.starts, 'HH24:MI'), 'ends', to_char(s.ends, 'HH24:MI'))
    order by s.on_day, s.starts, s.id) from event_session s where s.folder = e.folder), '[]') as sessions,
  coalesce((select jsonb_agg(jsonb_build_object('audience', h.audience, 'sex', h.sex, 'ageBand', h.age_band, 'place', h.place, 'heads', h.heads, 'named', h.named)
    order by h.audience, h.sex, h.age_band, h.place) from event_heads h where h.folder = e.folder), '[]') as heads`
/** Every list starts at her holds. */
const mine = sql`(select distinct h.folder from unnest((select my_holders())::uuid[]) as m (holder)
  join hold h on h.holder = m.holder and h.kind = 'event' and not h.superseded) mine`

type RegistrationRow = {
  id: RecordId; folder: FolderId; arrivedOn: string; state: 'listed' | 'waiting' | 'taken' | 'withdrawn'; heads: number; team: TeamId; epoch: number | null; sealed: Uint8Array | null
}
export type Evaluation = { readonly useful: number | null; readonly clear: number | null; readonly learnt: number | null; readonly recommends: number | null }

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

    /** Changed in what is counted, and in nothing else. */
    async step(folder: string, version: number): Promise<boolean> {
      const { numAffectedRows } = await sql`update event set version = version + 1 where folder = ${folder} and version = ${version}`.execute(tx)
      return Boolean(numAffectedRows)
    },

    /** What was counted before and stays the same keeps the day on which it was recorded. */
    async putHeads(folder: string, cells: readonly HeadsCell[], recordedOn: string): Promise<void> {
      await sql`delete from event_heads h where h.folder = ${folder} and not exists (
        select 1 from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb) as c (audience text, sex text, "ageBand" text, place text)
        where c.audience = h.audience and c.sex = h.sex and c."ageBand" = h.age_band and c.place = h.place)`.execute(tx)
      for (const { audience, sex, ageBand, place, heads, named } of cells) {
        await sql`insert into event_heads (folder, audience, sex, age_band, place, heads, named, recorded_on)
          values (${folder}, ${audience}, ${sex}, ${ageBand}, ${place}, ${heads}, ${named}, ${recordedOn})
          on conflict (folder, audience, sex, age_band, place) do update set heads = excluded.heads, named = excluded.named,
            recorded_on = case when event_heads.heads <> excluded.heads then excluded.recorded_on else event_heads.recorded_on end
          where (event_heads.heads, event_heads.named) <> (excluded.heads, excluded.named)`.execute(tx)
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

    /** A series is named by its first event, which names none itself. */
    async ofSeries(series: string, but: string) {
      return (await sql<{ folder: FolderId; onDay: string }>`select folder, on_day as "onDay" from event where (series = ${series} or folder = ${series}) and folder <> ${but} order by on_day`.execute(tx)).rows
    },

    async page(folder: string): Promise<EventPage | undefined> {
      return (await sql<EventPage>`select slug, open, locale, title, said, at_place as "where", contact from event_page where folder = ${folder}`.execute(tx)).rows[0]
    },

    /** The address is printed on paper: it stays what it was first. */
    async putPage(folder: string, team: string, page: EventPage): Promise<string> {
      const { rows } = await sql<{ slug: string }>`insert into event_page (folder, slug, open, locale, title, said, at_place, contact, team)
        values (${folder}, ${page.slug}, ${page.open}, ${page.locale}, ${page.title}, ${page.said}, ${page.where}, ${page.contact}, ${team})
        on conflict (folder) do update set open = excluded.open, locale = excluded.locale, title = excluded.title, said = excluded.said,
          at_place = excluded.at_place, contact = excluded.contact returning slug`.execute(tx)
      return rows[0]?.slug ?? page.slug
    },

    async left(folder: string): Promise<number | null> {
      return (await sql<{ left: number | null }>`select places_left(folder) as left from event where folder = ${folder}`.execute(tx)).rows[0]?.left ?? null
    },

    /** In the order in which they came. */
    async registrations(folder: string) {
      return (await sql<RegistrationRow>`select r.id, r.folder, r.arrived_on as "arrivedOn", r.state, r.heads, p.team, r.epoch, r.sealed
        from registration r join event_page p on p.folder = r.folder where r.folder = ${folder} order by r.place`.execute(tx)).rows
        .map((row) => ({ ...row, sealed: row.sealed && Buffer.from(row.sealed).toString('base64url') }))
    },

    async answer(folder: string, id: string, state: string): Promise<boolean> {
      const { numAffectedRows } = await sql`update registration set state = ${state} where folder = ${folder} and id = ${id} and state <> ${state}`.execute(tx)
      return Boolean(numAffectedRows)
    },

    /** Until this is over nobody else is given a place of it, neither here nor from outside. */
    async holdPlaces(folder: string): Promise<void> {
      await sql`select 1 from event_page where folder = ${folder} for update`.execute(tx)
    },

    /** In the order in which they came. */
    async turns(folder: string) {
      return (await sql<Turn>`select id, state, heads from registration where folder = ${folder} order by place`.execute(tx)).rows
    },

    async waiting() {
      return (await sql<{ folder: FolderId; listed: number; waiting: number; free: boolean }>`
        select e.folder, count(*) filter (where r.state = 'listed')::int as listed, count(*) filter (where r.state = 'waiting')::int as waiting,
          count(*) filter (where r.state = 'waiting') > 0 and coalesce(places_left(e.folder), 1) > 0 as free
        from ${mine} join event e on e.folder = mine.folder join registration r on r.folder = e.folder
        where e.state = 'planned' and r.state in ('listed', 'waiting') group by e.folder`.execute(tx)).rows
    },

    async evaluations(folder: string) {
      return (await sql<Evaluation>`select useful, clear, learnt, recommends from evaluation where folder = ${folder}`.execute(tx)).rows
    },

    async certify(folder: string, hashes: readonly string[], issuedOn: string): Promise<number> {
      let added = 0
      for (const hash of hashes) {
        const { numAffectedRows } = await sql`insert into certificate (code_hash, folder, issued_on) values (${bytea(hash)}, ${folder}, ${issuedOn}) on conflict do nothing`.execute(tx)
        added += Number(numAffectedRows ?? 0)
      }
      return added
    },

    async withdraw(folder: string, hash: string, on: string): Promise<'withdrawn' | 'already' | undefined> {
      const { rows } = await sql<{ withdrawn: boolean }>`select withdrawn_on is not null as withdrawn from certificate where folder = ${folder} and code_hash = ${bytea(hash)}`.execute(tx)
      if (!rows[0]) return undefined
      if (rows[0].withdrawn) return 'already'
      await sql`update certificate set withdrawn_on = ${on} where folder = ${folder} and code_hash = ${bytea(hash)}`.execute(tx)
      return 'withdrawn'
    },

    async calendars() {
      return (await sql<{ id: RecordId; locale: string; madeOn: string }>`select id, locale, made_on as "madeOn" from calendar_feed where ended_on is null order by made_on, id`.execute(tx)).rows
    },

    async makeCalendar(id: string, tokenHash: string, member: string, locale: string, madeOn: string): Promise<boolean> {
      const { numAffectedRows } = await sql`insert into calendar_feed (id, token_hash, member, locale, made_on)
        values (${id}, ${bytea(tokenHash)}, ${member}, ${locale}, ${madeOn}) on conflict do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async hasCalendar(id: string, tokenHash: string): Promise<boolean> {
      return (await sql`select 1 from calendar_feed where id = ${id} and token_hash = ${bytea(tokenHash)}`.execute(tx)).rows.length > 0
    },

    async endCalendar(id: string, on: string): Promise<boolean> {
      const { numAffectedRows } = await sql`update calendar_feed set ended_on = ${on} where id = ${id} and ended_on is null`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async register(folder: string): Promise<FolderId | undefined> {
      return (await sql<{ register: FolderId }>`select register from event_register where event = ${folder}`.execute(tx)).rows[0]?.register
    },

    /** Teams of prevention, and recovery. */
    async holdersOfNames(): Promise<string[]> {
      return (await sql<{ id: string }>`select id from team where kind = 'prevention' union all select id from organisation`.execute(tx)).rows.map((row) => row.id)
    },

    async addRegister(folder: string, register: string): Promise<boolean> {
      const { numAffectedRows } = await sql`insert into event_register (event, register) values (${folder}, ${register}) on conflict do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },
  }
}
