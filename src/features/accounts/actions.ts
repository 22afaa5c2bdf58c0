import { sql } from 'kysely'
import type * as z from 'zod/mini'
import { fromBase64url, hexOf, toHex } from '../../shared/bytes.ts'
import { hashOf } from '../../shared/hash.ts'
import { refuse } from '../../shared/problem.ts'
import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers, HouseSettings } from '../../server/handlers.ts'
import type { Asker, Tx } from '../../server/transaction.ts'
import type { accounts, proof } from './contract.ts'

type Proof = z.output<typeof proof>
type Answer = 'done' | 'already-there' | 'wrong'
type Asking = { readonly tx: Tx; readonly member: Asker; readonly house: HouseSettings }

const hashed = (authKey: string) => hashOf(fromBase64url(authKey))
const hashedHex = (authKey: string) => toHex(hashed(authKey))

/** Guessing at an open desk waits just as long as guessing at the door. */
async function proven({ tx, member, house }: Asking, given: Proof, ask: (proof: Uint8Array, withRecovery: boolean) => Promise<Answer>) {
  const { rows } = await sql<{ name_key: string }>`select name_key from member where id = ${member.id}`.execute(tx)
  const name = rows[0]?.name_key ?? refuse('not-found')
  const wait = house.attempts.waitFor(name)
  if (wait > 0) refuse('too-many-attempts', { retryAfterSeconds: wait })
  const answer = await ask(hashed(given.authKey), given.by === 'recovery')
  if (answer === 'wrong') {
    house.attempts.failed(name)
    refuse('wrong-passphrase')
  }
  house.attempts.succeeded(name)
  return { alreadyThere: answer === 'already-there' }
}

export const accountActions: Handlers<typeof accounts> = {
  async changePassphrase({ proof: given, salt, kdf, authKey, userKey, endOthers }, asking) {
    const { tx } = asking
    const row = { salt: hexOf(salt), kdf, authHash: hashedHex(authKey), userKey: hexOf(userKey) }
    const answer = await proven(asking, given, async (hash, withRecovery) => {
      const { rows } = await sql<{ answer: Answer }>`select change_passphrase(${hash}, ${withRecovery}, ${JSON.stringify(row)}::jsonb) as answer`.execute(tx)
      return rows[0]?.answer ?? 'wrong'
    })
    if (endOthers) await sql`select end_my_other_sessions()`.execute(tx)
    await noteInLedger(tx, 'passphrase.changed', [], answer.alreadyThere ? 'already-there' : 'done')
    return answer
  },

  async changeRecoveryCode({ proof: given, recoveryAuthKey, recoveryUserKey }, asking) {
    const { tx } = asking
    const row = { recoveryHash: hashedHex(recoveryAuthKey), recoveryUserKey: hexOf(recoveryUserKey) }
    const answer = await proven(asking, given, async (hash, withRecovery) => {
      const { rows } = await sql<{ answer: Answer }>`select change_recovery_code(${hash}, ${withRecovery}, ${JSON.stringify(row)}::jsonb) as answer`.execute(tx)
      return rows[0]?.answer ?? 'wrong'
    })
    await noteInLedger(tx, 'recovery-code.changed', [], answer.alreadyThere ? 'already-there' : 'done')
    return answer
  },
}
