import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contactOf, sealed } from '../../../test/support/foreign.ts'
import { foundedHouse, letIn } from '../../../test/support/house.ts'
import type { House, SignedIn } from '../../../test/support/house.ts'
import { restrict } from '../../../test/support/restricting.ts'
import { newId } from '../../shared/ids.ts'
import type { ClientId, FolderId } from '../../shared/ids.ts'
import { contacts } from '../contacts/contract.ts'
import { figures } from '../figures/contract.ts'
import { openSituations } from '../figures/index.ts'
import { situations } from '../situations/contract.ts'
import type { AccountWords } from '../situations/contract.ts'
import { clients } from './contract.ts'
import type { CardWords } from './contract.ts'
import { cardJoined, cardParted } from './joined-card.ts'

let house: House
let mira: SignedIn
let jelena: SignedIn
/** A lawyer: she finds nobody. */
let vera: SignedIn
const notAsked = { ok: 'not_asked', hours: '', ask: '', say: '', codeWord: '' } as const
const wordsOf = (code: string, name: string): CardWords => ({ code, names: [name], aliases: [], phones: [], town: '', safe: notAsked, agreed: { text: '', on: '2026-01-01', by: null }, lastDay: '2026-01-01' })

beforeAll(async () => {
  house = await foundedHouse()
  const { team } = house
  mira = house.coordinator
  jelena = await letIn(house, 'jelena', ['consultant'], [team('sos_line'), team('finders')], team('coordination'))
  vera = await letIn(house, 'vera', ['case_manager'], [team('legal')], team('coordination'))
  await mira.learn()
}, 120_000)
afterAll(() => house?.close())

async function written(code: string, name: string) {
  const [id, words] = [newId<'client'>() as ClientId, wordsOf(code, name)]
  const made = await sealed(jelena, 'card', [house.team('finders')], words)
  await jelena.call(clients.make, { id, card: made.folder, doc: made.doc })
  const next = (version: number, content: object) => jelena.vault.sealDoc({ folder: made.folder.id, id: made.doc.id, version, schema: made.doc.schema }, content)
  return { id, words, next, card: made.folder.id as FolderId, doc: made.doc }
}
type Written = Awaited<ReturnType<typeof written>>

async function calledBy(...whom: readonly Written[]): Promise<FolderId> {
  const made = await sealed(jelena, 'contact', [house.team('sos_line')], { says: '…' })
  const folder = made.folder.id as FolderId
  await jelena.call(contacts.save, {
    contact: { ...contactOf(folder, house.line.id, house.team('sos_line')), onDay: '2026-03-12' }, newFolder: made.folder, doc: made.doc, newClients: [],
    links: whom.map(({ id }) => ({ client: id, as: 'about' as const, holds: [] })), cards: [], services: [], institutionContacts: [], draft: null,
  })
  return folder
}
async function join(stays: Written, other: Written) {
  const sent = { client: stays.id, joins: other.id, card: await stays.next(2, cardJoined(stays.words, other.words, other.id)) }
  await jelena.call(clients.join, sent)
  return sent
}
const clientsCounted = async () => (await mira.call(figures.count, { from: '2026-01-01', to: '2026-12-31' })).figures.find((one) => one.id === 'clients')?.value
const pageOf = async (of: Written, by = jelena) => by.call(clients.one, { client: of.id })
const foundNow = async () => (await jelena.call(clients.cardVersions, {})).cards.map(([client]) => client)

describe('a client who was written down twice', () => {
  it('is one person once both records are joined: on one page, found once, counted once', async () => {
    const [first, second] = [await written('AK-1', 'Ана'), await written('AK-2', 'Анка')]
    const [one, other] = [await calledBy(first), await calledBy(second)]
    const before = await clientsCounted()
    await join(first, second)

    expect(await clientsCounted()).toBe((before ?? 0) - 1)
    expect(await foundNow()).toContain(first.id)
    expect(await foundNow()).not.toContain(second.id)
    expect((await jelena.call(clients.cardVersions, {})).joined).toContainEqual({ client: second.id, into: first.id })
    for (const asked of [first, second]) {
      const page = await pageOf(asked)
      expect(page).toMatchObject({ client: first.id, joined: [second.id] })
      expect(page.contacts.map((contact) => contact.folder).toSorted()).toEqual([one, other].toSorted())
      expect(page.folders.map(({ client, kind }) => [client, kind])).toEqual([[first.id, 'card'], [second.id, 'card']])
    }
    expect((await jelena.call(contacts.ofClients, { clients: [first.id] })).contacts).toHaveLength(2)
    expect((await jelena.call(contacts.one, { folder: other })).links).toEqual([{ client: first.id, as: 'about' }])
  })

  it('is a visible correction of a period that was over: its figures say how many records were joined, or taken apart, since', async () => {
    const since = async (from: string, to: string) => (await mira.call(figures.count, { from, to })).regrouped
    const [first, second] = [await written('JK-1', 'Јана'), await written('JK-2', 'Јања')]
    await calledBy(second)
    const before = await since('2026-03-01', '2026-03-31')
    await join(first, second)
    expect(await since('2026-03-01', '2026-03-31')).toBe(before + 1)
    // Neither a period without a contact of hers, nor one that is not over.
    expect([await since('2026-04-01', '2026-04-30'), await since('2026-01-01', '2199-12-31')]).toEqual([0, 0])
    await jelena.call(clients.part, { client: first.id, parts: second.id, card: null })
    expect(await since('2026-03-01', '2026-03-31')).toBe(before + 1)
  })

  it('is named once by a call that both were linked to, and by none once it is unlinked', async () => {
    const [first, second] = [await written('BK-1', 'Беба'), await written('BK-2', 'Беба')]
    const folder = await calledBy(first, second)
    await join(first, second)
    expect((await jelena.call(contacts.one, { folder })).links).toEqual([{ client: first.id, as: 'about' }])
    expect((await pageOf(first)).contacts).toHaveLength(1)
    await jelena.call(contacts.unlink, { folder, client: first.id, as: 'about', card: null })
    expect((await jelena.call(contacts.one, { folder })).links).toEqual([])
  })

  it('is two again when the records are taken apart, each with what it had', async () => {
    const [first, second] = [await written('CK-1', 'Цеца'), await written('CK-2', 'Светлана')]
    await calledBy(first)
    const other = await calledBy(second)
    const [before, stays] = [await clientsCounted(), await join(first, second)]
    const apart = cardParted(cardJoined(first.words, second.words, second.id), second.id)
    expect(apart).toEqual(first.words)
    const sent = { client: first.id, parts: second.id, card: await first.next(3, apart) }
    expect(await jelena.call(clients.part, sent)).toEqual({ alreadyThere: false })
    expect(await jelena.call(clients.part, sent)).toEqual({ alreadyThere: true })
    expect(await clientsCounted()).toBe(before)
    expect(await foundNow()).toEqual(expect.arrayContaining([first.id, second.id]))
    expect((await pageOf(second)).contacts.map((contact) => contact.folder)).toEqual([other])
    expect(await pageOf(first)).toMatchObject({ client: first.id, joined: [] })
    // What was sent before they were taken apart does not join them again in a second try.
    expect(await jelena.call(clients.join, stays)).toEqual({ alreadyThere: true })
    expect(await foundNow()).toContain(second.id)
  })

  it('brings along what was joined to the second before', async () => {
    const [first, second, third] = [await written('DK-1', 'Дара'), await written('DK-2', 'Даринка'), await written('DK-3', 'Дарија')]
    await join(second, third)
    await join(first, { ...second, words: cardJoined(second.words, third.words, third.id) })
    expect(await pageOf(third)).toMatchObject({ client: first.id, joined: [second.id, third.id].toSorted() })
    await expect(join(third, first)).rejects.toMatchObject({ kind: 'changed-meanwhile' })
  })

  it('is joined once, however often it is sent; what somebody wrote on her card meanwhile is never lost', async () => {
    const [first, second] = [await written('EK-1', 'Ева'), await written('EK-2', 'Евица')]
    const sent = await join(first, second)
    expect(await jelena.call(clients.join, sent)).toEqual({ alreadyThere: true })
    const third = await written('EK-3', 'Ева')
    await jelena.call(clients.writeCard, { client: first.id, doc: await first.next(3, { ...first.words, town: 'Ниш' }) })
    await expect(join(first, third)).rejects.toMatchObject({ kind: 'changed-meanwhile' })
    expect(await foundNow()).toContain(third.id)
  })

  it('is written into under the record that stays, and not under the other', async () => {
    const [first, second] = [await written('FK-1', 'Фата'), await written('FK-2', 'Фатима')]
    await join(first, second)
    await expect(jelena.call(clients.writeCard, { client: second.id, doc: await second.next(2, second.words) })).rejects.toMatchObject({ kind: 'not-found' })
    await expect(calledBy(second)).rejects.toMatchObject({ kind: 'out-of-order' })
  })

  it('is one person in an account that was written before anybody knew', async () => {
    const [first, second] = [await written('IK-1', 'Ивана'), await written('IK-2', 'Ивка')]
    const words: AccountWords = {
      report: null, account: '…', countries: { recruitment: [], transit: [], exploitation: [] }, forms: [], sector: '', placeType: '', places: '', acts: [], means: [], control: [], recruitment: '',
      recruiterRelation: '', duration: '', source: '', certainty: '', screening: null, persons: [first, second].map(({ id }) => ({ client: id, status: 'presumed', minor: 'no' })),
    }
    const newFolder = await mira.vault.makeFolder('account', [house.team('coordination')], '2026-03-12')
    const doc = await mira.vault.sealDoc({ folder: newFolder.id, id: newId(), version: 1, schema: 'account/1' }, words)
    await mira.call(situations.report, { folder: newFolder.id as FolderId, year: 2026, form: 'labour', scope: 'internal', persons: 2, newFolder, doc, newClients: [], people: [] })
    const persons = async () => (await openSituations(mira.call, mira.vault)).opened.flatMap(({ words: { persons: all } }) => all.map((one) => one.client))
    expect(await persons()).toEqual([first.id, second.id])
    await join(first, second)
    expect(await persons()).toEqual([first.id, first.id])
  })

  it('opens no more to anybody than before', async () => {
    const [first, second] = [await written('GK-1', 'Гордана'), await written('GK-2', 'Гога')]
    const open = await sealed(mira, 'story', [house.team('legal'), house.team('coordination')], { says: '…' })
    await mira.call(clients.addFolder, { client: second.id, folder: open.folder, doc: open.doc })
    await join(first, second)
    // The lawyer holds the second's story and nothing of the first: she is led to the page, and sees there what she saw before.
    const page = await pageOf(first, vera)
    expect(page.folders).toEqual([{ client: second.id, folder: open.folder.id, kind: 'story' }])
    expect(page.served.docs.map((doc) => doc.folder)).toEqual([open.folder.id])
    await expect(vera.call(clients.part, { client: first.id, parts: second.id, card: null })).rejects.toMatchObject({ kind: 'not-found' })
    await expect(vera.call(clients.join, { client: first.id, joins: second.id, card: null })).rejects.toMatchObject({ kind: 'not-found' })
    await expect(pageOf(await written('GK-3', 'Гина'), vera)).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('is not joined while one of the two is restricted, and not restricted while they are joined', async () => {
    const [first, second, third] = [await written('HK-1', 'Хана'), await written('HK-2', 'Ханка'), await written('HK-3', 'Хани')]
    await restrict(house, mira, third.id, [mira], [mira])
    await expect(jelena.call(clients.join, { client: first.id, joins: third.id, card: null })).rejects.toMatchObject({ kind: 'not-found' })
    await expect(mira.call(clients.join, { client: first.id, joins: third.id, card: null })).rejects.toMatchObject({ kind: 'restricted' })
    await join(first, second)
    await expect(restrict(house, mira, first.id, [mira], [mira])).rejects.toMatchObject({ kind: 'joined' })
    await jelena.call(clients.part, { client: first.id, parts: second.id, card: null })
    await restrict(house, mira, first.id, [mira], [mira])
    expect(await foundNow()).not.toContain(first.id)
  })
})
