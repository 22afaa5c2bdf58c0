import { sql } from 'kysely'
import type { Tx } from '../../server/transaction.ts'

type Answer = 'done' | 'already-there' | 'wrong'
type SecretRow = { secret: Uint8Array }

export function secondStepStore(tx: Tx) {
  const answered = async (query: { execute: (tx: Tx) => Promise<{ rows: { answer: Answer }[] }> }) => (await query.execute(tx)).rows[0]?.answer ?? 'wrong'
  return {
    async isOn(): Promise<boolean> {
      return (await sql<{ on: boolean }>`select my_second_step() as on`.execute(tx)).rows[0]?.on ?? false
    },
    begin: (proof: Uint8Array, withRecovery: boolean, fresh: Uint8Array) =>
      answered(sql<{ answer: Answer }>`select begin_second_step(${proof}, ${withRecovery}, ${fresh}) as answer`),
    async toConfirm(): Promise<Uint8Array | undefined> {
      return (await sql<SecretRow>`select secret from second_step_to_confirm()`.execute(tx)).rows[0]?.secret
    },
    confirm: (step: number) => answered(sql<{ answer: Answer }>`select confirm_second_step(${step}) as answer`),
    drop: (proof: Uint8Array, withRecovery: boolean) => answered(sql<{ answer: Answer }>`select drop_second_step(${proof}, ${withRecovery}) as answer`),
    /** Only for who has shown the right passphrase. */
    async forName(name: string, proof: Uint8Array): Promise<Uint8Array | undefined> {
      return (await sql<SecretRow>`select secret from second_step_for(${name}, ${proof})`.execute(tx)).rows[0]?.secret
    },
    async take(name: string, proof: Uint8Array, step: number): Promise<boolean> {
      return (await sql<{ taken: boolean }>`select take_second_step(${name}, ${proof}, ${step}) as taken`.execute(tx)).rows[0]?.taken ?? false
    },
  }
}
