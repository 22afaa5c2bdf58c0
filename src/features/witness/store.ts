import { sql } from 'kysely'
import type { Entry } from '../../ledger/entry.ts'
import type { NodesAt } from '../../ledger/prove.ts'
import type { Node } from '../../ledger/tree.ts'
import type { MemberId, RecordId } from '../../shared/ids.ts'
import type { Tx } from '../../server/transaction.ts'
import type { HeadRow } from '../ledger/index.ts'

type WitnessRow = { id: RecordId; made_by: MemberId; made_at: Date; looked_at: Date | null }

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
