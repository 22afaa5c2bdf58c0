import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addMany, letHave } from '../../src/commands/bench/many.ts'
import { listening } from '../../src/commands/bench/replay.ts'
import { clients } from '../../src/features/clients/contract.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { rememberAttempts } from '../../src/server/attempts.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { createApp } from '../../src/server/http.ts'
import { features } from '../../src/server/registry.ts'
import { caller } from '../../src/shared/call.ts'
import { contactOf, sealed } from '../support/foreign.ts'
import { foundedHouse, letIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'

const [small, large, page] = [1_000, 100_000, 50]
const lists = {
  contacts: (call: SignedIn['call']) => call(contacts.list, { limit: page }).then((said) => said.contacts.length),
  cards: (call: SignedIn['call']) => call(clients.cards, { limit: page }).then((said) => said.cards.length),
}
type List = keyof typeof lists

/** Her next call, saved as the desk saves it. */
async function save(member: SignedIn, call: SignedIn['call']): Promise<void> {
  const team = house.team('sos_line')
  const { folder, doc } = await sealed(member, 'contact', [team], { says: 'Пита за посао.' })
  await call(contacts.save, { contact: contactOf(folder.id, house.line.id, team), newFolder: folder, doc, newClients: [], links: [], cards: [], services: [], institutionContacts: [], draft: null })
}

let house: House
let ear: ReturnType<typeof listening>
const members: Record<string, SignedIn> = {}
/** Blocks of tables and indices read for a page: by size of the house, list and member. */
const read: Record<string, number> = {}
const found: Record<string, number> = {}

beforeAll(async () => {
  house = await foundedHouse()
  ear = listening(house.database.login('app'))
  const { team, line } = house
  const sealedFor = team('coordination')
  members['who holds all'] = await letIn(house, 'jelena', ['consultant'], [team('sos_line'), team('finders')], sealedFor)
  members['who holds fifty'] = await letIn(house, 'vesna', ['consultant'], [], sealedFor)
  const owner = { by: house.coordinator.me, team: team('sos_line'), line: line.id, contactHolders: [team('sos_line')], cardHolders: [team('finders')] }
  await withClient(house.database.superuser, async (superuser) => {
    await addMany(superuser, owner, { contacts: { from: 0, to: small }, clients: { from: 0, to: small }, docs: true })
    await letHave(superuser, members['who holds fifty']?.me ?? '', page)
    await superuser.query('analyze')
    await countAll(small)
    await addMany(superuser, owner, { contacts: { from: small, to: large }, clients: { from: small, to: large }, docs: true })
    await countAll(large)
    // A house that is new or was restored: nothing is known of its tables.
    await superuser.query('delete from pg_statistic')
    await superuser.query("update pg_class set reltuples = -1, relpages = 0 where relnamespace = 'public'::regnamespace")
    read['unknown saving'] = await blocksOfSaving()
  })
}, 300_000)
afterAll(async () => {
  await ear.end()
  await house.close()
})

const blocksOfSaving = () => blocksOf(members['who holds all'] ?? nobody(), save)

async function countAll(size: number): Promise<void> {
  await blocksOfSaving()
  read[`${size} saving`] = await blocksOfSaving()
  for (const [who, member] of Object.entries(members)) {
    for (const list of Object.keys(lists) as List[]) {
      found[`${size} ${list} ${who}`] = await lists[list](member.call)
      const open = (_: SignedIn, call: SignedIn['call']) => lists[list](call)
      await blocksOf(member, open)
      read[`${size} ${list} ${who}`] = await blocksOf(member, open)
    }
  }
}

/** What every statement of the request reads, the question who is asking and the ledger's entry within: a count, not a time. */
async function blocksOf(member: SignedIn, act: (member: SignedIn, call: SignedIn['call']) => Promise<unknown>): Promise<number> {
  const app = createApp({
    features, pools: { app: ear.kysely, stats: ear.kysely }, log: pino({ level: 'silent' }),
    house: { setupSecretHash: undefined, ledgerPublicKey: '', strangerSalt: () => '', copyPart: () => '', readingTimesUsual: 1_000, attempts: rememberAttempts() },
  } as Parameters<typeof createApp>[0])
  const call = caller(async (path, init) => app.request(path, { ...init, headers: { ...init.headers, cookie: member.cookie(), 'sec-fetch-site': 'same-origin' } }))
  ear.forget()
  await act(member, call)
  const client = new pg.Client(house.database.login('app'))
  await client.connect()
  let blocks = 0
  await client.query('begin')
  for (const { text, values } of ear.heard()) {
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(`explain (analyze, buffers, format json) ${text}`, [...values])
    const plan = rows[0]?.['QUERY PLAN'][0].Plan ?? {}
    blocks += (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0)
  }
  await client.query('rollback')
  await client.end()
  return blocks
}

function nobody(): never {
  throw new Error('nobody of that name')
}

describe('saving a contact', () => {
  it('reads as much in a house of 100,000 as in one of 1,000, even when nothing is known of its tables', () => {
    const before = read[`${small} saving`] ?? 0
    expect(before).toBeGreaterThan(20)
    expect((read[`${large} saving`] ?? Infinity) / before).toBeLessThanOrEqual(1.5)
    expect((read['unknown saving'] ?? Infinity) / before).toBeLessThanOrEqual(1.5)
  })
})

describe.each(['contacts', 'cards'] as const)('a page of %s', (list) => {
  it.each(['who holds all', 'who holds fifty'])('reads as much in a house of 100,000 as in one of 1,000, for a member %s', (who) => {
    const [before, after] = [read[`${small} ${list} ${who}`] ?? 0, read[`${large} ${list} ${who}`] ?? Infinity]
    expect(found[`${large} ${list} ${who}`]).toBe(page)
    expect(before).toBeGreaterThan(page)
    // The trees of 100,000 are a level higher than those of 1,000.
    expect(after / before).toBeLessThanOrEqual(1.6)
  })

  it('reads as much for a member who holds fifty as for one who holds all', () => {
    const [all, fifty] = [read[`${large} ${list} who holds all`] ?? 0, read[`${large} ${list} who holds fifty`] ?? Infinity]
    expect(fifty / all).toBeLessThanOrEqual(1.5)
  })
})
