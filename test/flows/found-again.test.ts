import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { clients } from '../../src/features/clients/contract.ts'
import { newId } from '../../src/shared/ids.ts'
import type { ClientId } from '../../src/shared/ids.ts'
import { complaintsOf, openBrowser } from '../support/browser.ts'
import { deskHouse, device, look, named, passphraseOf, pick, shown, unfold, unlock } from '../support/desk.ts'
import { sealed, someDay } from '../support/foreign.ts'

let desk: Awaited<ReturnType<typeof deskHouse>>
let browser: Browser

const notAsked = { ok: 'not_asked', hours: '', ask: '', say: '', codeWord: '' } as const
const card = (code: string, name: string, more: object = {}) => ({ code, names: [name], aliases: [], phones: [], town: '', safe: notAsked, agreed: { text: '', on: someDay, by: null }, lastDay: someDay, ...more })

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  const { coordinator, team } = desk.house
  for (const words of [card('AK-1234', 'Ана Ђурић', { aliases: ['Беба'], phones: ['064 111 222'], town: 'Ниш' }), card('BM-5678', 'Đurić Ana', { town: 'Novi Sad' }), card('TN-1111', 'Јоцић Мила')]) {
    const made = await sealed(coordinator, 'card', [team('finders')], words)
    await coordinator.call(clients.make, { id: newId<'client'>() as ClientId, card: made.folder, doc: made.doc })
  }
  await desk.letIn('jelena', ['consultant'], [team('sos_line'), team('finders')])
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

async function sitDown(name = 'jelena'): Promise<Page> {
  const page = await (await device(browser)).newPage()
  await page.goto(desk.origin)
  await unlock(page, name, passphraseOf(name))
  return page
}
/** Finds somebody and takes her. */
async function choose(page: Page, finder: string, text: string, option: RegExp) {
  await shown(page, finder).fill(text)
  await page.getByRole('option', { name: option }).first().click()
}
const rows = (page: Page) => named(page, 'contacts.list').locator('tbody tr')

describe('a contact that was taken', () => {
  it('is found by whom it concerns, read whole, corrected with its history, and unlinked with what was agreed', async () => {
    const page = await sitDown()
    const complaints = complaintsOf(page)
    // One with everything, about Ana of Niš
    await page.keyboard.press('n')
    await choose(page, 'contact.who', 'djuric', /Ниш/)
    await page.getByText('How to call safely').click()
    await pick(page, 'safe.ok', 'yes')
    await shown(page, 'safe.hours').fill('после 20')
    await shown(page, 'contact.says').fill('Држе јој пасош.')
    await shown(page, 'contact.agreed').fill('Пратња у Центар.')
    await pick(page, 'contact.type', 'trafficking')
    await pick(page, 'contact.subtype', 'report')
    await shown(page, 'contact.language').selectOption('ro')
    await shown(page, 'contact.heard-of').selectOption({ index: 1 })
    await unfold(page, 'contact.signs')
    await pick(page, 'signs.retention_of_documents', 'yes')
    await shown(page, 'contact.institution.add').click()
    await shown(page, 'institution.kind').selectOption('police')
    await shown(page, 'institution.with').fill('инспектор Павле')
    await shown(page, 'institution.promise').fill('јавља се сутра')
    await page.keyboard.press('Control+Enter')
    await rows(page).first().waitFor()
    // One that stays without a name, and one that is only begun
    await page.keyboard.press('n')
    await shown(page, 'contact.says').fill('Пита за посао у Малти.')
    await pick(page, 'contact.type', 'preventive')
    await page.keyboard.press('Control+Enter')
    await rows(page).nth(1).waitFor()
    await page.keyboard.press('n')
    await shown(page, 'contact.says').fill('Прекинута веза.')
    await page.getByText('saved a moment ago').waitFor()
    await shown(page, 'go.contacts').click()
    await shown(page, 'contacts.continue').waitFor()
    expect(await rows(page).allInnerTexts()).toEqual([expect.stringContaining('nobody named'), expect.stringMatching(/Ана Ђурић · calls/)])
    await look(page, 'contacts')

    // By a name without marks, by sound, by an alias, a telephone, a town, a code; everybody of a name at once
    await named(page, 'contacts.list').locator('tbody').getByText(/\d\d:\d\d/).first().waitFor()
    for (const text of ['Djuric', 'Durrić', 'beba', '064111222', 'nis', 'ak 1234']) {
      await shown(page, 'contacts.find').fill(text)
      await page.getByRole('option', { name: /Ана Ђурић/ }).first().waitFor()
    }
    await shown(page, 'contacts.find').fill('duric')
    await page.getByRole('option', { name: 'Contacts of everybody like “duric”' }).click()
    await shown(page, 'contacts.all').waitFor()
    await expect.poll(() => rows(page).count()).toBe(1)
    await choose(page, 'contacts.find', 'Јоцић', /Мила/)
    await page.getByText('No such contact').waitFor()
    await shown(page, 'contacts.all').click()
    await unfold(page, 'contacts.narrow')
    await shown(page, 'contacts.linked').selectOption('no')
    await expect.poll(() => rows(page).allInnerTexts()).toEqual([expect.stringContaining('nobody named')])
    await shown(page, 'contacts.linked').selectOption('')
    await shown(page, 'contacts.type').selectOption('trafficking')
    await expect.poll(() => rows(page).count()).toBe(1)
    await look(page, 'contacts-narrowed')

    // The record says everything; what was narrowed is still so on the way back
    await shown(page, 'contacts.open').click()
    for (const said of ['Држе јој пасош.', 'Пратња у Центар.', 'yes · после 20', 'Romanian', 'инспектор Павле', 'јавља се сутра', '1 of 11 asked']) await page.getByText(said).first().waitFor()
    expect(await named(page, 'record.taken-by').innerText()).toBe('jelena')
    await look(page, 'contact-record')
    await page.goBack()
    await expect.poll(() => rows(page).count()).toBe(1)
    await shown(page, 'contacts.open').click()

    // Corrected: who, what stood before, and the sealed version it stood in
    await shown(page, 'contact.correct').click()
    await shown(page, 'contact.says').fill('Држе јој личну карту.')
    await shown(page, 'contact.agreed').fill('Пратња у суд.')
    await pick(page, 'contact.subtype', 'support_monitoring')
    await page.keyboard.press('Control+Enter')
    await shown(page, 'contact.history.show').click()
    await named(page, 'history.says').locator('del', { hasText: 'Држе јој пасош.' }).waitFor()
    expect(await named(page, 'history.says').locator('ins').innerText()).toBe('Држе јој личну карту.')
    await named(page, 'history.type').waitFor()
    expect(await named(page, 'history.heardOf').count()).toBe(0)
    await look(page, 'contact-history')
    // What was agreed stands corrected on her card
    await named(page, 'contact.links').getByRole('link', { name: /Ана Ђурић/ }).click()
    await page.locator('section').filter({ has: named(page, 'client.agreed-done') }).getByText('Пратња у суд.').waitFor()
    await page.goBack()
    await shown(page, 'contact.unlink').waitFor()

    // Not hers: the link goes, and with it what was agreed and said about safe contact
    await shown(page, 'contact.unlink').click()
    await page.getByText('what was agreed in this contact is off her card').first().waitFor()
    await page.getByText('Nobody is linked: an anonymous contact.').waitFor()
    await shown(page, 'go.clients').click()
    await shown(page, 'clients.recent').getByText('Ана Ђурић').click()
    await page.getByText('Nothing is agreed.').waitFor()
    expect(await named(page, 'client.safe').innerText()).not.toContain('после 20')
    // Linked to whom it really concerns, it speaks on her card
    await page.goBack()
    await page.goBack()
    await choose(page, 'contact.link', 'đurić ana', /Novi Sad/)
    await page.getByText('Linked.').first().waitFor()
    // As the first she is taken for the caller. It was somebody else who called: taken back and linked again, by the keyboard alone
    const linked = named(page, 'contact.links')
    await linked.getByText('calls', { exact: false }).first().waitFor()
    await shown(page, 'contact.unlink').press('Enter')
    await page.getByText('Nobody is linked: an anonymous contact.').waitFor()
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute('data-key'))).toBe('contact.link')
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('2')
    await choose(page, 'contact.link', 'đurić ana', /Novi Sad/)
    await linked.getByRole('listitem').getByText('is spoken about').waitFor()
    await page.getByRole('link', { name: 'Đurić Ana' }).click()
    await page.getByText('Пратња у суд.').first().waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  }, 240_000)
})

describe('a card', () => {
  it('keeps short words one finds her by: what is too long, has too few digits or belongs to another is said at its field', async () => {
    const page = await sitDown('mira')
    await shown(page, 'go.clients').click()
    await shown(page, 'clients.recent').getByText('Јоцић Мила').click()
    await shown(page, 'client.edit').click()
    await shown(page, 'card.names').fill('М'.repeat(121))
    await page.getByText('is longer than 120 characters').waitFor()
    await shown(page, 'card.save').click()
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-key'))).toBe('card.names')
    await shown(page, 'card.names').fill('Јоцић Мила')
    await shown(page, 'card.phones').fill('12')
    await shown(page, 'card.save').click()
    await page.getByText('has too few digits to be found by').waitFor()
    await shown(page, 'card.phones').fill('011 222 333')
    await shown(page, 'card.code').fill('ak 1234')
    await shown(page, 'card.save').click()
    await page.getByText('Somebody else has this code already.').waitFor()
    await shown(page, 'card.code').fill('ТН-2222')
    await shown(page, 'card.aliases').fill('Милка, Сандра')
    await look(page, 'card')
    await shown(page, 'card.save').click()
    await named(page, 'client.aliases').getByText('Милка, Сандра').waitFor()
    await shown(page, 'find').click()
    await shown(page, 'find.query').fill('sandra')
    await page.getByRole('option', { name: /Јоцић Мила/ }).waitFor()
    await page.context().close()
  }, 120_000)

  it('never takes more than can be kept from a contact: the field is shown, nothing is cut and nothing is sent', async () => {
    const page = await sitDown()
    await page.keyboard.press('n')
    await shown(page, 'contact.new-client').click()
    await shown(page, 'person.name').fill('н'.repeat(130))
    await shown(page, 'contact.says').fill('…')
    await page.keyboard.press('Control+Enter')
    await page.getByText('10 characters too many').waitFor()
    await page.waitForFunction(() => document.activeElement?.getAttribute('data-key') === 'person.name')
    expect(await shown(page, 'person.name').inputValue()).toHaveLength(130)
    await shown(page, 'person.name').fill('Нада')
    await page.keyboard.press('Control+Enter')
    await rows(page).first().waitFor()
    await page.context().close()
  }, 120_000)
})

describe('what this computer keeps of cards', () => {
  type Read = { readonly cards: number; readonly fetched: number }
  const readings = (page: Page) => page.evaluate(() => performance.getEntriesByName('wayout.cards').map((one) => (one as PerformanceMeasure).detail as Read))
  const kept = (page: Page) => page.waitForFunction(() => performance.getEntriesByName('wayout.cards-kept').length === performance.getEntriesByName('wayout.cards').length && performance.getEntriesByName('wayout.cards').length > 0)
  const again = async (page: Page) => {
    await shown(page, 'lock').first().click()
    const before = (await readings(page)).length
    await unlock(page, 'jelena', passphraseOf('jelena'))
    await page.waitForFunction((count) => performance.getEntriesByName('wayout.cards').length > count, before)
    await kept(page)
    return (await readings(page)).at(-1)
  }
  const finds = async (page: Page, text: string, name: RegExp) => {
    await shown(page, 'go.clients').click()
    await shown(page, 'clients.find').fill(text)
    await page.getByRole('option', { name }).first().waitFor()
  }

  it('is sealed, is used again, and is no more than what the program says is hers', async () => {
    const { coordinator, team } = desk.house
    const page = await sitDown()
    await kept(page)
    const [first] = await readings(page)
    expect(first?.fetched).toBe(first?.cards)
    const copy = await page.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((done) => { const asked = indexedDB.open('wayout-cards'); asked.onsuccess = () => done(asked.result) })
      const all = await new Promise<{ sealed: Uint8Array }[]>((done) => { const asked = db.transaction('copies').objectStore('copies').getAll(); asked.onsuccess = () => done(asked.result as never) })
      return all.map(({ sealed }) => new TextDecoder().decode(sealed)).join()
    })
    expect(copy.length).toBeGreaterThan(1000)
    for (const word of ['Ана', 'Беба', '064', 'Ниш', 'AK-1234', 'card']) expect(copy).not.toContain(word)

    // Somebody new, written down by a colleague: she alone is fetched.
    const made = await sealed(coordinator, 'card', [team('finders')], card('NV-2222', 'Нова Невена'))
    await coordinator.call(clients.make, { id: newId<'client'>() as ClientId, card: made.folder, doc: made.doc })
    expect(await again(page)).toEqual({ cards: (first?.cards ?? 0) + 1, fetched: 1 })
    await finds(page, 'nevena', /Нова Невена/)
    await finds(page, 'djuric', /Ана Ђурић/)
    expect((await again(page))?.fetched).toBe(0)
    await finds(page, 'durić', /Ана Ђурић/)

    // Damaged on the disk: read from the program, as on a computer that never had it.
    await page.evaluate(async () => {
      const db = await new Promise<IDBDatabase>((done) => { const asked = indexedDB.open('wayout-cards'); asked.onsuccess = () => done(asked.result) })
      const store = db.transaction('copies', 'readwrite').objectStore('copies')
      const all = await new Promise<{ member: string; sealed: Uint8Array }[]>((done) => { const asked = store.getAll(); asked.onsuccess = () => done(asked.result as never) })
      for (const one of all) { one.sealed[200] = (one.sealed[200] ?? 0) ^ 1; store.put(one) }
      db.close()
    })
    const after = await again(page)
    expect(after?.fetched).toBe(after?.cards)
    await finds(page, 'nevena', /Нова Невена/)
    await page.context().close()
  }, 180_000)
})
