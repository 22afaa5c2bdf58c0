import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withClient } from '../../server/database/logins.ts'
import { newId } from '../../shared/ids.ts'
import type { RecordId } from '../../shared/ids.ts'
import { foundedHouse, letIn } from '../../../test/support/house.ts'
import type { House, SignedIn } from '../../../test/support/house.ts'
import { figures } from '../figures/contract.ts'
import { institutions } from './contract.ts'
import type { InstitutionContactWords, PastContactFacts } from './contract.ts'

let house: House
let mira: SignedIn
let consultant: SignedIn

beforeAll(async () => {
  house = await foundedHouse()
  mira = house.coordinator
  consultant = await letIn(house, 'jelena', ['consultant'], [house.team('sos_line')], house.team('coordination'))
  await mira.learn()
})
afterAll(() => house.close())

type Told = Pick<PastContactFacts, 'kind' | 'topic' | 'onDay'> & { readonly said: string }
const told = (said: string, onDay = '2016-03-12', kind: Told['kind'] = 'police', topic: Told['topic'] = 'assistance'): Told => ({ said, onDay, kind, topic })

/** A folder with these contacts in it, each with words of its own, as the desk seals them. */
async function block(some: readonly Told[]) {
  const folder = await mira.vault.makeFolder('story', [house.team('coordination')], some[0]?.onDay ?? '')
  const contacts = some.map(({ said: _, ...facts }): PastContactFacts => ({ id: newId<'record'>(), channel: 'phone', direction: 'out', ...facts }))
  const docs = await Promise.all(contacts.map(({ id }, at) => {
    const words: InstitutionContactWords & { of: string } = { of: id, withWhom: '', said: some[at]?.said ?? '', promise: '', promisedBy: null, called: 'ПУ Ниш' }
    return mira.vault.sealDoc({ folder: folder.id, id: newId(), version: 1, schema: 'institution-contact/1' }, words)
  }))
  return { folder, contacts, docs }
}

async function begun(contacts: number) {
  const id = newId<'record'>()
  const folder = await mira.vault.makeFolder('story', [house.team('coordination')], '2026-11-26')
  const begin = { id, team: house.team('coordination'), folder, contacts }
  expect(await mira.call(institutions.beginImport, begin)).toEqual({ alreadyThere: false })
  expect(await mira.call(institutions.beginImport, begin)).toEqual({ alreadyThere: true })
  const rows = () => mira.vault.sealDoc({ folder: folder.id, id: newId(), version: 1, schema: 'past-contacts/1' }, { file: '2016.xlsx', rows: ['a', 'b'] })
  return { id, folder, send: async (...blocks: Awaited<ReturnType<typeof block>>[]) => ({ id, rows: await rows(), blocks }) }
}

async function taken(...blocks: Awaited<ReturnType<typeof block>>[]): Promise<RecordId> {
  const count = blocks.flatMap((one) => one.contacts).length
  const { id, send } = await begun(count)
  await mira.call(institutions.importContacts, await send(...blocks))
  await mira.call(institutions.takeImport, { id, contacts: count })
  return id
}

async function counted(year = 2016) {
  const { figures: all } = await mira.call(figures.count, { from: `${year}-01-01`, to: `${year}-12-31` })
  const one = (id: string) => all.find((figure) => figure.id === id)
  return { assistance: one('institution_contacts'), other: one('institution_contacts.other_topics') }
}
const listed = (who: SignedIn) => who.call(institutions.list, { from: '2010-01-01', to: '2020-12-31' })
const rowsOf = (sql: string, values: unknown[] = []) => withClient(house.database.superuser, async (client) => (await client.query(sql, values)).rows as Record<string, never>[])

describe('an import of past contacts with institutions', () => {
  it('is counted and listed by nobody before all have come, and then as if every one had been typed', async () => {
    const { id, send } = await begun(3)
    const [first, second] = [await block([told('Прва'), told('Друга', '2016-03-13', 'court')]), await block([told('Трећа', '2016-04-01', 'police', 'training')])]
    await mira.call(institutions.importContacts, await send(first))
    await expect(mira.call(institutions.takeImport, { id, contacts: 3 })).rejects.toMatchObject({ kind: 'changed-meanwhile' })
    await expect(mira.call(institutions.takeImport, { id, contacts: 2 })).rejects.toMatchObject({ kind: 'changed-meanwhile' })
    expect((await listed(mira)).contacts).toEqual([])
    expect((await counted()).assistance).toMatchObject({ value: 0 })
    expect((await mira.call(institutions.imports, {})).imports).toMatchObject([{ id, state: 'coming', contacts: 3 }])

    const rest = await send(second)
    await mira.call(institutions.importContacts, rest)
    // An answer that was lost: the same again
    await mira.call(institutions.importContacts, rest)
    expect(await mira.call(institutions.takeImport, { id, contacts: 3 })).toEqual({ alreadyThere: false })
    expect(await mira.call(institutions.takeImport, { id, contacts: 3 })).toEqual({ alreadyThere: true })
    expect(await counted()).toMatchObject({ assistance: { value: 2, by: { police: 1, judiciary: 1 } }, other: { value: 1, by: { training: 1 } } })

    const { contacts, served } = await listed(mira)
    expect(contacts.map((one) => [one.onDay, one.kind, one.client, one.team])).toEqual([
      ['2016-04-01', 'police', null, house.team('coordination')], ['2016-03-13', 'court', null, house.team('coordination')], ['2016-03-12', 'police', null, house.team('coordination')],
    ])
    expect(contacts.map((one) => one.imported)).toEqual([true, true, true])
    await mira.vault.admit(served)
    const opened = await mira.vault.openDocs(served.docs)
    expect(opened.map((one) => (one.content as { said: string }).said).sort()).toEqual(['Друга', 'Прва', 'Трећа'])
    expect(await rowsOf('select 1 from institution_import_waiting')).toEqual([])

    // Nobody outside the team that holds them sees them; what is counted is counted for everybody.
    expect((await listed(consultant)).contacts).toEqual([])
    await mira.call(institutions.dropImport, { id })
  })

  it('is one entry in the ledger, which names the folders it brought', async () => {
    const [one, other] = [await block([told('Прва')]), await block([told('Друга')])]
    await taken(one, other)
    const entries = await rowsOf(`select traces from (select seq, action, traces from ledger_entry union all select null, action, traces from pending) e
      where action = 'institution-contacts.imported' and traces && $1::uuid[]`, [[one.folder.trace]])
    expect(entries.map((entry) => [...(entry['traces'] ?? [])].sort())).toEqual([[one.folder.trace, other.folder.trace].sort()])
  })

  it('is taken back whole: its contacts, their words, what was noted of them later and their keys; what came otherwise stays', async () => {
    const [before, kept] = [await counted(), (await listed(mira)).contacts.length]
    const some = await block([told('Остаје')])
    const stays = await taken(some)
    const gone = await block([told('Одлази', '2016-05-05'), told('И ова', '2016-05-06')])
    const id = await taken(gone)
    const follow = await mira.vault.sealDoc({ folder: gone.folder.id, id: newId(), version: 1, schema: 'institution-follow-up/1' }, { of: gone.contacts[0]?.id, what: 'kept', on: '2016-06-01', note: '' })
    await mira.call(institutions.followUp, { id: gone.contacts[0]?.id as RecordId, doc: follow })
    expect((await listed(mira)).contacts).toHaveLength(kept + 3)

    // Nobody else takes it back: it is not there for her.
    await expect(consultant.call(institutions.dropImport, { id })).rejects.toMatchObject({ kind: 'not-allowed' })
    expect(await mira.call(institutions.dropImport, { id })).toEqual({ alreadyThere: false })
    expect(await mira.call(institutions.dropImport, { id })).toEqual({ alreadyThere: true })
    expect((await listed(mira)).contacts.map((one) => one.id)).toContain(some.contacts[0]?.id)
    expect((await listed(mira)).contacts).toHaveLength(kept + 1)
    for (const table of ['doc', 'hold', 'folder_key', 'institution_contact']) expect(await rowsOf(`select 1 from ${table} where folder = $1`, [gone.folder.id]), table).toEqual([])
    expect(await rowsOf('select 1 from folder where id = $1', [gone.folder.id])).toEqual([])
    await mira.call(institutions.dropImport, { id: stays })
    expect(await counted()).toEqual(before)
  })

  it('stopped on the way leaves nothing; what comes after that, or is somebody’s already, is refused whole', async () => {
    const one = await block([told('Стала')])
    const { id, send } = await begun(1)
    const sent = await send(one)
    await mira.call(institutions.importContacts, sent)
    expect(await mira.call(institutions.dropImport, { id })).toEqual({ alreadyThere: false })
    expect(await rowsOf('select 1 from folder where id = $1', [one.folder.id])).toEqual([])
    await expect(mira.call(institutions.importContacts, sent)).rejects.toMatchObject({ kind: 'not-found' })
    expect(await rowsOf('select 1 from folder where id = $1', [one.folder.id])).toEqual([])

    // A contact that was brought before: the second import of it is refused where it would be counted twice.
    const first = await block([told('Једном')])
    const there = await taken(first)
    const again = await begun(1)
    const copy = await block([told('Једном')])
    await mira.call(institutions.importContacts, await again.send({ ...copy, contacts: [{ ...copy.contacts[0]!, id: first.contacts[0]!.id }] }))
    await expect(mira.call(institutions.takeImport, { id: again.id, contacts: 1 })).rejects.toMatchObject({ kind: 'taken' })
    // A folder of another import, or one that something else stands in, comes with none.
    await expect(mira.call(institutions.importContacts, await again.send(first))).rejects.toMatchObject({ kind: 'taken' })
    await mira.call(institutions.dropImport, { id: again.id })
    expect((await listed(mira)).contacts.map((contact) => contact.id)).toContain(first.contacts[0]?.id)
    await mira.call(institutions.dropImport, { id: there })
  })

  it('is for coordinators, and refuses a contact without its sealed words or of a day that has not come', async () => {
    const one = await block([told('Прва'), told('Друга')])
    const { id, send } = await begun(2)
    await expect(consultant.call(institutions.importContacts, await send(one))).rejects.toMatchObject({ kind: 'not-allowed' })
    await expect(mira.call(institutions.importContacts, await send({ ...one, docs: one.docs.slice(1) }))).rejects.toMatchObject({ kind: 'bad-input' })
    // What came of one later is no stand-in for the words of another, and nothing else comes along.
    const later = (schema: string) => mira.vault.sealDoc({ folder: one.folder.id, id: newId(), version: 1, schema }, { of: one.contacts[0]?.id, what: 'kept', on: '2016-06-01', note: '' })
    await expect(mira.call(institutions.importContacts, await send({ ...one, docs: [one.docs[0]!, await later('institution-follow-up/1')] }))).rejects.toMatchObject({ kind: 'bad-input' })
    await expect(mira.call(institutions.importContacts, await send({ ...one, docs: [...one.docs, await later('story/1')] }))).rejects.toMatchObject({ kind: 'bad-input' })
    expect(await mira.call(institutions.importContacts, await send({ ...one, docs: [...one.docs, await later('institution-follow-up/1')] }))).toEqual({ alreadyThere: false })
    await expect(mira.call(institutions.importContacts, await send({ ...one, contacts: one.contacts.map((contact) => ({ ...contact, onDay: '2090-01-01' })) }))).rejects.toMatchObject({ kind: 'in-the-future' })
    await mira.call(institutions.dropImport, { id })
  })

  it('tells the next one which rows came with it, to whoever holds it', async () => {
    const id = await taken(await block([told('Прва')]))
    const { served } = await mira.call(institutions.importRows, { id })
    await mira.vault.admit(served)
    expect((await mira.vault.openDocs(served.docs)).map((doc) => doc.content)).toEqual([{ file: '2016.xlsx', rows: ['a', 'b'] }])
    await expect(consultant.call(institutions.importRows, { id })).rejects.toMatchObject({ kind: 'not-allowed' })
    await mira.call(institutions.dropImport, { id })
  })
})

describe('a page of contacts with institutions', () => {
  it('serves the words of its own contacts and of their neighbours, however many came with an import', async () => {
    const all = Array.from({ length: 1000 }, (_, at) => told(`Ред ${at}`, '2014-05-05')).map((one) => ({ ...one, id: newId<'record'>() })).sort((one, other) => one.id.localeCompare(other.id))
    const blocks = await Promise.all(Array.from({ length: 10 }, async (_, at) => {
      const some = all.slice(at * 100, at * 100 + 100)
      const made = await block(some)
      return { ...made, contacts: made.contacts.map((one, place) => ({ ...one, id: some[place]!.id })) }
    }))
    const id = await taken(...blocks)
    const page = await mira.call(institutions.list, { from: '2014-01-01', to: '2014-12-31' })
    expect(page.contacts).toHaveLength(500)
    expect(page.more).toBe(true)
    const own = new Set(page.contacts.map((one) => one.folder))
    expect(own.size).toBe(5)
    expect(page.served.docs).toHaveLength(500)
    const last = page.contacts.at(-1)!
    const next = await mira.call(institutions.list, { from: '2014-01-01', to: '2014-12-31', beforeDay: last.onDay, beforeId: last.id })
    expect(next.served.docs).toHaveLength(500)
    expect(new Set([...page.contacts, ...next.contacts].map((one) => one.id)).size).toBe(1000)

    // A walk that began in the middle of a folder is served it whole, and the pages after that no more of it.
    const [middle] = [page.contacts[450]!]
    const rest = await mira.call(institutions.list, { from: '2014-01-01', to: '2014-12-31', beforeDay: middle.onDay, beforeId: middle.id })
    expect(rest.contacts).toHaveLength(500)
    expect(new Set(rest.served.docs.map((doc) => doc.folder)).has(middle.folder)).toBe(false)
    await mira.call(institutions.dropImport, { id })
  })
})
