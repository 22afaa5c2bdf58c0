import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { complaintsOf, openBrowser } from '../support/browser.ts'
import { deskHouse, device, look, named, passphraseOf, shown, unlock } from '../support/desk.ts'

let desk: Awaited<ReturnType<typeof deskHouse>>
let browser: Browser

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  const { team } = desk.house
  await desk.letIn('jelena', ['consultant'], [team('sos_line'), team('finders')])
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

async function window(context: BrowserContext, address = '/'): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${desk.origin}${address}`)
  await unlock(page, 'jelena', passphraseOf('jelena'))
  return page
}
/** Waits until what was typed is kept with the program, and gives the address of the draft. */
async function kept(page: Page): Promise<string> {
  await page.getByText('saved a moment ago').waitFor()
  return new URL(page.url()).pathname + new URL(page.url()).search
}
const words = (page: Page) => shown(page, 'contact.says').inputValue()

describe('one draft in two windows', () => {
  it('is written in one of them; the other says so, takes it over with every word, and gives it back', async () => {
    const context = await device(browser)
    const first = await window(context)
    const complaints = complaintsOf(first)
    await first.keyboard.press('n')
    await shown(first, 'contact.says').fill('Прва реченица.')
    const address = await kept(first)

    const second = await window(context, address)
    await second.getByText('You are writing this in another tab').waitFor()
    expect(await named(second, 'contact.says').count()).toBe(0)
    await look(second, 'draft-elsewhere')

    // Words of this very moment go along
    await first.bringToFront()
    await shown(first, 'contact.says').press('End')
    await first.keyboard.type(' Друга, још неисписана до краја')
    await second.bringToFront()
    await shown(second, 'turn.take-over').click()
    await shown(second, 'contact.says').waitFor()
    expect(await words(second)).toBe('Прва реченица. Друга, још неисписана до краја')
    await first.getByText('You are writing this in another tab').waitFor()
    await shown(second, 'contact.says').fill('Прва реченица. Друга. Трећа.')
    await kept(second)

    // By the keyboard alone, and back again
    await first.bringToFront()
    await shown(first, 'turn.take-over').focus()
    await first.keyboard.press('Enter')
    await shown(first, 'contact.says').waitFor()
    expect(await words(first)).toBe('Прва реченица. Друга. Трећа.')
    await second.getByText('You are writing this in another tab').waitFor()

    // The one that waits begins another, and both are kept
    await second.bringToFront()
    await shown(second, 'turn.another').click()
    await shown(second, 'contact.says').fill('Сасвим други позив.')
    expect(await kept(second)).not.toBe(address)
    expect(await words(first)).toBe('Прва реченица. Друга. Трећа.')
    await shown(second, 'go.today').click()
    await named(second, 'today.continue').nth(1).waitFor()
    // What is being written in the other window is not thrown away from here
    await second.locator(`a[href="${address}"]`).locator('..').getByRole('button').click()
    await second.getByText('It is being written in another tab').waitFor()
    await second.locator(`a[href="${address}"]`).click()
    await second.getByText('You are writing this in another tab').waitFor()

    // Saved in the one, it is over in the other
    await first.bringToFront()
    await first.keyboard.press('Control+Enter')
    await shown(first, 'contacts.open').waitFor()
    await second.bringToFront()
    await second.getByText('It was finished in the other tab').waitFor()
    await shown(second, 'turn.today').click()
    await named(second, 'today.continue').first().waitFor()
    expect(await named(second, 'today.continue').count()).toBe(1)
    expect(complaints).toEqual([])
    await context.close()
  }, 180_000)

  it('is taken over from a window that is closed or answers no more', async () => {
    const context = await device(browser)
    const first = await window(context)
    await first.keyboard.press('n')
    await shown(first, 'contact.says').fill('Остаје записано.')
    const address = await kept(first)
    const second = await window(context, address)
    await second.getByText('You are writing this in another tab').waitFor()
    // Deaf to every question, as a window is that the browser put to sleep
    const session = await context.newCDPSession(first)
    await session.send('Debugger.enable')
    await session.send('Debugger.pause')
    await shown(second, 'turn.take-over').click()
    await shown(second, 'contact.says').waitFor()
    expect(await words(second)).toBe('Остаје записано.')
    await shown(second, 'contact.says').fill('Остаје записано, и даље.')
    await kept(second)
    await session.send('Debugger.resume')
    await first.getByText('You are writing this in another tab').waitFor()
    // Closed there, it goes on here by itself
    await second.close()
    await first.bringToFront()
    await shown(first, 'contact.says').waitFor()
    expect(await words(first)).toBe('Остаје записано, и даље.')
    await context.close()
  }, 180_000)
})

describe('the caret', () => {
  it.each([
    ['by a press on Lock', async (page: Page) => shown(page, 'lock').click()],
    ['by the key', async (page: Page) => { await page.locator('main h1').focus(); await page.keyboard.press('l') }],
  ] as const)('is where it was after the desk was locked %s', async (_, lock) => {
    const context = await device(browser)
    const page = await window(context)
    await page.keyboard.press('n')
    await shown(page, 'contact.says').fill('Каже да се плаши.')
    await shown(page, 'contact.says').evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(8, 8))
    await lock(page)
    await unlock(page, 'jelena', passphraseOf('jelena'))
    await shown(page, 'contact.says').waitFor()
    await expect.poll(() => page.evaluate(() => [document.activeElement?.getAttribute('data-key'), (document.activeElement as HTMLTextAreaElement).selectionStart])).toEqual(['contact.says', 8])
    await page.keyboard.type(' данас')
    expect(await words(page)).toBe('Каже да  данассе плаши.')
    await context.close()
  }, 120_000)
})

describe('a message', () => {
  it('is one at a time: a later refusal sends an earlier message away', async () => {
    const context = await device(browser)
    const page = await window(context)
    await page.keyboard.press('n')
    await shown(page, 'contact.says').fill('Чује се само дах.')
    await page.route('**/api/contacts', (route) => route.abort())
    await page.keyboard.press('Control+Enter')
    const away = page.getByText('Not saved yet', { exact: false }).first()
    await away.waitFor()
    await shown(page, 'contact.who').fill('Мила')
    await page.keyboard.press('Control+Enter')
    await page.getByText('is written here and nobody is chosen').waitFor()
    expect(await away.count()).toBe(0)
    await page.unroute('**/api/contacts')
    await shown(page, 'contact.who').fill('')
    await page.keyboard.press('Control+Enter')
    const told = page.getByRole('group', { name: 'Messages' })
    await told.getByText('Contact saved.').waitFor()
    await page.keyboard.press('n')
    await shown(page, 'contact.says').fill('Опет.')
    await page.route('**/api/contacts', (route) => route.abort())
    await page.keyboard.press('Control+Enter')
    await away.waitFor()
    await told.waitFor({ state: 'detached', timeout: 3000 })
    await context.close()
  }, 120_000)
})

describe('a session that is ended from elsewhere in the middle of a word', () => {
  it('locks, and everything is there after unlocking, however the program answered the last keeping', async () => {
    const [here, there] = [await device(browser), await device(browser)]
    const [page, other] = [await window(here), await window(there, '/mine')]
    await page.keyboard.press('n')
    await shown(page, 'contact.says').fill('Усред')
    await kept(page)
    await shown(page, 'contact.says').press('End')
    await page.keyboard.insertText(' реченице сам била')
    await shown(other, 'sessions.end-others').click()
    await unlock(page, 'jelena', passphraseOf('jelena'))
    await shown(page, 'contact.says').waitFor()
    expect(await words(page)).toBe('Усред реченице сам била')
    await page.keyboard.press('Control+Enter')
    await shown(page, 'contacts.open').waitFor()
    await here.close()
    await there.close()
  }, 180_000)
})

describe('what was saved is unfinished no longer', () => {
  it('when its last keeping reached the program after it', async () => {
    const context = await device(browser)
    const page = await window(context)
    const saved = page.waitForResponse((answer) => answer.request().method() === 'POST' && new URL(answer.url()).pathname === '/api/contacts')
    await page.route('**/api/drafts/*', async (route) => {
      if (route.request().method() === 'PUT') await saved
      await route.continue()
    })
    // The quickest way there is: from the ring to the save in four keys
    await page.keyboard.press('n')
    await shown(page, 'contact.who').waitFor()
    const address = new URL(page.url()).pathname
    for (const key of ['Escape', '2', '2', 'Control+Enter']) await page.keyboard.press(key)
    await shown(page, 'contacts.open').first().waitFor()
    expect(await isWithTheProgram(page, address)).toBe(false)
    await context.close()
  }, 120_000)

  it('and holds the words written while it was on its way', async () => {
    const context = await device(browser)
    const page = await window(context)
    const release = Promise.withResolvers<void>()
    await page.route('**/api/contacts', async (route) => {
      if (route.request().method() === 'POST') await release.promise
      await route.continue()
    })
    await page.keyboard.press('n')
    await shown(page, 'contact.says').fill('Прва реченица.')
    const asked = page.waitForRequest((one) => one.method() === 'POST' && new URL(one.url()).pathname === '/api/contacts')
    await page.keyboard.press('Control+Enter')
    await asked
    await shown(page, 'contact.says').press('End')
    await page.keyboard.insertText(' И још једна.')
    release.resolve()
    await shown(page, 'contacts.open').first().click()
    await page.locator('main').getByText('Прва реченица. И још једна.').first().waitFor()
    await context.close()
  }, 120_000)

  it('when nobody heard that it was: who goes on with it sees what was saved', async () => {
    const context = await device(browser)
    const page = await window(context)
    await page.keyboard.press('n')
    await shown(page, 'contact.says').fill('Веза пуца баш сада.')
    await page.route('**/api/contacts', async (route) => {
      if (route.request().method() !== 'POST') return route.continue()
      await route.fetch()
      await route.abort()
    })
    await page.keyboard.press('Control+Enter')
    await page.getByText('Not saved yet', { exact: false }).first().waitFor()
    const address = new URL(page.url()).pathname
    await page.close()
    const again = await window(context)
    await again.locator(`a[href="${address}"]`).click()
    await again.getByText('This contact was saved already').first().waitFor()
    await again.locator('main').getByText('Веза пуца баш сада.').waitFor()
    await shown(again, 'go.today').click()
    await again.getByText('Agreed, and due').waitFor()
    await expect.poll(() => again.locator(`a[href="${address}"]`).count()).toBe(0)
    expect(await isWithTheProgram(again, address)).toBe(false)
    await context.close()
  }, 120_000)
})

/** Whether the program still keeps the draft that an address names. */
const isWithTheProgram = (page: Page, address: string) => page.evaluate(async (id) => {
  const { drafts } = (await (await fetch('/api/drafts')).json()) as { drafts: { id: string }[] }
  return drafts.some((one) => one.id === id)
}, address.split('/').at(-1))
