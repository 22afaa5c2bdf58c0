import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withClient } from '../../server/database/logins.ts'
import { newId } from '../../shared/ids.ts'
import type { FolderId } from '../../shared/ids.ts'
import { foundedHouse, letIn } from '../../../test/support/house.ts'
import type { House, SignedIn } from '../../../test/support/house.ts'
import { folders } from '../folders/contract.ts'
import { memoranda } from './contract.ts'

let house: House
let mira: SignedIn
let prevention: SignedIn
beforeAll(async () => {
  house = await foundedHouse()
  mira = house.coordinator
  prevention = await letIn(house, 'tijana', ['prevention'], [house.team('prevention')], house.team('coordination'))
  await mira.learn()
})
afterAll(() => house.close())

const facts = { kind: 'police', signedOn: '2016-03-12', untilOn: null, endedOn: null } as const
async function agreement() {
  const newFolder = await mira.vault.makeFolder('memorandum', [house.team('coordination'), house.team('prevention')], '2016-03-12')
  const doc = await mira.vault.sealDoc({ folder: newFolder.id, id: newId(), version: 1, schema: 'memorandum/1' }, { scope: 'обука' })
  await mira.call(memoranda.make, { folder: newFolder.id, ...facts, newFolder, doc })
  return { folder: newFolder.id, doc }
}

it('is read by whoever works with institutions and written by coordinators; a second change of the same version is refused', async () => {
  const { folder, doc } = await agreement()
  const { memoranda: listed, served } = await prevention.call(memoranda.list, {})
  await prevention.vault.admit(served)
  expect(listed.find((one) => one.folder === folder)).toMatchObject({ signedOn: '2016-03-12', untilOn: null, version: 1 })
  expect((await prevention.vault.openDocs(served.docs)).find((one) => one.folder === folder)?.content).toEqual({ scope: 'обука' })
  const next = await mira.vault.sealDoc({ folder, id: doc.id, version: 2, schema: 'memorandum/1' }, { scope: 'обука и пратња' })
  await expect(prevention.call(memoranda.change, { folder, ...facts, version: 1, doc: next })).rejects.toMatchObject({ kind: 'not-allowed' })
  await expect(mira.call(memoranda.change, { folder, ...facts, untilOn: '2016-03-11', version: 1, doc: next })).rejects.toMatchObject({ kind: 'contradiction' })
  expect(await mira.call(memoranda.change, { folder, ...facts, untilOn: '2018-03-12', version: 1, doc: next })).toEqual({ version: 2 })
  expect(await mira.call(memoranda.change, { folder, ...facts, untilOn: '2018-03-12', version: 1, doc: next })).toEqual({ version: 2 })
  const other = await mira.vault.sealDoc({ folder, id: doc.id, version: 2, schema: 'memorandum/1' }, { scope: 'друго' })
  await expect(mira.call(memoranda.change, { folder, ...facts, version: 1, doc: other })).rejects.toMatchObject({ kind: 'changed-meanwhile' })
})

it('has its paper in pieces: what was changed, exchanged or left out is noticed before anything is handed back', async () => {
  const { folder } = await agreement()
  const file = newId() as string
  const paper = [new TextEncoder().encode('прва'), new TextEncoder().encode('друга')]
  const { gen, pieces } = await mira.vault.sealFile(folder, file, paper)
  // A second piece without the first would be kept without an entry in the ledger.
  await expect(mira.call(folders.writePiece, { folder, file, n: 1, bytes: pieces[1]!.bytes })).rejects.toMatchObject({ kind: 'out-of-order' })
  for (const [n, { bytes }] of pieces.entries()) expect(await mira.call(folders.writePiece, { folder, file, n, bytes })).toEqual({ alreadyThere: false })
  expect(await mira.call(folders.writePiece, { folder, file, n: 0, bytes: pieces[0]!.bytes })).toEqual({ alreadyThere: true })
  await expect(mira.call(folders.writePiece, { folder, file, n: 0, bytes: pieces[1]!.bytes })).rejects.toMatchObject({ kind: 'taken' })

  const { served } = await prevention.call(memoranda.list, {})
  await prevention.vault.admit(served)
  const read = [await prevention.call(folders.readPiece, { folder, file, n: 0 }), await prevention.call(folders.readPiece, { folder, file, n: 1 })].map((one) => one.bytes)
  // One entry for a file that is written; one for each piece that is read, because each opens by itself.
  const entries = await withClient(house.database.superuser, async (client) => (await client.query<{ action: string; n: number }>(
    `select action, count(*)::int as n from (select action, traces from pending union all select action, traces from ledger_entry) e
     where action like 'file.%' and traces @> array[(select trace from folder where id = $1)] group by action order by action`, [folder])).rows)
  expect(entries).toEqual([{ action: 'file.opened', n: 2 }, { action: 'file.written', n: 1 }])
  const named = { folder, file, gen, hashes: pieces.map((one) => one.hash) }
  expect(await prevention.vault.openFile(named, read)).toEqual(paper)
  const [first = '', second = ''] = read
  for (const wrong of [[second, first], [first], [first, first]]) await expect(prevention.vault.openFile(named, wrong)).rejects.toThrow()
  // Even with hashes to fit, a piece opens in its own place of its own file alone.
  await expect(prevention.vault.openFile({ ...named, hashes: named.hashes.toReversed() }, [second, first])).rejects.toThrow()
  await expect(prevention.vault.openFile({ ...named, file: newId() }, read)).rejects.toThrow()
})

describe('pieces of a file that no document names', () => {
  const superuser = <T extends object>(text: string, values: unknown[] = []) => withClient(house.database.superuser, async (client) => (await client.query<T>(text, values)).rows)
  const left = async (file: string) => (await superuser('select 1 from chunk where file = $1', [file])).length
  /** The program's own clock, after so many days. */
  const afterDays = async (days: number) => {
    await superuser('update file_going set since = since - $1::int', [days])
    await superuser('select drop_gone_files()')
  }
  /** A file of two pieces, sealed one after the other as the desk does. */
  async function sent(folder: FolderId) {
    const file = newId() as string
    const first = await mira.vault.sealFile(folder, file, [new TextEncoder().encode('прва')], { from: 0, of: 2 })
    const second = await mira.vault.sealFile(folder, file, [new TextEncoder().encode('друга')], { from: 1, of: 2, gen: first.gen })
    const pieces = [...first.pieces, ...second.pieces]
    for (const [n, { bytes }] of pieces.entries()) await mira.call(folders.writePiece, { folder, file, n, bytes, unnamed: true })
    return { file, pieces, gen: first.gen }
  }

  it('go at once when it was stopped, and after a day when it was left on the way', async () => {
    const { folder } = await agreement()
    const [stopped, abandoned] = [await sent(folder), await sent(folder)]
    expect(await mira.call(folders.letFileGo, { folder, file: stopped.file, stopped: true })).toEqual({ alreadyThere: false })
    expect([await left(stopped.file), await left(abandoned.file)]).toEqual([0, 2])
    await afterDays(1)
    expect(await left(abandoned.file)).toBe(2)
    await afterDays(1)
    expect(await left(abandoned.file)).toBe(0)
  })

  it('stay when it is kept, and open as one file', async () => {
    const { folder } = await agreement()
    const { file, pieces, gen } = await sent(folder)
    expect(await mira.call(folders.keepFile, { folder, file })).toEqual({ alreadyThere: false })
    expect(await mira.call(folders.keepFile, { folder, file })).toEqual({ alreadyThere: true })
    await afterDays(9)
    expect(await mira.vault.openFile({ folder, file, gen, hashes: pieces.map((one) => one.hash) }, pieces.map((one) => one.bytes))).toHaveLength(2)
    // What is kept cannot be dropped at once, by anybody
    await mira.call(folders.letFileGo, { folder, file, stopped: true })
    expect(await left(file)).toBe(2)
  })

  it('go a day after it was taken away, by whoever writes there; put back before that, it stays', async () => {
    const { folder } = await agreement()
    const [away, back] = [await sent(folder), await sent(folder)]
    for (const { file } of [away, back]) await mira.call(folders.keepFile, { folder, file })
    await expect(prevention.call(folders.letFileGo, { folder, file: away.file, stopped: false })).rejects.toMatchObject({ kind: 'not-allowed' })
    for (const { file } of [away, back]) expect(await mira.call(folders.letFileGo, { folder, file, stopped: false })).toEqual({ alreadyThere: false })
    expect(await mira.call(folders.letFileGo, { folder, file: away.file, stopped: false })).toEqual({ alreadyThere: true })
    await mira.call(folders.keepFile, { folder, file: back.file })
    await afterDays(2)
    expect([await left(away.file), await left(back.file)]).toEqual([0, 2])
    await expect(mira.call(folders.keepFile, { folder, file: away.file })).rejects.toMatchObject({ kind: 'not-found' })
  })
})
