import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { clients } from '../../src/features/clients/contract.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { house } from '../../src/features/house/contract.ts'
import { newId } from '../../src/shared/ids.ts'
import type { ClientId } from '../../src/shared/ids.ts'
import { complaintsOf, openBrowser } from '../support/browser.ts'
import { deskHouse, device, look, passphraseOf, pick, shown, unfold, unlock } from '../support/desk.ts'
import { contactOf, sealed, someDay } from '../support/foreign.ts'

let desk: Awaited<ReturnType<typeof deskHouse>>
let browser: Browser
const client = newId<'client'>() as ClientId

const safe = { ok: 'yes', hours: '', ask: '', say: '', codeWord: '' } as const
const card = { code: 'AK-1234', names: ['Ана Ђурић'], aliases: [], phones: [], town: 'Ниш', safe, agreed: { text: 'Зове сутра.', on: someDay, by: null }, lastDay: someDay }
const said = {
  startedAt: `${someDay}T18:00:00.000Z`, endedAt: null, says: 'Прва реч.', agreed: '', agreedBy: null, calledBy: '', number: '', contactor: 'self', language: 'sr',
  interpreter: 'not_asked', heardOf: '', safe: null, screening: null,
}

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  const { coordinator, team, line } = desk.house
  const [contact, made] = [await sealed(coordinator, 'contact', [team('sos_line')], said), await sealed(coordinator, 'card', [team('finders')], card)]
  await coordinator.call(contacts.save, {
    contact: contactOf(contact.folder.id, line.id, team('sos_line')), newFolder: contact.folder, doc: contact.doc,
    newClients: [{ id: client, card: made.folder, doc: made.doc }], links: [{ client, as: 'caller', holds: [] }], cards: [], services: [], institutionContacts: [], draft: null,
  })
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

/** The coordinator at her desk, unlocked. */
async function sitDown(viewport = { width: 1366, height: 900 }): Promise<Page> {
  const page = await (await device(browser, { viewport })).newPage()
  await page.goto(desk.origin)
  await unlock(page, 'mira', passphraseOf('mira'))
  return page
}


describe('what a call leaves to be written', () => {
  it('is written from her page, checked where it contradicts itself, and stands in her story', async () => {
    const page = await sitDown()
    const complaints = complaintsOf(page)
    await shown(page, 'go.clients').click()
    await shown(page, 'clients.recent').locator('a').first().click()
    await shown(page, 'client.story').waitFor()

    // Help outside a contact
    await shown(page, 'client.help').click()
    await pick(page, 'help.kind', 'legal')
    await pick(page, 'help.state', 'declined')
    await shown(page, 'help.why').fill('Не сада.')
    // One and a half times is no number of times, and is never fifteen: it stays as she typed it and nothing is sent
    await shown(page, 'help.times').fill('1.5')
    await shown(page, 'help.save').click()
    await page.getByText('Write a whole number from 1 to 999.').waitFor()
    expect(await shown(page, 'help.times').inputValue()).toBe('1.5')
    await look(page, 'help')
    await shown(page, 'help.times').fill('3')
    await shown(page, 'help.save').click()
    await shown(page, 'client.story').waitFor()

    // The weighted list: act, exploitation, and the worker's own view of the means, with her reason
    await shown(page, 'client.screening').click()
    await pick(page, 'screening.list', 'weighted')
    await pick(page, 'screening.act', 'yes')
    await unfold(page, 'screening.exploitation')
    await pick(page, 'screening.exploitation.excessive_hours', 'yes')
    await pick(page, 'screening.exploitation.low_salary', 'yes')
    await unfold(page, 'screening.coercion_destination')
    await pick(page, 'screening.coercion_destination.override', 'positive')
    await shown(page, 'screening.save').click()
    await page.getByText('Say why you see it otherwise.').waitFor()
    await shown(page, 'screening.coercion_destination.reason').fill('Видела сам браву споља.')
    await page.getByText('The signs are a reason to refer.').waitFor()
    await look(page, 'screening')
    await shown(page, 'screening.save').click()
    await page.getByText('Screening: 2 of 67 asked').waitFor()
    // Her reason is read with it, and every answer by the list and version that were used
    await page.getByText('coercion at destination, enough signs. Why: Видела сам браву споља.').waitFor()
    await shown(page, 'screening.seen').getByText('weighted list (ILO and EC), version 1, for an adult').click()
    await page.getByText('yes: excessive working days or hours, low or no salary').waitFor()
    await page.getByText('to be proof-read against ILO WCMS_105023').waitFor()
    await look(page, 'screening-seen')

    // About her: a year of birth that contradicts the age is said where it stands, and nothing is sent
    await shown(page, 'client.about-her').click()
    await pick(page, 'about.sex', 'female')
    await shown(page, 'about.birth-year').fill('-5')
    await page.getByText('Write the year in four figures').waitFor()
    expect(await shown(page, 'about.birth-year').inputValue()).toBe('-5')
    await shown(page, 'about.birth-year').fill('1990')
    await shown(page, 'about.age-band').selectOption('9-17')
    await page.getByText('do not fit together').waitFor()
    await shown(page, 'about.save').click()
    await shown(page, 'about.age-band').selectOption('30-38')
    await shown(page, 'about.citizenships').selectOption('RS')
    await look(page, 'about-her')
    await shown(page, 'about.save').click()
    await shown(page, 'client.story').waitFor()
    const { persons } = await desk.house.coordinator.call(clients.one, { client })
    expect(persons).toMatchObject([{ sex: 'female', citizenRs: 'not_asked', version: 1 }])

    // A court decided that she was a minor, says a slip of the finger; her year of birth says otherwise
    await shown(page, 'client.identify').click()
    // Formal status is a state body's: the organisation, chosen before, is taken back and cannot be chosen
    await pick(page, 'identify.decided', 'ngo')
    await pick(page, 'identify.status', 'identified_formal')
    await page.getByText('Formal status is decided by a state body.').waitFor()
    const ours = page.locator('[data-key="identify.decided"] [data-value="ngo"] input')
    expect([await ours.isChecked(), await ours.isDisabled()]).toEqual([false, true])
    await pick(page, 'identify.decided', 'prosecution_court')
    await pick(page, 'identify.minor', 'yes')
    await page.getByText('Her year of birth says otherwise.').waitFor()
    await pick(page, 'identify.minor', 'no')
    await shown(page, 'identify.reasons').fill('Пресуда.')

    // Locked in the middle: the words come back
    await page.getByText('saved a moment ago').waitFor()
    await shown(page, 'lock').click()
    await shown(page, 'unlock.passphrase').fill(passphraseOf('mira'))
    await page.keyboard.press('Enter')
    await shown(page, 'identify.reasons').waitFor()
    expect(await shown(page, 'identify.reasons').inputValue()).toBe('Пресуда.')
    await shown(page, 'identify.save').click()
    await page.getByText('formally identified, decided by prosecution or court').waitFor()

    // What was agreed has been done
    await shown(page, 'client.agreed-done').click()
    await page.getByText('Nothing is agreed.').waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  }, 240_000)

  it('puts a contact right, and a second correction of the old version is refused', async () => {
    const page = await sitDown()
    await shown(page, 'go.contacts').click()
    await shown(page, 'contacts.open').click()
    await shown(page, 'contact.correct').click()
    await pick(page, 'contact.type', 'preventive')
    await pick(page, 'contact.subtype', 'offer_check_job')
    await shown(page, 'contact.says').fill('Прва реч, исправљена.')
    await look(page, 'correct')
    await shown(page, 'correct.save').click()
    await shown(page, 'contact.links').waitFor()
    await page.getByText('Прва реч, исправљена.').waitFor()
    const { contacts: [listed] } = await desk.house.coordinator.call(contacts.list, {})
    expect(listed).toMatchObject({ type: 'preventive', subtype: 'offer_check_job', version: 2 })
    const { version: _, ...facts } = listed!
    await expect(desk.house.coordinator.call(contacts.change, { ...facts, version: 1, doc: null })).rejects.toMatchObject({ kind: 'changed-meanwhile' })
    await page.context().close()
  }, 120_000)

  it('says in a report who differs from the others', async () => {
    const page = await sitDown({ width: 360, height: 780 })
    await page.evaluate((id) => { history.pushState(null, '', `/report?client=${id}`); dispatchEvent(new PopStateEvent('popstate')) }, client)
    const people = page.locator('[data-key="report.people"] > li')
    for (const typed of ['100', '8.5', '-2', '0']) {
      await shown(page, 'report.more').fill(typed)
      await shown(page, 'report.more').press('Enter')
      await page.getByText('Write a whole number from 1 to 98').waitFor()
      expect([await shown(page, 'report.more').inputValue(), await people.count()]).toEqual([typed, 1])
    }
    await shown(page, 'report.more').fill('2')
    await shown(page, 'report.save').click()
    await page.getByText('these are not in the report yet').waitFor()
    await shown(page, 'report.more').press('Enter')
    expect(await people.count()).toBe(3)
    await pick(page, 'report.sex', 'male')
    await pick(page, 'report.status', 'presumed')
    await unfold(page, 'report.people.own')
    await pick(page, 'own.status', 'none')
    await pick(page, 'own.minor', 'yes')
    await page.getByText('not required for').first().waitFor()
    await shown(page, 'report.country').selectOption('RS')
    await look(page, 'report-differs')
    await shown(page, 'report.save').click()
    await shown(page, 'clients.find').waitFor()
    const { persons, statusEvents } = await desk.house.coordinator.call(clients.one, { client })
    // She was asked before: what is known stays, what nobody had asked is filled in.
    expect(persons).toMatchObject([{ sex: 'female', exploitedRs: 'yes', version: 2 }])
    expect(statusEvents.filter((one) => one.status === 'presumed')).toEqual([])
    await page.context().close()
  }, 120_000)

  it('takes a contact on a line that was added, by the way that line is reached', async () => {
    const page = await sitDown()
    await shown(page, 'go.house').click()
    await shown(page, 'house.line.add').click()
    const added = page.locator('[data-key="house.line"]').nth(1)
    await shown(page, 'house.save').click()
    await page.getByText('Name the line.').waitFor()
    await added.fill('Вајбер')
    await page.locator('[data-key="house.line.channel"]').nth(1).selectOption('viber')
    await look(page, 'house')
    await shown(page, 'house.save').click()
    await page.getByText('Saved.').first().waitFor()
    await page.keyboard.press('n')
    await unfold(page, 'contact.late')
    await shown(page, 'contact.line').selectOption({ label: 'Вајбер' })
    // What is written goes with it only after she was asked; a telephone that her card could not be kept with is said at its field
    await shown(page, 'contact.new-client').click()
    await shown(page, 'person.phone').fill('нема број')
    await shown(page, 'contact.press.information').click()
    await page.locator('[data-key="contact.press.information.sure"]:visible').click()
    await page.getByText('has too few digits to be found by').waitFor()
    expect(await shown(page, 'person.phone').inputValue()).toBe('нема број')
    await look(page, 'contact-phone')
    await shown(page, 'contact.person.remove').click()
    await shown(page, 'contact.press.information').click()
    await shown(page, 'contacts.list').waitFor()
    const [{ contacts: listed }, { lines }] = [await desk.house.coordinator.call(contacts.list, {}), await desk.house.coordinator.call(house.keys, {})]
    const viber = lines.find((line) => line.name === 'Вајбер')
    expect(listed).toContainEqual(expect.objectContaining({ line: viber?.id, channel: 'viber', subtype: 'information_education' }))
    await page.context().close()
  }, 120_000)

  it('reads a day key by key, and sends nothing while it cannot be read or has not come yet', async () => {
    const page = await sitDown()
    await page.keyboard.press('n')
    await shown(page, 'contact.says').fill('Јуче.')
    await unfold(page, 'contact.late')
    for (const [typed, said] of [['12.', 'This is not a day we can read.'], ['12.3.2099.', 'This day is too late.']] as const) {
      await shown(page, 'contact.day').press('Control+A')
      await shown(page, 'contact.day').pressSequentially(typed)
      expect(await shown(page, 'contact.day').inputValue()).toBe(typed)
      await page.keyboard.press('Control+Enter')
      await page.getByText(said).waitFor()
    }
    await shown(page, 'contact.day').press('Control+A')
    await shown(page, 'contact.day').pressSequentially('12.3.2026.')
    await page.keyboard.press('Control+Enter')
    await shown(page, 'contacts.list').waitFor()
    // From a day to an earlier one there is nothing to look for, and the field says so; all again is all again
    await unfold(page, 'contacts.narrow')
    await shown(page, 'contacts.from').fill('12.3.26')
    await shown(page, 'contacts.to').fill('1.3.2026.')
    await page.getByText('This day is before the day the list begins with.').waitFor()
    await shown(page, 'contacts.to').fill('јуче')
    await shown(page, 'contacts.all').click()
    expect([await shown(page, 'contacts.from').inputValue(), await shown(page, 'contacts.to').inputValue()]).toEqual(['', ''])
    const { contacts: listed } = await desk.house.coordinator.call(contacts.list, {})
    expect(listed.filter((one) => one.onDay === '2026-03-12' && one.type === 'not_asked')).toHaveLength(1)
    await page.context().close()
  }, 120_000)
})
