import { sql } from 'kysely'
import type { Entry } from '../../ledger/entry.ts'
import type { NodesAt } from '../../ledger/prove.ts'
import type { Node } from '../../ledger/tree.ts'
import type { MemberId, RecordId } from '../../shared/ids.ts'
import type { Tx } from '../../server/transaction.ts'
import type { HeadRow } from '../ledger/index.ts'

type WitnessRow = { id: RecordId; made_by: MemberId; made_at: Date; looked_at: Date | null }

/** As the database says it in JSON: bytes as `\\x…`. */
type CertificateSaid = { x_public: string; ed_public: string; manager: boolean; certified_by: MemberId | null; certificate: string; number: number; keys: number; until: string | null }
export type SaidKey = {
  organisation: { id: string; root_public: string; recovery_public: string; recovery_sig: string }
  recoveries: { generation: number; statement: string; prev: string; by: MemberId; sig_before: string; sig_own: string; sig_by: string }[]
  key: { number: number; public_key: string; by: MemberId | null; sig: string } | null
  members: { id: MemberId; state: 'active' | 'suspended' | 'removed'; now: CertificateSaid; former: CertificateSaid[] }[]
}

type RangeRow = { seq: number; kept: Uint8Array | null } & (Entry | { at: null })

/** Every function asks for the token or the asker's role itself. SQL only. */
export function witnessStore(tx: Tx) {
  return {
    async all() {
      return (await sql<WitnessRow>`select * from witnesses()`.execute(tx)).rows
    },
    async make(id: string, tokenHash: Uint8Array): Promise<boolean> {
      return (await sql<{ made: boolean }>`select make_witness(${id}, ${tokenHash}) as made`.execute(tx)).rows[0]?.made ?? false
    },
    async end(id: string): Promise<boolean> {
      return (await sql<{ ended: boolean }>`select end_witness(${id}) as ended`.execute(tx)).rows[0]?.ended ?? false
    },
    async looks(token: Uint8Array): Promise<boolean> {
      return (await sql<{ known: boolean }>`select witness_looks(${token}) as known`.execute(tx)).rows[0]?.known ?? false
    },
    async key(token: Uint8Array) {
      return (await sql<{ said: SaidKey | null }>`select witness_key(${token}) as said`.execute(tx)).rows[0]?.said
    },
    async headsAfter(token: Uint8Array, after: number, most: number) {
      return (await sql<HeadRow>`select * from witness_heads(${token}, ${after}, ${most})`.execute(tx)).rows
    },
    async rangeFrom(token: Uint8Array, from: number, most: number) {
      return (await sql<RangeRow>`select * from witness_range(${token}, ${from}, ${most})`.execute(tx)).rows
    },
    nodesAt: (token: Uint8Array): NodesAt => async (levels, places) =>
      (await sql<Node>`select * from witness_nodes(${token}, ${[...levels]}::int[], ${[...places]}::bigint[])`.execute(tx)).rows,
  }
}
