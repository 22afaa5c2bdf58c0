import { sql } from 'kysely'
import type { QueryExecutorProvider } from 'kysely'
import { fromBase64url } from '../shared/bytes.ts'
import { encode } from '../shared/canonical.ts'
import { refuse } from '../shared/problem.ts'
import { actContext, digestOf } from '../shared/act-context.ts'
import { actBytes } from '../shared/kept-act.ts'
import type { SignedAct } from '../shared/signed-act.ts'

/**
 * A ledger entry, pending in the transaction of what it tells of. `traces` name folders without saying whose;
 * no names, no addresses, no text.
 */
export async function noteInLedger(tx: QueryExecutorProvider, action: string, traces: readonly string[], result = 'done'): Promise<void> {
  await sql`select note(${action}, ${[...traces]}::uuid[], ${result})`.execute(tx)
}

/** What a request does, as its act must say it. `detail`: all that was sent beside the act. */
export type Does = { readonly action: string; readonly about: readonly string[]; readonly detail: unknown }

/**
 * The entry of an act that the asker signed herself. One that says something else than what is done, or that her key did not
 * sign, is refused: nothing stands in the ledger as signed that nobody could verify later.
 */
export async function noteSigned(tx: QueryExecutorProvider, act: SignedAct, does: Does, traces: readonly string[] = []): Promise<void> {
  const { rows } = await sql<{ organisation: string; me: string; key: Uint8Array }>`
    select o.id as organisation, m.id as me, m.ed_public as key from organisation o, member m where m.id = my_member()`.execute(tx)
  const { organisation, me, key } = rows[0] ?? refuse('not-signed-in')
  const fits = act.action === does.action && act.digest === digestOf(does.detail) && same(act.about, does.about)
  if (!fits || !(await isSigned(key, act.sig, encode(actContext(organisation, me, act))))) {
    refuse('bad-input', { flaws: [{ path: 'act', rule: 'not-signed' }] })
  }
  await sql`select note_signed(${does.action}, ${[...traces]}::uuid[], 'done', ${actBytes(organisation, me, act)})`.execute(tx)
}

const same = (one: readonly string[], other: readonly string[]) => [...one].sort().join() === [...other].sort().join()

/** Ed25519, with a public key as bytes. */
export async function isSigned(publicKey: Uint8Array, sig: string, said: Uint8Array<ArrayBuffer>): Promise<boolean> {
  const key = await crypto.subtle.importKey('raw', new Uint8Array(publicKey), 'Ed25519', false, ['verify'])
  return crypto.subtle.verify('Ed25519', key, fromBase64url(sig), said)
}
