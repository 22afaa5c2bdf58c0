import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Decrypter } from 'age-encryption'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { nameOf } from '../../src/shared/backups.ts'
import { refuseUnknown } from '../../src/commands/backup/restore.ts'
import { makeBackup } from '../../src/commands/backup/write.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { socketOf } from '../../src/server/database/embedded.ts'
import { openDatabase } from '../../src/server/database/index.ts'
import { passwordsIn, withClient } from '../../src/server/database/logins.ts'
import { knownMigrations } from '../../src/server/database/migrate.ts'
import { backupOfAnEarlierVersion, command, houseWithSheets } from '../support/backups.ts'
import { signIn } from '../support/house.ts'
import { run } from '../support/program.ts'
import { smallDisk } from '../support/small-disk.ts'

let house: Awaited<ReturnType<typeof houseWithSheets>>
beforeAll(async () => { house = await houseWithSheets() })
afterAll(() => house.close())

const isRoot = process.getuid?.() === 0
const dated = (kind: 'full' | 'archive', daysAgo: number) => nameOf(kind, new Date(Date.now() - daysAgo * 86_400_000))
const restore = (data: string, file: string, ...args: string[]) => command('restore', { WAYOUT_DATA: data }, file, '--identity', house.sheet, ...args)

/** Rules, references and triggers as the catalogue has them. */
const rulesIn = (data: string) => withClient({ host: socketOf(data), port: 5432, database: 'wayout', user: 'boot', password: passwordsIn(data).boot }, async (client) => (await client.query(`
  select 'table' as kind, oid::regclass::text as name, relrowsecurity::text || relforcerowsecurity::text as says from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'
  union all select 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) || convalidated from pg_constraint where connamespace = 'public'::regnamespace
  union all select 'policy', polrelid::regclass || '.' || polname, pg_get_expr(polqual, polrelid) from pg_policy
  union all select 'trigger', tgrelid::regclass || '.' || tgname, tgenabled::text from pg_trigger where not tgisinternal order by 1, 2`)).rows as unknown[])

describe('npm run backup', () => {
  it('makes a sealed file while the program runs, read back and counted, which standard tools open', async () => {
    const { code, out, err } = await house.backup()
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/wayout-full-\S+\.tar\.gz\.age\n[1-9][\d.]* [kM]B, \d+ tables with \d+ rows, read back and counted\./)
    expect(readdirSync(house.into).filter((name) => name.startsWith('.'))).toEqual([])
    const file = house.file('full')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const decrypter = new Decrypter()
    decrypter.addIdentity(house.identity)
    const listed = spawnSync('tar', ['tf', '-'], { input: gunzipSync(await decrypter.decrypt(readFileSync(file))), encoding: 'utf8' }).stdout.trim().split('\n')
    expect(listed).toEqual(expect.arrayContaining(['manifest.json', 'keys/ledger-key.pem', 'keys/stranger-key', 'ending.json']))
    expect(listed.filter((name) => name.includes('logins') || name.includes('program'))).toEqual([])
  })

  it('leaves nothing behind when it is stopped half-way', async () => {
    const before = readdirSync(house.into)
    const stopped = new AbortController()
    const made = makeBackup({
      kind: 'full', dataFolder: house.data, into: house.into, recipients: house.recipients, ledgerPublicKey: '', now: new Date(0), signal: stopped.signal,
      snapshot: { host: socketOf(house.data), port: 5432, database: 'wayout', user: 'backup', password: passwordsIn(house.data).backup }, progress: () => stopped.abort(),
    })
    await expect(made).rejects.toThrow()
    expect(readdirSync(house.into)).toEqual(before)
  })

  it('removes what a killed one left, full backups past the window, and says so; archives and what is none of ours stay', async () => {
    const [old, young, archive, half] = [dated('full', 31), dated('full', 20), dated('archive', 900), `.${dated('full', 1)}.4194304.part`]
    for (const name of [old, young, archive, half, 'notes.txt']) writeFileSync(join(house.into, name), '')
    const listed = await house.backup('--list')
    expect(listed.out).toMatch(new RegExp(`full .* goes with the next backup\\s+${old}`))
    expect(listed.out).toMatch(new RegExp(`archive .* may be kept\\s+${archive}`))
    const { out } = await house.backup()
    expect(out).toContain(`Removed, because full backups live 30 days at most: ${old}`)
    const there = readdirSync(house.into)
    expect([old, half].filter((name) => there.includes(name))).toEqual([])
    expect(there).toEqual(expect.arrayContaining([young, archive, 'notes.txt']))
    spawnSync('rm', [join(house.into, young), join(house.into, archive), join(house.into, 'notes.txt')])
  })

  it('refuses a single recipient, a mistyped one, a folder that is not there, and a wrong call, each in a sentence', async () => {
    const one = house.recipients[0] ?? ''
    expect(await house.backup('--to', one)).toMatchObject({ code: 2, err: expect.stringContaining('two public keys at least') as string })
    expect(await house.backup('--to', one, '--to', 'age1oops')).toMatchObject({ code: 2, err: expect.stringContaining('"age1oops" is no public key') as string })
    expect(await house.backup('--into', join(house.folder, 'nowhere'))).toMatchObject({ code: 1, err: expect.stringContaining('cannot be read') as string })
    expect(await house.backup('--now')).toMatchObject({ code: 2, err: expect.stringContaining('See npm run backup -- --help') as string })
    expect((await house.backup('--help')).out).toContain('--new-recipient')
  })

  it('prints a pair for a sheet: the public key for the file, the secret one in groups', async () => {
    const { out } = await house.backup('--new-recipient')
    expect(out).toMatch(/\nage1[02-9ac-hj-np-z]{58}\n/)
    expect(out).toMatch(/\nAGE-SECRET-KEY-1( [02-9AC-HJ-NP-Z]{4}){14} [02-9AC-HJ-NP-Z]{2}\n/)
  })

  it.runIf(isRoot)('says when there is no room, and leaves no half of one', async () => {
    const small = join(house.folder, 'small')
    const disk = smallDisk(small, '4k')
    if (!disk) return console.warn('SKIPPED: nothing may be mounted here')
    try {
      expect(await house.backup('--into', small)).toMatchObject({ code: 3, err: expect.stringMatching(/no room left in .*small\. No backup was made, and no half of one was left\.\nMake room/) as string })
      expect(readdirSync(small)).toEqual([])
    } finally {
      disk.remove()
    }
  })
})

describe('npm run restore', () => {
  it('brings the house back into an empty folder: the same rules, and her words open', async () => {
    const data = join(house.folder, 'restored')
    const { code, out, err } = await restore(data, house.file('full'))
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/It is the full backup of "Primer" as it was on 2\d{3}-\d\d-\d\d \d\d:\d\d UTC/)
    expect(out).toMatch(/It has 2 contacts, 1 clients, \d+ sealed documents, members: 1 active\./)
    expect(out).toMatch(/Its ledger has \d+ entries; head [0-9a-f]{64}/)
    expect(out).toMatch(/Restored and compared: \d+ tables, \d+ rows, ledger of \d+ entries, head [0-9a-f]{64}\./)
    const again = await run({ ...house.env, WAYOUT_DATA: data, PORT: String(Number(house.env.PORT) + 1) })
    expect(again).toMatchObject({ setupSecret: undefined, said: { err: '' } })
    expect(await rulesIn(data)).toEqual(await rulesIn(house.data))
    const mira = await signIn({ request: (path, init) => fetch(again.origin + path, init) }, 'mira', 'mira has five long words')
    const { contacts: listed } = await mira.call(contacts.list, {})
    expect(listed).toHaveLength(2)
    const folder = listed[0]?.folder
    if (!folder) throw new Error('no contact')
    const { served } = await mira.call(contacts.one, { folder })
    await mira.vault.admit(served)
    expect((await mira.vault.openDocs(served.docs)).map((doc) => doc.content)).toEqual([{}])
    again.kill('SIGTERM')
    await again.ended
    expect(await restore(data, house.file('full'))).toMatchObject({ code: 1, err: expect.stringContaining('is not empty') as string })
  })

  it('begins anew where one broke off, and the program refuses the half of it', async () => {
    const data = join(house.folder, 'broken-off')
    mkdirSync(data)
    writeFileSync(join(data, 'restore-not-finished'), '')
    const refused = await run({ ...house.env, WAYOUT_DATA: data })
    expect(await refused.ended).toBe(1)
    expect(refused.said.err).toMatch(/A restore into .* was not finished\.\nRun npm run restore again/)
    expect(await restore(data, house.file('full'))).toMatchObject({ code: 0 })
    expect(existsSync(join(data, 'restore-not-finished'))).toBe(false)
  })

  it('reads and restores nothing with --check', async () => {
    const data = join(house.folder, 'unmade')
    expect(await restore(data, house.file('full'), '--check')).toMatchObject({ code: 0, out: expect.stringContaining('It is whole') as string })
    expect(existsSync(data)).toBe(false)
  })

  it('refuses a damaged backup wherever it is damaged, one cut off, and one sealed to others', async () => {
    const whole = readFileSync(house.file('full'))
    const bad = join(house.folder, 'bad.age')
    const refusal = async (bytes: Buffer) => {
      writeFileSync(bad, bytes)
      return restore(join(house.folder, 'unmade'), bad, '--check')
    }
    for (const place of [0.5, 0.999]) {
      const altered = Buffer.from(whole)
      const at = Math.floor(altered.length * place)
      altered.writeUInt8(altered.readUInt8(at) ^ 1, at)
      expect(await refusal(altered)).toMatchObject({ code: 1, err: expect.stringContaining('is damaged') as string })
    }
    expect(await refusal(whole.subarray(0, whole.length - 40))).toMatchObject({ code: 1, err: expect.stringContaining('is damaged') as string })
    const foreign = /AGE-SECRET-KEY-1[\w ]+/.exec((await house.backup('--new-recipient')).out)?.[0] ?? ''
    writeFileSync(join(house.folder, 'foreign'), foreign)
    copyFileSync(house.file('full'), bad)
    expect(await command('restore', { WAYOUT_DATA: join(house.folder, 'unmade') }, bad, '--identity', join(house.folder, 'foreign')))
      .toMatchObject({ code: 1, err: expect.stringContaining('it was sealed to others') as string })
  })

  it('takes what an earlier version made, and brings it up to date', async () => {
    const file = await backupOfAnEarlierVersion(join(house.folder, 'earlier'), house.recipients)
    const data = join(house.folder, 'up-to-date')
    const { code, out, err } = await restore(data, file)
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/It is the full backup of "Earlier" .*\n.*\nIts ledger has 1 entries/)
    const database = await openDatabase({ dataFolder: data })
    expect(database.migrated).toEqual([])
    await database.stop()
  })

  it('refuses what a newer version made, by name', () => {
    const of = (migrations: ReturnType<typeof knownMigrations>) => () => refuseUnknown({ migrations } as never)
    expect(of(knownMigrations())).not.toThrow()
    expect(of([...knownMigrations(), { name: '9999_later.sql', hash: '' }])).toThrow('made by a newer Wayout (it has 9999_later.sql)')
    expect(of(knownMigrations().map((one) => ({ ...one, hash: 'other' })))).toThrow('is not the one this backup was made with')
  })
})

describe('npm run drill', () => {
  it('goes the whole way there and back, compares, and prints one dated line', async () => {
    const { code, out, err } = await command('drill', { ...house.env, TMPDIR: tmp() })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out.trim().split('\n').at(-1)).toMatch(/^2\d{3}-\d\d-\d\d \d\d:\d\d UTC {2}Drill passed: full backup of .* rows alike, figures of 2026 to 2026 alike, ledger of \d+ entries, head [0-9a-f]{64}; backup [\d.]+ s, restore [\d.]+ s\.$/)
    expect(readdirSync(tmp())).toEqual([])
  })

  function tmp(): string {
    const folder = join(house.folder, 'drill')
    mkdirSync(folder, { recursive: true })
    chmodSync(folder, 0o711)
    return folder
  }
})

it('a house that nobody set up is not backed up', async () => {
  const data = join(house.folder, 'empty')
  await (await openDatabase({ dataFolder: data })).stop()
  expect(await command('backup', { ...house.env, WAYOUT_DATA: data })).toMatchObject({ code: 1, err: expect.stringContaining('not set up yet') as string })
})
