import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkLedger } from '../../src/commands/backup/ledger-check.ts'
import { drafts } from '../../src/features/drafts/contract.ts'
import { startEmbedded } from '../../src/server/database/embedded.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { secretsIn } from '../../src/server/house-secrets.ts'
import { fromBase64url, toBase64url } from '../../src/shared/bytes.ts'
import { newId } from '../../src/shared/ids.ts'
import { found } from '../support/house.ts'
import { freePort, place, run, until } from '../support/program.ts'
import type { Run } from '../support/program.ts'

const project = join(import.meta.dirname, '../..')
let here: Awaited<ReturnType<typeof place>>
let server: Awaited<ReturnType<typeof startEmbedded>>
let boot: { host: string; port: number; user: string; password: string }
let url: string

beforeAll(async () => {
  here = await place()
  const folder = join(here.folder, 'elsewhere')
  mkdirSync(folder)
  const tcp = { host: '127.0.0.1', port: await freePort() } as const
  server = await startEmbedded(folder, process.env['PG_BIN_DIR'], 'boot', () => undefined, tcp)
  boot = { ...tcp, user: 'boot', password: 'boot' }
  await withClient({ ...boot, database: 'postgres' }, async (client) => {
    await client.query("create role owner login createrole password 'secret'")
    await client.query('create database house owner owner')
  })
  url = `postgres://owner:secret@127.0.0.1:${tcp.port}/house`
})
afterAll(async () => {
  await server.stop()
  await here.remove()
})

function node(data: string, ...args: string[]) {
  const ended = spawnSync(process.execPath, [join(project, 'src/commands/node.ts'), ...args], { encoding: 'utf8', env: { PATH: process.env['PATH'] ?? '', WAYOUT_DATA: data, DATABASE_URL: url } })
  return { code: ended.status, said: ended.stdout, wrong: ended.stderr }
}

const appOf = (...programs: readonly Run[]) => {
  let turn = 0
  return { request: (path: string, init?: RequestInit) => fetch((programs[turn++ % programs.length] as Run).origin + path, init) }
}

describe('several nodes on one database', () => {
  it('share sessions and one ledger; a folder with other keys is refused before it touches anything', async () => {
    const [first, second, keys] = [here.env, { ...here.env, WAYOUT_DATA: join(here.folder, 'second'), PORT: String(await freePort()) }, join(here.folder, 'node-keys.json')]
    const one = await run({ ...first, DATABASE_URL: url })
    const { coordinator } = await found(appOf(one), fromBase64url(one.setupSecret ?? ''))

    const stranger = await run({ ...second, WAYOUT_DATA: join(here.folder, 'stranger'), DATABASE_URL: url })
    expect(await stranger.ended).toBe(1)
    expect(stranger.said.err).toMatch(/has other keys than the folder .*\n.*npm run node/)

    expect(node(first.WAYOUT_DATA, '--new', keys)).toMatchObject({ code: 0, wrong: '' })
    expect(statSync(keys).mode & 0o777).toBe(0o600)
    expect(node(second.WAYOUT_DATA, '--join', keys)).toMatchObject({ code: 0, wrong: '' })
    expect(node(second.WAYOUT_DATA, '--join', keys)).toMatchObject({ code: 1, wrong: expect.stringContaining('has keys already') as string })
    const two = await run({ ...second, DATABASE_URL: url })
    expect(two).toMatchObject({ setupSecret: undefined, said: { err: '' } })

    const both = appOf(one, two)
    const carry = (path: string, init: RequestInit) => both.request(path, { ...init, headers: { ...init.headers, 'sec-fetch-site': 'same-origin', cookie: coordinator.cookie() } })
    const ids = Array.from({ length: 20 }, () => newId<'record'>())
    const said = await Promise.all(ids.map((id) => carry(`/api/drafts/${id}`, {
      method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ blob: toBase64url(crypto.getRandomValues(new Uint8Array(300))) }),
    })))
    expect(said.map((answer) => answer.status)).toEqual(ids.map(() => 200))
    expect((await coordinator.call(drafts.mine, {})).drafts).toHaveLength(20)
    await Promise.all(Array.from({ length: 30 }, () => carry('/api/house', {})))

    await withClient({ ...boot, database: 'house' }, async (client) => {
      await until(async () => !(await client.query('select 1 from pending')).rowCount)
      const head = await checkLedger(client, secretsIn(first.WAYOUT_DATA).ledgerPublicKey)
      expect(head?.size).toBeGreaterThan(30)
    })
    one.kill('SIGTERM')
    expect(await one.ended).toBe(0)
    expect((await fetch(`${two.origin}/api/sessions/mine`, { headers: { cookie: coordinator.cookie() } })).status).toBe(200)
    two.kill('SIGTERM')
    expect(await two.ended).toBe(0)
    expect(one.said.err + two.said.err).toBe('')
  }, 120_000)

  it('whoever lost the folder takes the house over with new keys, and only by saying so', async () => {
    const lost = { ...here.env, WAYOUT_DATA: join(here.folder, 'new'), DATABASE_URL: url }
    expect(node(lost.WAYOUT_DATA, '--new', join(here.folder, 'no.json'))).toMatchObject({ code: 1, wrong: expect.stringContaining('not that of a node') as string })
    expect(node(lost.WAYOUT_DATA, '--take-over')).toMatchObject({ code: 0, said: expect.stringContaining('sees a new key') as string })
    const program = await run(lost)
    expect(program).toMatchObject({ setupSecret: undefined, said: { err: '' } })
    program.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(readFileSync(join(lost.WAYOUT_DATA, 'ledger-key.pem'), 'utf8')).not.toBe(readFileSync(join(here.data, 'ledger-key.pem'), 'utf8'))
  })

  it('says what it does, and what is wrong with how it was called', () => {
    expect(node(here.data, '--help')).toMatchObject({ code: 0, said: expect.stringContaining('--join') as string })
    expect(node(here.data)).toMatchObject({ code: 2, wrong: expect.stringContaining('Say one of') as string })
    expect(node(join(here.folder, 'nobody'), '--join', join(here.folder, 'none.json'))).toMatchObject({ code: 2, wrong: expect.stringContaining('There is no file') as string })
  })
})
