import { toBase64url } from '../../shared/bytes.ts'
import { refuse } from '../../shared/problem.ts'
import { noteInLedger, noteSigned } from '../../ledger/note.ts'
import { consistencySpans, inclusionSpans } from '../../ledger/proofs.ts'
import { prove } from '../../ledger/prove.ts'
import type { Handlers } from '../../server/handlers.ts'
import { folderStore } from '../folders/index.ts'
import type { ledger } from './contract.ts'
import { presentEntry, presentHead, presentProof } from './present.ts'
import { waitsTooLong } from './rules.ts'
import { ledgerStore } from './store.ts'

export const ledgerActions: Handlers<typeof ledger> = {
  /** Which rows there are is the policy's affair: her own, her folders', or all for who must see all. */
  async entries({ folder, member: actor, before, limit }, { tx, member }) {
    const [trace] = folder ? await folderStore(tx, member).traces([folder]) : []
    if (folder && !trace) refuse('not-found')
    const rows = await ledgerStore(tx).entries({ trace, actor, before, limit })
    await noteInLedger(tx, 'ledger.read', trace ? [trace] : [])
    return { entries: rows.map(presentEntry) }
  },

  async head({ since }, { tx, house }) {
    const store = ledgerStore(tx)
    const head = await store.newestHead()
    if (!head) return { head: null }
    const known = since ?? head.size
    const [proof] = known > head.size ? [null] : (await prove([consistencySpans(known, head.size)], store.nodesAt)).map(presentProof)
    return { head: { ...presentHead(head), publicKey: house.ledgerPublicKey, proof: proof ?? null } }
  },

  async certify({ act, ...sent }, { tx, member, house }) {
    const { key } = sent
    if (key.publicKey !== house.ledgerPublicKey || key.by !== member.id) refuse('bad-input', { flaws: [{ path: 'key', rule: 'another-key' }] })
    if (!(await ledgerStore(tx).certify(key))) {
      await noteInLedger(tx, 'ledger-key.certified', [], 'already-there')
      return { alreadyThere: true }
    }
    await noteSigned(tx, act, { action: 'ledger-key.certified', about: [], detail: sent })
    return { alreadyThere: false }
  },

  async alarms(_, { tx, now }) {
    const store = ledgerStore(tx)
    const seconds = await store.waits()
    const slowed = await store.slowed(new Date(now.getTime() - 7 * 86_400_000))
    return {
      waitingSeconds: waitsTooLong(seconds) ? seconds : null,
      slowed: slowed.map((row) => ({ seq: row.seq, at: row.at.toISOString(), member: row.actor, kind: row.result })),
    }
  },

  async heads({ after, limit }, { tx }) {
    return { heads: (await ledgerStore(tx).headsAfter(after, limit)).map(presentHead) }
  },

  async range({ from, limit }, { tx }) {
    const rows = await ledgerStore(tx).range(from, limit)
    await noteInLedger(tx, 'ledger.read', [])
    return {
      entries: rows.map(({ place, hash, salt, ...row }) => ({
        seq: place, leaf: toBase64url(hash), entry: row.seq === null ? null : { ...presentEntry(row), salt: salt && toBase64url(salt) },
      })),
    }
  },

  async inclusion({ seq, size }, { tx }) {
    const store = ledgerStore(tx)
    if (seq >= size || size > ((await store.newestHead())?.size ?? 0)) refuse('not-found')
    const [leaf] = await store.nodesAt([0], [seq])
    const [proof] = await prove([inclusionSpans(seq, size)], store.nodesAt)
    return { leaf: toBase64url((leaf ?? refuse('not-found')).hash), proof: presentProof(proof ?? []) }
  },

  async consistency({ from, to }, { tx }) {
    const store = ledgerStore(tx)
    if (to > ((await store.newestHead())?.size ?? 0) || from.some((size) => size > to)) refuse('not-found')
    return { proofs: (await prove(from.map((size) => consistencySpans(size, to)), store.nodesAt)).map(presentProof) }
  },
}
