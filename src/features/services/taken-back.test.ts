import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contactOf, sealed, serviceOf } from '../../../test/support/foreign.ts'
import { foundedHouse, letIn } from '../../../test/support/house.ts'
import type { House, SignedIn } from '../../../test/support/house.ts'
import { withClient } from '../../server/database/logins.ts'
import { newId } from '../../shared/ids.ts'
import type { ClientId, FolderId } from '../../shared/ids.ts'
import { clients } from '../clients/contract.ts'
import { contacts } from '../contacts/contract.ts'
import { figures } from '../figures/contract.ts'
import { institutions } from '../institutions/contract.ts'
import { services } from './contract.ts'

let house: House
let mira: SignedIn
let jelena: SignedIn
let vera: SignedIn
const ana = newId<'client'>() as ClientId
const onDay = '2026-03-12'

beforeAll(async () => {
  house = await foundedHouse()
  const { team } = house
  mira = house.coordinator
  jelena = await letIn(house, 'jelena', ['consultant'], [team('sos_line'), team('finders')], team('coordination'))
  vera = await letIn(house, 'vera', ['specialist', 'consultant'], [team('legal')], team('coordination'))
  await mira.learn()
  const card = await sealed(mira, 'card', [team('finders')], { names: ['Ана'] })
  await mira.call(clients.make, { id: ana, card: card.folder, doc: card.doc })
}, 120_000)
afterAll(() => house?.close())

/** A call of Jelena's about Ana, with counselling given and the police spoken to. */
async function call() {
  const made = await sealed(jelena, 'contact', [house.team('sos_line')], { says: '…' })
  const folder = made.folder.id as FolderId
  const [help, spoken] = [{ ...serviceOf(ana, house.team('sos_line')), onDay }, { id: newId<'record'>(), client: ana, team: house.team('sos_line'), kind: 'police', topic: 'assistance', channel: 'phone', direction: 'out', onDay } as const]
  const words = await jelena.vault.sealDoc({ folder, id: newId(), version: 1, schema: 'institution-contact/1' }, { of: spoken.id, said: 'Погрешно.' })
  const saved = {
    contact: { ...contactOf(folder, house.line.id, house.team('sos_line')), onDay }, newFolder: made.folder, doc: made.doc, newClients: [], links: [{ client: ana, as: 'about' as const, holds: [] }], cards: [],
    services: [help], institutionContacts: [{ facts: spoken, doc: words }], draft: null,
  }
  await jelena.call(contacts.save, saved)
  return { folder, help, spoken, words, saved }
}
/** Help of Mira's in Ana's story. */
async function fromHerPage() {
  const folder = await mira.vault.makeFolder('story', [house.team('coordination')], onDay)
  const help = { ...serviceOf(ana, house.team('coordination')), times: 3, onDay }
  const doc = await mira.vault.sealDoc({ folder: folder.id, id: newId(), version: 1, schema: 'service/1' }, { of: help.id, note: 'Грешком.', why: '', askAgain: null })
  const sent = { ...help, client: ana, folder: folder.id, newFolder: folder, doc }
  await mira.call(services.record, sent)
  return { folder: folder.id as FolderId, help, doc, sent }
}
const counted = async () => {
  const { figures: all } = await mira.call(figures.count, { from: '2026-01-01', to: '2026-12-31' })
  return ['services', 'institution_contacts'].map((id) => all.find((one) => one.id === id)?.value ?? 0)
}
const entriesOf = (action: string) => withClient(house.database.superuser, async (client) => (await client.query<{ n: number }>(
  'select count(*)::int as n from (select action from pending union all select action from ledger_entry) e where action = $1', [action])).rows[0]?.n)
const emptied = (by: SignedIn, { folder, id, schema }: { folder: string; id: string; schema: string }, of: string, version = 2) => by.vault.sealDoc({ folder, id, version, schema }, { of })

describe('help that was recorded by mistake', () => {
  it('in a contact is taken back: one service less is counted, with one entry; sent twice it is what it was', async () => {
    const { folder, help } = await call()
    const [before, entries] = [await counted(), await entriesOf('service.taken-back')]
    expect(await jelena.call(services.takeBack, { id: help.id, folder, docs: [] })).toEqual({ alreadyThere: false, client: ana, contact: folder })
    expect(await counted()).toEqual([(before[0] ?? 0) - 1, before[1]])
    expect(await jelena.call(services.takeBack, { id: help.id, folder, docs: [] })).toEqual({ alreadyThere: true, client: null, contact: null })
    expect(await counted()).toEqual([(before[0] ?? 0) - 1, before[1]])
    expect(await entriesOf('service.taken-back')).toBe((entries ?? 0) + 1)
    expect((await jelena.call(contacts.one, { folder })).services).toEqual([])
  })

  it('on her page is taken back with its words, and stays so when it is sent again', async () => {
    const { folder, help, doc, sent } = await fromHerPage()
    const before = await counted()
    await mira.call(services.takeBack, { id: help.id, folder, docs: [await emptied(mira, doc, help.id)] })
    expect(await counted()).toEqual([(before[0] ?? 0) - 3, before[1]])
    const hers = await mira.call(clients.one, { client: ana })
    expect(hers.services.some((one) => one.id === help.id)).toBe(false)
    await mira.vault.admit(hers.served)
    const opened = await mira.vault.openDocs(hers.served.docs)
    expect(opened.find((one) => one.id === doc.id)).toMatchObject({ version: 2, content: { of: help.id } })
    expect(JSON.stringify(opened)).not.toContain('Грешком')
    expect(await mira.call(services.record, sent)).toEqual({ alreadyThere: true })
    expect(await counted()).toEqual([(before[0] ?? 0) - 3, before[1]])
  })

  it('is not there for a colleague who does not hold it, and nothing is less for it', async () => {
    const { folder, help } = await call()
    const before = await counted()
    await expect(vera.call(services.takeBack, { id: help.id, folder, docs: [] })).rejects.toMatchObject({ kind: 'not-found' })
    expect(await counted()).toEqual(before)
  })

  it('is not taken back where it does not stand, nor by somebody whose key is an earlier one', async () => {
    const [one, other] = [await call(), await call()]
    expect(await jelena.call(services.takeBack, { id: one.help.id, folder: other.folder, docs: [] })).toMatchObject({ alreadyThere: true })
    await withClient(house.database.superuser, (client) => client.query('update hold set superseded = true where folder = $1', [one.folder]))
    const before = await counted()
    await expect(jelena.call(services.takeBack, { id: one.help.id, folder: one.folder, docs: [] })).rejects.toMatchObject({ kind: 'not-allowed' })
    expect(await counted()).toEqual(before)
  })

  it('takes no words with it but such as are help’s own: neither the contact’s nor a first version', async () => {
    const { folder, help, saved, words } = await call()
    const before = await counted()
    for (const doc of [await emptied(jelena, saved.doc, help.id), await emptied(jelena, words, help.id), await jelena.vault.sealDoc({ folder, id: newId(), version: 1, schema: 'service/1' }, {})]) {
      await expect(jelena.call(services.takeBack, { id: help.id, folder, docs: [doc] })).rejects.toMatchObject({ kind: 'bad-input' })
    }
    expect(await counted()).toEqual(before)
  })
})

describe('a contact with an institution that was recorded by mistake', () => {
  it('is taken back with its words and what was noted of it later, once', async () => {
    const { folder, spoken, words, saved } = await call()
    const later = await jelena.vault.sealDoc({ folder, id: newId(), version: 1, schema: 'institution-follow-up/1' }, { of: spoken.id, what: 'kept', on: onDay, note: 'Погрешно.' })
    await jelena.call(institutions.followUp, { id: spoken.id, doc: later })
    const before = await counted()
    const docs = [await emptied(jelena, words, spoken.id), await emptied(jelena, later, spoken.id)]
    await expect(vera.call(institutions.takeBack, { id: spoken.id, folder, docs: [] })).rejects.toMatchObject({ kind: 'not-found' })
    expect(await jelena.call(institutions.takeBack, { id: spoken.id, folder, docs })).toEqual({ alreadyThere: false, client: ana, contact: folder })
    expect(await jelena.call(institutions.takeBack, { id: spoken.id, folder, docs })).toMatchObject({ alreadyThere: true })
    expect(await counted()).toEqual([before[0], (before[1] ?? 0) - 1])
    const { institutionContacts, served } = await jelena.call(contacts.one, { folder })
    await jelena.vault.admit(served)
    expect(institutionContacts).toEqual([])
    expect(JSON.stringify(await jelena.vault.openDocs(served.docs))).not.toContain('Погрешно')
    // The contact sent again brings neither it nor its help back.
    await jelena.call(contacts.save, saved)
    expect(await counted()).toEqual([before[0], (before[1] ?? 0) - 1])
  })

  it('goes with its import only, where it came with one', async () => {
    const { folder, spoken } = await call()
    await withClient(house.database.superuser, async (client) => {
      const imported = newId()
      await client.query('insert into institution_import (id, folder, by, team, made_on, contacts) values ($1, $2, $3, $4, current_date, 1)', [imported, folder, jelena.me, house.team('sos_line')])
      await client.query('insert into institution_import_block (import, folder) values ($1, $2)', [imported, folder])
      await client.query('update institution_contact set imported = true where id = $1', [spoken.id])
    })
    await expect(jelena.call(institutions.takeBack, { id: spoken.id, folder, docs: [] })).rejects.toMatchObject({ kind: 'not-allowed' })
    const { contacts: listed } = await jelena.call(institutions.list, { from: onDay, to: onDay })
    expect(listed.filter((one) => one.imported).map((one) => one.id)).toEqual([spoken.id])
  })
})

describe('help that was forgotten in a contact', () => {
  it('is added under the contact’s day, for whom it is about, and counts once however often it is sent', async () => {
    const { folder, help } = await call()
    const before = await counted()
    const given = [{ id: newId<'record'>(), kind: 'legal' as const }, { id: newId<'record'>(), kind: 'medical' as const }]
    expect(await jelena.call(contacts.addHelp, { folder, client: ana, given })).toEqual({ alreadyThere: false })
    expect(await jelena.call(contacts.addHelp, { folder, client: ana, given })).toEqual({ alreadyThere: true })
    expect(await counted()).toEqual([(before[0] ?? 0) + 2, before[1]])
    const added = (await jelena.call(contacts.one, { folder })).services.filter((one) => one.id !== help.id)
    expect(added.toSorted((one, other) => one.kind.localeCompare(other.kind))).toMatchObject(given.map((one) => ({ ...one, client: ana, team: house.team('sos_line'), state: 'provided', times: 1, onDay })))
  })

  it('is not added for somebody whom the contact does not concern, nor by a colleague who does not hold it', async () => {
    const { folder } = await call()
    const before = await counted()
    const given = [{ id: newId<'record'>(), kind: 'legal' as const }]
    await expect(jelena.call(contacts.addHelp, { folder, client: newId<'client'>() as ClientId, given })).rejects.toMatchObject({ kind: 'not-found' })
    await expect(vera.call(contacts.addHelp, { folder, client: null, given })).rejects.toMatchObject({ kind: 'not-found' })
    expect(await counted()).toEqual(before)
  })
})

describe('a contact with an institution that was forgotten in a contact', () => {
  const adding = async (folder: FolderId, client: ClientId | null) => {
    const facts = { id: newId<'record'>(), client, kind: 'court', topic: 'assistance', channel: 'phone', direction: 'out' } as const
    const doc = await jelena.vault.sealDoc({ folder, id: newId(), version: 1, schema: 'institution-contact/1' }, { of: facts.id, withWhom: '', said: 'Заказано.', promise: '', promisedBy: null })
    return { folder, ...facts, doc }
  }
  it('is added under the contact’s day and team, counts once however often it is sent, and stays taken back', async () => {
    const { folder } = await call()
    const before = await counted()
    const added = await adding(folder, ana)
    expect(await jelena.call(contacts.addInstitution, added)).toEqual({ alreadyThere: false })
    expect(await jelena.call(contacts.addInstitution, added)).toEqual({ alreadyThere: true })
    expect(await counted()).toEqual([before[0], (before[1] ?? 0) + 1])
    const { institutionContacts } = await jelena.call(contacts.one, { folder })
    expect(institutionContacts.find((one) => one.id === added.id)).toMatchObject({ client: ana, kind: 'court', team: house.team('sos_line'), onDay })
    await jelena.call(institutions.takeBack, { id: added.id, folder, docs: [await emptied(jelena, added.doc, added.id)] })
    expect(await jelena.call(contacts.addInstitution, added)).toEqual({ alreadyThere: true })
    expect(await counted()).toEqual(before)
  })

  it('is not added for somebody whom the contact does not concern, nor by a colleague who does not hold it, nor with other words', async () => {
    const { folder } = await call()
    const before = await counted()
    await expect(jelena.call(contacts.addInstitution, await adding(folder, newId<'client'>() as ClientId))).rejects.toMatchObject({ kind: 'not-found' })
    const added = await adding(folder, null)
    await expect(vera.call(contacts.addInstitution, { ...added, doc: { ...added.doc, author: vera.me } })).rejects.toMatchObject({ kind: 'not-found' })
    const other = await jelena.vault.sealDoc({ folder, id: newId(), version: 1, schema: 'contact/1' }, {})
    await expect(jelena.call(contacts.addInstitution, { ...added, doc: other })).rejects.toMatchObject({ kind: 'bad-input' })
    expect(await counted()).toEqual(before)
  })
})
