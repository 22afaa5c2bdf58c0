import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { bytes, done } from '../../shared/fields.ts'
import { memberId, recordId } from '../../shared/ids.ts'
import { proof, signedHead } from '../../shared/signed-head.ts'
import { ledgerKeyRow, memberRow, organisationRow, recoveryRow } from '../../vault/seal.ts'

const token = bytes(32)
const leaves = z.array(z.nullable(bytes(32)))
const size = z.int().check(z.nonnegative())

/** A witness is no member. Its token travels in the body, so that no address in a log carries it. */
export const witness = {
  list: endpoint({
    method: 'get', path: '/api/witnesses', may: 'accounts:manage', as: 'app',
    says: 'The witnesses of this house: who let them look, since when, and when they last did.',
    input: z.object({}),
    output: z.object({ publicKey: bytes(32), witnesses: z.array(z.object({ id: recordId, madeBy: memberId, madeAt: z.string(), lookedAt: z.nullable(z.string()) })) }),
  }),
  make: endpoint({
    method: 'post', path: '/api/witnesses', may: 'accounts:manage', as: 'app',
    says: 'Lets a witness look, by a token whose hash alone is kept.',
    input: z.object({ id: recordId, tokenHash: bytes(32).check(z.minLength(43)) }),
    output: done,
  }),
  end: endpoint({
    method: 'delete', path: '/api/witnesses/:id', may: 'accounts:manage', as: 'app',
    says: 'The witness may look no more.',
    input: z.object({ id: recordId }),
    output: z.object({}),
  }),
  key: endpoint({
    method: 'post', path: '/api/witness/key', may: 'anyone', as: 'app',
    says: 'For a witness: the certified key of the ledger, and the certificates of coordinators through which it leads to the root. No names.',
    input: z.object({ token }),
    output: z.object({ organisation: organisationRow, recoveries: z.array(recoveryRow), ledgerKey: z.nullable(ledgerKeyRow), members: z.array(memberRow) }),
  }),
  heads: endpoint({
    method: 'post', path: '/api/witness/heads', may: 'anyone', as: 'app',
    says: 'For a witness: signed heads after a size, the oldest first.',
    input: z.object({ token, after: size }),
    output: z.object({ heads: z.array(signedHead) }),
  }),
  leaves: endpoint({
    method: 'post', path: '/api/witness/leaves', may: 'anyone', as: 'app',
    says: 'For a witness: the leaves from a number on (4,096 at most), hashed now from what the entries say; `kept` are those in the tree. Null where one is missing.',
    input: z.object({ token, from: size }),
    output: z.object({ leaves, kept: leaves }),
  }),
  elsewhere: endpoint({
    method: 'post', path: '/api/witness/elsewhere', may: 'anyone', as: 'app',
    says: 'For a witness: the leaves that entries would be at other places, by which it knows one again that was moved. Null where one is missing.',
    input: z.object({ token, asked: z.array(z.object({ at: size, place: size })).check(z.maxLength(4096)) }),
    output: z.object({ leaves }),
  }),
  consistency: endpoint({
    method: 'post', path: '/api/witness/consistency', may: 'anyone', as: 'app',
    says: 'For a witness: the proof that the ledger of one size begins with that of a smaller one; none when there is no such ledger.',
    input: z.object({ token, from: size, to: size }),
    output: z.object({ proof: z.nullable(proof) }),
  }),
}
