import { refuse } from '../../shared/problem.ts'
import type { Tx } from '../../server/transaction.ts'
import { stepOf } from './rules.ts'
import { secondStepStore } from './store.ts'

type Knocking = { readonly name: string; readonly proof: Uint8Array; readonly code: string | undefined; readonly now: Date }

/**
 * After the right passphrase: whether her second step holds, and from then on never again with the same digits. Nothing to
 * show where she has none, or where the passphrase is wrong. Throws 'second-step-needed' when the digits are still to come.
 */
export async function passesSecondStep(tx: Tx, { name, proof, code, now }: Knocking): Promise<boolean> {
  const store = secondStepStore(tx)
  const secret = await store.forName(name, proof)
  if (!secret) return true
  if (code === undefined) refuse('second-step-needed')
  const step = stepOf(secret, code, now)
  return step !== undefined && store.take(name, proof, step)
}
