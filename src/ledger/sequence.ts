import { sql } from 'kysely'
import type { Kysely, Transaction } from 'kysely'
import { toHex } from '../shared/bytes.ts'
import { entryBytes, headBytes } from './entry.ts'
import { append, leafHash, peaksOf } from './tree.ts'
import type { Node } from './tree.ts'

type PendingRow = { id: number; at: Date; actor: string | null; action: string; traces: string[]; result: string; act: Uint8Array | null }
export type SignHead = (bytes: Uint8Array) => Uint8Array

/** The lock of whoever orders the ledger: one node at a time. */
export const onlyOne = 7_330_002

/**
 * Orders what is pending, hashes it into the tree and signs the new head, all in one transaction.
 * Answers how many entries were taken; 0 also when another node is at it.
 */
export async function sequence(pool: Kysely<unknown>, sign: SignHead, most = 2000): Promise<number> {
  return pool.transaction().execute(async (tx) => {
    const lock = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(${onlyOne}) as mine`.execute(tx)
    if (!lock.rows[0]?.mine) return 0
    const { rows } = await sql<PendingRow>`
      with taken as (delete from pending where id in (select id from pending order by id limit ${most}) returning *)
      select * from taken order by id`.execute(tx)
    if (!rows.length) return 0
    const size = await sizeOf(tx)
    const entries = rows.map((row, at) => {
      // Microseconds would be lost in the signed form, so the entry keeps what was signed.
      const kept = { ...row, at: new Date(row.at.getTime()), salt: crypto.getRandomValues(new Uint8Array(16)) }
      return { ...kept, seq: size + at, leaf: leafHash(entryBytes(size + at, kept)) }
    })
    const grown = append(size, await peaks(tx, size), entries.map((entry) => entry.leaf))
    await keep(tx, entries, grown.made)
    const at = new Date()
    const after = size + entries.length
    await sql`insert into ledger_head (size, root, at, sig) values (${after}, ${grown.root}, ${at}, ${sign(headBytes(after, grown.root, at))})`.execute(tx)
    return entries.length
  })
}

async function sizeOf(tx: Transaction<unknown>): Promise<number> {
  const { rows } = await sql<{ size: number }>`select size from ledger_head order by size desc limit 1`.execute(tx)
  return rows[0]?.size ?? 0
}

async function peaks(tx: Transaction<unknown>, size: number): Promise<Node[]> {
  const wanted = size ? peaksOf(size) : []
  const { rows } = await sql<Node>`
    select n.level, n.place, n.hash from ledger_node n
    join unnest(${wanted.map((one) => one.level)}::int[], ${wanted.map((one) => one.place)}::bigint[]) w (level, place)
    using (level, place) order by n.level desc`.execute(tx)
  if (rows.length !== wanted.length) throw new Error('the ledger’s tree has a hole')
  return rows
}

async function keep(tx: Transaction<unknown>, entries: readonly (PendingRow & { seq: number; leaf: Uint8Array; salt: Uint8Array })[], nodes: readonly Node[]): Promise<void> {
  const rows = entries.map((entry) => ({
    seq: entry.seq, at: entry.at.toISOString(), actor: entry.actor, action: entry.action, traces: entry.traces, result: entry.result,
    leaf: toHex(entry.leaf), salt: toHex(entry.salt), act: entry.act && toHex(entry.act),
  }))
  await sql`
    insert into ledger_entry (seq, at, actor, action, traces, result, leaf, salt, act)
    select (r->>'seq')::bigint, (r->>'at')::timestamptz, (r->>'actor')::uuid, r->>'action',
      array(select jsonb_array_elements_text(r->'traces'))::uuid[], r->>'result', decode(r->>'leaf', 'hex'), decode(r->>'salt', 'hex'), decode(r->>'act', 'hex')
    from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) r`.execute(tx)
  await sql`
    insert into ledger_node (level, place, hash)
    select (r->>0)::int, (r->>1)::bigint, decode(r->>2, 'hex')
    from jsonb_array_elements(${JSON.stringify(nodes.map((node) => [node.level, node.place, toHex(node.hash)]))}::jsonb) r`.execute(tx)
}
