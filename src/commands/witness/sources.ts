import type pg from 'pg'
import { witness } from '../../features/witness/contract.ts'
import { entryBytes } from '../../ledger/entry.ts'
import type { Entry } from '../../ledger/entry.ts'
import { leafHash } from '../../ledger/tree.ts'
import type { Source } from '../../ledger/witness.ts'
import { fromBase64url } from '../../shared/bytes.ts'
import type { Call } from '../../shared/call.ts'
import { received } from './memory.ts'

/** The running program, asked as a witness: no names, no contents. */
export function fromProgram(call: Call, token: string): Source {
  const hash = (text: string | null) => text === null ? null : fromBase64url(text)
  return {
    headsAfter: async (after) => (await call(witness.heads, { token, after })).heads.map(received),
    async leavesFrom(from) {
      const { leaves, kept } = await call(witness.leaves, { token, from })
      return leaves.map((now, at) => ({ now: hash(now), kept: hash(kept[at] ?? null) }))
    },
    // Something was found already when this is asked: a program that does not answer keeps nobody from telling it.
    leavesElsewhere: (asked) => call(witness.elsewhere, { token, asked: [...asked] }).then(({ leaves }) => leaves.map(hash), () => asked.map(() => null)),
    consistency: async (from, to) => (await call(witness.consistency, { token, from, to })).proof?.map(fromBase64url) ?? null,
  }
}

const page = 5000
type Row = { seq: string; kept: Buffer | null; stored: Buffer | null } & (Entry | { at: null })

/** The database itself, read by a login that sees every row: every entry is hashed here. */
export function fromDatabase(client: pg.Client): Source {
  const entries = new Map<number, Entry>()
  return {
    leavesElsewhere: async (asked) => asked.map(({ at, place }) => {
      const entry = entries.get(at)
      return entry ? leafHash(entryBytes(place, entry)) : null
    }),
    async headsAfter(after) {
      const { rows } = await client.query<{ size: string; root: Buffer; at: Date; sig: Buffer }>(
        'select h.size::text, h.root, h.at, h.sig from ledger_head h where h.size > $1 order by h.size limit 5000', [after])
      return rows.map((row) => ({ ...row, size: Number(row.size) }))
    },
    async leavesFrom(from) {
      const { rows } = await client.query<Row>(`
        select coalesce(e.seq, n.place)::text as seq, e.at, e.actor, e.action, e.traces, e.result, e.salt, decode(substr(to_jsonb(e) ->> 'act', 3), 'hex') as act, e.leaf as stored, n.hash as kept
        from (select * from ledger_entry where ledger_entry.seq >= $1 and ledger_entry.seq < $1 + $2) e
        full join (select * from ledger_node where level = 0 and ledger_node.place >= $1 and ledger_node.place < $1 + $2) n on n.place = e.seq
        order by coalesce(e.seq, n.place)`, [from, page])
      const bySeq = new Map(rows.map((row) => [Number(row.seq), row]))
      return Array.from({ length: Math.max(from - 1, ...bySeq.keys()) - from + 1 }, (_, at) => {
        const row = bySeq.get(from + at)
        if (!row || row.at === null) return { now: null, kept: row?.kept ?? null }
        const { at: when, actor, action, traces, result, salt, act } = row
        const entry = { at: when, actor, action, traces, result, salt, ...(act && { act }) }
        entries.set(from + at, entry)
        const now = leafHash(entryBytes(from + at, entry))
        return { now, kept: row.stored && row.kept?.equals(row.stored) ? row.kept : null, entry }
      })
    },
  }
}
