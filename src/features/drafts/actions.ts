import { sql } from 'kysely'
import { fromBase64url } from '../../shared/bytes.ts'
import type { RecordId } from '../../shared/ids.ts'
import { refuse } from '../../shared/problem.ts'
import type { Handlers } from '../../server/handlers.ts'
import type { drafts } from './contract.ts'

/** Drafts leave no ledger entry: they are hers alone and overwritten every second. */
export const draftActions: Handlers<typeof drafts> = {
  async keep({ id, blob }, { tx, member, now }) {
    const { numAffectedRows } = await sql`
      insert into draft (id, member, blob, changed_at) values (${id}, ${member.id}, ${fromBase64url(blob)}, ${now})
      on conflict (id) do update set blob = excluded.blob, changed_at = excluded.changed_at where draft.member = excluded.member`.execute(tx)
    if (!numAffectedRows) refuse('not-found')
    return { changedAt: now.toISOString() }
  },
  async mine(_, { tx }) {
    const { rows } = await sql<{ id: RecordId; blob: Uint8Array; changed_at: Date }>`
      select id, blob, changed_at from draft order by changed_at desc limit 50`.execute(tx)
    return { drafts: rows.map((row) => ({ id: row.id, blob: Buffer.from(row.blob).toString('base64url'), changedAt: row.changed_at.toISOString() })) }
  },
  async drop({ id }, { tx }) {
    await sql`delete from draft where id = ${id}`.execute(tx)
    return {}
  },
}
