import { sql } from 'kysely'
import { fromBase64url } from '../../shared/bytes.ts'
import type { MemberId } from '../../shared/ids.ts'
import { foldName } from '../../shared/names.ts'
import { refuse } from '../../shared/problem.ts'
import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { hashOf } from '../../shared/hash.ts'
import type { sessions } from './contract.ts'
import { tellMember } from '../notices/index.ts'
import { passesSecondStep } from '../second-steps/index.ts'
import { begin, endOfSession } from './begin.ts'

const usualKdf = { memoryKiB: 65_536, passes: 3, lanes: 1 }
const base64url = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

type OpenedRow = { member: MemberId; state: 'active' | 'waiting'; user_key: Uint8Array; bundle: Uint8Array; bundle_version: number }

export const sessionActions: Handlers<typeof sessions> = {
  async saltFor({ name }, { tx, house }) {
    const { rows } = await sql<{ salt: Uint8Array; kdf: typeof usualKdf }>`select * from sign_in_salt(${foldName(name)})`.execute(tx)
    const known = rows[0]
    return known ? { salt: base64url(known.salt), kdf: known.kdf } : { salt: house.strangerSalt(foldName(name)), kdf: usualKdf }
  },

  async signIn({ name, authKey, by, code }, { tx, now, session, house }) {
    const key = foldName(name)
    const wait = house.attempts.waitFor(key)
    if (wait > 0) refuse('too-many-attempts', { retryAfterSeconds: wait })
    const proof = hashOf(fromBase64url(authKey))
    if (by === 'passphrase' && !(await passesSecondStep(tx, { name: key, proof, code, now }))) {
      house.attempts.failed(key)
      refuse('wrong-code')
    }
    const endsAt = endOfSession(now)
    const { tokenHash, before, give } = session.start(endsAt)
    const { rows } = await sql<OpenedRow>`
      select * from open_session(${key}, ${proof}, ${by === 'recovery'}, ${tokenHash}, ${endsAt})`.execute(tx)
    const opened = rows[0]
    if (!opened) {
      house.attempts.failed(key)
      refuse('wrong-passphrase')
    }
    house.attempts.succeeded(key)
    if (opened.state === 'waiting') session.end()
    else give()
    const id = await begin(tx, tokenHash, before)
    if (id && by === 'recovery') {
      await noteInLedger(tx, 'recovery-code.used', [])
      await tellMember(tx, opened.member, 'recovery-code.used')
    }
    return {
      member: opened.member, session: id, state: opened.state, userKey: base64url(opened.user_key), bundle: base64url(opened.bundle),
      bundleVersion: opened.bundle_version, endsAt: endsAt.toISOString(),
    }
  },

  async whoAmI(_, { member }) {
    return { member: member.id, roles: [...member.roles], endsAt: member.endsAt.toISOString() }
  },

  async signOut(_, { tx, session }) {
    await noteInLedger(tx, 'session.ended', [])
    const token = session.end()
    if (token) await sql`select end_session(${token})`.execute(tx)
    return {}
  },

  async mine(_, { tx }) {
    type Row = { id: string; label: Uint8Array | null; made_at: Date; ends_at: Date; here: boolean }
    const { rows } = await sql<Row>`select * from my_sessions()`.execute(tx)
    return {
      sessions: rows.map((row) => ({
        id: row.id, label: row.label && base64url(row.label), startedAt: row.made_at.toISOString(), endsAt: row.ends_at.toISOString(), here: row.here,
      })),
    }
  },

  async label({ session: id, label }, { tx }) {
    const sealed = label === null ? null : fromBase64url(label)
    const { rows } = await sql<{ known: boolean }>`select label_session(${id}, ${sealed}) as known`.execute(tx)
    if (!rows[0]?.known) refuse('not-found')
    await noteInLedger(tx, 'session.named', [])
    return {}
  },

  async end({ session: id }, { tx }) {
    const { rows } = await sql<{ ended: boolean }>`select end_my_session(${id}) as ended`.execute(tx)
    if (!rows[0]?.ended) refuse('not-found')
    await noteInLedger(tx, 'session.revoked', [])
    return {}
  },

  async endOthers(_, { tx }) {
    const { rows } = await sql<{ ended: number }>`select end_my_other_sessions() as ended`.execute(tx)
    await noteInLedger(tx, 'session.revoked', [])
    return { ended: rows[0]?.ended ?? 0 }
  },

  async bundle(_, { tx }) {
    const { rows } = await sql<{ bundle: Uint8Array; bundle_version: number }>`select * from my_bundle()`.execute(tx)
    const kept = rows[0] ?? refuse('not-found')
    return { bundle: base64url(kept.bundle), bundleVersion: kept.bundle_version }
  },

  async keepBundle({ bundle, fromVersion }, { tx }) {
    const { rows } = await sql<{ kept: boolean }>`select put_bundle(${fromBase64url(bundle)}, ${fromVersion}) as kept`.execute(tx)
    if (!rows[0]?.kept) refuse('changed-meanwhile')
    await noteInLedger(tx, 'bundle.kept', [])
    return { bundleVersion: fromVersion + 1 }
  },
}
