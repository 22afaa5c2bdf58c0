import { sql } from 'kysely'
import type * as z from 'zod/mini'
import type { Tx } from '../../server/transaction.ts'
import type { memorandumFacts } from './contract.ts'

type Facts = z.output<typeof memorandumFacts>
export type Stored = Facts & { readonly version: number }
const columns = sql`a.folder, a.kind, a.signed_on as "signedOn", a.until_on as "untilOn", a.ended_on as "endedOn", a.version`

export function memorandumStore(tx: Tx) {
  return {
    async add(one: Facts, recordedOn: string): Promise<boolean> {
      const { numAffectedRows } = await sql`insert into memorandum (folder, kind, signed_on, until_on, ended_on, recorded_on)
        values (${one.folder}, ${one.kind}, ${one.signedOn}, ${one.untilOn}, ${one.endedOn}, ${recordedOn}) on conflict do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async change(one: Facts, version: number): Promise<boolean> {
      const { numAffectedRows } = await sql`update memorandum set kind = ${one.kind}, signed_on = ${one.signedOn}, until_on = ${one.untilOn},
        ended_on = ${one.endedOn}, version = version + 1 where folder = ${one.folder} and version = ${version}`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async byFolder(folder: string): Promise<Stored | undefined> {
      return (await sql<Stored>`select ${columns} from memorandum a where a.folder = ${folder}`.execute(tx)).rows[0]
    },

    /** From her holds; an organisation has some dozens in its life. */
    async list(): Promise<Stored[]> {
      return (await sql<Stored>`
        select ${columns} from (
          select distinct h.folder from unnest((select my_holders())::uuid[]) as m (holder)
          join hold h on h.holder = m.holder and h.kind = 'memorandum' and not h.superseded
        ) mine join memorandum a on a.folder = mine.folder order by a.signed_on desc, a.folder limit 1000`.execute(tx)).rows
    },
  }
}
