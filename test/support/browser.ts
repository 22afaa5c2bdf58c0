import { mkdirSync } from 'node:fs'
import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'
import { afterEach } from 'vitest'

const failures = new URL('../../.cache/failed/', import.meta.url).pathname
const browsers = new Set<Browser>()

/** Debian's Chromium, or the one `CHROMIUM` names; nothing is downloaded and nothing calls home. */
export async function openBrowser(...more: readonly string[]): Promise<Browser> {
  const browser = await chromium.launch(browserSettings(...more))
  browsers.add(browser)
  browser.once('disconnected', () => browsers.delete(browser))
  return browser
}

/** What stood on every page when a test failed: in words below the failure, in pictures in `.cache/failed`. */
afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return
  mkdirSync(failures, { recursive: true })
  const pages = [...browsers].flatMap((browser) => browser.contexts().flatMap((context) => context.pages()))
  for (const [at, page] of pages.entries()) {
    await page.screenshot({ path: `${failures}${task.name.replaceAll(/\W+/g, '-').slice(0, 60)}-${at}.png`, timeout: 5000 }).catch(() => undefined)
    const words = await page.locator('body').innerText({ timeout: 5000 }).catch(() => 'did not answer')
    console.log(`Page ${at + 1} of ${pages.length}, ${page.url()}:\n${words.replaceAll(/\n\s*\n/g, '\n').slice(0, 3000)}`)
  }
})

export function browserSettings(...more: readonly string[]) {
  return {
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...more,
    ],
  }
}

/** Everything a page complained about: errors, and what its content security policy refused. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text())
  })
  return complaints
}

type Pressed = { readonly code: string; readonly key: string; readonly shift?: boolean; readonly alt?: boolean }

/** Presses a key as a given layout does: the place (`code`) and what it writes there (`key`) are told apart. */
export async function pressAs(page: Page, { code, key, shift = false, alt = false }: Pressed): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const event = { code, key, modifiers: (shift ? 8 : 0) + (alt ? 1 : 0) }
  const text = alt || key.length > 1 ? {} : { text: key }
  await session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event, ...text })
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event })
  await session.detach()
}
