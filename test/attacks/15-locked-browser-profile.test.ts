import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { needlesFor, searchIn } from '../../src/commands/canary/search.ts'
import { newCanaries } from '../../src/commands/canary/words.ts'
import { browserSettings } from '../support/browser.ts'
import { deskHouse, named, passphraseOf, unlock } from '../support/desk.ts'

let desk: Awaited<ReturnType<typeof deskHouse>>
let profile: string
const canaries = newCanaries()
const [latin = '', cyrillic = ''] = canaries

beforeAll(async () => {
  desk = await deskHouse()
  profile = mkdtempSync(join(tmpdir(), 'wayout-profile-'))
})
afterAll(async () => {
  await desk.close()
  rmSync(profile, { recursive: true, force: true })
})

/** The browser with this profile, as somebody finds it on her computer. */
async function withProfile(work: (context: BrowserContext) => Promise<void>): Promise<void> {
  const context = await chromium.launchPersistentContext(profile, browserSettings())
  context.setDefaultTimeout(60_000)
  await work(context)
  await context.close()
}

/** Every file of the profile, as a copy of it would hold them. */
function lyingAround(words: readonly string[]): string[] {
  const needles = words.flatMap((word) => needlesFor(word))
  const files = readdirSync(profile, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
  expect(files.length).toBeGreaterThan(20)
  return files.flatMap((file) => searchIn(file.name, readFileSync(join(file.parentPath, file.name)), needles)).map(({ where, encoding }) => `${where}: ${encoding}`)
}

describe('the profile of a locked browser, copied,', () => {
  it('has nothing of what she wrote, read, searched or typed to unlock, though her draft is in it, sealed', async () => {
    await withProfile(async (context) => {
      const page = await context.newPage()
      await page.goto(desk.origin)
      await unlock(page, 'mira', passphraseOf('mira'))
      // A client and a contact that are saved, read again and found; then one that is not.
      await page.goto(`${desk.origin}/contacts/new`)
      await unlock(page, 'mira', passphraseOf('mira'))
      await named(page, 'contact.who').fill(latin)
      await named(page, 'contact.who').press('ArrowDown')
      await named(page, 'contact.who').press('Enter')
      await named(page, 'contact.says').fill(cyrillic)
      await page.keyboard.press('Control+Enter')
      await named(page, 'contacts.open').first().click()
      await page.getByText(cyrillic).first().waitFor()
      await named(page, 'go.clients').first().click()
      await named(page, 'clients.find').fill(latin)
      await named(page, 'clients.find.found').first().click()
      await page.getByText(latin).first().waitFor()
      await named(page, 'contact.new').click()
      await named(page, 'contact.says').fill(`${latin} ${cyrillic}`)
      await page.getByText(/saved a moment|сачувано/).first().waitFor()
      await named(page, 'lock').click()
      await named(page, 'unlock.passphrase').waitFor()
    })
    expect(lyingAround([...canaries, passphraseOf('mira')])).toEqual([])
    expect(readdirSync(profile, { recursive: true }).some((file) => String(file).includes('indexeddb.leveldb'))).toBe(true)

    await withProfile(async (context) => {
      const page = await context.newPage()
      await page.goto(desk.origin)
      await named(page, 'unlock.name').waitFor()
      expect(await page.content()).not.toContain(latin)
      await unlock(page, 'mira', passphraseOf('mira'))
      await named(page, 'today.continue').waitFor()
    })
  }, 180_000)

  it('would show it, had the desk let it lie', async () => {
    await withProfile(async (context) => {
      const page = await context.newPage()
      await page.goto(desk.origin)
      await page.evaluate((word) => localStorage.setItem('slip', word), cyrillic)
      await named(page, 'unlock.name').waitFor()
    })
    expect(lyingAround([cyrillic]).length).toBeGreaterThan(0)
  }, 60_000)
})
