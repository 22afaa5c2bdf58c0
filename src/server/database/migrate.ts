import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { withClient } from './logins.ts'
import { StartRefusal } from './refusal.ts'

const folder = join(import.meta.dirname, '../../../migrations')
const oneAtATime = 7_330_001

/** Plain SQL, forward only, each file in one transaction. Returns the names of those applied now. */
export async function migrate(migrator: pg.ClientConfig): Promise<string[]> {
  return withClient(migrator, async (client) => {
    await client.query('select pg_advisory_lock($1)', [oneAtATime])
    await client.query('create table if not exists migration (name text primary key, hash text not null, applied_at timestamptz not null default now())')
    const { rows } = await client.query<{ name: string; hash: string }>('select name, hash from migration order by name')
    const files = migrationsIn(folder)
    refuseStrangers(rows, files)
    const due = files.filter((file) => !rows.some((row) => row.name === file.name))
    for (const file of due) {
      await client.query('begin')
      await client.query(file.sql)
      await client.query('insert into migration (name, hash) values ($1, $2)', [file.name, file.hash])
      await client.query('commit')
    }
    return due.map((file) => file.name)
  })
}

function migrationsIn(path: string) {
  return readdirSync(path).filter((name) => name.endsWith('.sql')).sort().map((name) => {
    const sql = readFileSync(join(path, name), 'utf8')
    return { name, sql, hash: createHash('sha256').update(sql).digest('hex') }
  })
}

function refuseStrangers(applied: readonly { name: string; hash: string }[], files: readonly { name: string; hash: string }[]): void {
  for (const row of applied) {
    const file = files.find((one) => one.name === row.name)
    if (!file) throw new StartRefusal(`This database was made by a newer Wayout (it has ${row.name}).`, 'Start it with that version or a newer one.')
    if (file.hash !== row.hash) throw new StartRefusal(`The file ${row.name} is not the one this database was made with.`, 'Put the released file back.')
  }
}
