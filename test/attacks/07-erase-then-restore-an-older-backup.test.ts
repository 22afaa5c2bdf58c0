import { existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nameOf } from '../../src/shared/backups.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import type { FolderId } from '../../src/shared/ids.ts'
import { socketOf } from '../../src/server/database/embedded.ts'
import { openDatabase } from '../../src/server/database/index.ts'
import { passwordsIn, withClient } from '../../src/server/database/logins.ts'
import { command, houseWithSheets } from '../support/backups.ts'
import { signIn } from '../support/house.ts'
import { run, until } from '../support/program.ts'

let house: Awaited<ReturnType<typeof houseWithSheets>>
let contact: FolderId
let [full, archive]: string[] = []

const asSuperuser = async <T>(data: string, sql: string) =>
  withClient({ host: socketOf(data), port: 5432, database: 'wayout', user: 'boot', password: passwordsIn(data).boot }, async (client) => (await client.query(sql)).rows as T[])

beforeAll(async () => {
  house = await houseWithSheets()
  const { contacts: listed } = await house.coordinator.call(contacts.list, {})
  contact = listed[0]?.folder as FolderId
  await house.backup()
  await house.backup('--archive')
  ;[full, archive] = [house.file('full'), house.file('archive')]
  // What an erasure takes: every key, every token, the documents; and its entry in the ledger.
  await asSuperuser(house.data, `delete from hold where folder = '${contact}'`)
  await asSuperuser(house.data, `delete from token where folder = '${contact}'`)
  await asSuperuser(house.data, `delete from doc where folder = '${contact}'`)
  await asSuperuser(house.data, "insert into pending (actor, action, traces, result) values (null, 'client.erased', '{}', 'done')")
  await until(async () => (await asSuperuser(house.data, "select 1 from ledger_entry where action = 'client.erased'")).length === 1)
  // Names carry seconds; the newer one comes a second later.
  await until(() => !existsSync(join(house.into, nameOf('full', new Date()))))
  await house.backup()
})
afterAll(() => house.close())

describe('somebody erased comes back from', () => {
  it('an archive as a number alone: counted as before, without a key that opens, even for the member who wrote it', async () => {
    const data = join(house.folder, 'archive')
    const restored = await command('restore', { WAYOUT_DATA: data }, archive ?? '', '--identity', house.sheet)
    expect(restored).toMatchObject({ code: 0, err: '', out: expect.stringContaining('its records can be counted, and nothing in it can be opened, by anybody') as string })
    const figures = async (of: string) => JSON.parse((await command('figures', { WAYOUT_DATA: of }, '--year', '2026', '--json')).out) as { figures: { id: string; value: number | null }[] }
    const counted = (await figures(data)).figures
    expect(counted.map(({ id, value }) => [id, value])).toEqual((await figures(house.data)).figures.map(({ id, value }) => [id, value]))
    expect(counted.find(({ id }) => id === 'calls')?.value).toBe(2)
    const program = await run({ ...house.env, WAYOUT_DATA: data, PORT: String(Number(house.env.PORT) + 1) })
    const mira = await signIn({ request: (path, init) => fetch(program.origin + path, init) }, 'mira', 'mira has five long words')
    expect((await mira.call(contacts.list, {})).contacts).toEqual([])
    await expect(mira.call(contacts.one, { folder: contact })).rejects.toMatchObject({ kind: 'not-found' })
    const [left] = await asSuperuser<Record<string, number>>(data, `select (select count(*) from hold)::int as hold, (select count(*) from token)::int as token,
      (select count(*) from draft)::int as draft, (select count(*) from contact where folder = '${contact}')::int as contact`)
    expect(left).toEqual({ hold: 0, token: 0, draft: 0, contact: 1 })
    program.kill('SIGTERM')
    expect(await program.ended).toBe(0)
  }, 180_000)

  it('an older full backup, and the restore says from when it is and which erasure it undoes', async () => {
    const { code, out } = await command('restore', { WAYOUT_DATA: join(house.folder, 'unmade') }, full ?? '', '--identity', house.sheet, '--check')
    expect(code).toBe(0)
    expect(out).toMatch(/as it was on 2\d{3}-\d\d-\d\d \d\d:\d\d UTC/)
    expect(out).toContain('whatever was erased, unlinked or withdrawn after it, comes back and must be removed again')
    expect(out).toMatch(/a newer one beside it, wayout-full-.* By its ledger \d+ entries were made in between\.\n.*\nWhat was done since and is undone by bringing back this one: client\.erased\./)
  })

  it('no full backup older than the window: the next one removes it', async () => {
    const old = join(house.into, nameOf('full', new Date(Date.now() - 30 * 86_400_000)))
    renameSync(full ?? '', old)
    expect((await house.backup()).out).toContain('Removed, because full backups live 30 days at most')
    expect(existsSync(old)).toBe(false)
    const restored = join(house.folder, 'newest')
    expect(await command('restore', { WAYOUT_DATA: restored }, house.file('full'), '--identity', house.sheet)).toMatchObject({ code: 0 })
    const database = await openDatabase({ dataFolder: restored })
    expect(await asSuperuser(restored, `select (select count(*) from hold where folder = '${contact}')::int as hold, (select count(*) from doc where folder = '${contact}')::int as doc`)).toEqual([{ hold: 0, doc: 0 }])
    await database.stop()
  })
})
