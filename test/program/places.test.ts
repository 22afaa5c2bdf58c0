import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
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
    const folder = join(here.folder, 'elsewhere')
    mkdirSync(folder)
    const tcp = { host: '127.0.0.1', port: await freePort() } as const
    const server = await startEmbedded(folder, systemPostgres, 'boot', () => undefined, tcp)
    const boot = { ...tcp, user: 'boot', password: 'boot', database: 'postgres' }
    try {
      await withClient(boot, async (client) => {
        await client.query("create role owner login createrole password 'secret'")
        await client.query('create database house owner owner')
      })
      await worksIn(await run({ ...here.env, DATABASE_URL: `postgres://owner:secret@127.0.0.1:${tcp.port}/house` }))
      expect(existsSync(join(here.data, 'database'))).toBe(false)
      const again = await run({ ...here.env, DATABASE_URL: `postgres://owner:secret@127.0.0.1:${tcp.port}/house` })
      expect(again).toMatchObject({ setupSecret: undefined, said: { err: '' } })
      again.kill('SIGTERM')
      expect(await again.ended).toBe(0)
      expect(await withClient(boot, (client) => client.query('select 1'))).toMatchObject({ rowCount: 1 })
    } finally {
      await server.stop()
    }
  })
})
