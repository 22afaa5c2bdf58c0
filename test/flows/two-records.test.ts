import { afterAll, beforeAll, expect, it } from 'vitest'
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

const evening = { ok: 'yes', hours: 'после 20', ask: 'Мира', say: 'из библиотеке', codeWord: '' } as const
const never = { ok: 'no', hours: '', ask: '', say: '', codeWord: '' } as const
const card = (code: string, name: string, safe: typeof evening | typeof never, phones: string[]) =>
  ({ code, names: [name], aliases: [], phones, town: 'Ниш', safe, agreed: { text: '', on: someDay, by: null }, lastDay: someDay })
const words = {
  startedAt: `${someDay}T18:00:00.000Z`, endedAt: null, says: 'Тражи савет.', agreed: '', agreedBy: null, calledBy: '', number: '', contactor: 'self', language: 'sr',
  interpreter: 'not_asked', heardOf: '', safe: null, screening: null,
}
const [ana, anja] = [newId<'client'>() as ClientId, newId<'client'>() as ClientId]

/** The same woman called twice, and was written down by two consultants. */
beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  const { coordinator, team, line } = desk.house
  await coordinator.learn()
  for (const [id, content, says] of [[ana, card('AK-1234', 'Ана Ђурић', evening, ['064 111 222']), 'Прва прича.'], [anja, card('MP-7777', 'Ања из Ниша', never, ['063 999 888']), 'Друга прича.']] as const) {
    const [call, made] = [await sealed(coordinator, 'contact', [team('sos_line')], { ...words, says }), await sealed(coordinator, 'card', [team('finders')], content)]
    await coordinator.call(contacts.save, {
      contact: contactOf(call.folder.id, line.id, team('sos_line')), newFolder: call.folder, doc: call.doc, newClients: [{ id, card: made.folder, doc: made.doc }],
      links: [{ client: id, as: 'caller', holds: [] }], cards: [], services: [], institutionContacts: [], draft: null,
    })
  }
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

const go = (page: Page, address: string) => page.evaluate((to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')) }, address)
const counted = async () => (await desk.house.coordinator.call(figures.count, { from: '2026-01-01', to: '2026-12-31' })).figures.find((one) => one.id === 'clients')?.value

it('two records of one woman become one with the keyboard: found by either name, one story, and two again when it was wrong', async () => {
  const page = await (await device(browser)).newPage()
  await page.goto(desk.origin)
  await unlock(page, 'mira', passphraseOf('mira'))
  const complaints = complaintsOf(page)
  expect(await counted()).toBe(2)
  await go(page, `/clients/${ana}`)
  await shown(page, 'client.join').focus()
  await page.keyboard.press('Enter')
  await look(page, 'two-records-find')

  // Nobody chosen: said at the place. She is found by her other name
  await shown(page, 'join.do').click()
  await page.getByText('Find the other record first.').waitFor()
  await shown(page, 'join.find').fill('Anja')
  await page.getByRole('option', { name: /Ања из Ниша/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByText('Which holds?').waitFor()
  await look(page, 'two-records-beside')

  // How to call her safely is not the same on both: somebody must choose
  await shown(page, 'join.do').click()
  await page.getByText('Choose which one holds before you join them.').waitFor()
  await pick(page, 'join.safe', 'other')
  await shown(page, 'join.do').click()
  await named(page, 'join.do').waitFor({ state: 'detached' })
  expect(await counted()).toBe(1)
  await shown(page, 'client.joined').waitFor()
  expect(await shown(page, 'client.safe').textContent()).toContain('no')
  await page.getByText('Ања из Ниша, MP-7777').waitFor()
  const story = shown(page, 'client.story')
  for (const summary of await story.locator('summary').all()) await summary.click()
  for (const says of ['Прва прича.', 'Друга прича.']) await story.getByText(says).first().waitFor()
  await look(page, 'two-records-joined')

  // The other's address leads here, and so does her name
  await go(page, `/clients/${anja}`)
  await page.waitForURL(`**/clients/${ana}`)
  await go(page, '/clients')
  await shown(page, 'clients.find').fill('MP-7777')
  await page.getByRole('option', { name: /Ана Ђурић/ }).waitFor()
  expect(await page.getByRole('option', { name: /Ања из Ниша · / }).count()).toBe(0)

  // It was wrong: both stand for themselves again
  await go(page, `/clients/${ana}`)
  await shown(page, 'client.part').focus()
  await page.keyboard.press('Enter')
  await named(page, 'part.do').waitFor()
  await look(page, 'two-records-part')
  await shown(page, 'part.do').click()
  await named(page, 'part.do').waitFor({ state: 'detached' })
  await named(page, 'client.joined').waitFor({ state: 'detached' })
  expect(await counted()).toBe(2)
  expect(await shown(page, 'client.safe').textContent()).toContain('после 20')
  await go(page, '/clients')
  await shown(page, 'clients.find').fill('MP-7777')
  await page.getByRole('option', { name: /Ања из Ниша/ }).waitFor()
  expect(await page.getByRole('option', { name: /Ана Ђурић/ }).count()).toBe(0)

  // A colleague joins them meanwhile: whoever is in a call with the other has her under the record that stays
  await go(page, '/contacts/new')
  await shown(page, 'contact.who').fill('Ања')
  await page.getByRole('option', { name: /Ања из Ниша/ }).waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await desk.house.coordinator.call(clients.join, { client: ana, joins: anja, card: null })
  await shown(page, 'contact.save').click()
  await page.getByText('found to have a record already').waitFor()
  await shown(page, 'contact.save').click()
  await page.waitForURL((url) => !url.pathname.startsWith('/contacts/new'))
  const { contacts: hers } = await desk.house.coordinator.call(clients.one, { client: ana })
  expect(hers).toHaveLength(3)
  // The refused save is the one thing the browser writes down.
  expect(complaints.filter((one) => !one.includes('409 (Conflict)'))).toEqual([])
  await page.context().close()
}, 240_000)
