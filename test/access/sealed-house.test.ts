import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clients } from '../../src/features/clients/contract.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { house as houseContract } from '../../src/features/house/contract.ts'
import { drafts } from '../../src/features/drafts/contract.ts'
import { newId } from '../../src/shared/ids.ts'
import type { ClientId, RecordId } from '../../src/shared/ids.ts'
import { foundedHouse, letIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'

let house: House
let consultant: SignedIn
let caseManager: SignedIn
let administrator: SignedIn

beforeAll(async () => {
  house = await foundedHouse()
  const coordination = house.team('coordination')
  consultant = await letIn(house, 'jelena', ['consultant'], [house.team('sos_line'), house.team('finders')], coordination)
  caseManager = await letIn(house, 'dara', ['case_manager'], [house.team('case_management'), house.team('finders')], coordination)
  administrator = await letIn(house, 'petar', ['administrator'], [], coordination)
})
afterAll(() => house.close())

/** A call as the desk composes it. */
async function call(by: SignedIn, client?: ClientId) {
  const newFolder = await by.vault.makeFolder('contact', [house.team('sos_line')], '2026-03-12')
  const doc = await by.vault.sealDoc({ folder: newFolder.id, id: newId(), version: 1, schema: 'contact/1' }, { says: 'Ђурђевак цвета' })
  const card = await by.vault.makeFolder('card', [house.team('finders')], '2026-03-12')
  const made = newId<'client'>()
  const cardDoc = await by.vault.sealDoc({ folder: card.id, id: newId(), version: 1, schema: 'card/1' }, { names: ['Đurić Ana'] })
  return {
    contact: {
      folder: newFolder.id, line: house.line.id, team: house.team('sos_line'), channel: 'phone', direction: 'in', type: 'trafficking',
      subtype: 'report', need: null, outcome: 'report_taken', urgency: 'not_asked', onDay: '2026-03-12', partOfDay: 'evening', minutesBand: '15_30',
    } as const,
    newFolder, doc,
    newClients: client ? [] : [{ id: made, card, doc: cardDoc }],
    links: [{ client: client ?? made, as: 'about' as const, holds: await by.vault.share(newFolder.id, [house.team('case_management')], '2026-03-12') }],
    cards: [], services: [], institutionContacts: [], draft: null as RecordId | null,
  }
}

it('what a team is called is changed by whoever keeps the settings, for everybody, and no two are called the same', async () => {
  const [line, finders] = [house.team('sos_line'), house.team('finders')]
  const settings = (called: string, teams: { id: typeof line; name: string }[]) => ({ name: called, languages: ['sr-Cyrl' as const, 'en' as const], lines: [{ ...house.line, closed: false }], teams })
  const known = async () => {
    const { organisation, teams } = await consultant.call(houseContract.keys, {})
    return [organisation.name, ...teams.filter(({ id }) => id === line || id === finders).map(({ name }) => name).toSorted()]
  }
  await administrator.call(houseContract.change, settings('Пример', [{ id: line, name: 'СОС линија' }, { id: finders, name: 'проналажење' }]))
  expect(await known()).toEqual(['Пример', 'СОС линија', 'проналажење'])
  // All of it or nothing: a name that is taken keeps the house's own from being changed.
  await expect(administrator.call(houseContract.change, settings('Друго', [{ id: line, name: 'Pronalaženje' }]))).rejects.toMatchObject({ kind: 'taken' })
  await expect(administrator.call(houseContract.change, settings('Друго', [{ id: newId<'team'>() as typeof line, name: 'Ничији' }]))).rejects.toMatchObject({ kind: 'not-found' })
  await expect(consultant.call(houseContract.change, settings('Друго', [{ id: line, name: 'Наша' }]))).rejects.toMatchObject({ kind: 'not-allowed' })
  expect(await known()).toEqual(['Пример', 'СОС линија', 'проналажење'])
})

describe('a call in a sealed house', () => {
  it('nothing of the house was quarantined by anybody let in', () => {
    expect([consultant, caseManager, administrator].flatMap((member) => member.quarantined)).toEqual([])
  })

  it('is saved once, however often it is sent', async () => {
    const saved = await call(consultant)
    expect(await consultant.call(contacts.save, saved)).toEqual({ alreadyThere: false })
    expect(await consultant.call(contacts.save, saved)).toEqual({ alreadyThere: true })
    const { contacts: all } = await consultant.call(contacts.list, {})
    expect(all.filter((one) => one.folder === saved.contact.folder)).toHaveLength(1)
  })

  it('is read in her words by the team that took it and, once linked, by case management', async () => {
    const saved = await call(consultant)
    await consultant.call(contacts.save, saved)
    for (const reader of [consultant, caseManager]) {
      const { served } = await reader.call(contacts.one, { folder: saved.contact.folder })
      expect(await reader.vault.admit(served)).toEqual([])
      const [opened] = await reader.vault.openDocs(served.docs)
      expect(opened?.content).toEqual({ says: 'Ђурђевак цвета' })
    }
  })

  it('is not there for case management after a wrong link is taken back', async () => {
    const saved = await call(consultant)
    const client = saved.links[0]?.client as ClientId
    await consultant.call(contacts.save, saved)
    await consultant.call(contacts.unlink, { folder: saved.contact.folder, client, as: 'about' })
    await expect(caseManager.call(contacts.one, { folder: saved.contact.folder })).rejects.toMatchObject({ kind: 'not-found' })
    await expect(consultant.call(contacts.one, { folder: saved.contact.folder })).resolves.toBeDefined()
  })

  it('finds the card of a new client for everyone who takes calls', async () => {
    const saved = await call(consultant)
    await consultant.call(contacts.save, saved)
    const { cards } = await caseManager.call(clients.cards, {})
    await caseManager.vault.admit({ keys: cards.map((card) => card.key), holds: cards.map((card) => card.hold) })
    const opened = await caseManager.vault.openDocs(cards.map((card) => card.doc), { signatures: 'later' })
    expect(opened.every((card) => (card.content as { names: string[] }).names[0] === 'Đurić Ana')).toBe(true)
    expect(await caseManager.vault.verifyLater()).toEqual([])
    const said = await caseManager.call(clients.cardVersions, {})
    expect(said.cards).toEqual(cards.map(({ client, doc }) => [client, doc.id, doc.version]))
    expect(said.restricted).toEqual([])
    expect(await caseManager.call(clients.copyPart, {})).not.toEqual(await consultant.call(clients.copyPart, {}))
  })

  it('is nothing to an administrator', async () => {
    const saved = await call(consultant)
    await consultant.call(contacts.save, saved)
    await expect(administrator.call(contacts.one, { folder: saved.contact.folder })).rejects.toMatchObject({ kind: 'not-allowed' })
    await expect(administrator.call(clients.cards, {})).rejects.toMatchObject({ kind: 'not-allowed' })
    await expect(administrator.call(clients.cardVersions, {})).rejects.toMatchObject({ kind: 'not-allowed' })
  })

  it('half of it is never saved: a link to nobody takes the whole call back', async () => {
    const saved = { ...(await call(consultant, newId<'client'>())) }
    await expect(consultant.call(contacts.save, saved)).rejects.toMatchObject({ kind: 'out-of-order' })
    await expect(consultant.call(contacts.one, { folder: saved.contact.folder })).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('refuses tomorrow, and a need without post festum, and names where', async () => {
    const saved = await call(consultant)
    const tomorrow = { ...saved, contact: { ...saved.contact, onDay: '2999-01-01' } }
    await expect(consultant.call(contacts.save, tomorrow)).rejects.toMatchObject({ kind: 'in-the-future', details: { flaws: [{ path: 'contact.onDay' }] } })
    const contradicting = { ...saved, contact: { ...saved.contact, need: 'recovery' as const } }
    await expect(consultant.call(contacts.save, contradicting)).rejects.toMatchObject({ kind: 'contradiction', details: { flaws: [{ path: 'contact.need' }] } })
  })

  it('throws its draft away in the transaction that saves it, and nobody else sees a draft', async () => {
    const draft = newId<'record'>()
    const saved = { ...(await call(consultant)), draft }
    await consultant.call(drafts.keep, { id: draft, blob: await consultant.vault.sealDraft(draft, { says: 'у пола речи' }) })
    expect((await caseManager.call(drafts.mine, {})).drafts).toEqual([])
    const [kept] = (await consultant.call(drafts.mine, {})).drafts
    expect(await consultant.vault.openDraft(draft, kept?.blob ?? '')).toEqual({ says: 'у пола речи' })
    await consultant.call(contacts.save, saved)
    expect((await consultant.call(drafts.mine, {})).drafts).toEqual([])
  })
})
