import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../support/browser.ts'
import { deskHouse, device, look, named, passphraseOf, unlock } from '../support/desk.ts'

let browser: Browser
let desk: Awaited<ReturnType<typeof deskHouse>>

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await desk.close()
})

const atItsName = () => desk.origin.replace('127.0.0.1', 'localhost')
const passphrase = passphraseOf('mira')

/** Chromium's own authenticator in software: touched and recognised at once. */
async function authenticator(page: Page, hasPrf: boolean) {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true,
      automaticPresenceSimulation: true, hasPrf,
    },
  })
  return {
    credentials: async () => (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials.length,
    remove: () => session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }),
  }
}

async function opened(path: string, hasPrf: boolean) {
  const context = await device(browser)
  const page = await context.newPage()
  const key = await authenticator(page, hasPrf)
  await page.goto(`${atItsName()}${path}`)
  await unlock(page, 'mira', passphrase)
  return { context, page, key }
}
async function add(page: Page, name: string) {
  await named(page, 'passkeys.add').click()
  await named(page, 'passkey.name').fill(name)
  await named(page, 'proof.passphrase').fill(passphrase)
  await named(page, 'passkey.add').click()
}

describe('a passkey', () => {
  it('is added, renamed, unlocks the desk and the page under it, and opens nothing once removed', async () => {
    const { context, page, key } = await opened('/mine', true)
    // The program keeps it and its answer is lost: pressed again, it is the same one.
    await page.route('**/api/passkeys', async (route) => {
      if (route.request().method() !== 'POST') return route.fallback()
      await route.fetch()
      await route.abort()
    })
    await add(page, 'лаптоп')
    await named(page, 'passkey').getByText('does not answer').waitFor()
    await page.unroute('**/api/passkeys')
    await named(page, 'passkey.add').click()
    await named(page, 'passkey').waitFor({ state: 'hidden' })
    expect(await named(page, 'passkeys.list').locator('li').count()).toBe(1)
    await named(page, 'passkeys.list').getByText('лаптоп').waitFor()
    expect(await key.credentials()).toBe(1)
    await look(page, 'passkeys')
    // The same authenticator is not asked to hold two.
    await add(page, 'још један')
    await page.getByText('has a passkey of yours already').waitFor()
    await named(page, 'passkey.stop').click()
    await named(page, 'passkeys.rename').click()
    await named(page, 'passkey.name').fill('плави кључ')
    await named(page, 'passkey.keep-name').click()
    await named(page, 'passkeys.list').getByText('плави кључ').waitFor()

    await named(page, 'lock').click()
    await look(page, 'unlock-passkey')
    await named(page, 'unlock.passkey').click()
    await named(page, 'lock').waitFor()
    await named(page, 'passkeys.list').getByText('плави кључ').waitFor()

    // The session ends while she writes: one touch, and the page goes on.
    await page.context().clearCookies()
    await named(page, 'go.ledger').click()
    // Somebody else's passkey opens nothing over her page, and the session it began is ended at once.
    await page.route('**/api/sessions/by-passkey', async (route) => {
      const answer = (await (await route.fetch()).json()) as object
      await route.fulfill({ json: { ...answer, member: crypto.randomUUID() } })
    }, { times: 1 })
    const ended = page.waitForResponse((response) => response.request().method() === 'DELETE' && response.url().endsWith('/api/sessions/mine') && response.ok())
    await named(page, 'unlock.passkey').click()
    await ended
    await page.getByText('do not fit together').waitFor()
    await named(page, 'unlock.passkey').click()
    await named(page, 'ledger.entries').waitFor()

    await named(page, 'go.mine').click()
    await named(page, 'passkeys.remove').click()
    await named(page, 'proof.passphrase').fill(passphrase)
    await named(page, 'passkey.remove').click()
    await named(page, 'passkeys.list').waitFor({ state: 'detached' })
    await context.close()
  }, 120_000)

  it('that was removed elsewhere, or of nobody, is refused in words, and the passphrase still opens', async () => {
    const { context, page } = await opened('/mine', true)
    await add(page, 'телефон')
    await named(page, 'passkeys.list').getByText('телефон').waitFor()
    const other = await device(browser)
    const there = await other.newPage()
    await there.goto(`${desk.origin}/mine`)
    await unlock(there, 'mira', passphrase)
    await there.getByText(`open ${atItsName()} instead`).waitFor()
    expect(await named(there, 'passkeys.add').count()).toBe(0)
    await named(there, 'passkeys.remove').click()
    await named(there, 'proof.passphrase').fill(passphrase)
    await named(there, 'passkey.remove').click()
    await named(there, 'passkeys.list').waitFor({ state: 'detached' })
    await other.close()

    await named(page, 'lock').click()
    await named(page, 'unlock.passkey').click()
    await page.getByText('opens nothing here any more').waitFor()
    await unlock(page, 'mira', passphrase)
    await context.close()
  }, 120_000)

  it('of an authenticator without PRF is not kept, and it says so', async () => {
    const { context, page } = await opened('/mine', false)
    await add(page, 'стари кључ')
    await named(page, 'passkey.no-key').waitFor()
    await look(page, 'passkey-no-key')
    await named(page, 'passkey.stop').click()
    expect(await named(page, 'passkeys.list').count()).toBe(0)
    await context.close()
  }, 60_000)
})
