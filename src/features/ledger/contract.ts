import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { bytes, done } from '../../shared/fields.ts'
import { folderId, memberId } from '../../shared/ids.ts'
import { signedAct } from '../../shared/signed-act.ts'
import { proof, signedHead } from '../../shared/signed-head.ts'
import { ledgerKeyRow } from '../../vault/seal.ts'

const entry = z.object({
  seq: z.int(), at: z.string(), actor: z.nullable(memberId), action: z.string(), traces: z.array(z.string()), result: z.string(), act: z.nullable(signedAct),
})
const hash = bytes(32)
const count = z.int().check(z.nonnegative())
const fromQuery = z.coerce.number().check(z.int(), z.nonnegative())
const upTo = (most: number, usual: number) => z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(most)), usual)

export const ledger = {
  entries: endpoint({
    method: 'get', path: '/api/ledger', may: 'ledger:read', as: 'app',
    says: 'Who looked: entries of a folder, of a member, or all that the asker may see, newest first.',
    input: z.object({
      folder: z.optional(folderId), member: z.optional(memberId), before: z.optional(z.coerce.number()),
      limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 100),
    }),
    output: z.object({ entries: z.array(entry) }),
  }),
  head: endpoint({
    method: 'get', path: '/api/ledger/head', may: 'member', as: 'app',
    says: 'The newest signed head of the ledger, and the proof that it grew from the size the asker saw last; no proof when it is shorter than that, no head when there is none yet.',
    input: z.object({ since: z.optional(fromQuery) }),
    output: z.object({ head: z.nullable(z.extend(signedHead, { publicKey: hash, proof: z.nullable(proof) })) }),
  }),
  certify: endpoint({
    method: 'post', path: '/api/ledger/key', may: 'members:let-in', as: 'app',
    says: 'A coordinator certifies the key that signs the ledger, in a house whose root has not: from then on every desk and witness refuses another.',
    input: z.object({ key: ledgerKeyRow, act: signedAct }),
    output: done,
    changes: () => [{ kind: 'house' }],
  }),
  alarms: endpoint({
    method: 'get', path: '/api/ledger/alarms', may: 'accounts:manage', as: 'app',
    says: 'What is to be told of the ledger: how long an entry has waited if too long, and whose reading was slowed in the last week.',
    input: z.object({}),
    output: z.object({
      waitingSeconds: z.nullable(z.int()),
      slowed: z.array(z.object({ seq: z.int(), at: z.string(), member: z.nullable(memberId), kind: z.string() })),
    }),
  }),
  heads: endpoint({
    method: 'get', path: '/api/ledger/heads', may: 'ledger:read', as: 'app',
    says: 'Signed heads of the ledger after a size, the oldest first.',
    input: z.object({ after: z._default(fromQuery, 0), limit: upTo(1000, 100) }),
    output: z.object({ heads: z.array(signedHead) }),
  }),
  range: endpoint({
    method: 'get', path: '/api/ledger/range', may: 'ledger:read', as: 'app',
    says: 'Entries by number: whole where the asker may see them, of all others the leaf’s hash alone.',
    input: z.object({ from: fromQuery, limit: upTo(500, 100) }),
    output: z.object({ entries: z.array(z.object({ seq: z.int(), leaf: hash, entry: z.nullable(z.extend(entry, { salt: z.nullable(bytes(16)) })) })) }),
  }),
  inclusion: endpoint({
    method: 'get', path: '/api/ledger/inclusion', may: 'ledger:read', as: 'app',
    says: 'The proof that the entry with this number is in the ledger of that size (RFC 6962 §2.1.1).',
    input: z.object({ seq: fromQuery, size: fromQuery }),
    output: z.object({ leaf: hash, proof }),
  }),
  consistency: endpoint({
    method: 'post', path: '/api/ledger/consistency', may: 'member', as: 'app',
    says: 'The proofs that the ledger of one size begins with those of smaller sizes (RFC 6962 §2.1.2).',
    input: z.object({ from: z.array(count).check(z.minLength(1), z.maxLength(200)), to: count }),
    output: z.object({ proofs: z.array(proof) }),
  }),
}
