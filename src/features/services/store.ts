import { sql } from 'kysely'
import type * as z from 'zod/mini'
import type { Tx } from '../../server/transaction.ts'
import type { serviceFacts } from './contract.ts'

export type ServiceFacts = z.output<typeof serviceFacts>
type At = { readonly folder: string; readonly contact: string | null; readonly recordedOn: string }

const columns = sql`id, folder, client, team, kind, state, times, on_day as "onDay"`

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
      return (await sql<ServiceFacts & { folder: string }>`select ${columns} from service where contact = ${contact}`.execute(tx)).rows
    },
    async ofClient(client: string) {
      return (await sql<ServiceFacts & { folder: string }>`select ${columns} from service where client = ${client} order by on_day desc`.execute(tx)).rows
    },
    async matches(service: ServiceFacts, folder: string): Promise<boolean> {
      const { rows } = await sql`select 1 from service where id = ${service.id} and folder = ${folder} and kind = ${service.kind}
        and on_day = ${service.onDay} and times = ${service.times}`.execute(tx)
      return rows.length > 0
    },
  }
}
