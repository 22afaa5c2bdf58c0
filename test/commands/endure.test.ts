import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { verify } from '../../src/commands/endure/verify.ts'
import { newId } from '../../src/shared/ids.ts'
import { toBase64url } from '../../src/shared/bytes.ts'
import { freshDatabase } from '../support/database.ts'

const project = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'wayout-endure-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function run(...args: string[]) {
  const child = spawn(process.execPath, [join(project, 'src/commands/endure.ts'), ...args], { env: { PATH: process.env['PATH'] ?? '' } })
  const said = { out: '', err: '' }
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, ...said }
}

describe('npm run endure', () => {
  it('kills what it says while members write, and nothing acknowledged is missing or doubled', async () => {
    const { code, out, err } = await run('--rounds', '2', '--seconds', '0.5', '--members', '2', '--json')
    expect(err).toBe('')
    const said = JSON.parse(out) as Record<string, number> & { kills: Record<string, number> }
    expect(said).toMatchObject({ rounds: 2, missing: 0, doubled: 0 })
    expect(Object.values(said.kills)).toEqual([1, 1])
    expect(said['acknowledged']).toBeGreaterThan(40)
    expect(code).toBe(0)
  }, 180_000)

  it('counts as missing what was acknowledged and is not there', async () => {
    const database = await freshDatabase()
    const log = join(folder, 'acknowledged.log')
    writeFileSync(log, `${[newId(), newId(), newId(), 2, '2026-11-25T04:00:00.000Z'].join(' ')}\n`)
    expect(await verify(database.superuser, log, toBase64url(new Uint8Array(32)))).toEqual({ acknowledged: 1, missing: 1, doubled: 0, ledger: 0, missingSince: ['2026-11-25T04:00:00.000Z'] })
    await database.close()
  })

  it('says what it does, and what is wrong with how it was called', async () => {
    expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('kill -9') as string })
    expect(await run('--rounds', 'many')).toMatchObject({ code: 2, err: expect.stringContaining('--rounds is a number from 1 to 1000') as string })
  })
})
