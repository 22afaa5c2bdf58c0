import { sql } from 'kysely'
import type { MemberId } from '../../shared/ids.ts'
import type { NodesAt } from '../../ledger/prove.ts'
import type { Node } from '../../ledger/tree.ts'
import type { Tx } from '../../server/transaction.ts'
import { fromBase64url } from '../../shared/bytes.ts'
import type { LedgerKeyRow } from '../../vault/seal.ts'
import type { Readings } from './rules.ts'

export type EntryRow = { seq: number; at: Date; actor: MemberId | null; action: string; traces: string[]; result: string; act: Uint8Array | null }
export type HeadRow = { size: number; root: Uint8Array; at: Date; sig: Uint8Array }
type Asked = { readonly trace: string | undefined; readonly actor: string | undefined; readonly before: number | undefined; readonly limit: number }

/** What the asker sees of the ledger is the policies' affair. SQL only. */
export function ledgerStore(tx: Tx) {
  const nodesAt: NodesAt = async (levels, places) =>
    (await sql<Node>`select n.level, n.place, n.hash from ledger_node n
      join unnest(${[...levels]}::int[], ${[...places]}::bigint[]) w (level, place) using (level, place)`.execute(tx)).rows
  return {
    nodesAt,

    async entries({ trace, actor, before, limit }: Asked) {
      return (await sql<EntryRow>`
        select seq, at, actor, action, traces, result, act from ledger_entry
        where (${before ?? null}::bigint is null or seq < ${before ?? null}::bigint)
          and (${actor ?? null}::uuid is null or actor = ${actor ?? null}::uuid)
          and (${trace ?? null}::uuid is null or traces @> array[${trace ?? null}::uuid])
        order by seq desc limit ${limit}`.execute(tx)).rows
    },

    /** Entries that name any of these folders, newest first. */
    async touching(traces: readonly string[], limit: number) {
      return (await sql<EntryRow>`
        select seq, at, actor, action, traces, result, act from ledger_entry
        where traces && ${[...traces]}::uuid[] order by seq desc limit ${limit}`.execute(tx)).rows
    },

    /** What the asker read with these actions in the last seconds, pending entries included. */
    async readings(actions: readonly string[], now: Date, seconds: number, eachFolder = false): Promise<Readings> {
      type Row = { entries: number; sets: number; folders: number; latest: Date | null }
      const since = new Date(now.getTime() - seconds * 1000)
      const { rows } = await sql<Row>`select * from my_readings(${[...actions]}::text[], ${since}, ${eachFolder})`.execute(tx)
      const { latest, ...counted } = rows[0] ?? { entries: 0, sets: 0, folders: 0, latest: null }
      return { ...counted, secondsSinceLast: latest ? (now.getTime() - latest.getTime()) / 1000 : seconds }
    },

    /** True when it was certified now. */
    async certify({ number, publicKey, sig }: LedgerKeyRow): Promise<boolean> {
      return (await sql<{ now: boolean }>`select certify_ledger_key(${number}, ${fromBase64url(publicKey)}, ${fromBase64url(sig)}) as now`.execute(tx)).rows[0]?.now ?? false
    },

    /** Seconds the oldest entry has waited to be ordered. */
    async waits(): Promise<number> {
      return (await sql<{ seconds: number }>`select ledger_waits() as seconds`.execute(tx)).rows[0]?.seconds ?? 0
    },

    /** Members whose reading was slowed since an instant, newest first. */
    async slowed(since: Date) {
      return (await sql<EntryRow>`
        select seq, at, actor, action, traces, result, act from ledger_entry
        where action = 'reading.slowed' and at > ${since} order by seq desc limit 20`.execute(tx)).rows
    },

    async newestHead() {
      return (await sql<HeadRow>`select * from ledger_head order by size desc limit 1`.execute(tx)).rows[0]
    },

    async headsAfter(after: number, limit: number) {
      return (await sql<HeadRow>`select * from ledger_head where size > ${after} order by size limit ${limit}`.execute(tx)).rows
    },

    /** Every leaf of the range, with its entry where the asker sees one. */
    async range(from: number, limit: number) {
      return (await sql<{ place: number; hash: Uint8Array; salt: Uint8Array | null } & ({ seq: null } | EntryRow)>`
        select n.place, n.hash, e.seq, e.at, e.actor, e.action, e.traces, e.result, e.salt, e.act
        from (select place, hash from ledger_node where level = 0 and place >= ${from} order by place limit ${limit}) n
        left join ledger_entry e on e.seq = n.place order by n.place`.execute(tx)).rows
    },
  }
}
