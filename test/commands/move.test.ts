import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { moveHouse } from '../../src/commands/backup/move.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { startEmbedded } from '../../src/server/database/embedded.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { command, houseWithSheets } from '../support/backups.ts'
import { signIn } from '../support/house.ts'
import { freePort, run } from '../support/program.ts'

const systemPostgres = process.env['PG_BIN_DIR'] ?? '/usr/lib/postgresql/15/bin'
const hasSystemPostgres = existsSync(join(systemPostgres, 'initdb'))
if (!hasSystemPostgres) console.warn(`SKIPPED: no PostgreSQL in ${systemPostgres}; set PG_BIN_DIR to move a house to another server`)

let house: Awaited<ReturnType<typeof houseWithSheets>>
let server: Awaited<ReturnType<typeof startEmbedded>>
let tcp: { host: '127.0.0.1'; port: number }
const url = (database: string) => `postgres://owner:secret@127.0.0.1:${tcp.port}/${database}`
const boot = async <T>(sql: string, database = 'postgres') =>
  withClient({ ...tcp, user: 'boot', password: 'boot', database }, async (client) => (await client.query(sql)).rows as T[])

beforeAll(async () => {
  if (!hasSystemPostgres) return
  house = await houseWithSheets()
  const elsewhere = join(house.folder, 'elsewhere')
  mkdirSync(elsewhere)
  tcp = { host: '127.0.0.1', port: await freePort() }
  server = await startEmbedded(elsewhere, systemPostgres, 'boot', () => undefined, tcp)
  await boot("create role owner login createrole password 'secret'")
  for (const name of ['house', 'occupied']) await boot(`create database ${name} owner owner`)
  await boot('create table somebodys (id int)', 'occupied')
})
afterAll(async () => {
  await server?.stop()
  await house?.close()
})

const move = (env: Record<string, string>, ...args: string[]) => command('move', { ...house.env, ...env }, ...args)

async function contactsSeen(env: Record<string, string>): Promise<number> {
  const program = await run({ ...house.env, ...env })
  expect(program.said.err).toBe('')
  const mira = await signIn({ request: (path, init) => fetch(program.origin + path, init) }, 'mira', 'mira has five long words')
  const { contacts: listed } = await mira.call(contacts.list, {})
  program.kill('SIGTERM')
  await program.ended
  return listed.length
}

describe.runIf(hasSystemPostgres)('npm run move', () => {
  it('refuses while the program runs, a place that holds something, and a wrong call', async () => {
    expect(await move({}, '--to', url('house'))).toMatchObject({ code: 1, err: expect.stringContaining('already runs on the folder') as string })
    expect(await move({})).toMatchObject({ code: 2 })
    house.program.kill('SIGTERM')
    await house.program.ended
    expect(await move({}, '--to', url('occupied'))).toMatchObject({ code: 1, err: expect.stringMatching(/occupied on .* is not empty: it has 1 tables, somebodys among them\.\nNothing was changed/) as string })
  })

  it('moves and backs up no house that is only half restored', async () => {
    const mark = join(house.data, 'restore-not-finished')
    writeFileSync(mark, '')
    for (const refused of [await move({}, '--to', url('house')), await house.backup()]) {
      expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(/A restore into .* was not finished\.\nRun npm run restore again/) as string })
    }
    rmSync(mark)
  })

  it('leads nobody to set up a second house in an empty database that was named by a slip', async () => {
    await boot('create database slip owner owner')
    const slipped = await run({ ...house.env, DATABASE_URL: url('slip') })
    expect(await slipped.ended).toBe(1)
    expect(slipped.said.err).toMatch(/The database that DATABASE_URL names is empty, and there is a house in .*\.\nMove it there with npm run move -- --to/)
  })

  it('broken off in the middle leaves nothing there and the house where it was', async () => {
    const stopped = new AbortController()
    const own = { dataFolder: house.data }
    const moving = moveHouse({ from: own, to: { ...own, databaseUrl: url('house') }, progress: () => stopped.abort(), signal: stopped.signal })
    await expect(moving).rejects.toThrow()
    expect(await boot<{ rows: number }>('select count(*)::int as rows from contact', 'house')).toEqual([{ rows: 0 }])
    // Nobody is led to set up a second house in what looks empty there; where it was it goes on.
    const begun = await run({ ...house.env, DATABASE_URL: url('house') })
    expect(await begun.ended).toBe(1)
    expect(begun.said.err).toContain('A move of this house was not finished')
    expect(begun.said.err).toContain('start without DATABASE_URL')
    expect(await contactsSeen({})).toBe(2)
  }, 120_000)

  it('moves to an external PostgreSQL 15 and compares; what was left behind refuses to start', async () => {
    const { code, out, err } = await move({}, '--to', url('house'))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/Moved and compared: \d+ tables, \d+ rows, to the database house on 127\.0\.0\.1:\d+\.\nFrom now on start with DATABASE_URL/)
    expect(await contactsSeen({ DATABASE_URL: url('house') })).toBe(2)
    const left = await run(house.env)
    expect(await left.ended).toBe(1)
    expect(left.said.err).toMatch(/This house was moved to the database house on .* on 2\d{3}-\d\d-\d\d\. What is here was left behind/)
    expect(await house.backup()).toMatchObject({ code: 1, err: expect.stringContaining('was moved to the database house') as string })
    const slipped = await run({ ...house.env, DATABASE_URL: url('slip') })
    expect(await slipped.ended).toBe(1)
    expect(slipped.said.err).toMatch(/names is empty, and the house of .* was moved to the database house on .*\.\nCorrect DATABASE_URL/)
  })

  it('comes back, sets the old database aside, and finishes a move whose mark alone was missing', async () => {
    const { code, out } = await move({ DATABASE_URL: url('house') }, '--back')
    expect(code).toBe(0)
    expect(out).toMatch(/Moved and compared: .* to the folder .*\.\nFrom now on start without DATABASE_URL/)
    expect(readdirSync(join(house.data, 'database')).filter((name) => name.startsWith('cluster.left-'))).toHaveLength(1)
    await boot("comment on table migration is ''", 'house')
    expect(await move({ DATABASE_URL: url('house') }, '--back')).toMatchObject({ code: 0, out: expect.stringContaining('It was there already; all of it is alike') as string })
    expect(await contactsSeen({})).toBe(2)
  }, 180_000)

  it('and a backup is restored into an external PostgreSQL that is empty, into none that is not', async () => {
    await house.backup()
    const restore = (database: string, data: string) =>
      command('restore', { WAYOUT_DATA: join(house.folder, data), DATABASE_URL: url(database) }, house.file('full'), '--identity', house.sheet)
    expect(await restore('occupied', 'to-occupied')).toMatchObject({ code: 1, err: expect.stringContaining('is not empty: it has 1 tables') as string })
    expect(await restore('house', 'to-house')).toMatchObject({ code: 1, err: expect.stringContaining('There is a house in the database house on') as string })
    expect(existsSync(join(house.folder, 'to-house'))).toBe(false)
    await boot('create database restored owner owner')
    await boot("comment on table migration is ''", 'house')
    const other = await run({ ...house.env, DATABASE_URL: url('house') })
    expect(other.said.err).toBe('')
    expect(await restore('restored', 'to-restored')).toMatchObject({ code: 1, err: expect.stringContaining('Another house runs in the database house of the same PostgreSQL') as string })
    other.kill('SIGTERM')
    await other.ended
    expect(await restore('restored', 'to-restored')).toMatchObject({ code: 0, err: '' })
    expect(readdirSync(join(house.folder, 'to-restored')).sort()).toEqual(['ledger-key.pem', 'logins.json', 'stranger-key'])
    expect(await contactsSeen({ WAYOUT_DATA: join(house.folder, 'to-restored'), DATABASE_URL: url('restored') })).toBe(2)
  }, 120_000)
})
