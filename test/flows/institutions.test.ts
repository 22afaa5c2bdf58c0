import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { clients } from '../../src/features/clients/contract.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { figures } from '../../src/features/figures/contract.ts'
import { newId } from '../../src/shared/ids.ts'
import type { ClientId } from '../../src/shared/ids.ts'
import { complaintsOf, openBrowser } from '../support/browser.ts'
import { deskHouse, device, look, named, passphraseOf, pick, shown, unlock } from '../support/desk.ts'
import { contactOf, sealed, someDay } from '../support/foreign.ts'

let desk: Awaited<ReturnType<typeof deskHouse>>
let browser: Browser
const client = newId<'client'>() as ClientId

const safe = { ok: 'yes', hours: '', ask: '', say: '', codeWord: '' } as const
const card = { code: 'AK-1234', names: ['Ана Ђурић'], aliases: [], phones: [], town: 'Ниш', safe, agreed: { text: '', on: someDay, by: null }, lastDay: someDay }

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  const { coordinator, team, line } = desk.house
  const [contact, made] = [await sealed(coordinator, 'contact', [team('sos_line')], {}), await sealed(coordinator, 'card', [team('finders')], card)]
  await coordinator.call(contacts.save, {
    contact: contactOf(contact.folder.id, line.id, team('sos_line')), newFolder: contact.folder, doc: contact.doc,
    newClients: [{ id: client, card: made.folder, doc: made.doc }], links: [{ client, as: 'caller', holds: [] }], cards: [], services: [], institutionContacts: [], draft: null,
  })
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

async function sitDown(name = 'mira', viewport = { width: 1366, height: 900 }, locale = 'en'): Promise<Page> {
  const page = await (await device(browser, { viewport }, locale)).newPage()
  await page.goto(desk.origin)
  await unlock(page, name, passphraseOf(name))
  return page
}

const go = (page: Page, address: string) => page.evaluate((to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')) }, address)

describe('institutions', () => {
  it('are written down, found in either script, seen to be right, and put away', async () => {
    const page = await sitDown()
    const complaints = complaintsOf(page)
    await shown(page, 'go.institutions').click()
    await page.getByText('The directory is empty').waitFor()
    await shown(page, 'directory.new').click()
    await shown(page, 'entry.save').click()
    await page.getByText('Write the name.').waitFor()
    await shown(page, 'entry.name').fill('Полицијска управа Ниш')
    await shown(page, 'entry.kind').selectOption('police')
    await shown(page, 'entry.unit').fill('Одељење за сузбијање трговине људима')
    await shown(page, 'entry.town').fill('Ниш')
    await shown(page, 'entry.duty').fill('018 192, 018 193')
    await shown(page, 'entry.verified').fill('')
    await shown(page, 'entry.languages').selectOption('en')
    await shown(page, 'entry.person.add').click()
    await shown(page, 'entry.person.name').fill('Петар Марковић')
    await shown(page, 'entry.person.role').fill('инспектор')
    await pick(page, 'entry.person.trained', 'yes')
    await look(page, 'institution-edit')
    await shown(page, 'entry.save').click()

    // Nobody has seen that it is so: said where it stands, one press
    await page.getByText('Nobody has noted that this was verified.').waitFor()
    await look(page, 'institution')
    await shown(page, 'directory.verified-today').click()
    await page.getByText('Noted as verified today.').first().waitFor()

    // Changed twice, and by nobody else meanwhile
    await shown(page, 'directory.edit').click()
    await shown(page, 'entry.hours').fill('даноноћно')
    await page.keyboard.press('Control+Enter')
    await page.getByText('даноноћно').waitFor()
    await shown(page, 'go.institutions').click()
    await shown(page, 'directory.find').fill('policijska uprava nis')
    await named(page, 'directory.find.found').first().waitFor()
    await look(page, 'institutions')
    await shown(page, 'directory.find').fill('markovic')
    await named(page, 'directory.find.found').filter({ hasText: 'Петар Марковић' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await shown(page, 'directory.people').waitFor()
    await shown(page, 'directory.archive').click()
    await shown(page, 'directory.restore').click()
    await page.getByText('Back in the directory.').first().waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  }, 240_000)

  it('a contact with one is written with the keyboard alone: from anywhere, from her page, during a call', async () => {
    const page = await sitDown()
    const complaints = complaintsOf(page)
    // From anywhere: K, three letters, Enter, Ctrl+Enter
    await page.keyboard.press('k')
    await shown(page, 'institution.find').waitFor()
    await expect.poll(() => shown(page, 'institution.find').evaluate((field) => field === document.activeElement)).toBe(true)
    await page.keyboard.type('petar')
    await named(page, 'institution.find.found').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await shown(page, 'institution.chosen').waitFor()
    expect(await shown(page, 'institution.kind').inputValue()).toBe('police')
    expect(await shown(page, 'institution.with').inputValue()).toBe('Петар Марковић, инспектор')
    await look(page, 'institution-contact')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Contact with the institution saved.').first().waitFor()

    // From her page: about her, for assistance, on her timeline and counted
    await go(page, `/clients/${client}`)
    await shown(page, 'client.institution').click()
    await shown(page, 'institution.find').fill('nis')
    await named(page, 'institution.find.found').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await pick(page, 'institution.answer', 'promised')
    await shown(page, 'institution.promise').fill('Јављају до петка.')
    await page.keyboard.press('Control+Enter')
    await shown(page, 'client.story').getByText('Полицијска управа Ниш').first().waitFor()

    // During a call
    await page.keyboard.press('n')
    await shown(page, 'contact.says').fill('Пита за пријаву.')
    await shown(page, 'contact.institution.add').click()
    await shown(page, 'institution.find').fill('nis')
    await named(page, 'institution.find.found').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await shown(page, 'institution.chosen').waitFor()
    await page.keyboard.press('Control+Enter')
    await shown(page, 'contacts.list').waitFor()

    const { institutionContacts } = await desk.house.coordinator.call(clients.one, { client })
    expect(institutionContacts).toMatchObject([{ kind: 'police', topic: 'assistance' }])
    const { figures: counted } = await desk.house.coordinator.call(figures.count, { from: '2026-01-01', to: '2026-12-31' })
    expect(counted.find((one) => one.id === 'institution_contacts')).toMatchObject({ value: 2, by: { police: 2 } })
    expect(counted.find((one) => one.id === 'institution_contacts.other_topics')).toMatchObject({ value: 1 })
    expect(complaints).toEqual([])
    await page.context().close()
  }, 240_000)
})

describe('an agreement', () => {
  it('without an end is kept with its paper; one that ends soon stands on Today', async () => {
    const page = await sitDown()
    const complaints = complaintsOf(page)
    await shown(page, 'go.institutions').click()
    await shown(page, 'directory.memoranda').click()
    await shown(page, 'memoranda.new').click()
    await shown(page, 'memorandum.save').click()
    await page.getByText('Name at least one party.').waitFor()
    await shown(page, 'memorandum.party').fill('nis')
    await named(page, 'memorandum.party.found').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await shown(page, 'memorandum.kind').inputValue()).toBe('police')
    await shown(page, 'memorandum.signed').fill('12.3.2016.')
    await shown(page, 'memorandum.scope').fill('Узајамно обавештавање и обука.')
    await shown(page, 'memorandum.point.add').click()
    await shown(page, 'memorandum.point.name').fill('Петар Марковић')
    await look(page, 'memorandum-edit')
    await shown(page, 'memorandum.save').click()

    // What is no document is refused where it stands; a paper is sealed, and comes back as it was
    await page.getByText('The signed paper is not attached yet.').waitFor()
    await page.locator('[data-key="memorandum.file"]').setInputFiles({ name: 'ugovor.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<svg onload="alert(1)"/>') })
    await page.getByText('This is no PDF, Word or ODT document.').waitFor()
    const paper = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(1_000_000, 'Ž')])
    await page.locator('[data-key="memorandum.file"]').setInputFiles({ name: '../ugovor.pdf', mimeType: 'application/pdf', buffer: paper })
    await page.getByText('The paper is sealed and kept.').first().waitFor()
    await look(page, 'memorandum')
    const coming = page.waitForEvent('download')
    await shown(page, 'memorandum.file.take').click()
    const taken = await coming
    expect(taken.suggestedFilename()).toBe('document.pdf')
    expect(readFileSync(await taken.path()).equals(paper)).toBe(true)

    // An end before the signing is said; an end in a month reminds
    await shown(page, 'memorandum.edit').click()
    await shown(page, 'memorandum.until').fill('11.3.2016.')
    await page.getByText('It cannot end before it was signed.').waitFor()
    await shown(page, 'memorandum.save').click()
    const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10)
    await shown(page, 'memorandum.until').fill(soon)
    await shown(page, 'memorandum.save').click()
    await page.getByText('It ends on').waitFor()
    await shown(page, 'go.today').click()
    await shown(page, 'today.memorandum').waitFor()
    await look(page, 'today-memoranda')
    await shown(page, 'today.memorandum').click()
    await page.getByText('ugovor.pdf').waitFor()
    await go(page, '/memoranda')
    await shown(page, 'memoranda.on').fill('11.3.2016.')
    await expect.poll(() => shown(page, 'memoranda.in-force').getAttribute('data-value')).toBe('0')
    await shown(page, 'memoranda.on').fill('31.12.2016.')
    await expect.poll(() => shown(page, 'memoranda.in-force').getAttribute('data-value')).toBe('1')
    await look(page, 'memoranda')
    const { figures: counted } = await desk.house.coordinator.call(figures.count, { from: '2016-01-01', to: '2016-12-31' })
    expect(counted.find((one) => one.id === 'memoranda.in_force')).toMatchObject({ value: 1, by: { police: 1 } })
    expect(complaints).toEqual([])
    await page.context().close()
  }, 240_000)
})
