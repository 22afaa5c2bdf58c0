import pg from 'pg'
import { StartRefusal } from '../../server/database/refusal.ts'
import type { Manifest } from './contents.ts'
import type { Kind } from '../../shared/backups.ts'
import { plainWriting } from './rows.ts'
import { shapeFor } from './tables.ts'
import type { Shape } from './tables.ts'

export type Snapshot = {
  readonly client: pg.Client
  /** For another session that is to see the same instant. */
  readonly id: string
  readonly shape: Shape
  readonly countRows: () => Promise<Readonly<Record<string, number>>>
  readonly manifest: (kind: Kind, now: Date, ledgerPublicKey: string) => Promise<Manifest>
}

/** One instant of the whole database, while others go on writing. */
export async function inSnapshot<T>(backup: pg.ClientConfig, kind: Kind | 'move', work: (snapshot: Snapshot) => Promise<T>): Promise<T> {
  const client = new pg.Client(backup)
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    await client.query(plainWriting)
    const { rows } = await client.query<{ id: string }>('select pg_export_snapshot() as id')
    const shape = await shapeFor(kind, client)
    return await work({ client, id: rows[0]?.id ?? '', shape, countRows: () => countRows(client, shape), manifest: (...of) => manifestOf(client, shape, ...of) })
  } finally {
    await client.end()
  }
}

async function countRows(client: pg.Client, { tables }: Shape): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { name } of tables) counts[name] = Number((await client.query<{ n: string }>(`select count(*)::text as n from ${name}`)).rows[0]?.n)
  return counts
}

async function manifestOf(client: pg.Client, shape: Shape, kind: Kind, now: Date, ledgerPublicKey: string): Promise<Manifest> {
  const one = async <R extends object>(sql: string) => (await client.query<R>(sql)).rows[0]
  const organisation = await one<{ id: string; name: string }>('select id, name from organisation')
  if (!organisation) throw new StartRefusal('This house is not set up yet: there is nothing to back up.', 'Set it up first; README says how.')
  const head = await one<{ size: string; root: Buffer; at: Date }>('select h.size::text, h.root, h.at from ledger_head h order by h.size desc limit 1')
  const members = (await client.query<{ state: string; count: string }>('select state, count(*)::text from member group by state order by state')).rows
  const counts = await countRows(client, shape)
  const tables = shape.tables.map(({ name, columns }) => ({ name, columns, rows: counts[name] ?? 0 }))
  return {
    format: 'wayout-backup/1', kind, at: now.toISOString(), organisation, tables, leftOut: shape.leftOut, sequences: shape.sequences, ledgerPublicKey,
    postgres: (await one<{ server_version: string }>('show server_version'))?.server_version ?? '',
    migrations: (await client.query<{ name: string; hash: string }>('select name, hash from migration order by name')).rows,
    members: Object.fromEntries(members.map(({ state, count }) => [state, Number(count)])),
    ledger: head ? { size: Number(head.size), root: head.root.toString('hex'), at: head.at.toISOString() } : null,
  }
}
