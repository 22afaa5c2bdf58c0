import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect } from 'vitest'
import { buildDesk } from '../../src/server/desk-build.ts'
import { startProgram } from '../../src/server/program.ts'
import { axeOn } from './axe.ts'
import { found, letIn } from './house.ts'
import { brokenPromises } from './names.ts'
import { freePort } from './program.ts'

const project = join(import.meta.dirname, '../..')
const pictures = process.env['WAYOUT_PICTURES']

/** A running program with its desk and a founded house (coordinator mira); `host` as in WAYOUT_HOST. */
export async function deskHouse(host = '127.0.0.1') {
  buildDesk(project)
  const folder = mkdtempSync(join(tmpdir(), 'wayout-desk-'))
  const program = await startProgram({ dataFolder: folder, port: await freePort(), host, deskFolder: join(project, 'dist/desk') })
  const app = { request: (path: string, init?: RequestInit) => fetch(`${program.origin}${path}`, init) }
  const setupSecret = Buffer.from(program.setupLink?.split('#')[1] ?? '', 'base64url')
  const house = { app, ...(await found(app, setupSecret)) }
  return {
    origin: program.origin, house, folder,
    letIn: (name: string, roles: Parameters<typeof letIn>[2], teams: Parameters<typeof letIn>[3]) => letIn(house, name, roles, teams, house.team('coordination')),
    async close() {
      await program.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export const passphraseOf = (name: string) => `${name} has five long words`
export const named = (page: Page, name: string) => page.locator(`[data-key="${name}"]`)
/** The one of this name that can be seen: the side list and the bar of a phone both name the places. */
export const shown = (page: Page, name: string) => named(page, name).locator('visible=true').first()
export const pick = (page: Page, question: string, value: string) => page.locator(`[data-key="${question}"] [data-value="${value}"]`).locator('visible=true').first().click()

/** A browser of its own, as a second device has one. */
export async function device(browser: Browser, options: Parameters<Browser['newContext']>[0] = {}, locale = 'en'): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 900 }, ...options })
  context.setDefaultTimeout(60_000)
  await context.addInitScript((chosen) => localStorage.getItem('wayout.locale') ?? localStorage.setItem('wayout.locale', chosen), locale)
  return context
}

export async function unlock(page: Page, name: string, secret: string, by: 'passphrase' | 'code' = 'passphrase'): Promise<void> {
  const field = named(page, 'unlock.name')
  await field.waitFor()
  if (await field.isEditable()) await field.fill(name)
  if (by === 'code') await named(page, 'unlock.other').click()
  await named(page, `unlock.${by}`).fill(secret)
  await page.keyboard.press('Enter')
  await named(page, 'unlock.open').waitFor({ state: 'detached' })
  await named(page, 'lock').waitFor()
}

const ways = ['sr-Cyrl', 'sr-Latn', 'en'] as const
const allWays = Boolean(pictures) || process.env['WAYOUT_LOOK'] === 'all'
let looks = 0

/**
 * Axe finds nothing, and every name is as the handbook promises. The ways of writing take turns, look by look, because all three
 * each time would take most of the time of the whole; all of them with WAYOUT_LOOK=all, and with pictures at two widths when
 * WAYOUT_PICTURES names a folder. The page is left in English.
 */
export async function look(page: Page, name: string): Promise<void> {
  const turn = ways[looks++ % ways.length]
  for (const locale of ways) {
    if (!allWays && locale !== turn && locale !== 'en') continue
    const chooser = named(page, `writing.${locale}`)
    // Behind a dialog the chooser cannot be pressed; the page is then looked at as it is written.
    const open = await page.locator('dialog[open]').count()
    if (open && (await chooser.getAttribute('aria-pressed')) !== 'true') continue
    if (!open) await chooser.click()
    // The chooser stands at the foot; what its press scrolled half under the strip is no smaller for it.
    await page.evaluate(() => scrollTo(0, 0))
    if (allWays || locale === turn) expect(await axeOn(page)).toEqual([])
    if (locale === 'en') expect.soft(await brokenPromises(page)).toEqual([])
    if (!pictures) continue
    for (const [width, height] of [[1366, 900], [360, 780]] as const) {
      await page.setViewportSize({ width, height })
      await page.evaluate(() => scrollTo(0, 0))
      await page.screenshot({ path: join(pictures, `${name}-${locale}-${width}.png`), fullPage: !open })
    }
    await page.setViewportSize({ width: 1366, height: 900 })
  }
}

/** Opens what is folded, if it is. */
export async function unfold(page: Page, name: string): Promise<void> {
  const summary = shown(page, name)
  await summary.waitFor()
  if (!(await summary.evaluate((element) => element.closest('details')?.open ?? false))) await summary.click()
}
