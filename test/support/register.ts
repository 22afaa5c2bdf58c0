import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Register, Row } from '../../src/features/figures/evaluate.ts'
import type { Tx } from '../../src/server/transaction.ts'

type Plain = Readonly<Record<string, unknown>>
/** Rows by table of the register, in no order; `load` knows what must come first. */
export type Tables = Readonly<Partial<Record<(typeof order)[number], readonly Plain[]>>>

const order = [
  'line', 'team', 'member', 'folder', 'client', 'contact', 'contact_client', 'service', 'institution_contact', 'situation', 'person', 'status_event',
  'campaign', 'campaign_reach', 'event', 'event_heads', 'activist', 'activist_hours', 'memorandum', 'authority_request',
] as const

export async function load(tx: Tx, tables: Tables): Promise<void> {
  for (const table of order) {
    const rows = tables[table]
    if (!rows?.length) continue
    const columns = sql.join(Object.keys(rows[0] ?? {}).map((column) => sql.ref(column)))
    await sql`insert into ${sql.table(table)} (${columns}) select ${columns}
      from jsonb_populate_recordset(null::${sql.table(`public.${table}`)}, ${JSON.stringify(rows)}::jsonb)`.execute(tx)
  }
}

/** The views as plain rows, as the second evaluator takes them. */
export async function registerIn(tx: Tx): Promise<Register> {
  const views = [
    'contact', 'contact_client', 'service', 'institution_contact', 'status_event', 'campaign', 'campaign_reach', 'event', 'event_heads', 'activist_hours',
    'memorandum', 'authority_request',
  ] as const
  const rows = views.map(async (view) => [view, (await sql<Row>`select * from ${sql.table(`count.${view}`)}`.execute(tx)).rows] as const)
  return Object.fromEntries(await Promise.all(rows))
}

/** Runs `work` in a transaction that leaves nothing behind. */
export async function rollsBack(pool: Kysely<unknown>, work: (tx: Tx) => Promise<void>): Promise<void> {
  const done = new Error('rolled back on purpose')
  await pool.transaction().execute(async (tx) => {
    await work(tx)
    throw done
  }).catch((error: unknown) => {
    if (error !== done) throw error
  })
}
