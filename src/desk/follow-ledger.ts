import { ledger } from '../features/ledger/contract.ts'
import type { Call } from '../shared/call.ts'
import { Problem } from '../shared/problem.ts'
import type { LedgerTrouble, SaidHead, StrangeHead } from './keys/ledger-follower.ts'
import type { Keys } from './keys/keys.ts'

const headsAtOnce = 200

/** What is to be told of the ledger; `head` is the newest the program shows. */
export type LedgerSeen = { readonly trouble: LedgerTrouble | undefined; readonly strange: readonly StrangeHead[]; readonly head: SaidHead | null }

/**
 * The ledger may only grow from the one she knows, and opened documents may name no other. Work never waits for this: a
 * program that has no newer head, or does not answer, is nothing to tell.
 */
export async function followLedger({ keys, call }: { readonly keys: Keys; readonly call: Call }): Promise<LedgerSeen> {
  // First what is to be compared, then the head: a colleague's newer head would otherwise look like one of another ledger.
  const [sizes, known] = [await keys.headsAwaiting(headsAtOnce), await keys.ledgerKnown()]
  const { head } = await call(ledger.head, known === undefined ? {} : { since: known })
  const trouble = await keys.followLedger(head)
  const asked = trouble || !head ? [] : sizes
  const inside = asked.filter((size) => size <= (head?.size ?? 0))
  const proofs = inside.length ? await call(ledger.consistency, { from: inside, to: head?.size ?? 0 }).then((answer) => answer.proofs, noProof) : []
  return { trouble, strange: await keys.reconcileHeads(asked, asked.map((size) => proofs[inside.indexOf(size)])), head }
}

/** A program that is away is asked again; one that answers without a proof has none. */
function noProof(problem: unknown): readonly (readonly string[])[] {
  if (problem instanceof Problem && (problem.kind === 'not-found' || problem.kind === 'broken')) return []
  throw problem
}
