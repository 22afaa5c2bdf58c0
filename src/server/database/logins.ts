import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { StartRefusal } from './refusal.ts'

/** Logins of the program, none of them a superuser. `guard`, `audit_writer` and `counter` only own. */
export const loginNames = ['app', 'stats', 'loader', 'sequencer', 'backup'] as const
export type LoginName = (typeof loginNames)[number]
export type Passwords = Readonly<Record<LoginName | 'boot' | 'migrator', string>>

/** Passwords of this folder's house, made once, readable by its owner alone. */
export function passwordsIn(dataFolder: string): Passwords {
  const file = join(dataFolder, 'logins.json')
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Passwords
  const all = ['boot', 'migrator', ...loginNames].map((name) => [name, randomBytes(24).toString('base64url')])
  const made = Object.fromEntries(all) as Passwords
  writeFileSync(file, JSON.stringify(made, null, 2), { mode: 0o600 })
  return made
}

/** By the bootstrap superuser of an embedded server: the owner of everything, and its database. */
export async function makeMigrator(boot: pg.ClientConfig, password: string): Promise<void> {
  await withClient({ ...boot, database: 'postgres' }, async (client) => {
    const known = await client.query("select 1 from pg_roles where rolname = 'migrator'")
    if (!known.rowCount) await client.query(`create role migrator login createrole password ${pg.escapeLiteral(password)}`)
    const there = await client.query("select 1 from pg_database where datname = 'wayout'")
    if (!there.rowCount) await client.query('create database wayout owner migrator')
  })
}

const oneAtATime = 7_330_003

/** By the migrator: the other roles, and membership of those whose tables it makes. */
export async function makeRoles(migrator: pg.ClientConfig, passwords: Passwords): Promise<void> {
  await withClient(migrator, async (client) => {
    // Nodes that start at the same moment would change one role twice at once.
    await client.query('select pg_advisory_lock($1)', [oneAtATime])
    const { rows } = await client.query<{ rolname: string }>('select rolname from pg_roles')
    const known = new Set(rows.map((row) => row.rolname))
    try {
      for (const name of ['guard', 'audit_writer', 'counter']) {
        if (!known.has(name)) await client.query(`create role ${name} nologin`)
      }
      for (const name of loginNames) {
        const verb = known.has(name) ? 'alter' : 'create'
        await client.query(`${verb} role ${name} login password ${pg.escapeLiteral(passwords[name])}`)
      }
      await client.query('grant guard, audit_writer, counter to current_user')
    } catch (error) {
      if ((error as { code?: string }).code !== '42501') throw error
      if (await madeByAdministrator(client, migrator, passwords)) return
      throw new StartRefusal(
        'The login in DATABASE_URL may not make the roles that Wayout needs.',
        'Let the database’s administrator run src/server/database/roles.sql once, as it says, then start again.',
      )
    }
  })
}

/** Whether the roles are all there already, with the passwords of this folder. */
async function madeByAdministrator(client: pg.Client, migrator: pg.ClientConfig, passwords: Passwords): Promise<boolean> {
  const member = await client.query<{ all: boolean }>(
    "select count(*) = 3 and bool_and(pg_has_role(oid, 'member')) as all from pg_roles where rolname in ('guard', 'audit_writer', 'counter')")
  if (!member.rows[0]?.all) return false
  const { host, port, database } = client
  const tries = loginNames.map((user) => withClient({ ...(migrator.ssl !== undefined && { ssl: migrator.ssl }), host, port, database, user, password: passwords[user] }, async () => true))
  return (await Promise.allSettled(tries)).every((one) => one.status === 'fulfilled')
}

export async function withClient<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
