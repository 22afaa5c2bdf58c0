import { sql } from 'kysely'
import type * as z from 'zod/mini'
import { fromBase64url } from '../../shared/bytes.ts'
import { hashOf } from '../../shared/hash.ts'
import { refuse } from '../../shared/problem.ts'
import { noteInLedger } from '../../ledger/note.ts'
import type { HouseSettings } from '../../server/handlers.ts'
import type { Asker, Tx } from '../../server/transaction.ts'
import { tellMember } from '../notices/index.ts'
import type { proof } from './contract.ts'

type Proof = z.output<typeof proof>
export type ProofAnswer = 'done' | 'already-there' | 'wrong'
type Asking = { readonly tx: Tx; readonly member: Asker; readonly house: HouseSettings }

/** Changes something only with a proof that it is she. Guessing at an open desk waits just as long as guessing at the door. */
export async function proven({ tx, member, house }: Asking, given: Proof, change: (proof: Uint8Array, withRecovery: boolean) => Promise<ProofAnswer>) {
  const { rows } = await sql<{ name_key: string }>`select name_key from member where id = ${member.id}`.execute(tx)
  const name = rows[0]?.name_key ?? refuse('not-found')
  const wait = house.attempts.waitFor(name)
  if (wait > 0) refuse('too-many-attempts', { retryAfterSeconds: wait })
  const answer = await change(hashOf(fromBase64url(given.authKey)), given.by === 'recovery')
  if (answer === 'wrong') {
    house.attempts.failed(name)
    refuse('wrong-passphrase')
  }
  house.attempts.succeeded(name)
  return { alreadyThere: answer === 'already-there' }
}

/** In the ledger and on her Today; sent twice, it is told once. */
export async function told({ tx, member }: Pick<Asking, 'tx' | 'member'>, what: string, alreadyThere: boolean): Promise<void> {
  await noteInLedger(tx, what, [], alreadyThere ? 'already-there' : 'done')
  if (!alreadyThere) await tellMember(tx, member.id, what)
}
