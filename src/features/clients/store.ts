import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import type { ClientId, FolderId, MemberId } from '../../shared/ids.ts'
import type { Tx } from '../../server/transaction.ts'
import { presentDoc, presentHold, presentKey } from '../folders/index.ts'

type Stored<Row> = Row & Record<string, unknown>
type CardRow = {
  client: ClientId
  key: Parameters<typeof presentKey>[0]
  hold: Parameters<typeof presentHold>[0]
  doc: Parameters<typeof presentDoc>[0]
  named: MemberId[] | null
}

export function clientStore(tx: Tx) {
  return {
    async add(client: string, card: string, recordedOn: string): Promise<boolean> {
      const { numAffectedRows } = await sql`
        insert into client (id, folder, recorded_on) values (${client}, ${card}, ${recordedOn}) on conflict do nothing`.execute(tx)
      await sql`insert into client_folder (client, folder, kind) values (${client}, ${card}, 'card') on conflict do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async cardOf(client: string): Promise<FolderId | undefined> {
      const { rows } = await sql<{ folder: FolderId }>`select folder from client where id = ${client}`.execute(tx)
      return rows[0]?.folder
    },

    async addFolder(client: string, folder: string, kind: string): Promise<void> {
      await sql`insert into client_folder (client, folder, kind) values (${client}, ${folder}, ${kind}) on conflict do nothing`.execute(tx)
    },

    async folders(client: string) {
      return (await sql<{ folder: FolderId; kind: string }>`select folder, kind from client_folder where client = ${client}`.execute(tx)).rows
    },

    /** Those to whom she is restricted; null where she is not. */
    async named(client: string): Promise<MemberId[] | null> {
      return (await sql<{ named: MemberId[] }>`select named from restriction where client = ${client}`.execute(tx)).rows[0]?.named ?? null
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
  const { rows } = await sql<CardRow['key']>`select k.*, f.kind from folder_key k join folder f on f.id = k.folder where k.folder = any (${[...folders]}::uuid[])`.execute(tx)
  return rows.map(presentKey)
}

/** Of each card one key, one hold and one version, found by its folder: never more is read than is served. */
async function cardsWhere(tx: Tx, which: RawBuilder<unknown>) {
  const { rows } = await sql<Stored<CardRow>>`
    select c.id as client,
      to_jsonb(k) - 'commitment' - 'sig' - 'prev' || jsonb_build_object('kind', h.kind) as key, k.commitment, k.prev, k.sig as key_sig,
      to_jsonb(h) - 'wrap' - 'sig' as hold, h.wrap, h.sig as hold_sig,
      to_jsonb(d) - 'blob' - 'sig' as doc, d.blob, d.sig as doc_sig, r.named
    from client c
    cross join lateral (select * from hold where folder = c.folder and holder = any ((select my_holders())::uuid[])
      order by gen desc, (form = 'hpke') limit 1) h
    cross join lateral (select * from folder_key where folder = c.folder and gen = h.gen limit 1) k
    cross join lateral (select * from doc where folder = c.folder order by version desc limit 1) d
    left join restriction r on r.client = c.id
    where c.merged_into is null and ${which}
    order by c.folder`.execute(tx)
  const earlier = await earlierKeys(tx, rows.filter((row) => row.doc.gen < row.key.gen).map((row) => row.key.folder))
  return rows.map((row) => ({
    client: row.client,
    key: presentKey({ ...row.key, commitment: row['commitment'] as Uint8Array, prev: row['prev'] as Uint8Array | null, sig: row['key_sig'] as Uint8Array }),
    hold: presentHold({ ...row.hold, wrap: row['wrap'] as Uint8Array, sig: row['hold_sig'] as Uint8Array }),
    doc: presentDoc({ ...row.doc, blob: row['blob'] as Uint8Array, sig: row['doc_sig'] as Uint8Array }),
    named: row.named,
    ...(row.doc.gen < row.key.gen && { earlier: earlier.filter((key) => key.folder === row.key.folder && key.gen < row.key.gen) }),
  }))
}
