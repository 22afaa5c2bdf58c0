import { sql } from 'kysely'
import { fromBase64url, hexOf, toHex } from '../../shared/bytes.ts'
import { hashOf } from '../../shared/hash.ts'
import type { Handlers } from '../../server/handlers.ts'
import type { accounts } from './contract.ts'
import { proven, told } from './prove.ts'
import type { ProofAnswer } from './prove.ts'

const hashedHex = (authKey: string) => toHex(hashOf(fromBase64url(authKey)))

export const accountActions: Handlers<typeof accounts> = {
  async changePassphrase({ proof: given, salt, kdf, authKey, userKey, endOthers }, asking) {
    const { tx } = asking
    const row = { salt: hexOf(salt), kdf, authHash: hashedHex(authKey), userKey: hexOf(userKey) }
    const answer = await proven(asking, given, async (hash, withRecovery) => {
      const { rows } = await sql<{ answer: ProofAnswer }>`select change_passphrase(${hash}, ${withRecovery}, ${JSON.stringify(row)}::jsonb) as answer`.execute(tx)
      return rows[0]?.answer ?? 'wrong'
    })
    if (endOthers) await sql`select end_my_other_sessions()`.execute(tx)
    await told(asking, 'passphrase.changed', answer.alreadyThere)
    return answer
  },

  async changeRecoveryCode({ proof: given, recoveryAuthKey, recoveryUserKey }, asking) {
    const { tx } = asking
    const row = { recoveryHash: hashedHex(recoveryAuthKey), recoveryUserKey: hexOf(recoveryUserKey) }
    const answer = await proven(asking, given, async (hash, withRecovery) => {
      const { rows } = await sql<{ answer: ProofAnswer }>`select change_recovery_code(${hash}, ${withRecovery}, ${JSON.stringify(row)}::jsonb) as answer`.execute(tx)
      return rows[0]?.answer ?? 'wrong'
    })
    await told(asking, 'recovery-code.changed', answer.alreadyThere)
    return answer
  },
}
