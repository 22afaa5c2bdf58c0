import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contacts } from '../../src/features/contacts/contract.ts'
import { startEmbedded } from '../../src/server/database/embedded.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { fromBase64url } from '../../src/shared/bytes.ts'
import { found } from '../support/house.ts'
import { freePort, place, run } from '../support/program.ts'
import type { Run } from '../support/program.ts'

const systemPostgres = process.env['PG_BIN_DIR'] ?? '/usr/lib/postgresql/15/bin'
const hasSystemPostgres = existsSync(join(systemPostgres, 'initdb'))
if (!hasSystemPostgres) console.warn(`SKIPPED: no PostgreSQL in ${systemPostgres}; set PG_BIN_DIR to try an older server`)
const isRoot = process.getuid?.() === 0

let here: Awaited<ReturnType<typeof place>>
beforeEach(async () => { here = await place() })
afterEach(() => here.remove())

/** A house is founded in it and answers, it ends, and nothing was said on the error stream. */
async function worksIn(program: Run): Promise<void> {
  expect(program.said.err).toBe('')
  const app = { request: (path: string, init?: RequestInit) => fetch(program.origin + path, init) }
  const { coordinator } = await found(app, fromBase64url(program.setupSecret ?? ''))
  expect(await coordinator.call(contacts.list, {})).toMatchObject({ contacts: [] })
  program.kill('SIGTERM')
  expect(await program.ended).toBe(0)
}

const recipients = async () => {
  const to = await Promise.all([1, 2].map(async () => identityToRecipient(await generateIdentity())))
  return to.flatMap((one) => ['--to', one])
}

async function worksAgainIn(program: Run): Promise<void> {
  expect(program).toMatchObject({ setupSecret: undefined, said: { err: '' } })
  program.kill('SIGTERM')
  expect(await program.ended).toBe(0)
}

/** A server that is not ours, for as long as the work takes; `boot` runs statements as its administrator. */
async function onServer(work: (boot: (...statements: string[]) => Promise<void>, url: string) => Promise<void>): Promise<void> {
  const folder = join(here.folder, 'elsewhere')
  mkdirSync(folder)
  const tcp = { host: '127.0.0.1', port: await freePort() } as const
  const server = await startEmbedded(folder, systemPostgres, 'boot', () => undefined, tcp)
  const boot = (...statements: string[]) =>
    withClient({ ...tcp, user: 'boot', password: 'boot', database: 'postgres' }, async (client) => {
      for (const statement of statements) await client.query(statement)
    })
  try {
    await work(boot, `postgres://owner:secret@127.0.0.1:${tcp.port}/house`)
  } finally {
    await server.stop()
  }
}

describe('the program works', () => {
  it.runIf(isRoot)('as an ordinary user', async () => {
    const ordinary = { uid: 65_534, gid: 65_534 }
    mkdirSync(here.data)
    chownSync(here.data, ordinary.uid, ordinary.gid)
    await worksIn(await run(here.env, ordinary))
    expect(readFileSync(join(here.data, 'database/cluster/PG_VERSION'), 'utf8')).toBe('18\n')
  })

  it.runIf(hasSystemPostgres)('on the PostgreSQL that PG_BIN_DIR names', async () => {
    await worksIn(await run({ ...here.env, PG_BIN_DIR: systemPostgres }))
    const major = /\d+/.exec(spawnSync(join(systemPostgres, 'postgres'), ['--version'], { encoding: 'utf8' }).stdout)?.[0]
    expect(readFileSync(join(here.data, 'database/cluster/PG_VERSION'), 'utf8')).toBe(`${major}\n`)
  })

  it.runIf(hasSystemPostgres)('on an external server that DATABASE_URL names, and leaves that running', async () => {
    await onServer(async (boot, DATABASE_URL) => {
      await boot("create role owner login createrole password 'secret'", 'create database house owner owner')
      await worksIn(await run({ ...here.env, DATABASE_URL }))
      expect(existsSync(join(here.data, 'database'))).toBe(false)
      await worksAgainIn(await run({ ...here.env, DATABASE_URL }))
      await boot('select 1')
    })
  })

  it.runIf(hasSystemPostgres)('beside an empty database a folder with the keys of a house leads nobody to set up another, with a slip in DATABASE_URL or without one', async () => {
    await onServer(async (boot, DATABASE_URL) => {
      await boot("create role owner login createrole password 'secret'", 'create database house owner owner', 'create database slip owner owner')
      const notSetUp = await run({ ...here.env, DATABASE_URL })
      notSetUp.kill('SIGTERM')
      expect(await notSetUp.ended).toBe(0)
      await worksIn(await run({ ...here.env, DATABASE_URL }))

      const slipped = await run({ ...here.env, DATABASE_URL: DATABASE_URL.replace(/house$/, 'slip') })
      expect(await slipped.ended).toBe(1)
      expect(slipped).toMatchObject({ setupSecret: undefined })
      expect(slipped.said.err).toMatch(/DATABASE_URL names is empty, and the folder .* holds the keys of a house in another one\.\nCorrect DATABASE_URL\. .*npm run restore.*WAYOUT_DATA/)

      const forgotten = await run(here.env)
      expect(await forgotten.ended).toBe(1)
      expect(forgotten.said.err).toMatch(/holds the keys of a house whose database is elsewhere, and DATABASE_URL is not set\.\nSet it/)
      const env = { PATH: process.env['PATH'] ?? '', WAYOUT_DATA: here.data }
      const backup = spawnSync(process.execPath, [join(import.meta.dirname, '../../src/commands/backup.ts'), '--into', here.folder, ...(await recipients())], { encoding: 'utf8', env })
      expect(backup.stderr).toContain('DATABASE_URL is not set')
      expect(backup.status).toBe(1)

      await worksAgainIn(await run({ ...here.env, DATABASE_URL }))
    })
  }, 180_000)

  it.runIf(hasSystemPostgres)('on an external server where only its administrator may make roles, once she made them', async () => {
    await onServer(async (boot, DATABASE_URL) => {
      await boot("create role owner login password 'secret'", 'create database house owner owner')
      const refused = await run({ ...here.env, DATABASE_URL })
      expect(await refused.ended).toBe(1)
      expect(refused.said.err).toMatch(/may not make the roles that Wayout needs\.\n.*roles\.sql/)
      const passwords = JSON.parse(readFileSync(join(here.data, 'logins.json'), 'utf8')) as Record<string, string>
      const script = readFileSync(join(import.meta.dirname, '../../src/server/database/roles.sql'), 'utf8')
      await boot(script.replace(/the password of (\w+)/g, (_, login: string) => passwords[login] ?? ''))
      await worksIn(await run({ ...here.env, DATABASE_URL }))
    })
  })
})
