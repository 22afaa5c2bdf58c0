import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { letBackupRead } from './backup-rights.ts'
import { withClient } from './logins.ts'
import { StartRefusal } from './refusal.ts'

const folder = join(import.meta.dirname, '../../../migrations')
const oneAtATime = 7_330_001

export type Migration = { readonly name: string; readonly hash: string }
type Options = {
  /** Only these, because a backup has no others. */
  readonly only?: readonly string[]
  /** Another folder in tests. */
  readonly from?: string
}

/** Plain SQL, forward only, each file in one transaction. Returns the names of those applied now. */
export async function migrate(migrator: pg.ClientConfig, { only, from = folder }: Options = {}): Promise<string[]> {
  return withClient(migrator, async (client) => {
    await client.query('select pg_advisory_lock($1)', [oneAtATime])
    await client.query('create table if not exists migration (name text primary key, hash text not null, applied_at timestamptz not null default now())')
    const { rows } = await client.query<Migration>('select name, hash from migration order by name')
    const files = migrationsIn(from)
    refuseStrangers(rows, files)
    const due = files.filter((file) => !rows.some((row) => row.name === file.name) && (only?.includes(file.name) ?? true))
    for (const file of due) await apply(client, file)
    await letBackupRead(client)
    return due.map((file) => file.name)
  })
}

/** A command beside a program of another version: what it would ask for may not be there, or mean something else. */
export async function refuseOtherVersion(owner: pg.ClientConfig, { from = folder }: Pick<Options, 'from'> = {}): Promise<void> {
  const { rows } = await withClient(owner, (client) => client.query<Migration>('select name, hash from migration order by name'))
  const files = migrationsIn(from)
  refuseStrangers(rows, files)
  const missing = files.find((file) => !rows.some((row) => row.name === file.name))
  if (missing) throw new StartRefusal(`The program that runs is of an older version than this command (it has no ${missing.name}).`, 'Stop it and start it with this version, then give the command again.')
}

/** Whole or not at all: one that fails is taken back by the database, and those before it stay. */
async function apply(client: pg.Client, file: Migration & { readonly sql: string }): Promise<void> {
  try {
    await client.query('begin')
    await client.query(file.sql)
    await client.query('insert into migration (name, hash) values ($1, $2)', [file.name, file.hash])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw new StartRefusal(
      `The migration ${file.name} failed: ${(error as Error).message}. It was taken back whole; the database is as it was before it.`,
      'Nothing is lost. Start the version you had before, and report this sentence.',
    )
  }
}

/** What this program's database is made of. */
export function knownMigrations(): Migration[] {
  return migrationsIn(folder).map(({ name, hash }) => ({ name, hash }))
}

function migrationsIn(path: string) {
  return readdirSync(path).filter((name) => name.endsWith('.sql')).sort().map((name) => {
    const sql = readFileSync(join(path, name), 'utf8')
    return { name, sql, hash: createHash('sha256').update(sql).digest('hex') }
  })
}

export function refuseStrangers(applied: readonly Migration[], files: readonly Migration[]): void {
  for (const row of applied) {
    const file = files.find((one) => one.name === row.name)
    if (!file) throw new StartRefusal(`This database was made by a newer Wayout (it has ${row.name}).`, 'Start it with that version or a newer one.')
    if (file.hash !== row.hash) throw new StartRefusal(`The file ${row.name} is not the one this database was made with.`, 'Put the released file back.')
  }
}
