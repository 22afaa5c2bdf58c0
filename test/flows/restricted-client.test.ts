import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { contacts } from '../../src/features/contacts/contract.ts'
import { newId } from '../../src/shared/ids.ts'
import type { ClientId } from '../../src/shared/ids.ts'
import { complaintsOf, openBrowser } from '../support/browser.ts'
import { deskHouse, device, look, named, passphraseOf, pick, shown, unlock } from '../support/desk.ts'
import { contactOf, sealed, someDay } from '../support/foreign.ts'

let desk: Awaited<ReturnType<typeof deskHouse>>
let browser: Browser
let client: ClientId

const safe = { ok: 'yes', hours: 'после 17', ask: '', say: '', codeWord: '' } as const
const card = { code: 'KM-0417', names: ['Ана Ђурић'], aliases: [], phones: [], town: 'Ниш', safe, agreed: { text: '', on: someDay, by: null }, lastDay: someDay }
const words = {
  startedAt: `${someDay}T18:00:00Z`, endedAt: null, says: 'Муж је полицајац у истој станици', agreed: '', agreedBy: null, calledBy: '', number: '', contactor: 'self', language: 'sr', interpreter: 'no', heardOf: '', safe: null, screening: null,
}

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  const { coordinator, team, line } = desk.house
  const [made, call] = [await sealed(coordinator, 'card', [team('finders')], card), await sealed(coordinator, 'contact', [team('sos_line')], words)]
  client = newId<'client'>()
  await coordinator.call(contacts.save, {
    contact: contactOf(call.folder.id, line.id, team('sos_line')), newFolder: call.folder, doc: call.doc, newClients: [{ id: client, card: made.folder, doc: made.doc }],
    links: [{ client, as: 'caller', holds: await coordinator.vault.share(call.folder.id, [team('case_management')], someDay) }], cards: [], services: [], institutionContacts: [], draft: null,
  })
  await desk.letIn('jelena', ['consultant'], [team('sos_line'), team('finders')])
  await desk.letIn('dara', ['case_manager'], [team('case_management'), team('sos_line'), team('finders')])
  await desk.letIn('vera', ['case_manager'], [team('case_management'), team('finders')])
  await desk.letIn('vesna', ['coordinator'], [team('coordination'), team('finders')])
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

async function sitDown(name: string, path = '/'): Promise<Page> {
  const page = await (await device(browser)).newPage()
  await page.goto(`${desk.origin}${path}`)
  await unlock(page, name, passphraseOf(name))
  return page
}

describe('a client whom not everybody should find', () => {
  it('is restricted to named people by keyboard; other desks drop her at once, and a call begun with her is not lost', async () => {
    const [dara, jelena] = [await sitDown('dara', `/clients/${client}`), await sitDown('jelena')]
    const complaints = [complaintsOf(dara), complaintsOf(jelena)]
    // Somebody else has a call open with her in it.
    await shown(jelena, 'go.clients').click()
    await shown(jelena, 'clients.recent').getByText('Ана Ђурић').waitFor()
    await jelena.evaluate((id) => { history.pushState(null, '', `/contacts/new?client=${id}`); dispatchEvent(new PopStateEvent('popstate')) }, client)
    await shown(jelena, 'contact.person').getByText('Ана Ђурић').waitFor()
    await shown(jelena, 'contact.says').fill('Пита да ли је тражена')

    await shown(dara, 'client.restriction').getByText('Her teams, as usual').waitFor()
    await shown(dara, 'restriction.begin').focus()
    await dara.keyboard.press('Enter')
    await shown(dara, 'restrict.label').waitFor()
    await named(dara, 'restrict.warning.one-alone').waitFor()
    await look(dara, 'restrict')
    await dara.locator('[data-key="restrict.named"] label', { hasText: 'vera' }).locator('visible=true').first().click()
    await named(dara, 'restrict.warning.one-alone').waitFor({ state: 'detached' })
    await dara.keyboard.press('Control+Enter')
    await shown(dara, 'restriction.named').getByText('vera').waitFor()
    await dara.getByText('Муж је полицајац').first().waitFor()
    await look(dara, 'restricted-client')

    // The other desk heard of it: nobody of that name, and what she wrote stands.
    await shown(jelena, 'contact.person').getByText('not open to you any more').waitFor()
    expect(await jelena.getByText('Ана Ђурић').count()).toBe(0)
    await shown(jelena, 'contact.save').click()
    await jelena.getByText('was taken off this contact').waitFor()
    expect(await shown(jelena, 'contact.says').inputValue()).toBe('Пита да ли је тражена')
    await shown(jelena, 'contact.save').click()
    await shown(jelena, 'contacts.open').waitFor()
    await shown(jelena, 'go.clients').click()
    await shown(jelena, 'clients.find').fill('djuric')
    await jelena.getByRole('option', { name: /Ђурић/ }).waitFor({ state: 'detached' })
    await jelena.goto(`${desk.origin}/clients/${client}`)
    await unlock(jelena, 'jelena', passphraseOf('jelena'))
    await jelena.getByText('It is not there, or it is not open to you.').or(jelena.getByText('not open to you')).first().waitFor()
    expect(complaints[0]).toEqual([])
    await dara.context().close()
    await jelena.context().close()
  }, 300_000)

  it('is joined to the call by one of the named, and nobody else has it any more', async () => {
    const dara = await sitDown('dara', '/contacts')
    await shown(dara, 'contacts.open').first().click()
    await shown(dara, 'contact.says').getByText('Пита да ли је тражена').waitFor()
    await shown(dara, 'contact.link').fill('djuric')
    await dara.getByRole('option', { name: /Ђурић/ }).waitFor()
    await dara.keyboard.press('ArrowDown')
    await dara.keyboard.press('Enter')
    await shown(dara, 'contact.links').getByRole('link', { name: 'Ана Ђурић' }).waitFor()
    const jelena = await sitDown('jelena', '/contacts')
    await jelena.getByText('No contact yet').or(shown(jelena, 'contacts.open')).first().waitFor()
    expect(await jelena.getByText('Пита да ли је тражена').count()).toBe(0)
    await dara.context().close()
    await jelena.context().close()
  }, 240_000)
})

describe('in danger, when the named are away', () => {
  it('one coordinator asks, another agrees, the first reads; the whole team sees it, and one of the named sees why and ends it', async () => {
    const [mira, vesna, jelena, vera] = [await sitDown('mira', '/clients'), await sitDown('vesna'), await sitDown('jelena'), await sitDown('vera')]
    const complaints = [mira, vesna, jelena, vera].map(complaintsOf)
    await shown(mira, 'clients.glass').click()
    await shown(mira, 'glass.one').getByText('KM-0417').waitFor()
    await shown(mira, 'glass.ask').click()
    await shown(mira, 'ask.send').click()
    await mira.getByText('Say why.').waitFor()
    await shown(mira, 'ask.reason').fill('Зове са моста, Дара и Вера се не јављају')
    await pick(mira, 'ask.hours', '1')
    await look(mira, 'glass-ask')
    await shown(mira, 'ask.send').click()
    await shown(mira, 'glass.withdraw').waitFor()

    // The other coordinator hears of it on Today, reads why, and agrees.
    await shown(vesna, 'restricted-news.page').click()
    await shown(vesna, 'glass.request').getByText('Зове са моста').waitFor()
    await look(vesna, 'glass-agree')
    await shown(vesna, 'glass.agree').focus()
    await vesna.keyboard.press('Enter')
    await shown(vesna, 'glass.running').waitFor()

    // It opens on the desk of whoever asked, by itself.
    await shown(mira, 'glass.hers').waitFor()
    await mira.waitForFunction(() => !document.querySelector('[data-key="glass.waiting"]'))
    await shown(mira, 'glass.hers').click()
    await mira.getByText('Муж је полицајац').first().waitFor()
    await look(mira, 'glass-client')

    // Everybody sees that it is open; those named see for whom, why, and what was read.
    await shown(jelena, 'glass.today').getByText('Mira reads a restricted record').waitFor()
    expect(await named(jelena, 'glass.today.hers').count()).toBe(0)
    await look(jelena, 'glass-today')
    await shown(vera, 'glass.today.hers').click()
    await shown(vera, 'glass.request').getByText('Зове са моста').waitFor()
    await shown(vera, 'glass.reads').click()
    await shown(vera, 'glass.reads.list').getByText('opened, and could read').first().waitFor()
    await look(vera, 'glass-named')

    // Whoever is about to let one of those go reads of it before.
    await vesna.locator('a[href="/members"]').locator('visible=true').first().click()
    await vesna.getByRole('button', { name: 'She leaves …: vera' }).click()
    await shown(vesna, 'leave.glass').getByText('In danger Mira reads a restricted client’s records now').waitFor()
    await look(vesna, 'leave-in-danger')
    await shown(vesna, 'leave.stop').click()

    // Who changes who is named sees beforehand what that would end; where nothing is changed nothing ends.
    await shown(vera, 'restriction.begin').click()
    await shown(vera, 'restrict.ends').getByText('Mira reads her now').waitFor()
    expect(await shown(vera, 'restrict.label').inputValue()).toBe('KM-0417')
    await look(vera, 'restrict-in-danger')
    await shown(vera, 'restrict.save').click()
    await shown(vera, 'restrict.nothing').waitFor()
    await shown(vera, 'restrict.back').click()
    expect(await shown(mira, 'client.story').count()).toBe(1)
    await shown(vera, 'glass.end').click()
    await shown(mira, 'client.story').waitFor({ state: 'detached' })
    expect(complaints.flat().filter((one) => !one.includes('404'))).toEqual([])
    for (const page of [mira, vesna, jelena, vera]) await page.context().close()
  }, 300_000)

  it('is given back to her teams by one of the named', async () => {
    const vera = await sitDown('vera', `/clients/${client}`)
    await shown(vera, 'restriction.widen').click()
    await look(vera, 'widen')
    await shown(vera, 'widen.do').click()
    await shown(vera, 'client.restriction').getByText('Her teams, as usual').waitFor()
    const jelena = await sitDown('jelena', '/clients')
    await shown(jelena, 'clients.recent').getByText('Ана Ђурић').waitFor()
    await vera.context().close()
    await jelena.context().close()
  }, 240_000)
})
