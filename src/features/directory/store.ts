import { sql } from 'kysely'
import type { Tx } from '../../server/transaction.ts'
import type { FolderId, MemberId, RecordId } from '../../shared/ids.ts'
import type { DocRow } from '../../vault/seal.ts'
import { presentDoc } from '../folders/index.ts'

type Import = { id: RecordId; folder: FolderId; by: MemberId; madeOn: string; entries: number; state: 'coming' | 'taken' }
const columns = sql`id, folder, by, made_on as "madeOn", entries, state`

/** Bytes of one answer; a page that is larger comes alone. */
const answer = 2_000_000

export function directoryStore(tx: Tx) {
  return {
    /** From her holds. Two desks that began at once made two: both are read. */
    async folders(): Promise<FolderId[]> {
      const { rows } = await sql<{ folder: FolderId }>`
        select distinct h.folder from unnest((select my_holders())::uuid[]) as m (holder)
        join hold h on h.holder = m.holder and h.kind = 'directory' and not h.superseded order by 1`.execute(tx)
      return rows.map((row) => row.folder)
    },

    /** The newest version of each page after this id, as many as one answer takes. */
    async pages(folders: readonly string[], after: string | undefined): Promise<{ docs: DocRow[]; more: boolean }> {
      const { rows } = await sql<Parameters<typeof presentDoc>[0] & { fits: boolean }>`
        with newest as (
          select distinct on (d.id) d.folder, d.id, d.version, length(d.blob) as bytes from doc d
          where d.folder = any (${[...folders]}::uuid[]) and d.id > ${after ?? '00000000-0000-0000-0000-000000000000'}::uuid
            and not exists (select 1 from directory_import_page p join directory_import i on i.id = p.import
              where p.folder = d.folder and p.doc = d.id and i.state = 'coming')
          order by d.id, d.version desc),
        sized as (select *, sum(bytes) over (order by id) - bytes as before from newest)
        select d.* from (select * from sized where before < ${answer} order by id) s
        join doc d on d.folder = s.folder and d.id = s.id and d.version = s.version order by d.id`.execute(tx)
      const last = rows.at(-1)?.id
      const { rows: rest } = last === undefined ? { rows: [] } : await sql`
        select 1 from doc where folder = any (${[...folders]}::uuid[]) and id > ${last}::uuid limit 1`.execute(tx)
      return { docs: rows.map(presentDoc), more: rest.length > 0 }
    },

    async imports(): Promise<Import[]> {
      return (await sql<Import>`select ${columns} from directory_import order by made_on desc, id`.execute(tx)).rows
    },

    async import(id: string): Promise<Import | undefined> {
      return (await sql<Import>`select ${columns} from directory_import where id = ${id}`.execute(tx)).rows[0]
    },

    async begin(id: string, folder: string, by: string, madeOn: string, entries: number): Promise<boolean> {
      const { numAffectedRows } = await sql`insert into directory_import (id, folder, by, made_on, entries)
        values (${id}, ${folder}, ${by}, ${madeOn}, ${entries}) on conflict do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async addPage(id: string, folder: string, doc: string): Promise<void> {
      await sql`insert into directory_import_page (import, folder, doc) values (${id}, ${folder}, ${doc}) on conflict do nothing`.execute(tx)
    },

    async hasPage(id: string, doc: string): Promise<boolean> {
      return (await sql`select 1 from directory_import_page where import = ${id} and doc = ${doc}`.execute(tx)).rows.length > 0
    },

    async take(id: string, pages: number): Promise<boolean> {
      return (await sql<{ taken: boolean }>`select take_import(${id}, ${pages}) as taken`.execute(tx)).rows[0]?.taken ?? false
    },

    async drop(id: string): Promise<boolean> {
      return (await sql<{ dropped: boolean }>`select drop_import(${id}) as dropped`.execute(tx)).rows[0]?.dropped ?? false
    },
  }
}
