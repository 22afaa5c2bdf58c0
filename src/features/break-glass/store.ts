import { sql } from 'kysely'
import { hexOf, toBase64url } from '../../shared/bytes.ts'
import type { ClientId, FolderId, MemberId, RecordId } from '../../shared/ids.ts'
import type { Tx } from '../../server/transaction.ts'
import type { GlassShareRow, HoldRow } from '../../vault/seal.ts'
import { holdForGuard, presentGlass, presentKey } from '../folders/index.ts'

type Row = {
  id: RecordId; client: ClientId; box: FolderId; asked_by: MemberId; asked_at: Date; hours: number; sig: Uint8Array
  agreed_by: MemberId | null; agreed_at: Date | null; until: Date | null; ended_at: Date | null; ended_by: MemberId | null
}
type Passed = { readonly folder: string; readonly gen: number; readonly wrap: string; readonly sig: string }

/** Requests to open a restricted client in danger. What decides stands in guard functions. SQL only. */
export function glassStore(tx: Tx) {
  return {
    async requests(client?: string) {
      const { rows } = await sql<Row>`select * from glass_request where ${client ?? null}::uuid is null or client = ${client ?? null}::uuid
        order by asked_at desc limit 100`.execute(tx)
      return rows.map(present)
    },

    async byId(id: string) {
      const { rows } = await sql<Row>`select * from glass_request where id = ${id}`.execute(tx)
      return rows[0] && present(rows[0])
    },

    async forAll() {
      type Opening = { id: RecordId; asked_by: MemberId; agreed_by: MemberId; agreed_at: Date; until: Date; ended_by: MemberId | null; client: ClientId | null }
      const { rows } = await sql<Opening>`select a.*, r.client from glass_for_all() a left join glass_request r on r.id = a.id`.execute(tx)
      return rows.map((row) => ({
        id: row.id, askedBy: row.asked_by, agreedBy: row.agreed_by, agreedAt: row.agreed_at.toISOString(), until: row.until.toISOString(), endedBy: row.ended_by, client: row.client,
      }))
    },

    async ask(made: { readonly id: string; readonly client: string; readonly box: string; readonly hours: number; readonly sig: string }): Promise<boolean> {
      const row = { ...made, sig: hexOf(made.sig) }
      return (await sql<{ done: boolean }>`select ask_glass(${JSON.stringify(row)}::jsonb) as done`.execute(tx)).rows[0]?.done ?? false
    },

    async shares(request: string): Promise<GlassShareRow[]> {
      return (await sql<Parameters<typeof presentGlass>[0]>`select folder, gen, coordinator, box, wrap, by, sig from my_glass_shares(${request})`.execute(tx)).rows.map(presentGlass)
    },

    async agree(id: string, halves: readonly Passed[]): Promise<Date | undefined> {
      const row = { id, halves: halves.map((half) => ({ ...half, wrap: hexOf(half.wrap), sig: hexOf(half.sig) })) }
      return (await sql<{ until: Date }>`select agree_glass(${JSON.stringify(row)}::jsonb) as until`.execute(tx)).rows[0]?.until
    },

    async halves(request: string) {
      type Half = Omit<Parameters<typeof presentKey>[0], 'sig'> & { wrap: Uint8Array; sig: Uint8Array; key_sig: Uint8Array }
      const { rows } = await sql<Half>`select * from glass_halves(${request})`.execute(tx)
      return rows.map(({ wrap, sig, key_sig, ...key }) => ({
        key: presentKey({ ...key, sig: key_sig }), other: { folder: key.folder, gen: key.gen, wrap: toBase64url(wrap), sig: toBase64url(sig) },
      }))
    },

    async open(request: string, holds: readonly HoldRow[]): Promise<void> {
      await sql`select open_glass(${request}, ${JSON.stringify(holds.map(holdForGuard))}::jsonb)`.execute(tx)
    },

    async end(request: string): Promise<boolean> {
      return (await sql<{ done: boolean }>`select end_glass(${request}) as done`.execute(tx)).rows[0]?.done ?? false
    },

    async traces(request: string): Promise<string[]> {
      return (await sql<{ traces: string[] }>`select glass_traces(${request}) as traces`.execute(tx)).rows[0]?.traces ?? []
    },

    /** What she who asked did with these folders while it lasted, as far as the asker sees the ledger. */
    async reads(traces: readonly string[], by: string, from: string, to: string) {
      type Entry = { seq: number; at: Date; action: string; folders: number }
      const { rows } = await sql<Entry>`select seq, at, action, cardinality(traces) as folders from ledger_entry
        where traces && ${[...traces]}::uuid[] and actor = ${by} and at between ${from} and ${to}
          and action <> all ('{glass.asked,glass.listed,glass.ended,glass.ended-with,folder.keys,openings.read}') order by seq limit 500`.execute(tx)
      return rows.map((row) => ({ ...row, at: row.at.toISOString() }))
    },
  }
}

function present(row: Row) {
  const time = (at: Date | null) => at?.toISOString() ?? null
  return {
    id: row.id, client: row.client, box: row.box, askedBy: row.asked_by, askedAt: row.asked_at.toISOString(), hours: row.hours, sig: toBase64url(row.sig),
    agreedBy: row.agreed_by, agreedAt: time(row.agreed_at), until: time(row.until), endedAt: time(row.ended_at), endedBy: row.ended_by,
  }
}
