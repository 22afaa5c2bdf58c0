import { sql } from 'kysely'
import type * as z from 'zod/mini'
import type { Tx } from '../../server/transaction.ts'
import type { FolderId } from '../../shared/ids.ts'
import type { campaignFacts } from './contract.ts'

export type CampaignFacts = z.output<typeof campaignFacts>
type Stored = CampaignFacts & { readonly version: number }

const first = (month: string | null) => (month === null ? null : `${month}-01`)
const columns = sql`c.folder, c.team, c.role, c.year, to_char(c.from_month, 'YYYY-MM') as "fromMonth", to_char(c.to_month, 'YYYY-MM') as "toMonth", c.version,
  coalesce((select jsonb_agg(jsonb_build_object('channel', r.channel, 'reached', r.reached) order by r.channel) from campaign_reach r where r.folder = c.folder), '[]') as reach`

export function campaignStore(tx: Tx) {
  return {
    async add(one: CampaignFacts, recordedOn: string): Promise<boolean> {
      const { numAffectedRows } = await sql`
        insert into campaign (folder, team, role, year, from_month, to_month, recorded_on)
        values (${one.folder}, ${one.team}, ${one.role}, ${one.year}, ${first(one.fromMonth)}, ${first(one.toMonth)}, ${recordedOn})
        on conflict (folder) do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async change(one: CampaignFacts, version: number): Promise<boolean> {
      const { numAffectedRows } = await sql`
        update campaign set role = ${one.role}, year = ${one.year}, from_month = ${first(one.fromMonth)}, to_month = ${first(one.toMonth)}, version = version + 1
        where folder = ${one.folder} and version = ${version}`.execute(tx)
      return Boolean(numAffectedRows)
    },

    /** What stays as it was keeps the day on which it was recorded. */
    async putReach({ folder, reach }: CampaignFacts, recordedOn: string): Promise<void> {
      await sql`delete from campaign_reach where folder = ${folder} and channel <> all (${reach.map((one) => one.channel)}::text[])`.execute(tx)
      for (const { channel, reached } of reach) {
        await sql`insert into campaign_reach (folder, channel, reached, recorded_on) values (${folder}, ${channel}, ${reached}, ${recordedOn})
          on conflict (folder, channel) do update set reached = excluded.reached, recorded_on = excluded.recorded_on
          where campaign_reach.reached is distinct from excluded.reached`.execute(tx)
      }
    },

    async byFolder(folder: string): Promise<Stored | undefined> {
      return (await sql<Stored>`select ${columns} from campaign c where c.folder = ${folder}`.execute(tx)).rows[0]
    },

    /** From her holds. A house has a campaign or two a year. */
    async list(): Promise<Stored[]> {
      return (await sql<Stored>`
        select ${columns} from (
          select distinct h.folder from unnest((select my_holders())::uuid[]) as m (holder)
          join hold h on h.holder = m.holder and h.kind = 'campaign' and not h.superseded
        ) mine join campaign c on c.folder = mine.folder
        order by c.year desc nulls last, c.from_month desc nulls last, c.folder`.execute(tx)).rows
    },

    /** Calls of a period that she holds, as the figure counts calls; in order of folder id, which is random and tells nothing. */
    async calls({ from, to }: { readonly from: string; readonly to: string }, after: string | undefined, limit: number) {
      return (await sql<{ contact: FolderId; onDay: string; recordedOn: string }>`
        select contact, on_day as "onDay", recorded_on as "recordedOn" from mine.contact
        where channel = 'phone' and direction = 'in' and line is not null and on_day between ${from}::date and ${to}::date
          and (${after ?? null}::uuid is null or contact > ${after ?? null}::uuid)
        order by contact limit ${limit}`.execute(tx)).rows
    },
  }
}
