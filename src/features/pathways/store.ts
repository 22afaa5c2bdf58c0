import { sql } from 'kysely'
import type { Tx } from '../../server/transaction.ts'
import type { Pathway } from './shape.ts'

export function pathwayStore(tx: Tx) {
  return {
    async newest(): Promise<Pathway[]> {
      return (await sql<{ body: Pathway }>`select distinct on (country) body from pathway order by country, version desc`.execute(tx)).rows.map((row) => row.body)
    },
    async version(country: string): Promise<number> {
      return (await sql<{ version: number | null }>`select max(version) as version from pathway where country = ${country}`.execute(tx)).rows[0]?.version ?? 0
    },
    async same(one: Pathway): Promise<boolean> {
      return (await sql`select 1 from pathway where country = ${one.country} and version = ${one.version} and body = ${JSON.stringify(one)}::jsonb`.execute(tx)).rows.length > 0
    },
    async add(one: Pathway, by: string, recordedOn: string): Promise<boolean> {
      const { numAffectedRows } = await sql`insert into pathway (country, version, body, by, recorded_on)
        values (${one.country}, ${one.version}, ${JSON.stringify(one)}::jsonb, ${by}, ${recordedOn}) on conflict do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },
    async takeAway(country: string, version: number): Promise<boolean> {
      return Boolean((await sql`delete from pathway where country = ${country} and version = ${version}`.execute(tx)).numAffectedRows)
    },
    /** Nothing where it was never chosen, and where none of that country is left. */
    async applied(): Promise<string | undefined> {
      return (await sql<{ country: string }>`select country from pathway_applied a where exists (select 1 from pathway p where p.country = a.country)`.execute(tx)).rows[0]?.country
    },
    async apply(country: string): Promise<void> {
      await sql`insert into pathway_applied (country) values (${country}) on conflict (single) do update set country = excluded.country`.execute(tx)
    },
  }
}
