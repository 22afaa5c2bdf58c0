import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPool } from '../../server/database/pools.ts'
import { foundedHouse, letIn } from '../../../test/support/house.ts'
import type { House, SignedIn } from '../../../test/support/house.ts'
import { newId } from '../../shared/ids.ts'
import type { ClientId } from '../../shared/ids.ts'
import { contacts } from '../contacts/contract.ts'
import { figures } from './contract.ts'

let house: House
let consultant: SignedIn
let director: SignedIn
let administrator: SignedIn
beforeAll(async () => {
  house = await foundedHouse()
  const coordination = house.team('coordination')
  consultant = await letIn(house, 'jelena', ['consultant'], [house.team('sos_line'), house.team('finders')], coordination)
  director = await letIn(house, 'vera', ['director'], [], coordination)
  administrator = await letIn(house, 'petar', ['administrator'], [], coordination)
})
afterAll(() => house.close())

const year = { from: '2016-01-01', to: '2016-12-31' }
const valueOf = async (who: SignedIn, id: string) => (await who.call(figures.count, year)).figures.find((one) => one.id === id)?.value

/** A report about a new client, saved as the desk saves it. */
async function report(by: SignedIn): Promise<string> {
  const newFolder = await by.vault.makeFolder('contact', [house.team('sos_line')], '2016-03-12')
  const doc = await by.vault.sealDoc({ folder: newFolder.id, id: newId(), version: 1, schema: 'contact/1' }, { says: '' })
  const card = await by.vault.makeFolder('card', [house.team('finders')], '2016-03-12')
  const client = newId<'client'>() as ClientId
  const cardDoc = await by.vault.sealDoc({ folder: card.id, id: newId(), version: 1, schema: 'card/1' }, { names: [] })
  await by.call(contacts.save, {
    contact: {
      folder: newFolder.id, line: house.line.id, team: house.team('sos_line'), channel: 'phone', direction: 'in', type: 'trafficking', subtype: 'report',
      need: null, outcome: 'report_taken', urgency: 'not_asked', onDay: '2016-03-12', partOfDay: 'evening', minutesBand: '15_30',
    },
    newFolder, doc, newClients: [{ id: client, card, doc: cardDoc }], links: [{ client, as: 'about', holds: [] }],
    cards: [], services: [], institutionContacts: [], draft: null,
  })
  return newFolder.id
}

it('one record by hand moves exactly the figures it should, by one', async () => {
  await report(consultant)
  const before = new Map((await consultant.call(figures.count, year)).figures.map((one) => [one.id, one.value]))
  await report(consultant)
  const after = (await consultant.call(figures.count, year)).figures
  const moved = after.filter((one) => one.value !== before.get(one.id)).map((one) => [one.id, (one.value ?? 0) - (before.get(one.id) ?? 0)])
  expect(Object.fromEntries(moved)).toEqual({
    'calls': 1, 'calls.by_type': 1, 'calls.by_subtype': 1, 'calls.by_month': 1, 'clients': 1, 'clients.new': 1, 'reports': 1, 'reports.by_outcome': 1,
  })
})

it('everybody with figures sees the same number, and only who holds the records is led to them', async () => {
  const folder = await report(consultant)
  expect(await valueOf(director, 'reports')).toBe(await valueOf(consultant, 'reports'))
  const hers = await consultant.call(figures.records, { figure: 'reports', ...year })
  expect(hers).toMatchObject({ unit: 'contact', shown: await valueOf(consultant, 'reports') })
  expect(hers.records.find((one) => one.id === folder)).toMatchObject({ on: '2016-03-12', type: 'trafficking', subtype: 'report', outcome: 'report_taken', contact: folder, clients: [expect.any(String)] })
  expect(await director.call(figures.records, { figure: 'reports', ...year })).toEqual({ unit: 'contact', records: [], shown: 0, counted: 0, next: null })
  expect((await consultant.call(figures.records, { figure: 'clients.new', ...year })).shown).toBe(await valueOf(consultant, 'clients.new'))
})

it('records come page by page, latest first, each once', async () => {
  for (let at = 0; at < 4; at++) await report(consultant)
  const [all, ids] = [await consultant.call(figures.records, { figure: 'calls', ...year, limit: 200 }), [] as string[]]
  let next: typeof all.next | undefined
  do {
    const page = await consultant.call(figures.records, { figure: 'calls', ...year, limit: 2, ...next })
    ids.push(...page.records.map((one) => one.id))
    expect(page).toMatchObject({ shown: all.shown, counted: all.shown })
    next = page.next
  } while (next && ids.length < 100)
  expect(ids).toEqual(all.records.map((one) => one.id))
  expect(all.next).toBeNull()
})

it('an administrator sees no figures; nobody is led to what only members open, or to a figure there is not', async () => {
  await expect(administrator.call(figures.count, year)).rejects.toMatchObject({ kind: 'not-allowed' })
  await expect(house.nobody.call(figures.count, year)).rejects.toMatchObject({ kind: 'not-signed-in' })
  for (const figure of ['group.workers_abroad', 'calls.by_star_sign']) {
    await expect(consultant.call(figures.records, { figure, ...year })).rejects.toMatchObject({ kind: 'not-found' })
  }
})

it('without a member’s own program a sealed figure has no value, which is not zero, and still says what it is', async () => {
  const { figures: counted } = await consultant.call(figures.count, { ...year, locale: 'sr-Latn' })
  expect(counted.find((one) => one.id === 'group.workers_abroad')).toMatchObject({ value: null, definition: expect.stringContaining('zapečaćene') })
})

it('a period that cuts a month is refused and says where', async () => {
  await expect(consultant.call(figures.count, { from: '2016-01-15', to: '2016-12-31' })).rejects.toMatchObject({
    kind: 'period-cuts-month', details: { flaws: [{ path: 'from' }, { path: 'to' }] },
  })
  await expect(consultant.call(figures.count, { from: '2016-02-01', to: '2016-01-31' })).rejects.toMatchObject({ kind: 'bad-input' })
  await expect(consultant.call(figures.count, { from: '2016-02-30', to: '2016-12-31' })).rejects.toMatchObject({ kind: 'bad-input' })
})

it('the ledger gets an entry of every look, by whom', async () => {
  await report(consultant)
  await consultant.call(figures.records, { figure: 'reports', ...year })
  const pool = openPool(house.database.superuser, 1)
  const { rows } = await sql<{ actor: string; traces: string[] }>`select actor, traces from pending where action = 'figures.records' order by id desc limit 1`.execute(pool.kysely)
  await pool.end()
  expect(rows[0]?.actor).toBe(consultant.me)
  expect(rows[0]?.traces.length).toBeGreaterThan(0)
})
