import { sql } from 'kysely'
import type { MemberId } from '../../shared/ids.ts'
import type { Tx } from '../../server/transaction.ts'

export type ProofAnswer = 'done' | 'already-there' | 'wrong'
type OpenedRow = { member: MemberId; user_key: Uint8Array; bundle: Uint8Array; bundle_version: number }
type NewPasskey = { readonly id: string; readonly credential: string; readonly publicKey: string; readonly counter: number; readonly userKey: string; readonly label: string }

export function passkeyStore(tx: Tx) {
  return {
    async newChallenge(hash: Uint8Array, until: Date): Promise<void> {
      await sql`select new_challenge(${hash}, ${until})`.execute(tx)
    },
    async takeChallenge(hash: Uint8Array): Promise<boolean> {
      const { rows } = await sql<{ taken: boolean }>`select take_challenge(${hash}) as taken`.execute(tx)
      return rows[0]?.taken ?? false
    },
    async keyOf(credential: Uint8Array): Promise<Uint8Array | undefined> {
      return (await sql<{ public_key: Uint8Array }>`select public_key from passkey_of(${credential})`.execute(tx)).rows[0]?.public_key
    },
    async open(credential: Uint8Array, counter: number, token: Uint8Array, until: Date): Promise<OpenedRow | undefined> {
      return (await sql<OpenedRow>`select * from open_session_by_passkey(${credential}, ${counter}, ${token}, ${until})`.execute(tx)).rows[0]
    },
    async mine() {
      type Row = { id: string; credential: Uint8Array; label: Uint8Array; made_on: string }
      return (await sql<Row>`select * from my_passkeys()`.execute(tx)).rows
    },
    /** Bytes in hex, as the guard functions take them. */
    async add(proof: Uint8Array, withRecovery: boolean, passkey: NewPasskey): Promise<ProofAnswer> {
      const { rows } = await sql<{ answer: ProofAnswer }>`select add_passkey(${proof}, ${withRecovery}, ${JSON.stringify(passkey)}::jsonb) as answer`.execute(tx)
      return rows[0]?.answer ?? 'wrong'
    },
    async rename(id: string, label: Uint8Array): Promise<boolean> {
      return (await sql<{ known: boolean }>`select label_passkey(${id}, ${label}) as known`.execute(tx)).rows[0]?.known ?? false
    },
    async remove(proof: Uint8Array, withRecovery: boolean, id: string): Promise<ProofAnswer> {
      const { rows } = await sql<{ answer: ProofAnswer }>`select remove_passkey(${proof}, ${withRecovery}, ${id}) as answer`.execute(tx)
      return rows[0]?.answer ?? 'wrong'
    },
  }
}
