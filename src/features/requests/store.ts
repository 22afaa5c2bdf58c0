import { sql } from 'kysely'
import type * as z from 'zod/mini'
import type { Tx } from '../../server/transaction.ts'
import type { requestFacts } from './contract.ts'

type Facts = z.output<typeof requestFacts>
type Stored = Facts & { readonly version: number }
const columns = sql`r.folder, r.kind, r.basis, r.received_on as "receivedOn", r.due_on as "dueOn", r.answered_on as "answeredOn", r.answer, r.told, r.version`

export function requestStore(tx: Tx) {
  return {
    async add(one: Facts, recordedOn: string): Promise<boolean> {
      const { numAffectedRows } = await sql`insert into authority_request (folder, kind, basis, received_on, due_on, answered_on, answer, told, recorded_on)
        values (${one.folder}, ${one.kind}, ${one.basis}, ${one.receivedOn}, ${one.dueOn}, ${one.answeredOn}, ${one.answer}, ${one.told}, ${recordedOn}) on conflict do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async change(one: Facts, version: number): Promise<boolean> {
      const { numAffectedRows } = await sql`update authority_request set kind = ${one.kind}, basis = ${one.basis}, received_on = ${one.receivedOn}, due_on = ${one.dueOn},
        answered_on = ${one.answeredOn}, answer = ${one.answer}, told = ${one.told}, version = version + 1 where folder = ${one.folder} and version = ${version}`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async byFolder(folder: string): Promise<Stored | undefined> {
      return (await sql<Stored>`select ${columns} from authority_request r where r.folder = ${folder}`.execute(tx)).rows[0]
    },

    async list(): Promise<Stored[]> {
      return (await sql<Stored>`
        select ${columns} from (
          select distinct h.folder from unnest((select my_holders())::uuid[]) as m (holder)
          join hold h on h.holder = m.holder and h.kind = 'request' and not h.superseded
        ) mine join authority_request r on r.folder = mine.folder order by r.received_on desc, r.folder limit 500`.execute(tx)).rows
    },
  }
}
