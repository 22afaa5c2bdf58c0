import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { complaintsOf, openBrowser, pressAs } from '../../../test/support/browser.ts'
import { openGallery } from '../../../test/support/gallery.ts'
import type { Gallery } from '../../../test/support/gallery.ts'

let gallery: Gallery
let browser: Browser
let page: Page
let complaints: string[] = []

beforeAll(async () => {
  gallery = await openGallery()
  browser = await openBrowser()
}, 60_000)

afterAll(async () => {
  await browser?.close()
  await gallery?.close()
})

afterEach(async () => {
  await page.context().close()
  expect(complaints).toEqual([])
})

async function open(wanted: Record<string, string>) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
  page = await context.newPage()
  complaints = complaintsOf(page)
  await page.goto(`${gallery.address}?${new URLSearchParams({ locale: 'en', ...wanted })}`)
  await page.waitForSelector('main h1')
}

const key = (name: string) => page.locator(`[data-key="${name}"]`)
const chip = (name: string, value: string) => key(name).locator(`input[value="${value}"]`)
const focused = (locator: Locator) => locator.evaluate((element) => element === document.activeElement)
const said = () => key('said').textContent()
const digit = (place: number) => pressAs(page, { code: `Digit${place}`, key: String(place) })

describe('a choice', () => {
  it('is named by its words in English and by its handle in every language', async () => {
    await open({ page: 'contacts' })
    const group = page.getByRole('radiogroup', { name: 'Calls as', exact: true })
    expect(await group.getAttribute('data-key')).toBe('contact.role')
    expect(await group.getByRole('radio', { name: 'family', exact: true }).isChecked()).toBe(true)
  })

  it('takes digits while the focus is inside, and the same digit takes the answer back', async () => {
    await open({ page: 'contacts' })
    await chip('contact.role', 'family').focus()
    await digit(5)
    expect(await chip('contact.role', 'police').isChecked()).toBe(true)
    expect(await focused(chip('contact.role', 'police'))).toBe(true)
    await digit(5)
    expect(await key('contact.role').locator(':checked').count()).toBe(0)
  })

  it('walks with arrows and is emptied by Backspace, Space and a second press', async () => {
    await open({ page: 'contacts' })
    await chip('contact.role', 'family').focus()
    await page.keyboard.press('ArrowRight')
    expect(await chip('contact.role', 'friend').isChecked()).toBe(true)
    await page.keyboard.press('Backspace')
    expect(await key('contact.role').locator(':checked').count()).toBe(0)
    await page.keyboard.press('Space')
    expect(await chip('contact.role', 'friend').isChecked()).toBe(true)
    await page.keyboard.press('Space')
    expect(await key('contact.role').locator(':checked').count()).toBe(0)
    await chip('contact.role', 'citizen').check()
    await chip('contact.role', 'police').click()
    expect(await chip('contact.role', 'police').isChecked()).toBe(true)
    await chip('contact.role', 'police').click()
    expect(await key('contact.role').locator(':checked').count()).toBe(0)
  })

  it('keeps "prefers not to say" one key away', async () => {
    await open({ page: 'contacts' })
    await chip('contact.role', 'family').focus()
    await digit(0)
    await page.getByRole('radio', { name: 'prefers not to say' }).check()
    expect(await chip('contact.role', 'declined').isChecked()).toBe(true)
  })

  it('that is the active one takes digits from anywhere but from a text field', async () => {
    await open({ page: 'contacts' })
    await page.locator('main h1').click()
    await digit(2)
    expect(await chip('contact.type', 'preventive').isChecked()).toBe(true)
    await key('contact.words').focus()
    await digit(1)
    expect(await key('contact.words').inputValue()).toBe('1')
    expect(await chip('contact.type', 'preventive').isChecked()).toBe(true)
  })

  it('of several answers flips each by its digit', async () => {
    await open({ page: 'contacts' })
    await chip('contact.given', 'counselling').focus()
    await digit(3)
    expect(await key('contact.given').locator(':checked').count()).toBe(2)
    await digit(1)
    expect(await key('contact.given').locator(':checked').count()).toBe(1)
  })
})

describe('the reason for asking', () => {
  it('opens with the key in place of I under a Cyrillic layout', async () => {
    await open({ page: 'contacts', locale: 'sr-Cyrl' })
    const why = key('contact.safe').getByText('На њен телефон')
    expect(await why.isVisible()).toBe(false)
    await chip('contact.safe', 'yes').focus()
    await pressAs(page, { code: 'KeyI', key: 'и' })
    expect(await why.isVisible()).toBe(true)
  })

  it('opens with Alt+I in a text field, where I is a letter', async () => {
    await open({ page: 'contacts' })
    await key('contact.who').focus()
    await page.keyboard.press('i')
    expect(await key('contact.who').inputValue()).toBe('i')
    await page.keyboard.press('Alt+i')
    expect(await page.getByText('To know whether we spoke before').isVisible()).toBe(true)
    expect(await key('contact.who').inputValue()).toBe('i')
  })
})

describe('the finder', () => {
  it('lists while one types, and Down and Enter take what is marked', async () => {
    await open({ page: 'contacts' })
    await key('contact.who').pressSequentially('đur')
    const options = page.getByRole('listbox').getByRole('option')
    expect(await options.allTextContents()).toEqual(['Đurić AnaC-1187 · Novi Sad2. 11. 2014.', 'New client', 'Stay without a name'])
    await page.keyboard.press('ArrowDown')
    expect(await options.first().getAttribute('aria-selected')).toBe('true')
    const marked = await key('contact.who').getAttribute('aria-activedescendant')
    expect(marked).toBe(await options.first().getAttribute('id'))
    await page.keyboard.press('Enter')
    expect(await key('picked').textContent()).toBe('Đurić Ana')
    expect(await key('contact.who').getAttribute('aria-expanded')).toBe('false')
  })

  it('picks nobody by Enter alone', async () => {
    await open({ page: 'contacts' })
    await key('contact.who').pressSequentially('đur')
    await page.keyboard.press('Enter')
    expect(await key('picked').count()).toBe(0)
  })

  it('offers a new client and staying without a name as its last lines, by Up and by mouse', async () => {
    await open({ page: 'contacts' })
    await key('contact.who').focus()
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Enter')
    expect(await key('picked').textContent()).toBe('nameless')
    await key('contact.who').click()
    await key('contact.who.new').click()
    expect(await key('picked').textContent()).toBe('new')
  })

  it('keeps marked what was marked when others are found meanwhile', async () => {
    await open({ page: 'contacts' })
    await key('contact.who').fill('late')
    await page.keyboard.press('ArrowDown')
    const options = page.getByRole('listbox').getByRole('option')
    expect(await options.and(page.locator('[aria-selected=true]')).allTextContents()).toEqual(['New client'])
    await page.evaluate(() => dispatchEvent(new Event('found-late')))
    await options.nth(4).waitFor()
    expect(await options.and(page.locator('[aria-selected=true]')).allTextContents()).toEqual(['New client'])
    await page.keyboard.press('Enter')
    expect(await key('picked').textContent()).toBe('new')
  })

  it('shuts at the first Escape and is emptied by the second', async () => {
    await open({ page: 'contacts' })
    await key('contact.who').pressSequentially('đur')
    await page.keyboard.press('Escape')
    expect(await page.getByRole('listbox').getByRole('option').count()).toBe(0)
    expect(await key('contact.who').inputValue()).toBe('đur')
    await page.keyboard.press('Escape')
    expect(await key('contact.who').inputValue()).toBe('')
  })

  it('says how many were found once the typing rests', async () => {
    await open({ page: 'contacts' })
    await key('contact.who').pressSequentially('d')
    await page.getByRole('status').filter({ hasText: '3 results' }).waitFor({ state: 'attached' })
    await key('contact.who').fill('xx')
    await page.getByRole('status').filter({ hasText: 'Nothing found' }).waitFor({ state: 'attached' })
  })
})

describe('a dialog', () => {
  it('takes the focus, keeps it, and gives it back on Escape', async () => {
    await open({ page: 'house' })
    await key('dialog.open').focus()
    await page.keyboard.press('Enter')
    expect(await focused(key('dialog.reason'))).toBe(true)
    for (let step = 0; step < 6; step += 1) {
      await page.keyboard.press('Tab')
      const outside = await page.evaluate(() => {
        const active = document.activeElement
        return active !== document.body && !active?.closest('dialog')
      })
      expect(outside).toBe(false)
    }
    await page.keyboard.press('Escape')
    expect(await page.getByRole('dialog').count()).toBe(0)
    expect(await focused(key('dialog.open'))).toBe(true)
  })

  it("puts the page's keys to rest", async () => {
    await open({ page: 'house' })
    await key('dialog.open').click()
    await key('dialog.erase').focus()
    await page.keyboard.press('l')
    expect(await said()).toBe('')
    await page.keyboard.press('Escape')
    await page.keyboard.press('l')
    expect(await said()).toBe('lock')
  })
})

describe('the keys of the page', () => {
  it('lie where they lie, whatever the layout writes there', async () => {
    await open({ page: 'figures', locale: 'sr-Cyrl' })
    await pressAs(page, { code: 'KeyN', key: 'н' })
    expect(await said()).toBe('new')
    await pressAs(page, { code: 'KeyL', key: 'л' })
    expect(await said()).toBe('lock')
    await pressAs(page, { code: 'Digit7', key: '/', shift: true })
    expect(await said()).toBe('find')
  })

  it('are letters in a text field, but Ctrl+Enter saves from there', async () => {
    await open({ page: 'contacts' })
    await key('contact.words').pressSequentially('nl/?')
    expect(await key('contact.words').inputValue()).toBe('nl/?')
    expect(await said()).toBe('')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Contact saved.').first().waitFor()
  })

  it('are shown by the question mark, wherever it lies', async () => {
    await open({ page: 'contacts' })
    await page.locator('main h1').click()
    await pressAs(page, { code: 'Minus', key: '?', shift: true })
    const overlay = page.getByRole('dialog', { name: 'Keys' })
    for (const words of ['Save contact', 'Find anything', 'Lock', 'Choose an answer']) {
      expect(await overlay.getByText(words, { exact: true }).isVisible(), words).toBe(true)
    }
  })

  it('can be switched off, and the reasons can then be reached with Tab', async () => {
    await open({ page: 'contacts', keys: 'off' })
    await page.locator('main h1').click()
    await page.keyboard.press('l')
    await page.keyboard.press('2')
    expect(await said()).toBe('')
    expect(await key('contact.type').locator(':checked').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Why we ask: Safe to call' }).getAttribute('tabindex')).toBe('0')
  })
})

describe('a date', () => {
  it('says how it was understood, and what is wrong only after one has left it', async () => {
    await open({ page: 'contacts' })
    await key('contact.day').fill('2016-03-13')
    expect(await page.getByText('13 March 2016').isVisible()).toBe(true)
    await key('contact.day').fill('31.4.2016.')
    expect(await key('contact.day').getAttribute('aria-invalid')).toBe(null)
    await key('contact.month').focus()
    expect(await key('contact.day').getAttribute('aria-invalid')).toBe('true')
    expect(await key('contact.day').inputValue()).toBe('31.4.2016.')
    await key('contact.day').fill('1.1.2017.')
    expect(await page.getByText('This day is too late').isVisible()).toBe(true)
  })
})

it('words that are too many are counted and never cut off', async () => {
  await open({ page: 'contacts' })
  await key('contact.words').fill('a'.repeat(190))
  expect(await page.getByText('Room for 10 more characters').isVisible()).toBe(true)
  await key('contact.words').fill('a'.repeat(203))
  expect(await page.getByText('3 characters too many').isVisible()).toBe(true)
  expect((await key('contact.words').inputValue()).length).toBe(203)
})
