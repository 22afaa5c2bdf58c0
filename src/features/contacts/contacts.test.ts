import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../shared/ids.ts'
import type { ClientId, FolderId } from '../../shared/ids.ts'
import { Problem } from '../../shared/problem.ts'
import { contactOf, sealed } from '../../../test/support/foreign.ts'
import { foundedHouse, letIn } from '../../../test/support/house.ts'
import type { House, SignedIn } from '../../../test/support/house.ts'
import { clients } from '../clients/contract.ts'
import { figures } from '../figures/contract.ts'
import { contacts } from './contract.ts'

let house: House
let jelena: SignedIn
let mira: SignedIn
const [ana, mila] = [newId<'client'>() as ClientId, newId<'client'>() as ClientId]
const card = (names: string[]) => ({ code: 'AK-1234', names, aliases: [], phones: [], town: '', safe: { ok: 'not_asked', hours: '', ask: '', say: '', codeWord: '' }, agreed: { text: '', on: '2026-01-01', by: null }, lastDay: '2026-01-01' })

type Taken = { readonly onDay: string; readonly type?: 'trafficking' | 'preventive' | 'other'; readonly whom?: readonly ClientId[] }

async function take(by: SignedIn, { onDay, type = 'trafficking', whom = [] }: Taken): Promise<FolderId> {
  const newFolder = await by.vault.makeFolder('contact', [house.team('sos_line')], onDay)
  const doc = await by.vault.sealDoc({ folder: newFolder.id, id: newId(), version: 1, schema: 'contact/1' }, { says: '…' })
  const subtype = type === 'trafficking' ? 'report' as const : 'not_asked' as const
  await by.call(contacts.save, {
    contact: { ...contactOf(newFolder.id, house.line.id, house.team('sos_line')), onDay, type, subtype }, newFolder, doc,
    newClients: [], links: whom.map((client) => ({ client, as: 'about' as const, holds: [] })), cards: [], services: [], institutionContacts: [], draft: null,
  })
  return newFolder.id
}
const daysOf = (page: { contacts: readonly { onDay: string }[] }) => page.contacts.map((one) => one.onDay)

beforeAll(async () => {
  house = await foundedHouse()
  mira = house.coordinator
  jelena = await letIn(house, 'jelena', ['consultant'], [house.team('sos_line'), house.team('finders')], house.team('coordination'))
  for (const [id, name] of [[ana, 'Ана'], [mila, 'Мила']] as const) {
    const made = await sealed(mira, 'card', [house.team('finders')], card([name]))
    await mira.call(clients.make, { id, card: made.folder, doc: made.doc })
  }
}, 120_000)
afterAll(() => house?.close())

describe('the list of contacts', () => {
  it('says whom each concerns, and is narrowed by day, kind, person, and whether anybody is linked', async () => {
    await take(jelena, { onDay: '2026-01-10', whom: [ana] })
    await take(jelena, { onDay: '2026-01-11', type: 'preventive' })
    await take(jelena, { onDay: '2026-02-10', whom: [ana, mila] })
    await take(jelena, { onDay: '2026-03-10', type: 'other', whom: [mila] })
    const all = await jelena.call(contacts.list, {})
    expect(daysOf(all)).toEqual(['2026-03-10', '2026-02-10', '2026-01-11', '2026-01-10'])
    expect(all.more).toBe(false)
    expect(all.links.filter((link) => link.contact === all.contacts[1]?.folder).map((link) => link.client).toSorted()).toEqual([ana, mila].toSorted())
    expect(daysOf(await jelena.call(contacts.list, { from: '2026-01-11', to: '2026-02-10' }))).toEqual(['2026-02-10', '2026-01-11'])
    expect(daysOf(await jelena.call(contacts.list, { type: 'preventive' }))).toEqual(['2026-01-11'])
    expect(daysOf(await jelena.call(contacts.list, { linked: 'no' }))).toEqual(['2026-01-11'])
    expect(daysOf(await jelena.call(contacts.ofClients, { clients: [ana] }))).toEqual(['2026-02-10', '2026-01-10'])
    expect(daysOf(await jelena.call(contacts.ofClients, { clients: [ana, mila], from: '2026-02-01', type: 'other' }))).toEqual(['2026-03-10'])
  })

  it('comes page by page without losing or doubling one, however often a folder is held and whoever it is about', async () => {
    for (let at = 0; at < 7; at += 1) await take(jelena, { onDay: '2026-04-05', whom: at % 2 ? [ana] : [] })
    // Held by a second team of mira's, and by a hold that an older desk listed under another day
    const shared = (await jelena.call(contacts.list, { from: '2026-04-05', limit: 1 })).contacts[0]?.folder as FolderId
    await jelena.vault.admit((await jelena.call(contacts.one, { folder: shared })).served)
    const holds = await jelena.vault.share(shared, [house.team('case_management')], '2026-04-05')
    await jelena.call(contacts.link, { folder: shared, client: mila, as: 'about', holds })
    for (const who of [jelena, mira]) {
      const read = async (page: (before: object) => Promise<Awaited<ReturnType<typeof jelena.call<typeof contacts.list>>>>) => {
        const folders: string[] = []
        for (let before = {}, more = true; more;) {
          const answer = await page(before)
          folders.push(...answer.contacts.map((one) => one.folder))
          more = answer.more
          const last = answer.contacts.at(-1)
          before = { beforeDay: last?.onDay, beforeFolder: last?.folder }
        }
        return folders
      }
      const whole = (await who.call(contacts.list, {})).contacts.map((one) => one.folder)
      expect(new Set(whole).size).toBe(whole.length)
      expect(await read((before) => who.call(contacts.list, { ...before, limit: 3 }))).toEqual(whole)
      const hers = (await who.call(contacts.ofClients, { clients: [ana, mila] })).contacts.map((one) => one.folder)
      expect(await read((before) => who.call(contacts.ofClients, { ...before, clients: [ana, mila], limit: 2 }))).toEqual(hers)
    }
  })

  it('has a corrected contact under the day it was corrected to', async () => {
    const folder = await take(jelena, { onDay: '2026-05-20' })
    const { contact } = await jelena.call(contacts.one, { folder })
    await jelena.call(contacts.change, { ...contact, onDay: '2026-05-02', version: 1, doc: null })
    const page = await jelena.call(contacts.list, { from: '2026-05-01', to: '2026-05-03' })
    expect(page.contacts.map((one) => one.folder)).toEqual([folder])
    expect(daysOf(await jelena.call(contacts.list, { from: '2026-05-04', to: '2026-05-31' }))).toEqual([])
    expect(page.served.holds.every((hold) => hold.listed === '2026-05-02')).toBe(true)
  })
})

describe('earlier versions of a contact', () => {
  it('open for whoever may open it, in the order in which they were sealed', async () => {
    const folder = await take(jelena, { onDay: '2026-06-01' })
    const first = await jelena.call(contacts.one, { folder })
    await jelena.vault.admit(first.served)
    const [{ id, schema } = { id: '', schema: '' }] = first.served.docs
    const doc = await jelena.vault.sealDoc({ folder, id, version: 2, schema }, { says: 'исправљено' })
    await jelena.call(contacts.change, { ...first.contact, version: 1, doc })
    const { docs } = await jelena.call(contacts.versions, { folder })
    expect((await jelena.vault.openDocs(docs)).map((one) => one.content)).toEqual([{ says: '…' }, { says: 'исправљено' }])
  })
})

describe('a link that was wrong', () => {
  it('goes together with what her card says because of it, or not at all', async () => {
    const folder = await take(jelena, { onDay: '2026-07-01', whom: [ana] })
    const { cards } = await jelena.call(clients.cardsOf, { clients: [ana] })
    await jelena.vault.admit({ keys: cards.map((one) => one.key), holds: cards.map((one) => one.hold) })
    const [{ doc } = cards[0]!] = cards
    const old = await jelena.vault.sealDoc({ folder: doc.folder, id: doc.id, version: doc.version, schema: 'card/1' }, card(['Ана']))
    await expect(jelena.call(contacts.unlink, { folder, client: ana, as: 'about', card: old })).rejects.toBeInstanceOf(Problem)
    expect((await jelena.call(contacts.one, { folder })).links).toHaveLength(1)
    const next = await jelena.vault.sealDoc({ folder: doc.folder, id: doc.id, version: doc.version + 1, schema: 'card/1' }, card(['Ана']))
    expect(await jelena.call(contacts.unlink, { folder, client: ana, as: 'about', card: next })).toEqual({ unlinked: true })
    expect(await jelena.call(contacts.unlink, { folder, client: ana, as: 'about', card: next })).toEqual({ unlinked: false })
    expect((await jelena.call(clients.cardsOf, { clients: [ana] })).cards[0]?.doc.version).toBe(doc.version + 1)
    // Somebody else's card is not written with it
    await expect(jelena.call(contacts.unlink, { folder, client: mila, as: 'about', card: { ...next, version: doc.version + 2 } })).rejects.toBeInstanceOf(Problem)
  })
})

describe('help given and an institution spoken to in a contact', () => {
  async function takeWithHelp(whom: readonly ClientId[], onDay = '2026-08-03'): Promise<FolderId> {
    const newFolder = await jelena.vault.makeFolder('contact', [house.team('sos_line')], onDay)
    const doc = await jelena.vault.sealDoc({ folder: newFolder.id, id: newId(), version: 1, schema: 'contact/1' }, { says: '…' })
    const [client = null] = whom
    const given = { client, team: house.team('sos_line'), onDay }
    await jelena.call(contacts.save, {
      contact: { ...contactOf(newFolder.id, house.line.id, house.team('sos_line')), onDay, type: 'trafficking', subtype: 'report' }, newFolder, doc,
      newClients: [], links: whom.map((one) => ({ client: one, as: 'about' as const, holds: [] })), cards: [], draft: null,
      services: [{ id: newId<'record'>(), kind: 'counselling', state: 'provided', times: 1, ...given }],
      institutionContacts: [{ facts: { id: newId<'record'>(), kind: 'police', topic: 'assistance', channel: 'phone', direction: 'out', ...given }, doc: null }],
    })
    return newFolder.id
  }
  const counted = async (year: string) => {
    const { figures: all } = await mira.call(figures.count, { from: `${year}-01-01`, to: `${year}-12-31` })
    const value = (id: string) => all.find((one) => one.id === id)?.value
    return { services: value('services'), persons: value('services.persons'), assisted: value('assisted'), institutions: value('institution_contacts') }
  }
  const hers = async (folder: FolderId) => {
    const { services, institutionContacts } = await jelena.call(contacts.one, { folder })
    return [...services, ...institutionContacts].map((one) => one.client)
  }
  const linkTo = (folder: FolderId, client: ClientId, as: 'caller' | 'about' = 'about') => jelena.call(contacts.link, { folder, client, as, holds: [] })

  it('are hers when a call that nobody was named in is linked to her later', async () => {
    const before = await counted('2026')
    const folder = await takeWithHelp([])
    expect(await counted('2026')).toMatchObject({ services: before.services! + 1, persons: before.persons, assisted: before.assisted })
    await linkTo(folder, ana)
    expect(await hers(folder)).toEqual([ana, ana])
    expect(await counted('2026')).toMatchObject({ services: before.services! + 1, persons: before.persons! + 1, assisted: before.assisted! + 1 })
  })

  it('go from whoever was linked wrongly to whom it is about', async () => {
    const folder = await takeWithHelp([ana])
    const persons = (await counted('2026')).persons
    await jelena.call(contacts.unlink, { folder, client: ana, as: 'about' })
    expect(await hers(folder)).toEqual([null, null])
    await linkTo(folder, mila, 'caller')
    expect(await hers(folder)).toEqual([mila, mila])
    expect((await counted('2026')).persons).toBe(persons! + 1)
  })

  it('stay with the one who is left when another is unlinked', async () => {
    const folder = await takeWithHelp([ana, mila])
    await jelena.call(contacts.unlink, { folder, client: ana, as: 'about' })
    expect(await hers(folder)).toEqual([mila, mila])
  })

  it('are counted on the day to which the contact is corrected', async () => {
    const [then, now] = [await counted('2024'), await counted('2026')]
    const folder = await takeWithHelp([ana])
    const { contact } = await jelena.call(contacts.one, { folder })
    await jelena.call(contacts.change, { ...contact, onDay: '2024-03-04', version: 1, doc: null })
    expect(await counted('2024')).toMatchObject({ services: (then.services ?? 0) + 1, institutions: (then.institutions ?? 0) + 1 })
    expect(await counted('2026')).toMatchObject({ services: now.services, institutions: now.institutions })
  })
})
