import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clients } from '../../src/features/clients/contract.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { newId } from '../../src/shared/ids.ts'
import { contactOf, sealed, someDay } from '../support/foreign.ts'
import { brokenPromises } from '../support/names.ts'
import { socketOf } from '../../src/server/database/embedded.ts'
import { passwordsIn, withClient } from '../../src/server/database/logins.ts'
import { openBrowser } from '../support/browser.ts'
import { deskHouse, device, look, named, passphraseOf, pick, unlock } from '../support/desk.ts'

let browser: Browser
let desk: Awaited<ReturnType<typeof deskHouse>>
let page: Page

const cardOf = (code: string) => ({
  code, names: ['Ана'], aliases: [], phones: [], town: 'Ниш', safe: { ok: 'yes', hours: '', ask: '', say: '', codeWord: '' }, agreed: { text: '', on: '', by: null }, lastDay: someDay,
})

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  page = await (await device(browser)).newPage()
  await page.goto(`${desk.origin}/ledger`)
  await unlock(page, 'mira', passphraseOf('mira'))
})
afterAll(async () => {
  await browser.close()
  await desk.close()
})

describe('Who looked', () => {
  it('a coordinator lets a witness look and is shown its token once, and ends it', async () => {
    await named(page, 'witnesses.make').click()
    await expect.poll(() => named(page, 'witness.token').innerText()).toMatch(/^[\w-]{43}$/)
    expect(await named(page, 'witness.command').innerText()).toMatch(/--url http:\/\/127\.0\.0\.1:\d+ --root=[\w-]{36}\.[\w-]{43}$/)
    await look(page, 'witness-made')
    await named(page, 'witness.copied').click()
    await named(page, 'witness.ready').click()
    await named(page, 'witnesses.list').getByText('has not looked yet').waitFor()
    await look(page, 'ledger')
    await named(page, 'writing.en').click()
    await named(page, 'witnesses.end').click()
    await named(page, 'witness.end.do').click()
    await named(page, 'witnesses').getByText('No witness looks yet').waitFor()
  }, 120_000)
})

const boot = () => ({ host: socketOf(desk.folder), port: 5432, user: 'boot', password: passwordsIn(desk.folder).boot, database: 'wayout' })
const superuser = (statement: string) => withClient(boot(), (client) => client.query(statement))

describe('Coordinators are told', () => {
  it('on Today whose reading was slowed', async () => {
    await superuser("insert into pending (actor, action, traces, result) select id, 'reading.slowed', '{}', 'record' from member limit 1")
    await expect.poll(async () => (await superuser("select 1 from ledger_entry where action = 'reading.slowed'")).rowCount, { timeout: 60_000 }).toBe(1)
    await page.goto(`${desk.origin}/`)
    await unlock(page, 'mira', passphraseOf('mira'))
    await named(page, 'today.slowed').getByText('many records, one after another').waitFor()
  }, 120_000)

  it('over the page when the ledger stands still', async () => {
    await withClient(boot(), async (client) => {
      await client.query('select pg_advisory_lock(7330002)')
      await client.query("insert into pending (at, action, traces, result) values (now() - interval '1 minute', 'ledger.read', '{}', 'done')")
      await page.reload()
      await unlock(page, 'mira', passphraseOf('mira'))
      await named(page, 'ledger.waits').getByText('stands still').waitFor()
      await look(page, 'today-alarms')
      await named(page, 'writing.en').click()
    })
    await expect.poll(async () => (await superuser('select id from pending')).rowCount, { timeout: 60_000 }).toBe(0)
    await page.reload()
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/ledger/alarms') && response.ok())
    await unlock(page, 'mira', passphraseOf('mira'))
    await answered
    await expect.poll(() => named(page, 'ledger.waits').count()).toBe(0)
    await named(page, 'today.slowed').waitFor()
    await page.goto(`${desk.origin}/ledger`)
    await unlock(page, 'mira', passphraseOf('mira'))
  }, 120_000)
})

describe('Her paper', () => {
  it('lists who opened her records, by their work or name, with the mark it is checked by; in quiet words', async () => {
    const { coordinator, line, team } = desk.house
    const client = newId<'client'>()
    const [contact, card] = [await sealed(coordinator, 'contact', [coordinator.me], { says: 'прича' }), await sealed(coordinator, 'card', [team('finders')], cardOf('C-1'))]
    await coordinator.call(contacts.save, {
      contact: contactOf(contact.folder.id, line.id, team('sos_line')), newFolder: contact.folder, doc: contact.doc, cards: [], services: [], institutionContacts: [], draft: null,
      newClients: [{ id: client, card: card.folder, doc: card.doc }], links: [{ client, as: 'caller', holds: [] }],
    })
    for (let count = 0; count < 8; count++) await coordinator.call(clients.one, { client })
    await expect.poll(async () => (await superuser('select id from pending')).rowCount, { timeout: 60_000 }).toBe(0)
    await page.goto(`${desk.origin}/clients/${client}`)
    await unlock(page, 'mira', passphraseOf('mira'))
    await named(page, 'client.openings').click()
    const list = named(page, 'openings.list')
    await list.getByText('opened, and could read').waitFor()
    await list.getByText('written into').waitFor()
    expect(await list.innerText()).toMatch(/coordinator/)
    expect(await list.innerText()).not.toMatch(/Mira/)
    expect(await named(page, 'openings.head').innerText()).toMatch(/signed record of \d+ entries of .*([0-9a-f]{4} ?){16}/s)
    await look(page, 'openings')
    await named(page, 'writing.en').click()
    expect(await brokenPromises(page)).toEqual([])
    await pick(page, 'openings.who', 'name')
    await expect.poll(() => list.innerText()).toMatch(/Mira/)
    for (const locale of ['sr-Cyrl', 'sr-Latn', 'en']) {
      await named(page, `writing.${locale}`).click()
      await page.emulateMedia({ media: 'print' })
      const paper = await page.locator('body').innerText()
      // Nobody who finds the sheet learns what it is about: no name of hers, no word of the field.
      expect(paper).not.toMatch(/Ана|Ana|clients?\b|клијент|klijent|trafficking|трговин|trgovin|victim|жртв|žrtv/i)
      expect(paper).toContain('C-1')
      if (process.env['WAYOUT_PICTURES']) await page.pdf({ path: `${process.env['WAYOUT_PICTURES']}/openings-${locale}.pdf`, preferCSSPageSize: true })
      await page.emulateMedia({ media: 'screen' })
    }
    await page.goto(`${desk.origin}/ledger`)
    await unlock(page, 'mira', passphraseOf('mira'))
    await named(page, 'writing.en').click()
  }, 180_000)
})

describe('A desk that has seen the ledger', () => {
  it('says over the page when it is shorter than it was, lets work go on, and begins anew only when she knows why', async () => {
    await page.reload()
    await unlock(page, 'mira', passphraseOf('mira'))
    expect(await named(page, 'ledger.trouble').count()).toBe(0)
    await superuser(`begin; delete from ledger_head where size > (select min(size) from ledger_head); delete from ledger_entry where seq >= (select max(size) from ledger_head);
      delete from ledger_node where (place + 1) * power(2, level) > (select max(size) from ledger_head); commit`)
    await page.reload()
    await unlock(page, 'mira', passphraseOf('mira'))
    await named(page, 'ledger.trouble').getByText('shorter than it was').waitFor()
    await look(page, 'ledger-trouble')
    await named(page, 'writing.en').click()
    await named(page, 'go.contacts').first().click()
    await named(page, 'contact.new').waitFor()
    await named(page, 'ledger.begin').click()
    await look(page, 'ledger-begin')
    await named(page, 'ledger.begin.do').click()
    await named(page, 'ledger.trouble').waitFor({ state: 'detached' })
    // The bundle with the new beginning is kept: another device is told nothing either.
    await expect.poll(async () => {
      const other = await (await device(browser)).newPage()
      await other.goto(`${desk.origin}/ledger`)
      await unlock(other, 'mira', passphraseOf('mira'))
      const told = await named(other, 'ledger.trouble').count()
      await other.context().close()
      return told
    }, { timeout: 60_000 }).toBe(0)
  }, 180_000)
})
