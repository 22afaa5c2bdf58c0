import { readFileSync } from 'node:fs'
import type pg from 'pg'
import { withClient } from '../../server/database/logins.ts'
import { checkLedger } from '../backup/ledger-check.ts'

export type Verdict = {
  readonly acknowledged: number
  /** Acknowledged, and something of it is not there: contact, document, a hold or the ledger's entry. */
  readonly missing: number
  /** Something of it is there more than once, or a contact stands there that nobody was told of. */
  readonly doubled: number
  readonly ledger: number
  /** When the missing ones were acknowledged. */
  readonly missingSince?: readonly string[]
}

/** Compares the file of acknowledgements with the database, as its superuser, and computes the whole ledger again. */
export async function verify(superuser: pg.ClientConfig, log: string, ledgerPublicKey: string): Promise<Verdict> {
  const told = readFileSync(log, 'utf8').split('\n').filter(Boolean).map((line) => line.split(' '))
  return withClient(superuser, async (client) => {
    await sequenced(client)
    await client.query('create temporary table told (folder uuid, trace uuid, doc uuid, holds int, at timestamptz)')
    for (let at = 0; at < told.length; at += 5000) {
      const rows = told.slice(at, at + 5000)
      const column = (place: number) => rows.map((row) => row[place])
      await client.query('insert into told select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::int[], $5::timestamptz[])', [0, 1, 2, 3, 4].map(column))
    }
    await client.query('analyze told')
    const { rows } = await client.query<{ missing: number; doubled: number; untold: number }>(`
      with one as (select folder, trace, doc, holds, count(*) as times from told group by 1, 2, 3, 4),
      docs as (select d.folder, count(*) as n, count(*) filter (where d.id = one.doc and d.version = 1) as hers from one join doc d using (folder) group by 1),
      held as (select h.folder, count(*) as n from one join hold h using (folder) group by 1),
      noted as (select t as trace, count(*) as n from ledger_entry e, unnest(e.traces) t where e.action = 'contact.saved' and e.result = 'done' group by 1),
      seen as (
        select one.times, one.holds, c.folder is not null as there, coalesce(docs.n, 0) as docs, coalesce(docs.hers, 0) as hers, coalesce(held.n, 0) as held, coalesce(noted.n, 0) as noted
        from one left join contact c using (folder) left join docs using (folder) left join held using (folder) left join noted using (trace))
      select (count(*) filter (where not there or hers < 1 or held < holds or noted < 1))::int as missing,
        (count(*) filter (where times > 1 or docs > 1 or held > holds or noted > 1))::int as doubled,
        (select count(*)::int from contact c where not exists (select 1 from told where told.folder = c.folder)) as untold
      from seen`)
    const { missing = told.length, doubled = 0, untold = 0 } = rows[0] ?? {}
    const head = await checkLedger(client, ledgerPublicKey)
    return { acknowledged: told.length, missing, doubled: doubled + untold, ledger: head?.size ?? 0, ...(missing && { missingSince: await missingSince(client) }) }
  })
}

async function missingSince(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ at: Date }>('select at from told where not exists (select 1 from contact c where c.folder = told.folder) order by at')
  return rows.map((row) => row.at.toISOString())
}

/** Until the program has put everything pending in order. */
async function sequenced(client: pg.Client): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { rows } = await client.query<{ waiting: boolean }>('select exists (select 1 from pending) as waiting')
    if (!rows[0]?.waiting) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error('entries of the ledger are pending for a minute')
}
