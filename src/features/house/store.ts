import { sql } from 'kysely'
import type * as z from 'zod/mini'
import type { Tx } from '../../server/transaction.ts'
import type { house } from './contract.ts'
import { presentCertificate, presentRecovery } from './rows.ts'
import type { CertificateDbRow, EpochDbRow, RecoveryDbRow } from './rows.ts'

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
      type Row = Omit<House['members'][number], 'former'> & CertificateDbRow
      const { rows } = await sql<Row>`select * from member order by joined_on, id`.execute(tx)
      const former = await sql<CertificateDbRow & { member: string }>`select * from former_certificate order by member, number`.execute(tx)
      return rows.map((row) => ({
        id: row.id, name: row.name, shown: row.shown, roles: row.roles, state: row.state, ...presentCertificate(row),
        former: former.rows.filter((one) => one.member === row.id).map(presentCertificate),
      }))
    },
    async ledgerKey(): Promise<House['ledgerKey']> {
      type Row = { number: number; public_key: Bytes; by: NonNullable<House['ledgerKey']>['by']; sig: Bytes }
      const [row] = (await sql<Row>`select number, public_key, by, sig from ledger_key order by number desc limit 1`.execute(tx)).rows
      return row ? { publicKey: text(row.public_key), number: row.number, by: row.by, sig: text(row.sig) } : null
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
