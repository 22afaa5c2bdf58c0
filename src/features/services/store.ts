import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type * as z from 'zod/mini'
import type { ClientId, FolderId } from '../../shared/ids.ts'
import type { Tx } from '../../server/transaction.ts'
import type { serviceFacts } from './contract.ts'

export type ServiceFacts = z.output<typeof serviceFacts>
type At = { readonly folder: string; readonly contact: string | null; readonly recordedOn: string }

const columnsWith = (client: RawBuilder<unknown>) => sql`id, folder, ${client} as client, team, kind, state, times, on_day as "onDay"`
const columns = columnsWith(sql`client`)
/** Of a record that was joined to another of hers, the one that stays. */
const ofHer = columnsWith(sql`coalesce((select c.merged_into from client c where c.id = service.client), client)`)

export function serviceStore(tx: Tx) {
  return {
    /** False when it was there before. */
    async add(service: ServiceFacts, { folder, contact, recordedOn }: At): Promise<boolean> {
      const { numAffectedRows } = await sql`
        insert into service (id, folder, client, contact, team, kind, state, times, on_day, recorded_on)
        values (${service.id}, ${folder}, ${service.client}, ${contact}, ${service.team}, ${service.kind}, ${service.state},
          ${service.times}, ${service.onDay}, ${recordedOn}) on conflict (id) do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },
    async ofContact(contact: string) {
      return (await sql<ServiceFacts & { folder: string }>`select ${ofHer} from service where contact = ${contact}`.execute(tx)).rows
    },
    async ofClient(her: readonly string[]) {
      return (await sql<ServiceFacts & { folder: string }>`select ${columns} from service where client = any (${[...her]}::uuid[]) order by on_day desc`.execute(tx)).rows
    },
    /** Whose it was; undefined when it is not there, or is not hers to take back. */
    async takeBack(id: string, folder: string) {
      return (await sql<{ client: ClientId | null; contact: FolderId | null }>`
        delete from service where id = ${id} and folder = ${folder} returning client, contact`.execute(tx)).rows[0]
    },
    async isThere(id: string, folder: string): Promise<boolean> {
      return (await sql`select 1 from service where id = ${id} and folder = ${folder}`.execute(tx)).rows.length > 0
    },
    async matches(service: ServiceFacts, folder: string): Promise<boolean> {
      const { rows } = await sql`select 1 from service where id = ${service.id} and folder = ${folder} and kind = ${service.kind}
        and on_day = ${service.onDay} and times = ${service.times}`.execute(tx)
      return rows.length > 0
    },
  }
}
