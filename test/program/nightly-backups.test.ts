import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newPair } from '../../src/commands/backup/age.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { faults } from '../../src/features/faults/contract.ts'
import { socketOf } from '../../src/server/database/embedded.ts'
import { passwordsIn, withClient } from '../../src/server/database/logins.ts'
import { fromBase64url } from '../../src/shared/bytes.ts'
import { found } from '../support/house.ts'
import { place, run, until } from '../support/program.ts'

let here: Awaited<ReturnType<typeof place>>
beforeEach(async () => { here = await place() })
afterEach(() => here.remove())

async function houseThatBacksUp() {
  const into = join(here.folder, 'backups')
  writeFileSync(join(here.folder, 'recipients'), `${(await newPair()).recipient}\n${(await newPair()).recipient}\n`)
  const program = await run({ ...here.env, WAYOUT_BACKUPS: into, WAYOUT_BACKUP_RECIPIENTS: join(here.folder, 'recipients') })
  const { coordinator } = await found({ request: (path, init) => fetch(program.origin + path, init) }, fromBase64url(program.setupSecret ?? ''))
  return { into, program, coordinator, noticed: () => coordinator.call(faults.list, {}) }
}

describe('with WAYOUT_BACKUPS the program', () => {
  it('makes its backup by itself, and tells those who look after it when the clock falls behind the ledger', async () => {
    mkdirSync(join(here.folder, 'backups'))
    const { into, program, coordinator, noticed } = await houseThatBacksUp()
    await until(async () => (await noticed()).lastBackup !== null)
    expect(readdirSync(into)).toEqual([expect.stringMatching(/^wayout-full-.*\.age$/)])
    expect((await noticed()).faults).toEqual([])
    const boot = (statement: string) => withClient({ host: socketOf(here.data), port: 5432, database: 'wayout', user: 'boot', password: passwordsIn(here.data).boot }, (client) => client.query(statement))
    await boot("update ledger_head set at = now() + interval '3 hours'")
    expect((await noticed()).faults).toEqual([{ kind: 'clock-behind', at: expect.any(String) as string }])
    // Whoever comes to look makes an entry by the clock as it is now, and is told all the same.
    await coordinator.call(contacts.list, {})
    await until(async () => (await boot("select from ledger_head where at < now() + interval '1 hour'")).rows.length > 0)
    expect((await noticed()).faults).toEqual([{ kind: 'clock-behind', at: expect.any(String) as string }])
    program.kill('SIGTERM')
    expect(await program.ended).toBe(0)
    expect(program.said.err).toBe('')
  })

  it('says when it could not, goes on working, and makes nothing in a place that is not there', async () => {
    const { into, program, noticed } = await houseThatBacksUp()
    await until(async () => (await noticed()).faults.length > 0)
    expect(await noticed()).toEqual({ lastBackup: null, faults: [{ kind: 'backup-failed', at: expect.any(String) as string }] })
    expect(program.said.err).toContain(`The folder ${into} cannot be read.\nIs the disk connected?`)
    expect(existsSync(into)).toBe(false)
    program.kill('SIGTERM')
    expect(await program.ended).toBe(0)
  })
})
