import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { place, run } from '../support/program.ts'

let here: Awaited<ReturnType<typeof place>>
beforeEach(async () => { here = await place() })
afterEach(() => here.remove())

/** Starts, expects a refusal, and gives its sentence. */
async function refusal(env: Readonly<Record<string, string>>, as?: { uid: number; gid: number }): Promise<string> {
  const program = await run({ ...here.env, ...env }, as)
  expect(await program.ended).toBe(1)
  expect(program.said.out).not.toContain('ready')
  expect(program.said.err).not.toMatch(/\n\s+at /)
  return program.said.err
}
const nobody = { uid: 65_534, gid: 65_534 }

describe('npm start refuses in a sentence', () => {
  it('a port that is taken, and starts on another with nothing damaged', async () => {
    const other = createServer()
    await new Promise<void>((resolve) => other.listen(Number(here.env.PORT), '127.0.0.1', resolve))
    expect(await refusal({})).toMatch(/^Wayout did not start\. Port \d+ is taken by another program\.\n.*PORT/)
    await new Promise((resolve) => other.close(resolve))
    const program = await run(here.env)
    expect(program.origin).not.toBe('')
    program.kill('SIGTERM')
    expect(await program.ended).toBe(0)
  })

  it('a second program on one folder, and the first goes on', async () => {
    const first = await run(here.env)
    expect(await refusal({ PORT: '7331' })).toMatch(/Another Wayout \(process \d+\) already runs/)
    expect((await fetch(`${first.origin}/api/house/founded`)).status).toBe(200)
    first.kill('SIGTERM')
    expect(await first.ended).toBe(0)
  })

  it('a folder that cannot be written', async () => {
    const asRoot = process.getuid?.() === 0
    mkdirSync(here.data, { mode: 0o555 })
    if (asRoot) chownSync(here.data, 0, 0)
    expect(await refusal({}, asRoot ? nobody : undefined)).toMatch(/data folder .* cannot be written\.\n.*WAYOUT_DATA/)
  })

  it('a file where the folder should be', async () => {
    writeFileSync(here.data, '')
    expect(await refusal({})).toMatch(/cannot be written/)
  })

  it('a desk that is not there, before anything is made', async () => {
    expect(await refusal({ WAYOUT_DESK: join(here.folder, 'elsewhere') })).toMatch(/no built desk in .*elsewhere.*\n.*WAYOUT_DESK/)
    expect(existsSync(here.data)).toBe(false)
  })

  it('the database of a newer PostgreSQL, and leaves it as it is', async () => {
    const program = await run(here.env)
    program.kill('SIGTERM')
    await program.ended
    const version = join(here.data, 'database/cluster/PG_VERSION')
    const was = readFileSync(version, 'utf8')
    writeFileSync(version, '99\n')
    expect(await refusal({})).toMatch(/of PostgreSQL 99, and PostgreSQL 18 .*\nNothing was changed/)
    writeFileSync(version, was)
    const again = await run(here.env)
    expect(again.origin).not.toBe('')
    again.kill('SIGTERM')
    expect(await again.ended).toBe(0)
  })

  it('other computers without TLS, and says why', async () => {
    expect(await refusal({ WAYOUT_HOST: '0.0.0.0' })).toMatch(/this computer only: browsers give other computers no cryptography over plain HTTP\.\n.*WAYOUT_TLS_CERT/)
    expect(existsSync(here.data)).toBe(false)
  })

  it.each(['0', '70000', 'many'])('%s as a port', async (PORT) => {
    expect(await refusal({ PORT })).toMatch(/PORT is not a port/)
  })

  it('programs of PostgreSQL that are not where PG_BIN_DIR says', async () => {
    expect(await refusal({ PG_BIN_DIR: here.folder })).toMatch(/No PostgreSQL was found/)
  })

  it('certificates that are not there', async () => {
    expect(await refusal({ WAYOUT_TLS_CERT: 'no.pem', WAYOUT_TLS_KEY: 'no.key' })).toMatch(/files of WAYOUT_TLS_CERT and WAYOUT_TLS_KEY are not there/)
    rmSync(here.data, { recursive: true, force: true })
  })

  it('one half of a certificate, and an address that browsers cannot work with', async () => {
    expect(await refusal({ WAYOUT_TLS_CERT: 'house.pem' })).toMatch(/Only one of WAYOUT_TLS_CERT and WAYOUT_TLS_KEY is set/)
    expect(await refusal({ WAYOUT_ORIGIN: 'http://house.example.org' })).toMatch(/WAYOUT_ORIGIN is not an address that browsers can work with: http:\/\/house\.example\.org\n/)
  })

  it('a server that does not answer at DATABASE_URL', async () => {
    expect(await refusal({ DATABASE_URL: `postgres://a:b@127.0.0.1:${here.env.PORT}/x` })).toMatch(/PostgreSQL at .* does not answer/)
  })
})
