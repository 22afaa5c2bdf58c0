import type { Browser, BrowserContext, Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { house } from '../../src/features/house/contract.ts'
import { sessions } from '../../src/features/sessions/contract.ts'
import { fromPassphrase, openAccount } from '../../src/vault/accounts.ts'
import { openBrowser } from '../support/browser.ts'
import { browser as aBrowser } from '../support/house.ts'
import { deskHouse, device, look, named, passphraseOf, pick, unlock } from '../support/desk.ts'

let browser: Browser
let desk: Awaited<ReturnType<typeof deskHouse>>
let passphrase = passphraseOf('mira')
const complaints: string[] = []

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await desk.close()
})

async function at(context: BrowserContext, path: string): Promise<Page> {
  const page = await context.newPage()
  // A refusal, and an answer that a test lets get lost, are no complaints.
  page.on('console', (message) => void (message.type() === 'error' && !/status of 4|ERR_FAILED/.test(message.text()) && complaints.push(message.text())))
  await page.goto(`${desk.origin}${path}`)
  await unlock(page, 'mira', passphrase)
  return page
}
/** As her own client opens them. */
async function pins() {
  const at = aBrowser(desk.house.app)
  const { salt, kdf } = await at.call(sessions.saltFor, { name: 'mira' })
  const { authKey, kek } = await fromPassphrase(passphrase, salt, kdf)
  const opened = await at.call(sessions.signIn, { name: 'mira', authKey, by: 'passphrase' })
  return (await openAccount(opened.member, kek, opened.userKey, opened.bundle)).pins.rosters
}
const dressed = (page: Page) => page.evaluate(() => ({ ...document.documentElement.dataset }))
const text = (page: Page, name: string) => named(page, name).first().innerText()

describe('My keys and this desk', () => {
  it('how she likes her desk goes with her to a second device, and two devices at once take nothing from each other', async () => {
    const [laptop, phone] = [await device(browser), await device(browser)]
    const here = await at(laptop, '/mine')
    await look(here, 'mine')
    await pick(here, 'mine.theme', 'night')
    await pick(here, 'mine.single-keys', 'off')
    await expect.poll(() => dressed(here)).toMatchObject({ theme: 'night' })
    await here.keyboard.press('l')
    await here.keyboard.press('n')
    expect(new URL(here.url()).pathname).toBe('/mine')

    const there = await at(phone, '/mine')
    await expect.poll(() => dressed(there)).toMatchObject({ theme: 'night' })
    expect(await named(there, 'mine.single-keys').locator('[data-value="off"] input').isChecked()).toBe(true)
    // Both read the same version before either writes: the second is refused, reads again and adds its own.
    const ofThese = new Set<Request>()
    let [waiting, bothRead] = [0, () => {}]
    const both = new Promise<void>((resolve) => { bothRead = resolve })
    for (const page of [here, there]) {
      await page.route('**/api/sessions/bundle', async (route) => {
        if (route.request().method() !== 'PUT') return route.fallback()
        ofThese.add(route.request())
        waiting += 1
        if (waiting === 2) bothRead()
        await both
        await route.fallback()
      })
    }
    const bothKept = Promise.all([here, there].map((page) =>
      page.waitForResponse((response) => ofThese.has(response.request()) && response.ok())))
    await pick(here, 'mine.density', 'compact')
    await pick(there, 'mine.theme', 'dark')
    const kept = async (page: Page) => {
      await page.reload()
      await unlock(page, 'mira', passphrase)
      return dressed(page)
    }
    await bothKept
    expect(await kept(there)).toMatchObject({ theme: 'dark', density: 'compact' })
    expect(await kept(here)).toMatchObject({ theme: 'dark', density: 'compact' })
    await pick(here, 'mine.single-keys', 'on')
    await Promise.all([laptop.close(), phone.close()])
    // What the devices saw of the house is pinned in the same bundle, though it was made before there was any roster.
    const { teams, coordinator } = desk.house
    const { epochs } = await coordinator.call(house.keys, {})
    const pinned = await pins()
    expect(Object.keys(pinned).sort()).toEqual(teams.map((team) => team.id as string).sort())
    for (const { team, epoch, version } of epochs) expect(pinned[team]).toEqual({ epoch, version })
  }, 120_000)

  it('a session that she ends from another device locks by itself, and what was being typed there comes back', async () => {
    const [laptop, phone] = [await device(browser), await device(browser)]
    const there = await at(phone, '/mine')
    await named(there, 'browser.name').fill('телефон')
    await named(there, 'browser.keep').click()
    await named(there, 'sessions.list').getByText('телефон').waitFor()
    await there.keyboard.press('Escape')
    await named(there, 'contact.new').click()
    await named(there, 'contact.says').fill('Каже да је сама.')

    const here = await at(laptop, '/mine')
    const row = named(here, 'sessions.list').getByRole('row').filter({ hasText: 'телефон' })
    await row.locator('[data-key="sessions.end"]').click()
    await row.waitFor({ state: 'detached' })

    await named(there, 'unlock.passphrase').waitFor()
    expect(await there.content()).not.toContain('Каже да је сама')
    await there.getByText('ended from elsewhere').waitFor()
    await unlock(there, 'mira', passphrase)
    await expect.poll(() => named(there, 'contact.says').inputValue()).toBe('Каже да је сама.')
    await Promise.all([laptop.close(), phone.close()])
  }, 120_000)

  it('a new passphrase is drawn, a new recovery code printed; the old ones open nothing', async () => {
    const context = await device(browser)
    const page = await at(context, '/mine')
    await named(page, 'mine.passphrase').click()
    await expect.poll(async () => (await text(page, 'passphrase.given')).split(' ')).toHaveLength(5)
    await look(page, 'passphrase')
    const next = await text(page, 'passphrase.given')
    await named(page, 'passphrase.written').click()
    await named(page, 'proof.passphrase').fill('five other words than hers')
    await named(page, 'passphrase.change').last().click()
    await page.getByText('not your present passphrase').waitFor()
    expect(await text(page, 'passphrase.given')).toBe(next)
    await named(page, 'proof.passphrase').fill(passphrase)
    const losing = async (address: string) => page.route(address, async (route) => {
      await route.fetch()
      await route.abort()
    }, { times: 1 })
    // The program changes it and its answer is lost: the same words are sent again, and it is done.
    await losing('**/api/account/passphrase')
    await named(page, 'passphrase.change').last().click()
    await named(page, 'passphrase').getByText('does not answer').waitFor()
    await named(page, 'passphrase.change').last().click()
    await named(page, 'passphrase').waitFor({ state: 'hidden' })
    const old = passphrase
    passphrase = next

    await named(page, 'mine.code').click()
    await named(page, 'proof.passphrase').fill(passphrase)
    await losing('**/api/account/recovery-code')
    await named(page, 'code.make').last().click()
    await named(page, 'code').getByText('does not answer').waitFor()
    await named(page, 'code.make').last().click()
    const code = await text(page, 'code.new')
    await look(page, 'code')
    await page.emulateMedia({ media: 'print' })
    expect(await named(page, 'code.new').isVisible()).toBe(true)
    expect(await named(page, 'code.written').isVisible()).toBe(false)
    expect(await named(page, 'mine.passphrase').isVisible()).toBe(false)
    expect(await named(page, 'mine.desk').isVisible()).toBe(false)
    await page.emulateMedia({ media: null })
    await named(page, 'code.written').click()
    await named(page, 'code.ready').click()

    await named(page, 'lock').click()
    await named(page, 'unlock.passphrase').fill(old)
    await page.keyboard.press('Enter')
    await page.getByText('do not fit together').waitFor()
    await unlock(page, 'mira', code, 'code')
    expect(new URL(page.url()).pathname).toBe('/mine')

    // She is told, until she has seen it.
    await named(page, 'go.today').first().click()
    await named(page, 'notices.list').getByText('Your passphrase was changed').waitFor()
    await named(page, 'notices.list').getByText('signed in by the recovery code').waitFor()
    await look(page, 'today-notices')
    await named(page, 'notices.seen').click()
    await named(page, 'notices.list').waitFor({ state: 'detached' })
    await context.close()
  }, 120_000)
})

describe('her page', () => {
  it('is walked by keyboard alone: digits choose, a dialog opens, Escape leaves and the focus is back', async () => {
    const context = await device(browser)
    const page = await at(context, '/mine')
    await named(page, 'second-step.begin').waitFor()
    const inside = (name: string) => page.evaluate((key) => document.activeElement?.closest('[data-key]')?.getAttribute('data-key') === key || document.activeElement?.closest(`[data-key="${key}"]`) !== null, name)
    async function walkTo(name: string) {
      for (let step = 0; step < 80; step++) {
        if (await inside(name)) return
        await page.keyboard.press('Tab')
      }
      throw new Error(`Tab never came to ${name}`)
    }
    await walkTo('mine.theme')
    await page.keyboard.press('3')
    await expect.poll(() => dressed(page)).toMatchObject({ theme: 'dark' })
    await page.keyboard.press('1')
    await expect.poll(async () => (await dressed(page))['theme']).toBeUndefined()
    for (const [opens, dialog] of [['mine.passphrase', 'passphrase'], ['mine.code', 'code'], ['second-step.begin', 'second-step']] as const) {
      await walkTo(opens)
      await page.keyboard.press('Enter')
      await named(page, dialog).waitFor()
      expect(await inside('proof.passphrase')).toBe(true)
      await page.keyboard.press('Escape')
      await named(page, dialog).waitFor({ state: 'hidden' })
      expect(await inside(opens)).toBe(true)
    }
    await walkTo('browser.name')
    await context.close()
  }, 60_000)

  it('stands on the narrowest screen in every way of writing, and read from the right', async () => {
    const context = await device(browser, { viewport: { width: 360, height: 780 } })
    const page = await at(context, '/mine')
    await named(page, 'sessions.list').waitFor()
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
    for (const locale of ['sr-Cyrl', 'sr-Latn', 'en']) {
      await named(page, `writing.${locale}`).click()
      expect(await wide()).toBeLessThanOrEqual(0)
    }
    await page.evaluate(() => { document.documentElement.dir = 'rtl' })
    expect(await wide()).toBeLessThanOrEqual(0)
    await named(page, 'mine.passphrase').click()
    expect(await page.evaluate(() => { const dialog = document.querySelector('dialog[open]'); return dialog ? dialog.scrollWidth - dialog.clientWidth : 1 })).toBeLessThanOrEqual(0)
    await context.close()
  }, 60_000)
})

describe('two windows of one browser', () => {
  it('lock together, and what was being typed in the other comes back', async () => {
    const context = await device(browser)
    const [one, other] = [await at(context, '/'), await at(context, '/contacts/new')]
    await named(other, 'contact.says').fill('Јавиће се.')
    await named(one, 'lock').click()
    await other.getByText('together with another window').waitFor()
    expect(await other.content()).not.toContain('Јавиће се')
    await unlock(other, 'mira', passphrase)
    await expect.poll(() => named(other, 'contact.says').inputValue()).toBe('Јавиће се.')
    await context.close()
  }, 60_000)
})

describe('Nobody at the desk', () => {
  const minutes = (page: Page, count: number) => page.clock.fastForward(count * 60_000)
  async function withClock(options: Parameters<typeof device>[1], path = '/mine') {
    const context = await device(browser, options)
    await context.clock.install()
    return { context, page: await at(context, path) }
  }

  it('locks after a quarter of an hour, on a phone after five minutes', async () => {
    const { context, page } = await withClock({})
    await minutes(page, 14)
    await page.mouse.move(200, 200)
    await minutes(page, 14)
    expect(await named(page, 'lock').count()).toBe(1)
    await minutes(page, 1.1)
    await page.getByText('nothing was done here for 15 minutes').waitFor()
    await unlock(page, 'mira', passphrase)
    expect(new URL(page.url()).pathname).toBe('/mine')
    await context.close()

    const phone = await withClock({ viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true })
    await minutes(phone.page, 4)
    expect(await named(phone.page, 'lock').count()).toBe(1)
    await minutes(phone.page, 1.1)
    await phone.page.getByText('nothing was done here for 5 minutes').waitFor()
    await phone.context.close()
  }, 120_000)

  it('counts the time asleep: the hand that wakes the computer finds it locked', async () => {
    const { context, page } = await withClock({})
    await page.clock.pauseAt(Date.now() + 40 * 60_000)
    await page.mouse.move(300, 300)
    await page.clock.resume()
    await named(page, 'unlock.passphrase').waitFor()
    await context.close()
  }, 60_000)

  it('stays open while a contact is, in any window, and the caret stands where it was after a lock', async () => {
    const { context, page } = await withClock({}, '/contacts/new')
    await named(page, 'contact.says').fill('Чека на аутобуској станици.')
    await named(page, 'contact.says').press('Home')
    for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowRight')
    await minutes(page, 45)
    expect(await named(page, 'contact.says').inputValue()).toBe('Чека на аутобуској станици.')
    await named(page, 'contact.says').focus()
    await page.evaluate(() => document.querySelector<HTMLElement>('[data-key="lock"]')?.click())
    await unlock(page, 'mira', passphrase)
    await expect.poll(() => named(page, 'contact.says').inputValue()).toBe('Чека на аутобуској станици.')
    await expect.poll(() => named(page, 'contact.says').evaluate((area: HTMLTextAreaElement) => document.activeElement === area && area.selectionStart)).toBe(6)
    await context.close()
  }, 120_000)

  it('and no page complained', () => expect(complaints).toEqual([]))
})
