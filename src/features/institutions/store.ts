import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type * as z from 'zod/mini'
import type { ClientId, FolderId } from '../../shared/ids.ts'
import type { Tx } from '../../server/transaction.ts'
import type { institutionContactFacts } from './contract.ts'

export type InstitutionContactFacts = z.output<typeof institutionContactFacts>
type At = { readonly folder: string; readonly contact: string | null; readonly recordedOn: string }

const columnsWith = (client: RawBuilder<unknown>) => sql`id, folder, ${client} as client, team, kind, topic, channel, direction, on_day as "onDay"`
const columns = columnsWith(sql`client`)
/** Of a record that was joined to another of hers, the one that stays. */
const ofHer = columnsWith(sql`coalesce((select c.merged_into from client c where c.id = institution_contact.client), client)`)

export function institutionContactStore(tx: Tx) {
  return {
    async add(one: InstitutionContactFacts, { folder, contact, recordedOn }: At): Promise<boolean> {
      const { numAffectedRows } = await sql`
        insert into institution_contact (id, folder, client, contact, team, kind, topic, channel, direction, on_day, recorded_on)
        values (${one.id}, ${folder}, ${one.client}, ${contact}, ${one.team}, ${one.kind}, ${one.topic}, ${one.channel},
          ${one.direction}, ${one.onDay}, ${recordedOn}) on conflict (id) do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },
    async ofContact(contact: string) {
      return (await sql<InstitutionContactFacts & { folder: string }>`select ${ofHer} from institution_contact where contact = ${contact}`.execute(tx)).rows
    },
    async ofClient(her: readonly string[]) {
      return (await sql<InstitutionContactFacts & { folder: string }>`select ${columns} from institution_contact where client = any (${[...her]}::uuid[]) order by on_day desc`.execute(tx)).rows
    },
    async byId(id: string) {
      return (await sql<InstitutionContactFacts & { folder: string }>`select ${columns} from institution_contact where id = ${id}`.execute(tx)).rows[0]
    },
    /** Newest first, as far as the asker's holds reach: row by row, since a contact has no hold of its own. */
    async list(from: string, to: string, before: { day: string; id: string } | undefined, limit: number) {
      const after = before ? sql`and (on_day, id) < (${before.day}::date, ${before.id}::uuid)` : sql``
      return (await sql<InstitutionContactFacts & { folder: FolderId; imported: boolean }>`select ${columns}, imported from institution_contact
        where on_day between ${from}::date and ${to}::date ${after} order by on_day desc, id desc limit ${limit}`.execute(tx)).rows
    },
    /** Of these folders those with a contact on an earlier page of the same walk: their documents are at her desk. */
    async servedBefore(folders: readonly string[], to: string, before: { day: string; id: string }): Promise<FolderId[]> {
      const { rows } = await sql<{ folder: FolderId }>`select distinct folder from institution_contact where folder = any (${[...folders]}::uuid[])
        and on_day <= ${to}::date and (on_day, id) >= (${before.day}::date, ${before.id}::uuid)`.execute(tx)
      return rows.map((row) => row.folder)
    },
    /** Whose it was; undefined when it is not there, or is not hers to take back. */
    async takeBack(id: string, folder: string) {
      return (await sql<{ client: ClientId | null; contact: FolderId | null }>`
        delete from institution_contact where id = ${id} and folder = ${folder} returning client, contact`.execute(tx)).rows[0]
    },
    async isThere(id: string, folder: string): Promise<boolean> {
      return (await sql`select 1 from institution_contact where id = ${id} and folder = ${folder}`.execute(tx)).rows.length > 0
    },
    async matches(one: InstitutionContactFacts, folder: string): Promise<boolean> {
      const { rows } = await sql`select 1 from institution_contact where id = ${one.id} and folder = ${folder} and kind = ${one.kind}
        and topic = ${one.topic} and on_day = ${one.onDay}`.execute(tx)
      return rows.length > 0
    },
  }
}
