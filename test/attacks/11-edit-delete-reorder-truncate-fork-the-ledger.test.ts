import { spawn } from 'node:child_process'
import { createHash, createPrivateKey, randomBytes, sign } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { keepBundle } from '../../src/desk/bundle.ts'
import { followLedger } from '../../src/desk/follow-ledger.ts'
import { createKeyring } from '../../src/desk/keys/keyring.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { house as houseContract } from '../../src/features/house/contract.ts'
import { sessions } from '../../src/features/sessions/contract.ts'
import { ledger } from '../../src/features/ledger/contract.ts'
import { witness } from '../../src/features/witness/contract.ts'
import { entryBytes, headBytes } from '../../src/ledger/entry.ts'
import { onlyOne } from '../../src/ledger/sequence.ts'
import { append, leafHash } from '../../src/ledger/tree.ts'
import { socketOf } from '../../src/server/database/embedded.ts'
import { passwordsIn, withClient } from '../../src/server/database/logins.ts'
import { fromBase64url, toBase64url, toHex } from '../../src/shared/bytes.ts'
import { newId } from '../../src/shared/ids.ts'
import { browser, found } from '../support/house.ts'
import { place, run, until } from '../support/program.ts'
import type { Run } from '../support/program.ts'

let here: Awaited<ReturnType<typeof place>>
let program: Run
let house: Awaited<ReturnType<typeof found>>
let key: string
const token = toBase64url(randomBytes(32))

/** What somebody can do who has the database's superuser. */
const superuser = <T>(work: (client: pg.Client) => Promise<T>) =>
  withClient({ host: socketOf(here.data), port: 5432, user: 'boot', password: passwordsIn(here.data).boot, database: 'wayout' }, work)

beforeAll(async () => {
  here = await place()
  program = await run(here.env)
  const app = { request: (path: string, init?: RequestInit) => fetch(program.origin + path, init) }
  house = await found(app, fromBase64url(program.setupSecret ?? ''))
  await house.coordinator.call(witness.make, { id: newId<'record'>(), tokenHash: toBase64url(createHash('sha256').update(fromBase64url(token)).digest()) })
  for (let count = 0; count < 12; count++) {
    await house.coordinator.call(contacts.list, {})
    if (count % 6 === 2) await settled()
  }
  await settled()
  await until(async () => ((await house.coordinator.call(ledger.head, {})).head?.size ?? 0) > 12)
  key = (await house.coordinator.call(ledger.head, {})).head?.publicKey ?? ''
  await keepHonest()
  expect(await look('--url', program.origin, `--key=${key}`)).toMatchObject({ code: 0, said: expect.stringContaining('As it should be') })
  expect(await look('--database')).toMatchObject({ code: 0, said: expect.stringContaining('As it should be') })
})
afterAll(async () => {
  program.kill('SIGTERM')
  await program.ended
  await here.remove()
})
afterEach(back)

/** The ledger as the program wrote it: all its tables at one moment, while nobody orders what is pending. */
async function back(): Promise<void> {
  await atOneMoment(tables.map((table) => `delete from ${table}; insert into ${table} select * from honest_${table}`))
}
async function keepHonest(): Promise<void> {
  await atOneMoment(tables.map((table) => `drop table if exists honest_${table}; create table honest_${table} as select * from ${table}`))
}
// An entry ordered between two tables would be in one of them alone: every later one then asks for a place that is taken.
const atOneMoment = (statements: readonly string[]) => superuser((client) =>
  client.query(`begin; select pg_advisory_xact_lock(${onlyOne}); ${statements.join('; ')}; commit`))
/** Nothing waits for the sequencer. */
const settled = () => until(async () => (await superuser(async (client) => Number((await client.query('select count(*) as n from pending')).rows[0].n))) === 0)

/** An entry altered, every hash and every signature true: with the program's own key. */
async function forge(): Promise<void> {
  const own = createPrivateKey(readFileSync(join(here.data, 'ledger-key.pem')))
  await superuser((client) => rewrite(client, (rows) => rows.map((row) => (row.seq === 2 ? { ...row, traces: [newId()] } : row)), (bytes) => sign(null, bytes, own)))
}
const secondLast = () => superuser(async (client) => Number((await client.query('select size from ledger_head order by size desc offset 1 limit 1')).rows[0].size))
const never = (): never => { throw new Error('no head') }
const tables = ['ledger_entry', 'ledger_node', 'ledger_head']

/** The witness as it is run, over the network or at the database; each keeps a memory of its own. */
async function look(...args: string[]) {
  const memory = join(here.folder, args.includes('--database') ? 'witness-database' : 'witness')
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../src/commands/witness.ts'), '--memory', memory, ...args], {
    env: { PATH: process.env['PATH'] ?? '', WAYOUT_DATA: here.data, WAYOUT_WITNESS_TOKEN: token },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()))
  const code = await new Promise<number | null>((done) => child.once('close', done))
  return { code, said, memory }
}
const both = async () => [await look('--url', program.origin), await look('--database')] as const

async function founded(attack: string, ...names: RegExp[]): Promise<readonly string[]> {
  await superuser((client) => client.query(attack))
  const looks = await both()
  for (const { code, said } of looks) {
    expect(said).toContain('The ledger is not what it was.')
    for (const name of names) expect(said).toMatch(name)
    expect(code).toBe(3)
  }
  return looks.map(({ said }) => said)
}

describe('a witness that has seen the ledger, over the network and at the database, names the entry when the superuser', () => {
  it('does nothing: all is as it should be', async () => {
    for (const { code, said } of await both()) {
      expect(said).toMatch(/As it should be: \d+ entries, 0 of them new, each compared/)
      expect(code).toBe(0)
    }
  })

  it('edits an entry', async () => {
    const [, atDatabase] = await founded("update ledger_entry set action = 'figures.counted' where seq = 5", /Entry 5 was changed after this witness had seen it\.\n/)
    expect(atDatabase).toMatch(/It said: 2\d{3}-.* UTC, \S+ .*by .*, done\.\n {2}It now says: 2\d{3}-.* UTC, figures\.counted .*by .*, done\./)
  })

  it('edits an entry and every hash that hangs on it', async () => {
    await superuser((client) => rewrite(client, (rows) => rows.map((row) => (row.seq === 4 ? { ...row, actor: newId() } : row)), () => randomBytes(64)))
    for (const { code, said } of await both()) {
      expect(said).toMatch(/Entry 4 was changed/)
      expect(said).toMatch(/The signature of the head of \d+ entries \(.*\) does not hold/)
      expect(code).toBe(3)
    }
  })

  it('deletes an entry', () => founded('delete from ledger_entry where seq = 7', /Entry 7 is missing from the ledger\./))

  it('deletes an entry and closes the gap', () => founded(
    'delete from ledger_entry where seq = 6; update ledger_entry set seq = -seq where seq > 6; update ledger_entry set seq = -seq - 1 where seq < 0',
    /Entry 6 is missing from the ledger\.\n/, /Entry 7 was moved after this witness had seen it: it stands as entry 6 now\. So are \d+ more after it\./))

  it('puts two entries in another order', () => founded(
    'update ledger_entry set seq = -3 where seq = 3; update ledger_entry set seq = 3 where seq = 8; update ledger_entry set seq = 8 where seq = -3',
    /Entry 3 was moved after this witness had seen it: it stands as entry 8 now\. So is one more after it\./))

  it('puts one in between that nobody made', () => founded(`
    update ledger_entry set seq = -seq where seq >= 4; update ledger_entry set seq = -seq + 1 where seq < 0;
    insert into ledger_entry (seq, at, actor, action, traces, result, salt, leaf) select 4, at, actor, 'figures.counted', traces, result, salt, leaf from ledger_entry where seq = 5`,
    /What stands as entry 4 now is none that this witness has seen\.\n/, /Entry 4 was moved after this witness had seen it: it stands as entry 5 now/))

  it('cuts the end off, as if it had not been yet', async () => {
    const to = await secondLast()
    await founded(`delete from ledger_head where size > ${to}; delete from ledger_entry where seq >= ${to}`, new RegExp(`The ledger was cut off: entries ${to} to \\d+ are gone`))
  })

  it('forks it with the program’s own key, every hash and signature true', async () => {
    await forge()
    for (const { code, said, memory } of await both()) {
      expect(said).toMatch(/The ledger was forked: the head of \d+ entries/)
      expect(said).toMatch(/Entry 2 was changed/)
      expect(said).not.toMatch(/signature/)
      expect(code).toBe(3)
      expect(readdirSync(memory).some((file) => file.startsWith('found-'))).toBe(true)
    }
  })

  it('hides what was never seen: an entry altered before the first look is not what was signed', async () => {
    await superuser((client) => client.query("update ledger_entry set result = 'refused' where seq = 1"))
    const { code, said } = await look('--url', program.origin, `--key=${key}`, '--memory', join(here.folder, 'first-look'))
    expect(said).toMatch(/Entry 1 does not say what was signed into the ledger\./)
    expect(code).toBe(3)
  })
})

/** A desk without its screens: the keys, the bundle that goes with her from device to device, and the ledger she follows. */
async function deskOf(name: string) {
  const { call } = browser({ request: (path, init) => fetch(program.origin + path, init) })
  const keys = { ...createKeyring(), end: () => undefined }
  const { authKey } = await keys.prove(`${name} has five long words`, ...(await call(sessions.saltFor, { name }).then(({ salt, kdf }) => [salt, kdf] as const)))
  const opened = await call(sessions.signIn, { name, authKey, by: 'passphrase' })
  await keys.unlock(opened.member, opened.userKey, opened.bundle)
  await keys.learnHouse(await call(houseContract.keys, {}))
  const desk = { keys, call }
  return {
    ...desk, me: opened.member, follow: () => followLedger(desk),
    async keep() { await keepBundle(desk) },
  }
}

describe('a client that has seen the ledger refuses to go back when the superuser', () => {
  let size: number
  beforeAll(async () => {
    const first = await deskOf('mira')
    expect(await first.follow()).toMatchObject({ trouble: undefined, strange: [] })
    await first.keep()
    size = (await first.keys.ledgerKnown()) ?? 0
    expect(size).toBeGreaterThan(12)
    await settled()
    await keepHonest()
  })

  it('does nothing: the next device goes on from there', async () => {
    expect((await (await deskOf('mira')).follow()).trouble).toBeUndefined()
  })

  it('cuts it off, and it stays with what it has seen', async () => {
    const desk = await deskOf('mira')
    await settled()
    const to = await superuser(async (client) => Number((await client.query('select min(size) as size from ledger_head')).rows[0].size))
    await superuser((client) => client.query(`delete from ledger_head where size > ${to}`))
    expect((await desk.follow()).trouble).toEqual({ why: 'shorter', known: size, said: to })
    expect(await desk.keys.ledgerKnown()).toBe(size)
    await superuser((client) => client.query('delete from ledger_head'))
    expect((await desk.follow()).trouble).toEqual({ why: 'shorter', known: size, said: 0 })
  })

  it('alters an entry and signs everything anew with the program’s own key', async () => {
    await forge()
    const desk = await deskOf('mira')
    expect((await desk.follow()).trouble).toMatchObject({ why: 'forked', known: size })
    // A member who knows why begins anew; another of her devices then knows too.
    const { head } = await desk.follow()
    await desk.keys.beginLedgerFrom(head ?? never())
    expect((await desk.follow()).trouble).toBeUndefined()
  })

  it('signs it with another key', async () => {
    const desk = await deskOf('mira')
    await settled()
    await superuser((client) => rewrite(client, (rows) => rows, () => randomBytes(64)))
    expect((await desk.follow()).trouble).toMatchObject({ why: 'bad-signature', known: size })
  })

  it('shows another ledger to one of two: what she writes tells the other', async () => {
    const [here, there] = [await deskOf('mira'), await deskOf('mira')]
    await settled()
    await keepHonest()
    await here.follow()
    await forge()
    const { head } = await there.follow()
    await there.keys.beginLedgerFrom(head ?? never())
    const folder = await there.keys.makeFolder('story', [there.me], '2026-03-12')
    const doc = await there.keys.sealDoc({ folder: folder.id, id: newId(), version: 1, schema: 'note/1' }, { says: 'оно што је виђено' })
    expect(doc.head).toBe(`${head?.size}:${head?.root}`)
    await back()
    await here.keys.admit({ keys: [folder.key], holds: folder.holds })
    expect((await here.keys.openDocs([doc]))[0]?.content).toEqual({ says: 'оно што је виђено' })
    const seen = await here.follow()
    expect(seen.trouble).toBeUndefined()
    expect(seen.strange).toEqual([{ folder: folder.id, author: there.me, size: head?.size }])
  })

  it('leaves it alone: documents that name heads of this ledger are nothing to tell', async () => {
    const desk = await deskOf('mira')
    await desk.follow()
    const folder = await desk.keys.makeFolder('story', [desk.me], '2026-03-12')
    const docs = []
    for (let version = 1; version <= 3; version++) {
      docs.push(await desk.keys.sealDoc({ folder: folder.id, id: newId(), version, schema: 'note/1' }, { version }))
      await desk.call(contacts.list, {})
      await settled()
      await desk.follow()
    }
    expect(new Set(docs.map((doc) => doc.head)).size).toBe(3)
    const other = await deskOf('mira')
    await other.keys.admit({ keys: [folder.key], holds: folder.holds })
    await other.keys.openDocs(docs)
    expect(await other.follow()).toMatchObject({ trouble: undefined, strange: [] })
    expect(await other.keys.headsAwaiting(9)).toEqual([])
  })
})

describe('a witness', () => {
  it('looks no more when its token was ended', async () => {
    const { witnesses } = await house.coordinator.call(witness.list, {})
    expect(witnesses).toMatchObject([{ madeBy: house.coordinator.me, lookedAt: expect.any(String) }])
    await house.coordinator.call(witness.end, { id: witnesses[0]?.id ?? newId<'record'>() })
    const { code, said } = await look('--url', program.origin)
    expect(said).toContain('The program does not know this token, or does not any more.')
    expect(code).toBe(1)
  })
})

type Row = { seq: number; at: Date; actor: string | null; action: string; traces: string[]; result: string; salt: Buffer | null; act: Buffer | null }

/** The whole ledger written anew by somebody who knows how it is made, with heads of the same sizes. */
async function rewrite(client: pg.Client, change: (rows: readonly Row[]) => readonly Row[], signed: (bytes: Uint8Array) => Uint8Array): Promise<void> {
  await client.query(`begin; select pg_advisory_xact_lock(${onlyOne})`)
  const { rows } = await client.query<Row & { seq: string }>('select seq, at, actor, action, traces, result, salt, act from ledger_entry order by seq')
  const { rows: heads } = await client.query<{ size: string; at: Date }>('select size, at from ledger_head order by size')
  const told = change(rows.map((row) => ({ ...row, seq: Number(row.seq) })))
  const leaves = told.map((row) => leafHash(entryBytes(row.seq, row)))
  await client.query('delete from ledger_node; delete from ledger_head')
  for (const [at, row] of told.entries()) {
    await client.query('update ledger_entry set actor = $2, action = $3, traces = $4, result = $5, leaf = $6 where seq = $1', [row.seq, row.actor, row.action, row.traces, row.result, leaves[at]])
  }
  for (const node of append(0, [], leaves).made) await client.query('insert into ledger_node values ($1, $2, $3)', [node.level, node.place, Buffer.from(toHex(node.hash), 'hex')])
  for (const { size, at } of heads) {
    const { root } = append(0, [], leaves.slice(0, Number(size)))
    await client.query('insert into ledger_head values ($1, $2, $3, $4)', [size, root, at, signed(headBytes(Number(size), root, at))])
  }
  await client.query('commit')
}
