import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { contacts } from '../../src/features/contacts/contract.ts'
import { figures } from '../../src/features/figures/contract.ts'
import { institutions } from '../../src/features/institutions/contract.ts'
import { services } from '../../src/features/services/contract.ts'
import { newId } from '../../src/shared/ids.ts'
import type { ClientId } from '../../src/shared/ids.ts'
import { complaintsOf, openBrowser } from '../support/browser.ts'
import { deskHouse, device, look, named, passphraseOf, pick, shown, unfold, unlock } from '../support/desk.ts'
import type { SignedIn } from '../support/house.ts'
import { contactOf, sealed, serviceOf, someDay } from '../support/foreign.ts'

let desk: Awaited<ReturnType<typeof deskHouse>>
let browser: Browser
let contact: string
let colleague: SignedIn
const client = newId<'client'>() as ClientId

const words = {
  startedAt: `${someDay}T18:00:00.000Z`, endedAt: null, says: 'Тражи савет.', agreed: '', agreedBy: null, calledBy: '', number: '', contactor: 'self', language: 'sr',
  interpreter: 'not_asked', heardOf: '', safe: null, screening: null,
}
const safe = { ok: 'yes', hours: '', ask: '', say: '', codeWord: '' } as const
const card = { code: 'AK-1234', names: ['Ана Ђурић'], aliases: [], phones: [], town: 'Ниш', safe, agreed: { text: '', on: someDay, by: null }, lastDay: someDay }

/** A call with counselling given and the police spoken to, and help with papers in her story. */
beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  const { coordinator, team, line } = desk.house
  colleague = await desk.letIn('jelena', ['consultant'], [team('sos_line')])
  await coordinator.learn()
  const [call, made] = [await sealed(coordinator, 'contact', [team('sos_line')], words), await sealed(coordinator, 'card', [team('finders')], card)]
  contact = call.folder.id
  const spoken = { id: newId<'record'>(), client, team: team('sos_line'), kind: 'police', topic: 'assistance', channel: 'phone', direction: 'out', onDay: someDay } as const
  const said = await coordinator.vault.sealDoc({ folder: contact, id: newId(), version: 1, schema: 'institution-contact/1' }, { withWhom: 'Петар', said: 'Јавиће се.', promise: '', promisedBy: null, of: spoken.id })
  await coordinator.call(contacts.save, {
    contact: contactOf(call.folder.id, line.id, team('sos_line')), newFolder: call.folder, doc: call.doc, newClients: [{ id: client, card: made.folder, doc: made.doc }],
    links: [{ client, as: 'caller', holds: [] }], cards: [], services: [serviceOf(client, team('sos_line'))], institutionContacts: [{ facts: spoken, doc: said }], draft: null,
  })
  const own = await coordinator.vault.makeFolder('story', [team('coordination')], someDay)
  const about = { ...spoken, id: newId<'record'>(), client: null, kind: 'prosecution' as const }
  await coordinator.call(institutions.record, { ...about, folder: own.id, newFolder: own, doc: null })
  const story = await coordinator.vault.makeFolder('story', [team('case_management'), team('coordination')], someDay)
  const help = { ...serviceOf(client, team('case_management')), kind: 'legal' as const }
  const note = await coordinator.vault.sealDoc({ folder: story.id, id: newId(), version: 1, schema: 'service/1' }, { note: 'Пасош.', why: '', askAgain: null, of: help.id })
  await coordinator.call(services.record, { ...help, client, folder: story.id, newFolder: story, doc: note })
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

const go = (page: Page, address: string) => page.evaluate((to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')) }, address)
const counted = async () => {
  const { figures: all } = await desk.house.coordinator.call(figures.count, { from: '2026-01-01', to: '2026-12-31' })
  return ['services', 'institution_contacts'].map((id) => all.find((one) => one.id === id)?.value)
}

it('a wrong chip, a wrong contact with an institution and help from her page are taken back with the keyboard, and what was forgotten is added', async () => {
  const page = await (await device(browser)).newPage()
  await page.goto(desk.origin)
  await unlock(page, 'mira', passphraseOf('mira'))
  const complaints = complaintsOf(page)
  expect(await counted()).toEqual([2, 2])

  // In her story: asked first, left with Escape, and taken back by the second press
  await go(page, `/clients/${client}`)
  const story = shown(page, 'client.story')
  await story.locator('summary').first().click()
  await story.getByText('Пасош.').waitFor()
  await look(page, 'client-take-back')
  const legal = story.locator('li', { hasText: 'Пасош.' }).last().locator('[data-key^="help.take-back"]')
  await legal.focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Take this help back · Take back: legal, 12 March 2026' }).waitFor()
  await page.keyboard.press('Escape')
  await named(page, 'help.take-back.sure').waitFor({ state: 'detached' })
  expect(await counted()).toEqual([2, 2])
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.getByText('The help is taken back and counted no longer.').first().waitFor()
  await story.getByText('Пасош.').waitFor({ state: 'detached' })
  expect(await counted()).toEqual([1, 2])

  // On the contact's page: the wrong chip goes, the right one comes, under the contact's day
  await go(page, `/contacts/${contact}`)
  await shown(page, 'record.services').waitFor()
  await look(page, 'contact-given')
  await shown(page, 'help.take-back').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.getByText('Nothing was written down as given.').waitFor()
  expect(await counted()).toEqual([0, 2])
  await unfold(page, 'given.add')
  await shown(page, 'given.save').click()
  await page.getByText('Choose what was given.').waitFor()
  await pick(page, 'given.which', 'medical')
  await look(page, 'contact-given-add')
  await shown(page, 'given.save').click()
  await page.getByText('Added; it counts on the day of the contact.').first().waitFor()
  await shown(page, 'help.take-back').waitFor()
  expect(await counted()).toEqual([1, 2])
  await shown(page, 'institution.take-back').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.getByText('No institution was written down as spoken to.').waitFor()
  expect(await counted()).toEqual([1, 1])

  // One that was forgotten is added on the page where one is written otherwise, under the contact's day
  await shown(page, 'record.institution.add').focus()
  await page.keyboard.press('Enter')
  await page.getByText('It goes with the contact of 12 March 2026, and counts on that day.').waitFor()
  await look(page, 'institution-with-contact')
  await shown(page, 'institution.kind').selectOption('court')
  await page.keyboard.press('Control+Enter')
  await named(page, 'record.institutions').getByText('court').first().waitFor()
  expect(await counted()).toEqual([1, 2])
  await shown(page, 'institution.take-back').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await page.getByText('No institution was written down as spoken to.').waitFor()
  expect(await counted()).toEqual([1, 1])

  // About no client it stands on nobody's page, and is taken back where they are counted
  await go(page, '/accountability')
  await shown(page, 'account.from').fill('1.1.2026.')
  await unfold(page, 'account.loose')
  await look(page, 'accountability-take-back')
  await shown(page, 'institution.take-back').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await named(page, 'account.loose').waitFor({ state: 'detached' })
  expect(await counted()).toEqual([1, 0])
  await go(page, `/contacts/${contact}`)
  await shown(page, 'help.take-back').waitFor()

  // Taken back by a colleague meanwhile: this desk is told, and the page shows it when asked
  const { services: [left] } = await desk.house.coordinator.call(contacts.one, { folder: contact as never })
  await colleague.call(services.takeBack, { id: left?.id as never, folder: contact as never, docs: [] })
  await expect.poll(counted).toEqual([0, 0])
  await shown(page, 'written.show').click()
  await page.getByText('Nothing was written down as given.').waitFor()
  expect(complaints).toEqual([])
  await page.context().close()
}, 240_000)
