import { sql } from 'kysely'
import { hexOf } from '../../shared/bytes.ts'
import type { ClientId, FolderId, MemberId, TeamId } from '../../shared/ids.ts'
import type { Asker, Tx } from '../../server/transaction.ts'
import type { HoldRow, Renewal } from '../../vault/seal.ts'
import { holdForGuard, renewalForGuard } from '../folders/index.ts'

type Stored = { client: ClientId; box: FolderId; named: MemberId[]; since: string; version: number; by: MemberId; sig: Uint8Array }
type Hers = { folder: FolderId; kind: string; listed: string; team: TeamId | null; others: boolean; alsoNamed: MemberId[] }
type Made = { readonly client: ClientId; readonly fromVersion: number; readonly named: readonly MemberId[]; readonly since: string; readonly sig: string; readonly box: string; readonly keys: readonly Renewal[] }

/** Restricted clients: rows, and the guard functions that write them. SQL only. */
export function restrictionStore(tx: Tx, asker: Asker) {
  return {
    async of(client: string): Promise<Stored | undefined> {
      return (await sql<Stored>`select * from restriction where client = ${client}`.execute(tx)).rows[0]
    },

    async all(): Promise<Stored[]> {
      return (await sql<Stored>`select * from restriction order by since desc, client`.execute(tx)).rows
    },

    /** Which coordinators have halves, by box. */
    async keepers(boxes: readonly string[]) {
      return (await sql<{ box: FolderId; coordinators: MemberId[] }>`select box, coordinators from glass_keepers(${[...boxes]}::uuid[])`.execute(tx)).rows
    },

    async folders(client: string): Promise<Hers[]> {
      return (await sql<Hers>`
        select h.folder, f.kind, (select max(mine.listed) from hold mine where mine.folder = h.folder and not mine.superseded) as listed, c.team,
          exists (select 1 from contact_client o where o.contact = h.folder and o.client <> ${client}) as others,
          coalesce((select b.named from named_beside(${client}) b where b.folder = h.folder), '{}') as "alsoNamed"
        from hers_and_mine(${client}) as h (folder) join folder f on f.id = h.folder left join contact c on c.folder = h.folder
        order by f.kind, h.folder`.execute(tx)).rows
    },

    /** Accounts in which she stands beside another restricted client, or may: those named for that one. */
    async beside(client: string) {
      return (await sql<{ folder: FolderId; alsoNamed: MemberId[] }>`select b.folder, b.named as "alsoNamed" from named_beside(${client}) b
        join folder f on f.id = b.folder where f.kind = 'account'`.execute(tx)).rows
    },

    /** What of openings in danger ended in this transaction, each by its traces. */
    async endedNow(client: string): Promise<string[][]> {
      const { rows } = await sql<{ traces: string[] }>`select glass_traces(id) as traces from glass_request where client = ${client} and ended_at = now() and ended_by = ${asker.id}`.execute(tx)
      return rows.map((row) => row.traces)
    },

    async elsewhere(client: string) {
      return (await sql<{ holder: string; folders: number }>`select team as holder, folders from hers_elsewhere(${client})`.execute(tx)).rows
    },

    async restrict({ keys, sig, ...made }: Made): Promise<boolean> {
      const row = { ...made, sig: hexOf(sig), keys: keys.map((one) => renewalForGuard(one, asker)) }
      const { rows } = await sql<{ done: boolean }>`select restrict_client(${JSON.stringify(row)}::jsonb) as done`.execute(tx)
      return rows[0]?.done ?? false
    },

    async widen(client: string, base: readonly HoldRow[], linked: readonly HoldRow[]): Promise<boolean> {
      const row = { client, base: base.map(holdForGuard), linked: linked.map(holdForGuard) }
      const { rows } = await sql<{ done: boolean }>`select widen_client(${JSON.stringify(row)}::jsonb) as done`.execute(tx)
      return rows[0]?.done ?? false
    },
  }
}
