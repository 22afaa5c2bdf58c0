import { sql } from 'kysely'
import { fromBase64url, hexOf, sameBytes } from '../../shared/bytes.ts'
import { refuse } from '../../shared/problem.ts'
import { together } from '../../shared/statements.ts'
import type { Asker, Tx } from '../../server/transaction.ts'
import type { FolderId, MemberId } from '../../shared/ids.ts'
import type { DocRow, FolderKeyRow, Glass, GlassShareRow, HoldRow, NewFolder, Renewal } from '../../vault/seal.ts'

/** Folders, their keys, holds and documents: what every feature about people stands on. SQL only. */
export function folderStore(tx: Tx, asker: Asker) {
  return {
    /** True when the folder is new; false when the same maker sent the same one before. */
    async make(made: NewFolder): Promise<boolean> {
      if (made.key.folder !== made.id || made.key.kind !== made.kind || made.key.gen !== 1) refuse('bad-input')
      if (made.key.by !== asker.id || made.holds.some((hold) => hold.folder !== made.id || hold.by !== asker.id)) refuse('bad-input')
      const row = {
        id: made.id, kind: made.kind, trace: made.trace, commitment: hexOf(made.key.commitment), sig: hexOf(made.key.sig),
        holds: made.holds.map(holdForGuard), glass: glassForGuard(made.glass),
      }
      const { rows } = await sql<{ made: boolean }>`select make_folder(${JSON.stringify(row)}::jsonb) as made`.execute(tx)
      return rows[0]?.made ?? false
    },

    async share(holds: readonly HoldRow[], through: string | null): Promise<void> {
      if (!holds.length) return
      if (holds.some((hold) => hold.by !== asker.id)) refuse('bad-input')
      await sql`select share(${JSON.stringify(holds.map(holdForGuard))}::jsonb, ${through}::uuid)`.execute(tx)
    },

    /** The folder's next key, when somebody who held the one before has left. */
    async renew(renewal: Renewal): Promise<void> {
      await sql`select renew_folder(${JSON.stringify(renewalForGuard(renewal, asker))}::jsonb)`.execute(tx)
    },

    /** The folder's next key for those named for a client alone, before it is linked to her. */
    async moveToNamed(renewal: Renewal, client: string): Promise<void> {
      await sql`select move_to_named(${JSON.stringify(renewalForGuard(renewal, asker))}::jsonb, ${client})`.execute(tx)
    },

    /** Writes a document version. Sent twice is fine; a different version that came meanwhile is not. */
    async write(doc: DocRow): Promise<void> {
      if (doc.author !== asker.id || (doc.renews && (doc.renews.key.folder !== doc.folder || doc.renews.key.gen !== doc.gen))) refuse('bad-input')
      if (doc.renews) await this.renew(doc.renews)
      const { numAffectedRows } = await sql`
        insert into doc (folder, id, version, gen, schema, blob, author, head, sig)
        select ${doc.folder}, ${doc.id}, ${doc.version}, ${doc.gen}, ${doc.schema}, ${bytea(doc.blob)}, ${doc.author}, ${doc.head}, ${bytea(doc.sig)}
        where is_hers_to_write(${doc.folder}, ${doc.gen})
          and (${doc.version}::int = 1 or exists (select 1 from doc d where d.folder = ${doc.folder} and d.id = ${doc.id} and d.version = ${doc.version}::int - 1))
        on conflict do nothing`.execute(tx)
      if (!numAffectedRows) await sameOrRefuse(tx, doc)
    },

    /** What was taken back is said no longer: a next version of its words, with nothing in it. Of no other documents of the folder. */
    async empty(docs: readonly DocRow[], folder: string, schemas: string): Promise<void> {
      if (docs.some((doc) => doc.folder !== folder || doc.version < 2 || !doc.schema.startsWith(schemas))) refuse('bad-input')
      for (const doc of docs) await this.write(doc)
    },

    /** First versions of many documents, each under the newest key of its folder, in one statement; sent twice is fine. */
    async writeFirst(docs: readonly DocRow[]): Promise<void> {
      if (docs.some((doc) => doc.version !== 1 || doc.author !== asker.id || doc.renews)) refuse('bad-input')
      const column = (name: 'folder' | 'id' | 'gen' | 'schema' | 'head') => docs.map((doc) => doc[name])
      const { numAffectedRows } = await sql`
        with d as (select * from unnest(${column('folder')}::uuid[], ${column('id')}::uuid[], ${column('gen')}::int[], ${column('schema')}::text[], ${docs.map((doc) => bytea(doc.blob))}::bytea[],
          ${column('head')}::text[], ${docs.map((doc) => bytea(doc.sig))}::bytea[]) as d (folder, id, gen, schema, blob, head, sig)),
        folders as materialized (select distinct folder, gen from d),
        places as materialized (select folder, gen from folders where is_hers_to_write(folder, gen))
        insert into doc (folder, id, version, gen, schema, blob, author, head, sig)
        select d.folder, d.id, 1, d.gen, d.schema, d.blob, ${asker.id}, d.head, d.sig from d join places using (folder, gen)
        on conflict do nothing`.execute(tx)
      if (Number(numAffectedRows) < docs.length) for (const doc of docs) await sameOrRefuse(tx, doc)
    },

    /** Whether exactly this version of hers is there: an answer that was lost on the way. */
    async has(doc: DocRow): Promise<boolean> {
      const { rows } = await sql`select 1 from doc where folder = ${doc.folder} and id = ${doc.id} and version = ${doc.version}
        and author = ${asker.id} and sig = ${bytea(doc.sig)}`.execute(tx)
      return rows.length > 0
    },

    /** The keys of these folders and the asker's holds of them. */
    async opens(folders: readonly string[]) {
      const ids = [...new Set(folders)]
      const [keys, holds] = await together([
        sql<KeyDbRow>`select k.*, f.kind from folder_key k join folder f on f.id = k.folder where k.folder = any (${ids}::uuid[])`.execute(tx),
        sql<HoldDbRow>`select * from hold where folder = any (${ids}::uuid[])`.execute(tx),
      ])
      return { keys: keys.rows.map(presentKey), holds: holds.rows.map(presentHold) }
    },

    /** What opens these folders for the asker: keys, her holds, newest document versions. Others' rows are not there. `schema`: only documents of this shape. */
    async serve(folders: readonly string[], schema = '') {
      const ids = [...new Set(folders)]
      const [opens, docs] = await together([
        this.opens(ids),
        sql<DocDbRow>`select distinct on (folder, id) * from doc where folder = any (${ids}::uuid[]) and starts_with(schema, ${schema})
          order by folder, id, version desc`.execute(tx),
      ])
      return { ...opens, docs: docs.rows.map(presentDoc) }
    },

    /** Every version of the documents of one kind in a folder, as they were sealed; the first one first. */
    async versions(folder: string, schema: string) {
      const { rows } = await sql<DocDbRow>`select * from doc where folder = ${folder} and starts_with(schema, ${schema}) order by id, version`.execute(tx)
      return rows.map(presentDoc)
    },

    /** Everything a writer needs to make the folder's next key: its keys, and everybody's hold of the newest. */
    async current(folder: string) {
      const [keys, holds, glass, state, newest] = await together([
        sql<KeyDbRow>`select k.*, f.kind from folder_key k join folder f on f.id = k.folder where k.folder = ${folder}`.execute(tx),
        // Her own of earlier keys too: they prove that who made the newest held the one before.
        sql<HoldDbRow>`select * from holders_of(${folder})
          union select * from hold where folder = ${folder} and superseded and holder = any ((select my_holders())::uuid[])`.execute(tx),
        sql<GlassDbRow>`select folder, gen, coordinator, box, wrap, by, sig from glass_of(${folder})`.execute(tx),
        sql<{ stale: boolean; named: MemberId[] | null }>`
          select not is_current(${folder}, (select max(gen) from folder_key where folder = ${folder})) as stale, my_named_for(${folder}) as named`.execute(tx),
        sql<{ holder: string; epoch: number; left: boolean }>`
          select h.holder, case when h.holder = (select id from organisation) then recovery_generation()
            else coalesce((select max(t.epoch) from team_epoch t where t.team = h.holder), (select m.keys from member m where m.id = h.holder), 0) end as epoch,
            exists (select 1 from member m where m.id = h.holder and m.state = 'removed') as left
          from holders_of(${folder}) h`.execute(tx),
      ])
      return { keys: keys.rows.map(presentKey), holds: holds.rows.map(presentHold), newest: newest.rows, glass: glass.rows.map(presentGlass), stale: state.rows[0]?.stale ?? true, named: state.rows[0]?.named ?? null }
    },

    async addPiece(folder: string, file: string, n: number, bytes: string): Promise<boolean> {
      const { numAffectedRows } = await sql`insert into chunk (folder, file, n, bytes) values (${folder}, ${file}, ${n}, ${bytea(bytes)}) on conflict do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },

    /** True when the first piece of a file is there, without reading it. */
    async hasBegun(folder: string, file: string): Promise<boolean> {
      return (await sql`select 1 from chunk where folder = ${folder} and file = ${file} and n = 0`.execute(tx)).rows.length > 0
    },

    async letFileGo(folder: string, file: string, since: string): Promise<boolean> {
      return Boolean((await sql`insert into file_going (folder, file, since) values (${folder}, ${file}, ${since}) on conflict do nothing`.execute(tx)).numAffectedRows)
    },

    async keepFile(folder: string, file: string): Promise<boolean> {
      return Boolean((await sql`delete from file_going where folder = ${folder} and file = ${file}`.execute(tx)).numAffectedRows)
    },

    /** Pieces of a file that is on its way out; of one that is kept none. */
    async dropUnnamed(folder: string, file: string): Promise<boolean> {
      const { numAffectedRows } = await sql`delete from chunk where folder = ${folder} and file = ${file}`.execute(tx)
      await sql`delete from file_going where folder = ${folder} and file = ${file}`.execute(tx)
      return Boolean(numAffectedRows)
    },

    /** True for whoever has written a document in it. */
    async writesIn(folder: string): Promise<boolean> {
      return (await sql`select 1 from doc where folder = ${folder} and author = ${asker.id} limit 1`.execute(tx)).rows.length > 0
    },

    async piece(folder: string, file: string, n: number): Promise<string | undefined> {
      const { rows } = await sql<{ bytes: Uint8Array }>`select bytes from chunk where folder = ${folder} and file = ${file} and n = ${n}`.execute(tx)
      return rows[0] && text(rows[0].bytes)
    },

    /**
     * A page of the folders of a kind that she holds, after this one, in order of their ids: random, so the order tells nothing.
     * Lists start here and not at what is listed: the house may be large, and what she holds of it small.
     */
    async page(kind: 'card' | 'account', after: string | undefined, limit: number): Promise<FolderId[]> {
      const { rows } = await sql<{ folder: FolderId }>`
        select distinct h.folder from unnest((select my_holders())::uuid[]) as m (holder)
        cross join lateral (
          select h.folder from hold h where h.holder = m.holder and h.kind = ${sql.lit(kind)} and not h.superseded
            and h.folder > ${after ?? beforeAll}::uuid
          order by h.folder limit ${limit}) h
        order by h.folder limit ${limit}`.execute(tx)
      return rows.map((row) => row.folder)
    },

    /** Traces of folders she sees, for the ledger. */
    async traces(folders: readonly string[]): Promise<string[]> {
      const { rows } = await sql<{ trace: string }>`select trace from folder where id = any (${[...folders]}::uuid[])`.execute(tx)
      return rows.map((row) => row.trace)
    },
  }
}

/**
 * A document that was not written: the same was there before, or why not. A folder she does not hold is not there; one whose
 * key somebody took along is written under a new key only.
 */
async function sameOrRefuse(tx: Tx, doc: DocRow): Promise<void> {
  const { rows } = await sql<{ current: boolean; newest: number; sig: Uint8Array | null; author: string | null }>`
    select is_current(f.id, ${doc.gen}) as current, d.sig, d.author,
      coalesce((select max(n.version) from doc n where n.folder = f.id and n.id = ${doc.id}), 0) as newest
    from folder f left join doc d on d.folder = f.id and d.id = ${doc.id} and d.version = ${doc.version}
    where f.id = ${doc.folder}`.execute(tx)
  const there = rows[0] ?? refuse('not-found')
  if (there.sig && there.author === doc.author && sameBytes(there.sig, fromBase64url(doc.sig))) return
  if (there.newest >= doc.version) refuse('changed-meanwhile')
  if (there.newest !== doc.version - 1) refuse('out-of-order')
  refuse(there.current ? 'changed-meanwhile' : 'keys-changed')
}

const beforeAll = '00000000-0000-0000-0000-000000000000'

export const holdForGuard = (hold: HoldRow) => ({
  holder: hold.holder, folder: hold.folder, gen: hold.gen, listed: hold.listed, form: hold.form, epoch: hold.epoch,
  wrap: hexOf(hold.wrap), sig: hexOf(hold.sig),
})

const glassForGuard = (glass: Glass | undefined) =>
  glass && { box: glass.box, shares: glass.shares.map((one) => ({ coordinator: one.coordinator, wrap: hexOf(one.wrap), sig: hexOf(one.sig) })) }

/** A folder's next key as the guard functions take it. */
export function renewalForGuard({ key, holds, glass }: Renewal, asker: Asker) {
  const inside = holds.every((hold) => hold.folder === key.folder && hold.gen === key.gen && hold.by === asker.id)
  if (!inside || key.by !== asker.id || key.prev === null) return refuse('bad-input')
  return {
    folder: key.folder, gen: key.gen, commitment: hexOf(key.commitment), prev: hexOf(key.prev), sig: hexOf(key.sig), holds: holds.map(holdForGuard), glass: glassForGuard(glass),
  }
}

export const bytea = (text: string) => Buffer.from(text, 'base64url')

type KeyDbRow = Omit<FolderKeyRow, 'commitment' | 'prev' | 'sig'> & { commitment: Uint8Array; prev: Uint8Array | null; sig: Uint8Array }
type GlassDbRow = Omit<GlassShareRow, 'wrap' | 'sig'> & { wrap: Uint8Array; sig: Uint8Array }
type HoldDbRow = Omit<HoldRow, 'wrap' | 'sig'> & { wrap: Uint8Array; sig: Uint8Array }
type DocDbRow = Omit<DocRow, 'blob' | 'sig'> & { blob: Uint8Array; sig: Uint8Array }

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

export function presentKey(row: KeyDbRow): FolderKeyRow {
  return { ...row, commitment: text(row.commitment), prev: row.prev && text(row.prev), sig: text(row.sig) }
}
export function presentHold(row: HoldDbRow): HoldRow {
  return { ...row, wrap: text(row.wrap), sig: text(row.sig) }
}
export function presentGlass(row: GlassDbRow): GlassShareRow {
  return { ...row, wrap: text(row.wrap), sig: text(row.sig) }
}
export function presentDoc(row: DocDbRow): DocRow {
  return { ...row, blob: text(row.blob), sig: text(row.sig) }
}
