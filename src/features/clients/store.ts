import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { ClientId, FolderId, MemberId, RecordId } from '../../shared/ids.ts'
import type { Tx } from '../../server/transaction.ts'
import { presentDoc, presentHold, presentKey } from '../folders/index.ts'

type Key = Parameters<typeof presentKey>[0]
type Hold = Parameters<typeof presentHold>[0]
type Doc = Parameters<typeof presentDoc>[0]
type CardRow = { client: ClientId; named: MemberId[] | null; key_by: Key['by']; key_sig: Uint8Array; hold_by: Hold['by']; hold_sig: Uint8Array; doc: Doc['id']; doc_gen: number; doc_sig: Uint8Array } &
  Omit<Hold, 'by' | 'sig'> & Pick<Key, 'commitment' | 'prev'> & Pick<Doc, 'version' | 'schema' | 'blob' | 'author' | 'head'>

export function clientStore(tx: Tx) {
  return {
    async add(client: string, card: string, recordedOn: string): Promise<boolean> {
      const { numAffectedRows } = await sql`
        insert into client (id, folder, recorded_on) values (${client}, ${card}, ${recordedOn}) on conflict do nothing`.execute(tx)
      await sql`insert into client_folder (client, folder, kind) values (${client}, ${card}, 'card') on conflict do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },

    /** Of a client who stands for herself: a record that was joined to another is written into no more. */
    async cardOf(client: string): Promise<FolderId | undefined> {
      const { rows } = await sql<{ folder: FolderId }>`select folder from client where id = ${client} and merged_into is null`.execute(tx)
      return rows[0]?.folder
    },

    async hasCard(client: string, card: string): Promise<boolean> {
      return (await sql`select 1 from client where id = ${client} and folder = ${card}`.execute(tx)).rows.length > 0
    },

    /** Her record first, then those that were joined to it; nothing for nobody. */
    async allOfHer(client: string): Promise<ClientId[]> {
      return (await sql<{ all: ClientId[] }>`select all_of_her(${client}) as all`.execute(tx)).rows[0]?.all ?? []
    },

    /** Which records were joined into which, of those the asker holds anything of. */
    async joined() {
      return (await sql<{ client: ClientId; into: ClientId }>`select client, "into" from joined_clients()`.execute(tx)).rows
    },

    /** False when it was joined before. */
    async join(joins: string, stays: string): Promise<boolean> {
      return (await sql<{ now: boolean }>`select join_clients(${joins}, ${stays}) as now`.execute(tx)).rows[0]?.now ?? false
    },

    /** False when it stood alone before. */
    async part(parts: string): Promise<boolean> {
      return (await sql<{ now: boolean }>`select part_client(${parts}) as now`.execute(tx)).rows[0]?.now ?? false
    },

    async addFolder(client: string, folder: string, kind: string): Promise<void> {
      await sql`insert into client_folder (client, folder, kind) values (${client}, ${folder}, ${kind}) on conflict do nothing`.execute(tx)
    },

    /** Of all her records; those of the first of them come first. */
    async folders(all: readonly string[]) {
      return (await sql<{ client: ClientId; folder: FolderId; kind: string }>`
        select client, folder, kind from client_folder where client = any (${[...all]}::uuid[]) order by array_position(${[...all]}::uuid[], client)`.execute(tx)).rows
    },

    /** Those to whom she is restricted; null where she is not. */
    async named(client: string): Promise<MemberId[] | null> {
      return (await sql<{ named: MemberId[] }>`select named from restriction where client = ${client}`.execute(tx)).rows[0]?.named ?? null
    },

    /** Which cards are the asker's, and in which version. */
    async cardVersions() {
      const { rows } = await sql<{ client: ClientId; doc: RecordId; version: number; trace: string; named: MemberId[] | null }>`select * from my_card_versions()`.execute(tx)
      return rows
    },

    /** The newest version of these clients' cards. */
    cardsOf: (clients: readonly string[]) => cardsWhere(tx, sql`c.id = any (${[...clients]}::uuid[])`),

    /** The newest version of what stands in these folders of cards. */
    cardsIn: (folders: readonly string[]) => cardsWhere(tx, sql`c.folder = any (${[...folders]}::uuid[])`),
  }
}

/** A new key comes without new words where a client was restricted: what opens them is under it. */
async function earlierKeys(tx: Tx, folders: readonly string[]) {
  if (!folders.length) return []
  const { rows } = await sql<Key>`select k.*, f.kind from folder_key k join folder f on f.id = k.folder where k.folder = any (${[...folders]}::uuid[])`.execute(tx)
  return rows.map(presentKey)
}

/** Of each card one key, one hold and one version, found by its folder: never more is read than is served. */
async function cardsWhere(tx: Tx, which: RawBuilder<unknown>) {
  const { rows } = await sql<CardRow>`
    select c.id as client, c.folder, h.kind,
      h.gen, h.holder, h.listed::text, h.form, h.epoch, h.wrap, h.by as hold_by, h.sig as hold_sig,
      k.commitment, k.prev, k.by as key_by, k.sig as key_sig,
      d.id as doc, d.version, d.gen as doc_gen, d.schema, d.blob, d.author, d.head, d.sig as doc_sig, r.named
    from client c
    cross join lateral (select * from hold where folder = c.folder and holder = any ((select my_holders())::uuid[])
      order by gen desc, (form = 'hpke') limit 1) h
    cross join lateral (select * from folder_key where folder = c.folder and gen = h.gen limit 1) k
    cross join lateral (select * from doc where folder = c.folder order by version desc limit 1) d
    left join restriction r on r.client = c.id
    where c.merged_into is null and ${which}
    order by c.folder`.execute(tx)
  const earlier = await earlierKeys(tx, rows.filter((row) => row.doc_gen < row.gen).map((row) => row.folder))
  return rows.map((row) => ({ ...servedCard(row), ...(row.doc_gen < row.gen && { earlier: earlier.filter((key) => key.folder === row.folder && key.gen < row.gen) }) }))
}

function servedCard({ client, folder, kind, gen, named, ...row }: CardRow) {
  return {
    client, named,
    key: presentKey({ folder, kind, gen, commitment: row.commitment, prev: row.prev, by: row.key_by, sig: row.key_sig }),
    hold: presentHold({ holder: row.holder, folder, gen, kind, listed: row.listed, form: row.form, epoch: row.epoch, wrap: row.wrap, by: row.hold_by, sig: row.hold_sig }),
    doc: presentDoc({ folder, id: row.doc, version: row.version, gen: row.doc_gen, schema: row.schema, blob: row.blob, author: row.author, head: row.head, sig: row.doc_sig }),
  }
}
