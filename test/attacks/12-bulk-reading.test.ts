import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clients } from '../../src/features/clients/contract.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { ledger } from '../../src/features/ledger/contract.ts'
import { sequence } from '../../src/ledger/sequence.ts'
import { rememberAttempts } from '../../src/server/attempts.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { openPool } from '../../src/server/database/pools.ts'
import { createApp } from '../../src/server/http.ts'
import { features } from '../../src/server/registry.ts'
import { caller } from '../../src/shared/call.ts'
import { newId } from '../../src/shared/ids.ts'
import type { FolderId } from '../../src/shared/ids.ts'
import { contactOf, sealed } from '../support/foreign.ts'
import { foundedHouse, letIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'

let house: House
let reader: SignedIn
const folders: FolderId[] = []
const records = 156

beforeAll(async () => {
  house = await foundedHouse()
  reader = await letIn(house, 'reader', ['consultant'], [], house.team('coordination'))
  for (let count = 0; count < records; count++) {
    const { folder, doc } = await sealed(reader, 'contact', [reader.me], { count })
    const card = count ? undefined : await sealed(reader, 'card', [reader.me], {})
    await reader.call(contacts.save, {
      contact: contactOf(folder.id, house.line.id, house.team('sos_line')), newFolder: folder, doc, links: [], cards: [], services: [], institutionContacts: [], draft: null,
      newClients: card ? [{ id: newId<'client'>(), card: card.folder, doc: card.doc }] : [],
    })
    folders.push(folder.id)
  }
})
afterAll(() => house.close())

const open = (folder: FolderId | undefined, by = reader.call) => by(contacts.one, { folder: folder ?? newId<'folder'>() })
const refusal = (work: Promise<unknown>) => work.then(() => undefined, (problem: unknown) => problem)
const superuser = (statement: string) => withClient(house.database.superuser, (client) => client.query(statement))
async function ordered(): Promise<void> {
  const pool = openPool(house.database.login('sequencer'), 1)
  await sequence(pool.kysely, () => new Uint8Array(64))
  await pool.end()
}

describe('a member who opens far more than her work needs', () => {
  it('opens a hundred and fifty records in an hour and notices nothing; the next waits, and says how long', async () => {
    for (const folder of folders.slice(0, 150)) await open(folder)
    expect(await refusal(open(folders[150]))).toMatchObject({ kind: 'too-much-reading', status: 429, details: { retryAfterSeconds: expect.any(Number) } })
  })

  it('is told of once, and the entry stays although the reading was refused', async () => {
    for (const folder of folders.slice(151, 154)) expect(await refusal(open(folder))).toMatchObject({ kind: 'too-much-reading' })
    await ordered()
    expect((await house.coordinator.call(ledger.alarms, {})).slowed).toMatchObject([{ member: reader.me, kind: 'record' }])
    const { entries } = await reader.call(ledger.entries, { limit: 200 })
    expect(entries.filter((entry) => entry.action === 'contact.opened')).toHaveLength(150)
  })

  it('finds the same at another node of the program: the ledger is what is counted', async () => {
    const node = createApp({
      features, pools: house.database.pools, log: pino({ level: 'silent' }),
      house: { setupSecretHash: undefined, ledgerPublicKey: '', strangerSalt: () => '', copyPart: () => '', attempts: rememberAttempts() } as unknown as Parameters<typeof createApp>[0]['house'],
    })
    const call = caller(async (path, init) => node.request(path, { ...init, headers: { ...init.headers, cookie: reader.cookie(), 'sec-fetch-site': 'same-origin' } }))
    expect(await refusal(open(folders[154], call))).toMatchObject({ kind: 'too-much-reading' })
  })

  it('works on slowly: after the pause the next record opens, and the one after it waits again', async () => {
    await superuser("update ledger_entry set at = at - interval '25 seconds'")
    expect(await refusal(open(folders[150]))).toBeUndefined()
    expect(await refusal(open(folders[151]))).toMatchObject({ kind: 'too-much-reading' })
  })

  it('does not push what she read out of sight by looking at one thing over and over', async () => {
    const [{ traces } = { traces: '' }] = (await superuser(`select traces::text from ledger_entry where actor = '${reader.me}' and action = 'contact.opened' limit 1`)).rows as { traces: string }[]
    // As two and a half thousand openings of one record would leave it.
    const last = "(select coalesce(max(seq), 0) from ledger_entry)"
    await superuser(`insert into ledger_entry (seq, at, actor, action, traces, result, leaf)
      select ${last} + n, now(), '${reader.me}', 'contact.opened', '${traces}', 'done', sha256(n::text::bytea) from generate_series(1, 2500) n`)
    expect(await refusal(open(folders[151]))).toMatchObject({ kind: 'too-much-reading' })
    await superuser(`delete from ledger_entry where seq > ${last} - 2500`)
  })

  it('does all her other work meanwhile, and nobody else is slowed', async () => {
    expect((await reader.call(contacts.list, {})).contacts).toHaveLength(50)
    const { folder, doc } = await sealed(reader, 'contact', [reader.me], {})
    await reader.call(contacts.save, {
      contact: contactOf(folder.id, house.line.id, house.team('sos_line')), newFolder: folder, doc, links: [], cards: [], services: [], institutionContacts: [], draft: null, newClients: [],
    })
    expect((await reader.call(clients.cards, {})).cards).toHaveLength(1)
    expect(await refusal(open(folders[0], house.coordinator.call))).toMatchObject({ kind: 'not-found' })
  })

  it('cannot take the cards over and over either', async () => {
    let wait: unknown
    for (let count = 0; count < 301 && !wait; count++) wait = await refusal(reader.call(clients.cards, { limit: 1 }))
    expect(wait).toMatchObject({ kind: 'too-much-reading' })
  })

  it('is as free as before an hour later', async () => {
    await ordered()
    await superuser("update ledger_entry set at = at - interval '1 hour'")
    expect(await refusal(open(folders[155]))).toBeUndefined()
  })
})
