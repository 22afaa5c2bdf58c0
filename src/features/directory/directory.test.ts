import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withClient } from '../../server/database/logins.ts'
import { newId } from '../../shared/ids.ts'
import type { FolderId } from '../../shared/ids.ts'
import { foundedHouse, letIn } from '../../../test/support/house.ts'
import type { House, SignedIn } from '../../../test/support/house.ts'
import { directory } from './contract.ts'
import type { Entry, InstitutionEntry } from './contract.ts'
import { resolve } from './rules.ts'

let house: House
let mira: SignedIn
let prevention: SignedIn
let folder: FolderId

const station = (name: string, id = newId() as string): InstitutionEntry => ({
  id, is: 'institution', kind: 'police', name, unit: '', town: 'Ниш', address: '', dutyPhones: ['192'], phones: [], email: '', hours: '',
  languages: [], note: '', verifiedOn: null, archivedOn: null,
})
const page = (by: SignedIn, entries: readonly Entry[], id = newId() as string, version = 1) => by.vault.sealDoc({ folder, id, version, schema: 'directory/1' }, { entries })
async function seenBy(who: SignedIn): Promise<string[]> {
  const { served } = await who.call(directory.read, {})
  await who.vault.admit(served)
  const docs = await who.vault.openDocs(served.docs)
  const { institutions } = resolve(docs.map((doc) => ({ id: doc.id, version: doc.version, entries: (doc.content as { entries: Entry[] }).entries })))
  return [...institutions.values()].map((one) => one.name).sort()
}
const docsIn = (ids: readonly string[]) => withClient(house.database.superuser, async (client) => (await client.query('select 1 from doc where id = any ($1::uuid[])', [ids])).rowCount)

beforeAll(async () => {
  house = await foundedHouse()
  mira = house.coordinator
  prevention = await letIn(house, 'tijana', ['prevention'], [house.team('prevention')], house.team('coordination'))
  await mira.learn()
  const newFolder = await mira.vault.makeFolder('directory', house.teams.filter((team) => team.kind !== 'finders').map((team) => team.id), '2026-03-12')
  folder = newFolder.id
  const one = station('Прва')
  const doc = await page(mira, [one], one.id)
  const command = { folder, newFolder, docs: [doc] }
  expect(await mira.call(directory.write, command)).toEqual({ alreadyThere: false })
  expect(await mira.call(directory.write, command)).toEqual({ alreadyThere: true })
})
afterAll(() => house.close())

describe('the directory', () => {
  it('is read by every team that works with institutions, prevention too, and written by hand by any of them', async () => {
    expect(await seenBy(prevention)).toEqual(['Прва'])
    const one = station('Друга')
    await prevention.call(directory.write, { folder, newFolder: null, docs: [await page(prevention, [one], one.id)] })
    expect(await seenBy(mira)).toEqual(['Друга', 'Прва'])
  })

  it('is not for whoever runs accounts, and nobody but a coordinator takes a file', async () => {
    const petar = await letIn(house, 'petar', ['administrator'], [], house.team('coordination'))
    await expect(petar.call(directory.read, {})).rejects.toMatchObject({ kind: 'not-allowed' })
    await expect(prevention.call(directory.beginImport, { id: newId<'record'>(), folder, newFolder: null, entries: 1 })).rejects.toMatchObject({ kind: 'not-allowed' })
  })

  it('refuses what somebody else has written over meanwhile', async () => {
    const one = station('Трећа')
    await mira.call(directory.write, { folder, newFolder: null, docs: [await page(mira, [one], one.id)] })
    await mira.call(directory.write, { folder, newFolder: null, docs: [await page(mira, [{ ...one, town: 'Пирот' }], one.id, 2)] })
    await expect(prevention.call(directory.write, { folder, newFolder: null, docs: [await page(prevention, [{ ...one, town: 'Врање' }], one.id, 2)] })).rejects.toMatchObject({ kind: 'changed-meanwhile' })
  })
})

describe('an import', () => {
  it('is seen by nobody before all of it has come, and by everybody then', async () => {
    const id = newId<'record'>()
    await mira.call(directory.beginImport, { id, folder, newFolder: null, entries: 2 })
    const before = await seenBy(prevention)
    const pages = [await page(mira, [station('Увезена 1')]), await page(mira, [station('Увезена 2')])]
    await mira.call(directory.importPages, { id, docs: [pages[0]!] })
    await expect(mira.call(directory.takeImport, { id, pages: 2 })).rejects.toMatchObject({ kind: 'changed-meanwhile' })
    expect(await seenBy(prevention)).toEqual(before)
    expect(await seenBy(mira)).toEqual(before)
    await mira.call(directory.importPages, { id, docs: [pages[1]!] })
    // An answer that was lost: the same page again
    await mira.call(directory.importPages, { id, docs: [pages[1]!] })
    expect(await mira.call(directory.takeImport, { id, pages: 2 })).toEqual({ alreadyThere: false })
    expect(await mira.call(directory.takeImport, { id, pages: 2 })).toEqual({ alreadyThere: true })
    expect(await seenBy(prevention)).toEqual([...before, 'Увезена 1', 'Увезена 2'].sort())
  })

  it('is taken back whole, its sealed pages with it; what somebody wrote since stays', async () => {
    const id = newId<'record'>()
    const before = await seenBy(mira)
    const [kept, gone] = [station('Мењана после'), station('Нетакнута')]
    const doc = await page(mira, [kept, gone])
    await mira.call(directory.beginImport, { id, folder, newFolder: null, entries: 2 })
    await mira.call(directory.importPages, { id, docs: [doc] })
    await mira.call(directory.takeImport, { id, pages: 1 })
    await prevention.call(directory.write, { folder, newFolder: null, docs: [await page(prevention, [{ ...kept, town: 'Пирот' }], kept.id)] })
    expect(await docsIn([doc.id])).toBe(1)
    expect(await mira.call(directory.dropImport, { id })).toEqual({ alreadyThere: false })
    expect(await mira.call(directory.dropImport, { id })).toEqual({ alreadyThere: true })
    expect(await seenBy(mira)).toEqual([...before, 'Мењана после'].sort())
    expect(await docsIn([doc.id])).toBe(0)
  })

  it('stopped in the middle leaves nothing; no other page can be dropped with it', async () => {
    const id = newId<'record'>()
    const before = await seenBy(mira)
    const doc = await page(mira, [station('Стала')])
    await mira.call(directory.beginImport, { id, folder, newFolder: null, entries: 1 })
    await mira.call(directory.importPages, { id, docs: [doc] })
    // A page that is there already, written by hand, is no page of an import.
    const byHand = station('Руком')
    const own = await page(mira, [byHand], byHand.id)
    await mira.call(directory.write, { folder, newFolder: null, docs: [own] })
    await expect(mira.call(directory.importPages, { id, docs: [own] })).rejects.toMatchObject({ kind: 'taken' })
    await mira.call(directory.dropImport, { id })
    expect(await docsIn([doc.id, own.id])).toBe(1)
    expect(await seenBy(mira)).toEqual([...before, 'Руком'].sort())
  })
})
