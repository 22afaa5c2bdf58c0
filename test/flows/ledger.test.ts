import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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
