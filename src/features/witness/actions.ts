import { fromBase64url, toBase64url } from '../../shared/bytes.ts'
import { hashOf } from '../../shared/hash.ts'
import { refuse } from '../../shared/problem.ts'
import { entryBytes } from '../../ledger/entry.ts'
import { noteInLedger } from '../../ledger/note.ts'
import { consistencySpans } from '../../ledger/proofs.ts'
import { prove } from '../../ledger/prove.ts'
import { leafHash } from '../../ledger/tree.ts'
import type { Handlers } from '../../server/handlers.ts'
import type { Tx } from '../../server/transaction.ts'
import { presentHead } from '../ledger/index.ts'
import type { witness } from './contract.ts'
import { presentKey } from './present.ts'
import { witnessStore } from './store.ts'

const atOnce = 4096

/** Looking leaves no entry: a ledger that grew with every look would never be looked at to its end. */
async function lookedAt(tx: Tx, token: string) {
  const [store, hash] = [witnessStore(tx), hashOf(fromBase64url(token))]
  if (!(await store.looks(hash))) refuse('not-found')
  return { store, hash }
}

export const witnessActions: Handlers<typeof witness> = {
  async list(_, { tx, house }) {
    const rows = await witnessStore(tx).all()
    return {
      publicKey: house.ledgerPublicKey,
      witnesses: rows.map((row) => ({ id: row.id, madeBy: row.made_by, madeAt: row.made_at.toISOString(), lookedAt: row.looked_at?.toISOString() ?? null })),
    }
  },

  async make({ id, tokenHash }, { tx }) {
    const made = await witnessStore(tx).make(id, fromBase64url(tokenHash))
    if (made) await noteInLedger(tx, 'witness.made', [])
    return { alreadyThere: !made }
  },

  async end({ id }, { tx }) {
    if (!(await witnessStore(tx).end(id))) refuse('not-found')
    await noteInLedger(tx, 'witness.ended', [])
    return {}
  },

  async key({ token }, { tx }) {
    const { store, hash } = await lookedAt(tx, token)
    return presentKey((await store.key(hash)) ?? refuse('not-found'))
  },

  async heads({ token, after }, { tx }) {
    const { store, hash } = await lookedAt(tx, token)
    return { heads: (await store.headsAfter(hash, after, 1000)).map(presentHead) }
  },

  async leaves({ token, from }, { tx }) {
    const { store, hash } = await lookedAt(tx, token)
    const rows = new Map((await store.rangeFrom(hash, from, atOnce)).map((row) => [row.seq, row]))
    const all = Array.from({ length: Math.max(from - 1, ...rows.keys()) - from + 1 }, (_, at) => rows.get(from + at))
    return {
      leaves: all.map((row) => (row && row.at !== null ? toBase64url(leafHash(entryBytes(row.seq, row))) : null)),
      kept: all.map((row) => (row?.kept ? toBase64url(row.kept) : null)),
    }
  },

  async elsewhere({ token, asked }, { tx }) {
    const { store, hash } = await lookedAt(tx, token)
    const rows = new Map<number, Awaited<ReturnType<typeof store.rangeFrom>>[number]>()
    let [from, read] = [0, 0]
    // A witness asks in order, mostly about neighbours: what was read at once is not read again.
    for (const { at } of asked) {
      if (rows.has(at) || (at >= from && at < from + read)) continue
      ;[from, read] = [at, atOnce]
      for (const row of await store.rangeFrom(hash, at, atOnce)) rows.set(row.seq, row)
    }
    return {
      leaves: asked.map(({ at, place }) => {
        const row = rows.get(at)
        return row && row.at !== null ? toBase64url(leafHash(entryBytes(place, row))) : null
      }),
    }
  },

  async consistency({ token, from, to }, { tx }) {
    const { store, hash } = await lookedAt(tx, token)
    if (from > to) return { proof: null }
    const [proof] = await prove([consistencySpans(from, to)], store.nodesAt(hash)).catch(() => [])
    return { proof: proof?.map(toBase64url) ?? null }
  },
}
