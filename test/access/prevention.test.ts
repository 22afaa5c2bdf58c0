import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { campaigns } from '../../src/features/campaigns/contract.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { events } from '../../src/features/events/contract.ts'
import type { EventFacts } from '../../src/features/events/facts.ts'
import { folders } from '../../src/features/folders/contract.ts'
import { house as houseContract } from '../../src/features/house/contract.ts'
import { features } from '../../src/server/registry.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { addressOf } from '../../src/shared/endpoint.ts'
import { hashOf } from '../../src/shared/hash.ts'
import { newId } from '../../src/shared/ids.ts'
import type { FolderId } from '../../src/shared/ids.ts'
import { contactOf, foreignObjects, sealed, someDay } from '../support/foreign.ts'
import type { Foreign } from '../support/foreign.ts'
import { foundedHouse, letIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'
import { endpointsOf, matrix } from './matrix.ts'

let house: House
let tijana: SignedIn
let jelena: SignedIn
let foreign: Foreign
const team = () => house.team('prevention')

/** Tables with a row of somebody who asked for help. */
const ofPeople = ['client', 'client_folder', 'contact', 'contact_client', 'service', 'institution_contact', 'situation', 'person', 'status_event', 'centre_event']

beforeAll(async () => {
  let now = 0
  house = await foundedHouse(() => (now += 120_000))
  jelena = await letIn(house, 'jelena', ['consultant'], [house.team('sos_line'), house.team('finders')], house.team('coordination'))
  tijana = await letIn(house, 'tijana', ['prevention'], [team()], house.team('coordination'))
  foreign = await foreignObjects(house, jelena)
  const { folder, doc } = await sealed(jelena, 'contact', [house.team('sos_line')], { says: 'Зове због брата.' })
  await jelena.call(contacts.save, {
    contact: contactOf(folder.id, house.line.id, house.team('sos_line')), newFolder: folder, doc, newClients: [], links: [], cards: [], services: [], institutionContacts: [], draft: null,
  })
})
afterAll(() => house.close())

async function ask(by: SignedIn, name: string, shape: (typeof all)[number][1], input: unknown) {
  const { path, body } = addressOf(shape, input as Record<string, unknown>)
  const response = await by.carry(path, { method: shape.method.toUpperCase(), ...(body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) })
  return { name, ok: response.ok, text: await response.text() }
}
const all = endpointsOf(features).filter(([, shape]) => shape.path !== '/api/sessions/mine' || shape.method !== 'delete')

const eventFacts = (folder: FolderId): EventFacts => ({
  folder, team: team(), kind: 'workshop', role: 'organiser', form: 'informal', state: 'planned', campaign: null, series: null, onDay: someDay, capacity: null,
  sessions: [{ id: newId<'record'>(), onDay: someDay, starts: null, ends: null }],
})

describe('a prevention worker meets no client', () => {
  it('by policy: at every endpoint there is, aimed at a client’s records, no answer holds anything of them', async () => {
    expect(all.length).toBeGreaterThan(100)
    for (const [name, shape] of all) {
      const input = await matrix[name]?.sends({ foreign, me: tijana, house })
      const { text } = await ask(tijana, name, shape, input)
      const leaked = foreign.secrets.filter((secret) => text.includes(secret) && !JSON.stringify(input).includes(secret))
      expect([name, leaked]).toEqual([name, []])
    }
  })

  it('by row: her session sees none of any table of people, though there are some', async () => {
    const token = Buffer.from(tijana.cookie().split('=')[1] ?? '', 'base64url')
    for (const table of ofPeople) {
      const seen = await withClient(house.database.login('app'), async (client) => {
        await client.query('begin')
        await client.query('select enter($1)', [Buffer.from(hashOf(token))])
        const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`)
        await client.query('rollback')
        return rows[0]?.n
      })
      expect([table, seen]).toEqual([table, 0])
    }
    const there = await withClient(house.database.superuser, async (client) => (await client.query<{ n: number }>('select count(*)::int as n from contact')).rows[0]?.n)
    expect(there).toBe(2)
  })

  it('by key: every folder she holds is prevention’s own, and what is handed to her of others does not open', async () => {
    const { folder, doc } = await sealed(tijana, 'event', [team(), house.team('coordination')], {})
    await tijana.call(events.save, { ...eventFacts(folder.id), newFolder: folder, doc: { ...doc } })
    const kinds = await withClient(house.database.superuser, async (client) =>
      (await client.query<{ kind: string }>('select distinct kind from hold where holder = any ($1)', [[tijana.me, team()]])).rows.map((row) => row.kind))
    expect(kinds.filter((kind) => !['event', 'campaign', 'participants', 'activist', 'directory', 'memorandum'].includes(kind))).toEqual([])
    // A server that hands her everything it has: her keys still open nothing of it.
    const served = await jelena.call(contacts.list, { limit: 100 })
    expect(served.contacts.length).toBeGreaterThan(0)
    await tijana.vault.admit(served.served)
    const opened = await tijana.vault.openDocs(served.served.docs)
    expect(opened.filter((one) => one.content !== undefined)).toEqual([])
    await expect(tijana.call(folders.keys, { folder: foreign.story })).rejects.toMatchObject({ kind: 'not-found' })
  })
})

it('who stands by name is kept apart from who gave none, and counted with them', async () => {
  const { folder, doc } = await sealed(tijana, 'event', [team(), house.team('coordination')], {})
  await tijana.call(events.save, { ...eventFacts(folder.id), newFolder: folder, doc })
  const youths = { audience: 'young_people', sex: 'not_asked', ageBand: 'not_asked', place: 'street' } as const
  await tijana.call(events.countHeads, { folder: folder.id, version: 1, heads: [{ ...youths, heads: 13, named: 3 }] })
  expect((await tijana.call(events.one, { folder: folder.id })).event.heads).toEqual([{ ...youths, heads: 13, named: 3 }])
  await expect(tijana.call(events.countHeads, { folder: folder.id, version: 2, heads: [{ ...youths, heads: 2, named: 3 }] })).rejects.toMatchObject({ kind: 'contradiction' })
  await tijana.call(events.countHeads, { folder: folder.id, version: 2, heads: [{ ...youths, heads: 13 }] })
  expect((await tijana.call(events.one, { folder: folder.id })).event.heads).toEqual([{ ...youths, heads: 13, named: 0 }])
})

describe('materials', () => {
  it('of a campaign open for whoever holds the campaign, and for nobody else', async () => {
    const { folder, doc } = await sealed(tijana, 'campaign', [team(), house.team('coordination'), house.team('sos_line')], {})
    await tijana.call(campaigns.save, { folder: folder.id, team: team(), role: 'organiser', year: 2026, fromMonth: null, toMonth: null, reach: [], newFolder: folder, doc })
    const file = newId() as string
    const leaflet = [new TextEncoder().encode('%PDF-летак')]
    const { gen, pieces } = await tijana.vault.sealFile(folder.id, file, leaflet)
    expect(await tijana.call(folders.writePiece, { folder: folder.id, file, n: 0, bytes: pieces[0]!.bytes })).toEqual({ alreadyThere: false })

    await jelena.learn()
    await jelena.vault.admit((await jelena.call(campaigns.list, {})).served)
    const { bytes } = await jelena.call(folders.readPiece, { folder: folder.id, file, n: 0 })
    expect(await jelena.vault.openFile({ folder: folder.id, file, gen, hashes: pieces.map((one) => one.hash) }, [bytes])).toEqual(leaflet)

    const lawyer = await letIn(house, 'ljiljana', ['specialist'], [house.team('legal')], house.team('coordination'))
    await expect(lawyer.call(folders.readPiece, { folder: folder.id, file, n: 0 })).rejects.toMatchObject({ kind: 'not-found' })
    await expect(lawyer.call(folders.writePiece, { folder: folder.id, file: newId(), n: 0, bytes })).rejects.toMatchObject({ kind: 'not-found' })
  })
})

describe('names of participants', () => {
  const person = { name: 'Невена', reach: '', from: '', audience: '', sex: '', ageBand: '', present: [], certificate: null, withdrawn: false, registration: null }

  it('entered by mistake are taken away with their certificate and their place in the count, once, in the ledger, and by who holds them alone', async () => {
    const made = await sealed(tijana, 'event', [team(), house.team('coordination')], {})
    const event = made.folder.id
    await tijana.call(events.save, { ...eventFacts(event), newFolder: made.folder, doc: made.doc })
    const register = await tijana.vault.makeFolder('participants', [team()], someDay)
    const id = newId()
    const doc = await tijana.vault.sealDoc({ folder: register.id, id, version: 1, schema: 'participant/1' }, person)
    await tijana.call(events.writeParticipant, { folder: event, newFolder: register, doc })
    const teacher = { audience: 'school_teachers', sex: 'female', ageBand: 'not_asked' } as const
    await tijana.call(events.countHeads, { folder: event, version: 1, heads: [{ ...teacher, place: 'school', heads: 3, named: 2 }] })
    const certificate = Buffer.alloc(32, 7).toString('base64url')
    await tijana.call(events.certify, { folder: event, hashes: [certificate] })

    const emptied = await tijana.vault.sealDoc({ folder: register.id, id, version: 2, schema: 'participant/1' }, { takenAway: true })
    const gone = { folder: event, doc: emptied, certificate, registration: null, counted: teacher }
    const gordana = await letIn(house, 'gordana-takes', ['coordinator'], [house.team('coordination')], house.team('coordination'))
    await expect(gordana.call(events.takeParticipantAway, { ...gone, doc: { ...emptied, author: gordana.me } })).rejects.toMatchObject({ kind: 'not-found' })
    expect(await tijana.call(events.takeParticipantAway, gone)).toEqual({ alreadyThere: false, fewer: true })
    expect(await tijana.call(events.takeParticipantAway, gone)).toEqual({ alreadyThere: true, fewer: false })
    expect((await tijana.call(events.one, { folder: event })).event).toMatchObject({ version: 3, heads: [{ ...teacher, place: 'school', heads: 2, named: 1 }] })
    await withClient(house.database.superuser, async (client) => {
      expect((await client.query<{ on: string | null }>('select withdrawn_on as on from certificate where folder = $1', [event])).rows.map((row) => row.on === null)).toEqual([false])
      expect((await client.query<{ n: number }>("select count(*)::int as n from (select action from pending union all select action from ledger_entry) e where action = 'participant.taken-away'")).rows[0]?.n).toBe(1)
    })
    // Whoever read her before and writes her once more learns that she is gone.
    const late = await tijana.vault.sealDoc({ folder: register.id, id, version: 2, schema: 'participant/1' }, person)
    await expect(tijana.call(events.writeParticipant, { folder: event, newFolder: null, doc: late })).rejects.toMatchObject({ kind: 'changed-meanwhile' })
  })

  it('who came only to a session that is removed are counted no longer, once; heads without a name stay', async () => {
    const made = await sealed(tijana, 'event', [team(), house.team('coordination')], {})
    const facts = { ...eventFacts(made.folder.id), sessions: [0, 1].map(() => ({ id: newId<'record'>(), onDay: someDay, starts: null, ends: null })) }
    await tijana.call(events.save, { ...facts, newFolder: made.folder, doc: made.doc })
    const teacher = { audience: 'school_teachers', sex: 'female', ageBand: 'not_asked' } as const
    const young = { audience: 'young_people', sex: 'male', ageBand: '9-17', place: 'street' } as const
    await tijana.call(events.countHeads, { folder: facts.folder, version: 1, heads: [{ ...teacher, place: 'school', heads: 7, named: 3 }, { ...young, heads: 20, named: 0 }] })
    const doc = await tijana.vault.sealDoc({ folder: facts.folder, id: made.doc.id, version: 2, schema: 'event/1' }, {})
    const { place: _, ...alike } = young
    const change = () => tijana.call(events.change, { ...facts, state: 'held', sessions: facts.sessions.slice(0, 1), version: 2, doc, gone: [{ ...teacher, heads: 2 }, { ...alike, heads: 9 }] })
    expect(await change()).toEqual({ version: 3, fewer: 2 })
    expect(await change()).toEqual({ version: 3, fewer: 0 })
    const { event } = await tijana.call(events.one, { folder: facts.folder })
    expect(event.sessions).toHaveLength(1)
    expect(event.heads).toEqual([{ ...teacher, place: 'school', heads: 5, named: 1 }, { ...young, heads: 20, named: 0 }])
  })

  it('are held by the prevention team and recovery alone, whoever else may see the event', async () => {
    const made = await sealed(tijana, 'event', [team(), house.team('coordination')], {})
    const event = made.folder.id
    await tijana.call(events.save, { ...eventFacts(event), newFolder: made.folder, doc: made.doc })
    const wide = await tijana.vault.makeFolder('participants', [team(), house.team('coordination')], someDay)
    const wideDoc = await tijana.vault.sealDoc({ folder: wide.id, id: newId(), version: 1, schema: 'participant/1' }, person)
    await expect(tijana.call(events.writeParticipant, { folder: event, newFolder: wide, doc: wideDoc })).rejects.toMatchObject({ kind: 'bad-input' })

    const register = await tijana.vault.makeFolder('participants', [team()], someDay)
    const doc = await tijana.vault.sealDoc({ folder: register.id, id: newId(), version: 1, schema: 'participant/1' }, person)
    expect(await tijana.call(events.writeParticipant, { folder: event, newFolder: register, doc })).toEqual({ alreadyThere: false })
    expect(await tijana.call(events.writeParticipant, { folder: event, newFolder: register, doc })).toEqual({ alreadyThere: true })
    const hers = await tijana.call(events.participants, { folder: event })
    expect(hers.register).toBe(register.id)

    // Coordination sees the event and none of its names.
    const gordana = await letIn(house, 'gordana', ['coordinator'], [house.team('coordination')], house.team('coordination'))
    expect((await gordana.call(events.one, { folder: event })).event.folder).toBe(event)
    const others = await gordana.call(events.participants, { folder: event })
    expect(others).toEqual({ register: null, served: { keys: [], holds: [], docs: [] } })
    await gordana.vault.learnHouse(await gordana.call(houseContract.keys, {}))
    await gordana.vault.admit(hers.served)
    expect((await gordana.vault.openDocs(hers.served.docs)).filter((one) => one.content !== undefined)).toEqual([])
  })

  it('no column of the database ties a participant to a client: the register’s id stands beside its event and nowhere else', async () => {
    const columns = await withClient(house.database.superuser, async (client) => (await client.query<{ at: string }>(`
      select conrelid::regclass || '' as at from pg_constraint where contype = 'f' and confrelid = 'event_register'::regclass`)).rows)
    expect(columns).toEqual([])
    const found = await withClient(house.database.superuser, async (client) => {
      const { rows } = await client.query<{ register: string }>('select register from event_register limit 1')
      const tables = (await client.query<{ t: string; c: string }>(`select table_name as t, column_name as c from information_schema.columns
        where table_schema = 'public' and data_type = 'uuid' and table_name in (select tablename from pg_tables where schemaname = 'public')`)).rows
      const places: string[] = []
      for (const { t, c } of tables) if ((await client.query(`select 1 from ${t} where "${c}" = $1 limit 1`, [rows[0]?.register])).rowCount) places.push(t)
      return [...new Set(places)].toSorted()
    })
    expect(found).toEqual(['doc', 'event_register', 'folder', 'folder_key', 'hold'])
  })
})
