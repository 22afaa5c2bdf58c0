import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { socketOf } from '../../src/server/database/embedded.ts'
import { passwordsIn, withClient } from '../../src/server/database/logins.ts'
import { openBrowser } from '../support/browser.ts'
import { deskHouse, device, look, named, passphraseOf, unlock } from '../support/desk.ts'

let browser: Browser
let desk: Awaited<ReturnType<typeof deskHouse>>
let page: Page

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
    expect(await named(page, 'witness.command').innerText()).toMatch(/--url http:\/\/127\.0\.0\.1:\d+ --key=[\w-]{43} /)
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
