import { sql } from 'kysely'
import type { Tx } from '../../server/transaction.ts'
import type { FolderId, MemberId, RecordId, TeamId } from '../../shared/ids.ts'
import type { PastContactFacts } from './contract.ts'

type Import = { id: RecordId; folder: FolderId; by: MemberId; team: TeamId; madeOn: string; contacts: number; state: 'coming' | 'taken' }
const columns = sql`id, folder, by, team, made_on as "madeOn", contacts, state`

export function institutionImportStore(tx: Tx) {
  return {
    async all(): Promise<Import[]> {
      return (await sql<Import>`select ${columns} from institution_import order by made_on desc, id`.execute(tx)).rows
    },

    async one(id: string): Promise<Import | undefined> {
      return (await sql<Import>`select ${columns} from institution_import where id = ${id}`.execute(tx)).rows[0]
    },

    async begin({ id, folder, by, team, madeOn, contacts }: Omit<Import, 'state'>): Promise<boolean> {
      const { numAffectedRows } = await sql`insert into institution_import (id, folder, by, team, made_on, contacts)
        values (${id}, ${folder}, ${by}, ${team}, ${madeOn}, ${contacts}) on conflict do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async folders(id: string): Promise<FolderId[]> {
      return (await sql<{ folder: FolderId }>`select folder from institution_import_block where import = ${id}`.execute(tx)).rows.map((row) => row.folder)
    },

    /** How many of these folders came with this import. */
    async blocksAmong(id: string, folders: readonly string[]): Promise<number> {
      return (await sql`select 1 from institution_import_block where import = ${id} and folder = any (${[...folders]}::uuid[])`.execute(tx)).rows.length
    },

    async addBlocks(id: string, folders: readonly string[]): Promise<void> {
      await sql`insert into institution_import_block (import, folder) select ${id}, f from unnest(${[...folders]}::uuid[]) f on conflict do nothing`.execute(tx)
    },

    /** True when all of these wait there now, whether they came with this request or an earlier one. */
    async keepWaiting(id: string, contacts: readonly (PastContactFacts & { readonly folder: string })[]): Promise<boolean> {
      const column = (name: keyof (typeof contacts)[number]) => contacts.map((one) => one[name])
      const given = sql`unnest(${column('id')}::uuid[], ${column('folder')}::uuid[], ${column('kind')}::text[], ${column('topic')}::text[], ${column('channel')}::text[], ${column('direction')}::text[],
        ${column('onDay')}::date[]) as c (id, folder, kind, topic, channel, direction, on_day)`
      const { numAffectedRows } = await sql`insert into institution_import_waiting (import, id, folder, kind, topic, channel, direction, on_day)
        select ${id}, c.* from ${given} on conflict do nothing`.execute(tx)
      if (Number(numAffectedRows) === contacts.length) return true
      const { rows } = await sql`select 1 from ${given} join institution_import_waiting w on w.import = ${id} and w.id = c.id
        and (w.folder, w.kind, w.topic, w.channel, w.direction, w.on_day) = (c.folder, c.kind, c.topic, c.channel, c.direction, c.on_day)`.execute(tx)
      return rows.length === contacts.length
    },

    async take(id: string, contacts: number, today: string): Promise<boolean> {
      return (await sql<{ taken: boolean }>`select take_institution_import(${id}, ${contacts}, ${today}) as taken`.execute(tx)).rows[0]?.taken ?? false
    },

    async drop(id: string): Promise<boolean> {
      return (await sql<{ dropped: boolean }>`select drop_institution_import(${id}) as dropped`.execute(tx)).rows[0]?.dropped ?? false
    },
  }
}
