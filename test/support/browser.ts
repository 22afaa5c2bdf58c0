import { chromium } from 'playwright-core'
import type { Browser, Page } from 'playwright-core'

/** Debian's Chromium, or the one `CHROMIUM` names; nothing is downloaded and nothing calls home. */
export function openBrowser(...more: readonly string[]): Promise<Browser> {
  return chromium.launch(browserSettings(...more))
}

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
