import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDesk } from '../../src/server/desk-build.ts'
import { startProgram } from '../../src/server/program.ts'
import { complaintsOf, openBrowser } from '../support/browser.ts'
import { axeOn } from '../support/axe.ts'
import { brokenPromises } from '../support/names.ts'
import { freePort } from '../support/program.ts'

const project = join(import.meta.dirname, '../..')
const pictures = process.env['WAYOUT_PICTURES']
let browser: Browser

beforeAll(async () => {
  buildDesk(project)
  browser = await openBrowser()
})
afterAll(() => browser.close())

const named = (page: Page, name: string) => page.locator(`[data-key="${name}"]`)
const text = (page: Page, name: string) => named(page, name).first().innerText()

/** They come from the key worker, a moment after the page. */
async function fiveWords(page: Page): Promise<string> {
  await expect.poll(async () => (await text(page, 'passphrase.given')).split(' '), { timeout: 60_000 }).toHaveLength(5)
  return text(page, 'passphrase.given')
}

/** Walks with Tab until the named control has the focus; nothing is ever clicked. */
async function walkTo(page: Page, name: string, value?: string): Promise<void> {
  await named(page, name).first().waitFor()
  const wanted = value === undefined ? `[data-key="${name}"]` : `[data-key="${name}"] [data-value="${value}"] input`
  for (let step = 0; step < 160; step++) {
    if (await page.evaluate((selector) => document.activeElement?.matches(selector), wanted)) return
    if (value !== undefined && (await page.evaluate((selector) => document.activeElement?.closest(selector) !== null, `[data-key="${name}"]`))) {
      await page.keyboard.press('ArrowRight')
    } else await page.keyboard.press('Tab')
  }
  throw new Error(`Tab never came to ${wanted}`)
}

async function write(page: Page, name: string, words: string): Promise<void> {
  await walkTo(page, name)
  await page.keyboard.press('Control+A')
  await page.keyboard.type(words)
}
async function press(page: Page, name: string): Promise<void> {
  await walkTo(page, name)
  await page.keyboard.press('Enter')
}
/** Walks to a question and chooses by digit. */
async function choose(page: Page, name: string, digit: number): Promise<void> {
  await named(page, name).first().waitFor()
  for (let step = 0; step < 160; step++) {
    if (await page.evaluate((selector) => document.activeElement?.closest(selector) !== null, `[data-key="${name}"]`)) break
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press(String(digit))
}
async function look(page: Page, name: string): Promise<void> {
  expect(await axeOn(page)).toEqual([])
  if (name.startsWith('en-')) expect.soft(await brokenPromises(page)).toEqual([])
  if (!pictures) return
  for (const [width, height] of [[1366, 900], [360, 780]] as const) {
    await page.setViewportSize({ width, height })
    await page.evaluate(() => scrollTo(0, 0))
    await page.screenshot({ path: join(pictures, `${name}-${width}.png`) })
  }
  await page.setViewportSize({ width: 1366, height: 900 })
}

describe.each(['sr-Cyrl', 'sr-Latn', 'en'])('from an empty house to the year counted, keyboard only, written in %s', (locale) => {
  let folder: string
  let program: Awaited<ReturnType<typeof startProgram>>
  let context: BrowserContext
  let complaints: string[]

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wayout-flow-'))
    program = await startProgram({ dataFolder: folder, port: await freePort(), host: '127.0.0.1', deskFolder: join(project, 'dist/desk') })
    context = await browser.newContext({ viewport: { width: 1366, height: 900 } })
    await context.addInitScript((chosen) => localStorage.setItem('wayout.locale', chosen), locale)
  })
  afterAll(async () => {
    await context.close()
    await program.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function newPage(path: string): Promise<Page> {
    const page = await context.newPage()
    page.setDefaultTimeout(60_000)
    complaints = complaintsOf(page)
    await page.goto(path.startsWith('http') ? path : `${program.origin}${path}`)
    return page
  }
  async function unlock(page: Page, name: string, passphrase: string): Promise<void> {
    await write(page, 'unlock.name', name)
    await write(page, 'unlock.passphrase', passphrase)
    await page.keyboard.press('Enter')
    await named(page, 'lock').waitFor()
  }

  it('goes the whole way', async () => {
    // A link of an earlier start, and one that is not whole: said at once, and nothing is asked
    const old = await newPage(`/set-up#${'A'.repeat(43)}`)
    await named(old, 'link.dead').waitFor()
    expect(await named(old, 'set-up.organisation').count()).toBe(0)
    await look(old, `${locale}-old-link`)
    await old.goto(`${program.origin}/join#torn`)
    await named(old, 'link.dead').waitFor()
    await old.close()

    // Set up
    const page = await newPage(program.setupLink ?? '')
    await write(page, 'set-up.organisation', 'Пример')
    await write(page, 'set-up.name', 'mira')
    await write(page, 'set-up.shown', 'Мира')
    await look(page, `${locale}-set-up`)
    const passphrase = await fiveWords(page)
    await press(page, 'set-up.go')
    await named(page, 'sheet.recovery').waitFor()
    await look(page, `${locale}-sheets`)
    await press(page, 'sheets.written')
    await press(page, 'sheets.ready')
    await look(page, `${locale}-unlock`)
    await unlock(page, 'mira', passphrase)
    await look(page, `${locale}-today`)

    // Let a consultant in by a printed link
    await press(page, 'go.members')
    await press(page, 'members.invite')
    await write(page, 'invite.name', 'jelena')
    await write(page, 'invite.shown', 'Јелена')
    await choose(page, 'invite.roles', 1)
    await look(page, `${locale}-invite`)
    await press(page, 'invite.make')
    const link = await text(page, 'invite.link')
    await press(page, 'invite.close')
    const hers = await newPage(link)
    await look(hers, `${locale}-join`)
    const herPassphrase = await fiveWords(hers)
    await press(hers, 'join.go')
    await press(hers, 'sheets.written')
    await press(hers, 'sheets.ready')
    const again = await newPage(link)
    await named(again, 'link.dead').waitFor()
    await look(again, `${locale}-used-link`)
    await press(again, 'link.open')
    await named(again, 'unlock.name').waitFor()
    await again.goto(program.setupLink ?? '')
    await named(again, 'unlock.name').waitFor()
    await again.close()
    await page.reload()
    await unlock(page, 'mira', passphrase)
    await press(page, 'members.let-in')
    await expect.poll(() => named(page, 'members.let-in').count(), { timeout: 60_000 }).toBe(0)
    await look(page, `${locale}-members`)
    await page.close()
    await unlock(hers, 'jelena', herPassphrase)

    // A call: one key starts it
    await hers.keyboard.press('n')
    await named(hers, 'contact.who').waitFor()
    await write(hers, 'contact.who', 'Ђурић Ана')
    await hers.keyboard.press('ArrowDown')
    await hers.keyboard.press('Enter')
    await write(hers, 'person.town', 'Ниш')
    await choose(hers, 'safe.ok', 1)
    await write(hers, 'contact.says', 'Каже да је закључана.')
    await write(hers, 'contact.agreed', 'Позваће сутра.')
    await choose(hers, 'contact.given', 1)
    await choose(hers, 'contact.type', 1)
    await choose(hers, 'contact.subtype', 1)
    await expect.poll(() => hers.getByText(savedWords[locale] ?? '').count(), { timeout: 60_000 }).toBeGreaterThan(0)
    await look(hers, `${locale}-contact`)

    // Locked in the middle: nothing typed is lost, the caret comes back
    await walkTo(hers, 'contact.says')
    await press(hers, 'lock')
    await named(hers, 'unlock.passphrase').waitFor()
    expect(await hers.content()).not.toContain('закључана')
    await unlock(hers, 'jelena', herPassphrase)
    await named(hers, 'contact.says').waitFor()
    expect(await named(hers, 'contact.says').inputValue()).toBe('Каже да је закључана.')

    // Report from the call
    await press(hers, 'contact.report')
    await named(hers, 'report.account').waitFor()
    await write(hers, 'report.account', 'Осам радника на градилишту.')
    await write(hers, 'report.more', '7')
    await press(hers, 'report.more.add')
    await choose(hers, 'report.sex', 1)
    await choose(hers, 'report.status', 2)
    await choose(hers, 'report.form', 2)
    await look(hers, `${locale}-report`)
    await hers.keyboard.press('Control+Enter')
    await named(hers, 'clients.find').waitFor()

    // Found without marks, in the other script; identified; an institution
    await write(hers, 'clients.find', 'duric')
    await named(hers, 'clients.find.found').first().waitFor()
    await look(hers, `${locale}-clients`)
    await hers.keyboard.press('ArrowDown')
    await hers.keyboard.press('Enter')
    await named(hers, 'client.story').waitFor()
    await look(hers, `${locale}-client`)
    await press(hers, 'client.institution')
    await walkTo(hers, 'institution.kind')
    await hers.keyboard.press('ArrowDown')
    await look(hers, `${locale}-institution`)
    await hers.keyboard.press('Control+Enter')
    await named(hers, 'client.story').waitFor()

    // Counted
    await press(hers, 'go.figures')
    const figure = (id: string) => named(hers, `figure.${id}`).getAttribute('data-value')
    await named(hers, 'figure.calls').waitFor()
    expect(await figure('calls')).toBe('1')
    expect(await figure('reports')).toBe('1')
    expect(await figure('victims.identified')).toBe('8')
    expect(await figure('institution_contacts')).toBe('1')
    // The way down from the first number: its record with its day, what it was, and the way to it
    await press(hers, 'figure.down')
    await named(hers, 'figure.record').waitFor()
    expect(await named(hers, 'figure.calls').locator('[data-key="figure.record"]').getAttribute('href')).toMatch(/^\/contacts\/[0-9a-f-]{36}$/)
    await look(hers, `${locale}-figures`)

    // Who looked
    await press(hers, 'go.ledger')
    await named(hers, 'ledger.entries').waitFor()
    await look(hers, `${locale}-ledger`)
    expect(complaints).toEqual([])

    // The program keeps a contact and its answer is lost on the way: said where she is, nothing typed lost, and saved once
    await hers.keyboard.press('n')
    await write(hers, 'contact.says', 'Прекид.')
    await hers.route('**/api/contacts', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback()
      await route.fetch()
      await route.abort()
    }, { times: 1 })
    await hers.keyboard.press('Control+Enter')
    await hers.getByRole('alert').or(hers.locator('[aria-live]')).filter({ hasText: notSent[locale] ?? '' }).first().waitFor()
    expect(await named(hers, 'contact.says').inputValue()).toBe('Прекид.')
    await write(hers, 'contact.says', 'Прекид, па наставак.')
    await hers.keyboard.press('Control+Enter')
    await named(hers, 'contacts.list').waitFor()
    expect(await named(hers, 'contacts.open').count()).toBe(2)
    await walkTo(hers, 'contacts.open')
    await hers.keyboard.press('Enter')
    await named(hers, 'contact.says').waitFor()
  }, 400_000)
})

const notSent: Readonly<Record<string, string>> = { 'sr-Cyrl': 'Још није сачувано', 'sr-Latn': 'Još nije sačuvano', en: 'Not saved yet' }
const savedWords: Readonly<Record<string, string>> = { 'sr-Cyrl': 'сачувано', 'sr-Latn': 'sačuvano', en: 'saved a moment ago' }
