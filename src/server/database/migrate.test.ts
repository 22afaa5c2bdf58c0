import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { freshDatabase } from '../../../test/support/database.ts'
import { withClient } from './logins.ts'
import { knownMigrations, migrate, refuseOtherVersion } from './migrate.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
let folder: string
beforeAll(async () => {
  database = await freshDatabase()
  folder = mkdtempSync(join(tmpdir(), 'wayout-migrations-'))
})
afterAll(async () => {
  await database.close()
  rmSync(folder, { recursive: true })
})

const owner = () => ({ ...database.login('app'), user: 'migrator', password: inject('cluster').passwords['migrator'] ?? '' })
const ask = async <T>(sql: string) => withClient(owner(), async (client) => (await client.query(sql)).rows as T[])

describe('a migration', () => {
  it('that fails in the middle is taken back whole and named; those before it stay, and mended it goes through', async () => {
    await ask('truncate migration')
    writeFileSync(join(folder, '0001_first.sql'), 'create table first_room (id int);')
    writeFileSync(join(folder, '0002_second.sql'), 'create table second_room (id int); insert into second_room values (1); create table first_room (id int);')
    await expect(migrate(owner(), { from: folder })).rejects.toMatchObject({
      message: 'The migration 0002_second.sql failed: relation "first_room" already exists. It was taken back whole; the database is as it was before it.',
      whatToDo: expect.stringContaining('Nothing is lost') as string,
    })
    expect(await ask("select to_regclass('first_room') is not null as first, to_regclass('second_room') is not null as second")).toEqual([{ first: true, second: false }])
    writeFileSync(join(folder, '0002_second.sql'), 'create table second_room (id int);')
    expect(await migrate(owner(), { from: folder })).toEqual(['0002_second.sql'])
  })

  it('that the running program has not made yet stops a newer command before it asks for anything', async () => {
    await expect(refuseOtherVersion(owner(), { from: folder })).resolves.toBeUndefined()
    writeFileSync(join(folder, '0003_third.sql'), 'create table third_room (id int);')
    await expect(refuseOtherVersion(owner(), { from: folder })).rejects.toMatchObject({
      message: 'The program that runs is of an older version than this command (it has no 0003_third.sql).',
      whatToDo: 'Stop it and start it with this version, then give the command again.',
    })
    rmSync(join(folder, '0003_third.sql'))
  })

  it('of a newer version is met with a refusal by name', async () => {
    rmSync(join(folder, '0002_second.sql'))
    await expect(migrate(owner(), { from: folder })).rejects.toThrow('This database was made by a newer Wayout (it has 0002_second.sql).')
  })
})

describe('the login backup', () => {
  it('reads every row of every table, those of later migrations too, and writes none', async () => {
    await ask('create table if not exists late_room (id int generated always as identity); alter table late_room enable row level security; alter table late_room force row level security; truncate migration')
    await migrate(owner(), { from: folder, only: [] })
    await withClient(database.login('backup'), async (client) => {
      const { rows } = await client.query<{ name: string; reads: boolean; writes: boolean }>(`
        select oid::regclass::text as name, has_table_privilege(oid, 'select') and (not relrowsecurity or exists (select 1 from pg_policy where polrelid = c.oid and polname = 'back up')) as reads,
          has_table_privilege(oid, 'insert, update, delete, truncate') as writes from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'`)
      expect(rows.map((row) => row.name)).toEqual(expect.arrayContaining(['late_room', 'hold', 'migration']))
      expect(rows.filter((row) => !row.reads || row.writes)).toEqual([])
    })
    expect(knownMigrations().length).toBeGreaterThan(2)
  })
})
