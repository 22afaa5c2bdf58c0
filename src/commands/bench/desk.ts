import { gzipSync } from 'node:zlib'
import { chromium } from 'playwright-core'
import type { Page } from 'playwright-core'
import { founder } from '../../demo/members.ts'
import { median } from './result.ts'
import type { Result } from './result.ts'

const named = (name: string) => `[data-key="${name}"]`

/** The desk in headless Chromium on the demonstration register, against the bars a person feels. */
export async function benchDesk(origin: string): Promise<Result[]> {
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'] })
  try {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 } })
    const page = await context.newPage()
    const scripts = weighing(page)
    await page.goto(origin)
    await page.locator(named('unlock.name')).waitFor()
    const firstLoad = await scripts()
    const unlocks: number[] = []
    const cards: CardsRead[] = []
    for (const [turn, open] of [unlock, unlockAgain, unlockAgain, unlockAgain].entries()) {
      unlocks.push(await open(page))
      cards.push(await cardsReady(page, turn + 1))
    }
    const [first5000 = 0, ...later5000] = cards.map(({ ms, cards: count }) => (ms * 5000) / count)
    const keystrokes = await typeNames(page)
    const presses = await pressAround(page)
    return [
      { id: 'desk.first-load', value: firstLoad, unit: 'kB', bar: 200, says: 'script of the first load, gzip' },
      { id: 'desk.unlock', value: median(unlocks), unit: 'ms', bar: 1500, says: 'unlock, from Enter to the desk (median of 4)' },
      { id: 'desk.cards-first', value: first5000, unit: 'ms', bar: 500, says: `cards ready on a computer that never had them, for 5,000 (fetched: ${cards[0]?.fetched})` },
      { id: 'desk.cards', value: median(later5000), unit: 'ms', bar: 500, says: `cards ready at a later unlock, for 5,000 (median of 3; fetched: ${cards.at(-1)?.fetched} of ${cards.at(-1)?.cards})` },
      { id: 'desk.keystroke', value: Math.max(...keystrokes), unit: 'ms', bar: 50, says: `a search keystroke answered, the slowest of ${keystrokes.length}` },
      { id: 'desk.press', value: Math.max(...presses), unit: 'ms', bar: 100, says: `a press answered on the screen, the slowest of ${presses.length}` },
    ]
  } finally {
    await browser.close()
  }
}

/** Every script the page fetched so far, in kB of gzip. */
function weighing(page: Page): () => Promise<number> {
  const fetched: Promise<number>[] = []
  page.on('response', (answer) => {
    if (new URL(answer.url()).pathname.endsWith('.js')) fetched.push(answer.body().then((body) => gzipSync(body, { level: 9 }).length))
  })
  return async () => (await Promise.all(fetched)).reduce((sum, bytes) => sum + bytes, 0) / 1000
}

async function unlock(page: Page): Promise<number> {
  await page.locator(named('unlock.name')).fill(founder.name)
  return enter(page)
}

async function unlockAgain(page: Page): Promise<number> {
  await page.locator(named('lock')).locator('visible=true').first().click()
  await page.locator(named('unlock.passphrase')).waitFor()
  return enter(page)
}

async function enter(page: Page): Promise<number> {
  await page.locator(named('unlock.passphrase')).fill(founder.passphrase)
  await page.evaluate(`void (globalThis.opened = ${inPage.untilOpen})`)
  await page.keyboard.press('Enter')
  return page.evaluate<number>('opened')
}

type CardsRead = { readonly ms: number; readonly cards: number; readonly fetched: number }

/** What the desk itself noted: from asking which cards are hers to the last one opened; and what is kept of them for the next time is there. */
async function cardsReady(page: Page, turn: number): Promise<CardsRead> {
  await comesTrue(page, `performance.getEntriesByName('wayout.cards').length >= ${turn} && performance.getEntriesByName('wayout.cards-kept').length >= 1`, 60_000)
  return page.evaluate(inPage.cards)
}

/** From the key to the list that answers it, painted. */
async function typeNames(page: Page): Promise<number[]> {
  await page.locator(named('go.clients')).locator('visible=true').first().click()
  await page.locator(named('clients.find')).waitFor()
  await page.evaluate(inPage.timeKeystrokes)
  for (const name of ['duric ana', 'petrov', 'jovic m', 'novi sad', '0641']) {
    await page.locator(named('clients.find')).fill('')
    for (const letter of name) {
      const before = await page.evaluate<number>('keystrokes.length')
      await page.keyboard.press(letter === ' ' ? 'Space' : letter)
      // A letter that changes nothing in the list is answered by nothing.
      await comesTrue(page, `keystrokes.length > ${before}`, 1000)
    }
  }
  return page.evaluate('keystrokes')
}

/** Presses through a contact and the places, as the browser's own Event Timing measures them: from the input to the next paint. */
async function pressAround(page: Page): Promise<number[]> {
  await page.evaluate(inPage.timePresses)
  const press = async (selector: string) => {
    await page.locator(selector).locator('visible=true').first().click()
    await page.evaluate(inPage.painted)
  }
  for (const place of ['today', 'contacts', 'clients', 'figures', 'today']) await press(named(`go.${place}`))
  await page.keyboard.press('n')
  await page.locator(named('contact.who')).waitFor()
  await press(`${named('contact.type')} [data-value="trafficking"]`)
  await press(`${named('contact.subtype')} [data-value="post_festum"]`)
  await press(`${named('contact.need')} [data-value="recovery"]`)
  await press(`${named('contact.given')} [data-value="counselling"]`)
  await press(named('contact.new-client'))
  await press(named('contact.signs'))
  const found = await page.evaluate<number[]>('presses')
  return found.length ? found : [0]
}

/** Asked again with every frame; the policy of the page lets no text become code later. */
function comesTrue(page: Page, expression: string, milliseconds: number): Promise<boolean> {
  return page.evaluate(`new Promise((done) => {
    const look = () => (${expression} ? done(true) : requestAnimationFrame(look))
    setTimeout(() => done(false), ${milliseconds})
    look()
  })`)
}

/** What runs in the page, as text: this file is the program's, which knows no document. */
const inPage = {
  untilOpen: `new Promise((done) => {
    let begun = 0
    addEventListener('keydown', () => { begun = performance.now() }, { once: true, capture: true })
    const seen = new MutationObserver(() => {
      if (!begun || !document.querySelector('[data-key="lock"]')) return
      seen.disconnect()
      requestAnimationFrame(() => done(performance.now() - begun))
    })
    seen.observe(document.body, { childList: true, subtree: true })
  })`,
  cards: `(() => {
    const last = performance.getEntriesByName('wayout.cards').at(-1)
    return { ms: last.duration, ...last.detail }
  })()`,
  // The list alone: how many were found is told to a reader half a second later, on purpose.
  timeKeystrokes: `globalThis.keystrokes = []
    let begun = 0
    addEventListener('keydown', () => { begun = performance.now() }, { capture: true })
    new MutationObserver(() => {
      if (!begun) return
      const since = begun
      begun = 0
      requestAnimationFrame(() => keystrokes.push(performance.now() - since))
    }).observe(document.querySelector('main [role=listbox]').parentElement, { childList: true, subtree: true, characterData: true })`,
  timePresses: `globalThis.presses = []
    new PerformanceObserver((list) => presses.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: 'event', durationThreshold: 16 })`,
  painted: 'new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)))',
} as const
