import { sql } from 'kysely'
import type * as z from 'zod/mini'
import type { Tx } from '../../server/transaction.ts'
import type { house } from './contract.ts'
import { presentRecovery } from './rows.ts'
import type { EpochDbRow, RecoveryDbRow } from './rows.ts'

type House = z.output<(typeof house.keys)['output']>
type Bytes = Uint8Array
const text = (bytes: Bytes) => Buffer.from(bytes).toString('base64url')

export function houseStore(tx: Tx) {
  return {
    async organisation(): Promise<House['organisation'] | undefined> {
      const { rows } = await sql<{ id: string; name: string; languages: string[]; root_public: Bytes; recovery_public: Bytes; recovery_sig: Bytes }>`
        select * from organisation`.execute(tx)
      const row = rows[0]
      return row && {
        id: row.id, name: row.name, languages: row.languages, rootPublic: text(row.root_public),
        recoveryPublic: text(row.recovery_public), recoverySig: text(row.recovery_sig),
      }
    },
    async recoveries() {
      return (await sql<RecoveryDbRow>`select * from recovery order by generation`.execute(tx)).rows.map(presentRecovery)
    },
    async lines() {
      return (await sql<House['lines'][number]>`select id, name, channel, closed from line order by closed, place, id`.execute(tx)).rows
    },
    async teams() {
      return (await sql<House['teams'][number]>`select id, kind, name from team order by name`.execute(tx)).rows
    },
    async members(): Promise<House['members']> {
      type Row = House['members'][number] & { x_public: Bytes; ed_public: Bytes; certified_by: House['members'][number]['by']; certificate: Bytes | null }
      const { rows } = await sql<Row>`select * from member order by joined_on, id`.execute(tx)
      return rows.map((row) => ({
        id: row.id, name: row.name, shown: row.shown, roles: row.roles, state: row.state, manager: row.manager,
        xPublic: text(row.x_public), edPublic: text(row.ed_public), by: row.certified_by, sig: row.certificate && text(row.certificate),
      }))
    },
    async epochs() {
      return (await sql<EpochDbRow>`select * from team_epoch order by team, epoch`.execute(tx)).rows
    },
    async seatsOf(member: string): Promise<House['seats']> {
      type Row = Omit<House['seats'][number], 'wrap' | 'sig'> & { wrap: Bytes | null; sig: Bytes | null }
      const { rows } = await sql<Row>`select * from seat where member = ${member}`.execute(tx)
      return rows.map((row) => ({ ...row, wrap: row.wrap && text(row.wrap), sig: row.sig && text(row.sig) }))
    },
  }
}
