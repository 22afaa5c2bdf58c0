import { once } from 'node:events'
import { finished } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { StartRefusal } from '../../server/database/refusal.ts'
import type { Progress } from '../progress.ts'
import { checkLedger } from './ledger-check.ts'
import type { Head } from './ledger-check.ts'
import { columnsOf, digestOf, plainWriting, sameDigest } from './rows.ts'
import type { Digest, Table } from './rows.ts'
import type { Sequence } from './tables.ts'

export type Load = {
  readonly tables: readonly Table[]
  readonly sequences: readonly Sequence[]
  readonly ledgerPublicKey: string
  /** Hands every row over, table after table, and answers what must be there in the end. */
  readonly fill: (put: (table: Table, lines: Buffer) => Promise<void>) => Promise<Readonly<Record<string, Digest>>>
  /** An entry for the ledger: what was done here. */
  readonly action: string
  readonly progress: Progress
}

/**
 * Loads a whole house into a migrated, empty database, in one transaction: it is all there and compared row by row, its
 * references and its ledger hold, or nothing is there. As the owner, with rules off until the rows are in.
 */
export async function loadHouse(owner: pg.ClientConfig, load: Load): Promise<Head | undefined> {
  const client = new pg.Client(owner)
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('begin')
    await client.query(plainWriting)
    const putBack = await makeReady(client, load.tables)
    const expected = await fillTables(client, load.fill)
    await putBack.references()
    const head = await compare(client, load, expected)
    await putBack.rules()
    for (const { name, last } of load.sequences) await client.query('select setval($1::regclass, $2)', [name, last])
    await client.query("select note($1, '{}', 'done')", [load.action])
    await client.query('commit')
    await client.query('analyze')
    return head
  } finally {
    await client.end()
  }
}

/**
 * Empty, or the beginnings of a house that nobody has set up; anything else is somebody's. Asked before any login is touched:
 * logins belong to all databases of one PostgreSQL, and a house that runs on another would be locked out.
 */
export async function refuseOccupied(owner: pg.ClientConfig, where: string): Promise<void> {
  const client = new pg.Client(owner)
  await client.connect()
  try {
    const busy = await client.query<{ datname: string }>("select datname from pg_stat_activity where usename in ('app', 'stats', 'sequencer') and datname <> current_database() limit 1")
    if (busy.rows[0]) {
      throw new StartRefusal(`Another house runs in the database ${busy.rows[0].datname} of the same PostgreSQL, and would lose its logins.`, 'Nothing was changed. Give each house a PostgreSQL of its own.')
    }
    const { rows } = await client.query<{ tables: string[]; ours: boolean }>(`
      select coalesce(array_agg(c.relname::text), '{}') as tables, to_regclass('public.migration') is not null as ours from pg_class c
      join pg_namespace n on n.oid = c.relnamespace where n.nspname !~ '^(pg_|information_schema)' and c.relkind in ('r', 'p', 'v', 'm')`)
    const { tables = [], ours = false } = rows[0] ?? {}
    if (!tables.length) return
    const begun = tables.includes('organisation')
    if (ours && (!begun || !(await client.query<{ founded: boolean }>('select is_founded() as founded')).rows[0]?.founded)) return
    throw new StartRefusal(
      ours ? `There is a house in ${where} already.` : `${where} is not empty: it has ${tables.length} tables, ${tables[0]} among them.`,
      'Nothing was changed. Name an empty one.',
    )
  } finally {
    await client.end()
  }
}

type Reference = { table: string; name: string; says: string; known: boolean }

/** Rules, references and triggers off, every table empty. What is answered puts them back as they were. */
async function makeReady(client: pg.Client, tables: readonly Table[]) {
  const names = tables.map((table) => table.name)
  const { rows: references } = await client.query<Reference>(`
    select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as says, not conrelid = any ($1::regclass[]) or confrelid = any ($1::regclass[]) as known
    from pg_constraint where contype = 'f' and (conrelid = any ($1::regclass[]) or confrelid = any ($1::regclass[]))`, [names])
  const { rows: ruled } = await client.query<{ name: string }>('select oid::regclass::text as name from pg_class where relrowsecurity and oid = any ($1::regclass[])', [names])
  for (const { table, name } of references) await client.query(`alter table ${table} drop constraint ${name}`)
  for (const { name } of ruled) await client.query(`alter table ${name} disable row level security`)
  for (const name of names) await client.query(`alter table ${name} disable trigger user`)
  await client.query(`truncate ${names.join(', ')}`)
  return {
    /** Checked anew over all rows. Those into a table that an archive leaves out hold for new rows only. */
    async references() {
      for (const { table, name, says, known } of references) await client.query(`alter table ${table} add constraint ${name} ${says}${known ? '' : ' not valid'}`)
    },
    async rules() {
      for (const name of names) await client.query(`alter table ${name} enable trigger user`)
      for (const { name } of ruled) await client.query(`alter table ${name} enable row level security`)
    },
  }
}

async function fillTables(client: pg.Client, fill: Load['fill']) {
  let at: { readonly table: Table; readonly stream: ReturnType<typeof copyFrom>; readonly ended: Promise<void> } | undefined
  const finish = async () => {
    at?.stream.end()
    await at?.ended
    at = undefined
  }
  const begin = (table: Table) => {
    const stream = client.query(copyFrom(`copy ${table.name} (${columnsOf(table)}) from stdin`))
    const ended = finished(stream)
    ended.catch(() => undefined)
    return { table, stream, ended }
  }
  try {
    const expected = await fill(async (table, lines) => {
      if (at?.table.name !== table.name) {
        await finish()
        at = begin(table)
      }
      await write(at, lines)
    })
    await finish()
    return expected
  } catch (error) {
    // Later complaints of a stream that broke already are nobody's news.
    at?.stream.on('error', () => undefined).destroy()
    throw error
  }
}

/** Where the database refused meanwhile, its own reason is the one to tell. */
async function write({ stream, ended }: { readonly stream: ReturnType<typeof copyFrom>; readonly ended: Promise<void> }, lines: Buffer): Promise<void> {
  try {
    if (!stream.write(lines)) await Promise.race([once(stream, 'drain'), ended])
  } catch (error) {
    await ended
    throw error
  }
}

async function compare(client: pg.Client, { tables, ledgerPublicKey, progress }: Load, expected: Readonly<Record<string, Digest>>): Promise<Head | undefined> {
  for (const [place, table] of tables.entries()) {
    progress('Comparing every row', place / tables.length)
    const there = await digestOf(client, table)
    if (!sameDigest(there, expected[table.name])) throw new Error(`${table.name} has ${there.rows} rows that are not the ${expected[table.name]?.rows} expected`)
  }
  const head = await checkLedger(client, ledgerPublicKey || undefined)
  progress('Comparing every row', 1)
  return head
}
