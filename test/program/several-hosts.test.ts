import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { drafts } from '../../src/features/drafts/contract.ts'
import { fromBase64url, toBase64url } from '../../src/shared/bytes.ts'
import { newId } from '../../src/shared/ids.ts'
import { found } from '../support/house.ts'
import { place, run, until } from '../support/program.ts'
import type { Run } from '../support/program.ts'
import { hasStandbys, primaryAndStandby } from '../support/standby.ts'

if (!hasStandbys) console.warn('SKIPPED: no pg_basebackup of an installed PostgreSQL; set PG_BIN_DIR')
const appOf = (program: Run) => ({ request: (path: string, init?: RequestInit) => fetch(program.origin + path, init) })

describe.runIf(hasStandbys)('with several hosts in DATABASE_URL', () => {
  let here: Awaited<ReturnType<typeof place>>
  let servers: Awaited<ReturnType<typeof primaryAndStandby>>
  beforeEach(async () => {
    here = await place()
    servers = await primaryAndStandby(here.folder)
  })
  afterEach(async () => {
    await servers.close()
    await here.remove()
  })

  it('the program writes to the primary, says "not ready" while there is none, and goes on by itself with the next', async () => {
    const [one, two] = servers.ports
    const alone = await run({ ...here.env, DATABASE_URL: servers.url(two) })
    expect(await alone.ended).toBe(1)
    expect(alone.said.err).toMatch(/No PostgreSQL in DATABASE_URL takes writes: 127\.0\.0\.1:\d+ is a standby\.\n/)

    const program = await run({ ...here.env, DATABASE_URL: servers.url(two, one) })
    const { coordinator: { call } } = await found(appOf(program), fromBase64url(program.setupSecret ?? ''))
    const kept: string[] = []
    const keep = async () => {
      const id = newId<'record'>()
      await call(drafts.keep, { id, blob: toBase64url(crypto.getRandomValues(new Uint8Array(300))) })
      kept.push(id)
    }
    for (let times = 0; times < 5; times++) await keep()
    await servers.stopPrimary()
    await expect(keep()).rejects.toMatchObject({ kind: 'not-ready' })
    await servers.promote()
    await until(() => keep().then(() => true, () => false))
    expect((await call(drafts.mine, {})).drafts.map((draft) => draft.id as string)).toEqual(expect.arrayContaining(kept))
    program.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(program.said.err).toBe('')

    const again = await run({ ...here.env, DATABASE_URL: servers.url(one, two) })
    expect(again).toMatchObject({ setupSecret: undefined, said: { err: '' } })
    again.kill('SIGTERM')
    expect(await again.ended).toBe(0)
  }, 120_000)
})
