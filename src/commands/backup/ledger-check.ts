import { createPublicKey, verify } from 'node:crypto'
import type pg from 'pg'
import { sameBytes } from '../../shared/bytes.ts'
import { entryBytes, headBytes } from '../../ledger/entry.ts'
import { append, leafHash } from '../../ledger/tree.ts'
import type { Node } from '../../ledger/tree.ts'

export type Head = { readonly size: number; readonly root: string; readonly at: string }
type EntryRow = { seq: string; at: Date; actor: string | null; action: string; traces: string[]; result: string; salt: Buffer | null; leaf: Buffer }
type HeadRow = { size: string; root: Buffer; at: Date; sig: Buffer }

const page = 5000

/**
 * Recomputes the ledger from its entries: every leaf, the root of every signed head, and every signature. Throws where
 * something does not hold; answers the newest head. `publicKey` is the program's, raw Ed25519 in base64url.
 */
export async function checkLedger(client: pg.Client, publicKey: string | undefined): Promise<Head | undefined> {
  const key = publicKey === undefined ? undefined : createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' })
  const { rows: heads } = await client.query<HeadRow>('select h.size::text, h.root, h.at, h.sig from ledger_head h order by h.size')
  let [size, peaks]: [number, readonly Node[]] = [0, []]
  let waiting: Uint8Array[] = []
  for (const head of heads) {
    const wanted = Number(head.size)
    while (size + waiting.length < wanted) {
      const next = await leavesFrom(client, size + waiting.length)
      if (!next.length) throw new Error(`the ledger has ${size + waiting.length} entries under a head of ${wanted}`)
      waiting = [...waiting, ...next]
    }
    const grown = append(size, peaks, waiting.slice(0, wanted - size))
    waiting = waiting.slice(wanted - size)
    ;[size, peaks] = [wanted, grown.peaks]
    if (!sameBytes(grown.root, head.root)) throw new Error(`the ledger’s head of ${size} entries is not the root of its entries`)
    if (key && !verify(null, headBytes(size, head.root, head.at), key, head.sig)) throw new Error(`the signature of the ledger’s head of ${size} entries does not hold`)
  }
  if (waiting.length || (await leavesFrom(client, size)).length) throw new Error(`the ledger has entries after its newest head, which speaks of ${size}`)
  const last = heads.at(-1)
  return last && { size, root: last.root.toString('hex'), at: last.at.toISOString() }
}

/** The next page of leaves, each recomputed from what its entry says. A backup of an earlier version has no column for salts, or for what was signed. */
async function leavesFrom(client: pg.Client, from: number): Promise<Uint8Array[]> {
  const { rows } = await client.query<EntryRow>(
    `select e.seq::text, e.at, e.actor, e.action, e.traces, e.result, decode(substr(to_jsonb(e) ->> 'salt', 3), 'hex') as salt, decode(substr(to_jsonb(e) ->> 'act', 3), 'hex') as act, e.leaf from ledger_entry e where e.seq >= $1 order by e.seq limit $2`, [from, page])
  return rows.map((row, at) => {
    const leaf = leafHash(entryBytes(from + at, row))
    if (Number(row.seq) !== from + at || !sameBytes(leaf, row.leaf)) throw new Error(`the ledger’s entry ${row.seq} is not what was signed`)
    return leaf
  })
}
