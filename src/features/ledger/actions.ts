import { sql } from 'kysely'
import type { MemberId } from '../../shared/ids.ts'
import { refuse } from '../../shared/problem.ts'
import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { folderStore } from '../folders/index.ts'
import type { ledger } from './contract.ts'

type EntryRow = { seq: number; at: Date; actor: MemberId | null; action: string; traces: string[]; result: string }

export const ledgerActions: Handlers<typeof ledger> = {
  /** Which rows there are is the policy's affair: her own, her folders', or all for who must see all. */
  async entries({ folder, member: actor, before, limit }, { tx, member }) {
    const [trace] = folder ? await folderStore(tx, member).traces([folder]) : []
    if (folder && !trace) refuse('not-found')
    const { rows } = await sql<EntryRow>`
      select seq, at, actor, action, traces, result from ledger_entry
      where (${before ?? null}::bigint is null or seq < ${before ?? null}::bigint)
        and (${actor ?? null}::uuid is null or actor = ${actor ?? null}::uuid)
        and (${trace ?? null}::uuid is null or traces @> array[${trace ?? null}::uuid])
      order by seq desc limit ${limit}`.execute(tx)
    await noteInLedger(tx, 'ledger.read', trace ? [trace] : [])
    return { entries: rows.map((row) => ({ ...row, at: row.at.toISOString() })) }
  },

  async head(_, { tx, house }) {
    const { rows } = await sql<{ size: number; root: Uint8Array; at: Date; sig: Uint8Array }>`
      select * from ledger_head order by size desc limit 1`.execute(tx)
    const head = rows[0] ?? refuse('not-found')
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
    return { size: head.size, root: text(head.root), at: head.at.toISOString(), sig: text(head.sig), publicKey: house.ledgerPublicKey }
  },
}
