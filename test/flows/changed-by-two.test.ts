import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { ledger } from '../../src/features/ledger/contract.ts'
import { dayOf } from '../../src/shared/calendar.ts'
import type { FolderId } from '../../src/shared/ids.ts'
import { openBrowser } from '../support/browser.ts'
import { deskHouse, device, look, named, passphraseOf, pick, shown, unlock } from '../support/desk.ts'
import type { SignedIn } from '../support/house.ts'

let desk: Awaited<ReturnType<typeof deskHouse>>
let browser: Browser
let tijana: SignedIn
const today = dayOf(new Date()).split('-').toReversed().map(Number).join('.')

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  tijana = await desk.letIn('tijana', ['prevention'], [desk.house.team('prevention')])
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

async function sitDown(name: string): Promise<Page> {
  const page = await (await device(browser, { viewport: { width: 1366, height: 900 } })).newPage()
  await page.goto(desk.origin)
  await unlock(page, name, passphraseOf(name))
  return page
}
const go = (page: Page, address: string) => page.evaluate((to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')) }, address)
const pathOf = (page: Page) => new URL(page.url()).pathname
const questions = (page: Page) => page.locator('section[data-key^="decide."]').evaluateAll((all) => all.map((one) => one.getAttribute('data-key')))

describe('changed by two at once, nothing of either is lost: the second is asked, question by question', () => {
  it('a campaign, also where her words waited in a draft', async () => {
    const [first, second] = [await sitDown('tijana'), await sitDown('tijana')]
    await go(first, '/prevention/campaign')
    await shown(first, 'campaign.title').fill('Погледај двапут')
    await pick(first, 'campaign.role', 'organiser')
    await first.keyboard.press('Control+Enter')
    await named(first, 'campaign.change').waitFor()
    const address = pathOf(first)
    await go(second, address)
    await shown(second, 'campaign.change').click()
    await shown(second, 'campaign.messages').fill('Питај пре пута.')
    await shown(second, 'campaign.partners').fill('Школа')
    await second.getByText('saved a moment ago').waitFor()
    await shown(first, 'campaign.change').click()
    await shown(first, 'campaign.messages').fill('Ко зове?')
    await shown(first, 'campaign.notes').fill('Штампа касни.')
    await first.keyboard.press('Control+Enter')
    await first.getByText('Штампа касни.').waitFor()

    // She closes the page, unlocks, and goes on with what she had written
    await second.reload()
    await unlock(second, 'tijana', passphraseOf('tijana'))
    await expect.poll(() => shown(second, 'campaign.messages').inputValue()).toBe('Питај пре пута.')
    await second.keyboard.press('Control+Enter')
    await named(second, 'decide.messages').waitFor()
    expect(await questions(second)).toEqual(['decide.messages', 'decide.partners', 'decide.notes'])
    await look(second, 'campaign-decide')
    await pick(second, 'decide.messages.side', 'mine')
    await shown(second, 'decide.save').click()
    await named(second, 'campaign.change').waitFor()
    for (const kept of ['Питај пре пута.', 'Школа', 'Штампа касни.']) await second.getByText(kept).first().waitFor()
    await first.context().close()
    await second.context().close()
  }, 240_000)

  it('an event', async () => {
    const [first, second] = [await sitDown('tijana'), await sitDown('tijana')]
    await go(first, '/prevention/event')
    await shown(first, 'event.title').fill('Обука за наставнике')
    await shown(first, 'event.kind').selectOption('training_basic')
    await shown(first, 'event.day').fill(today)
    await first.keyboard.press('Control+Enter')
    await named(first, 'event.change').waitFor()
    const address = pathOf(first)
    await go(second, address)
    for (const page of [first, second]) {
      await shown(page, 'event.change').click()
      await shown(page, 'event.where').waitFor()
    }
    await shown(first, 'event.where').fill('Гимназија')
    await shown(first, 'event.starts').fill('10')
    await first.keyboard.press('Control+Enter')
    await named(first, 'event.change').waitFor()
    // Once the ledger has it, it tells when.
    const folder = address.split('/').at(-1) as FolderId
    await expect.poll(async () => (await tijana.call(ledger.entries, { folder })).entries.map((one) => one.action)).toContain('event.changed')
    await shown(second, 'event.where').fill('Дом културе')
    await shown(second, 'event.capacity').fill('20')
    await second.keyboard.press('Control+Enter')
    await named(second, 'decide.where').waitFor()
    expect(await questions(second)).toEqual(['decide.sessions', 'decide.capacity', 'decide.where'])
    await second.getByText(/^tijana saved another version on /i).waitFor()
    await look(second, 'event-decide')
    await pick(second, 'decide.where.side', 'theirs')
    await shown(second, 'decide.save').click()
    await named(second, 'event.change').waitFor()
    await shown(second, 'event.change').click()
    await expect.poll(async () => Promise.all(['event.where', 'event.capacity', 'event.starts'].map((field) => shown(second, field).inputValue()))).toEqual(['Гимназија', '20', '10:00'])
    await first.context().close()
    await second.context().close()
  }, 240_000)

  it('heads counted on two telephones: whose count stands, also where one waited in a draft', async () => {
    const [first, second] = [await sitDown('tijana'), await sitDown('tijana')]
    await go(first, '/prevention/event')
    await shown(first, 'event.title').fill('Улична акција')
    await shown(first, 'event.kind').selectOption('street_action')
    await shown(first, 'event.day').fill(today)
    await first.keyboard.press('Control+Enter')
    await named(first, 'event.change').waitFor()
    const folder = pathOf(first).split('/').at(-1)
    for (const page of [first, second]) {
      await go(page, `/prevention/heads?event=${folder}`)
      await shown(page, 'heads.plus-10').click()
    }
    await shown(second, 'heads.plus-10').click()
    await second.getByText('saved a moment ago').waitFor()
    await first.keyboard.press('Control+Enter')
    await named(first, 'event.change').waitFor()
    await second.reload()
    await unlock(second, 'tijana', passphraseOf('tijana'))
    await expect.poll(() => shown(second, 'heads.count').inputValue()).toBe('20')
    await second.keyboard.press('Control+Enter')
    await named(second, 'decide.lines').waitFor()
    // Nothing tells who counted: nobody is named, in words that hold in the middle of a sentence too.
    await second.getByText('Another version was saved.').waitFor()
    expect(await named(second, 'decide.lines.side').innerText()).toMatch(/mine[\s\S]*the other one/)
    await look(second, 'heads-decide')
    await pick(second, 'decide.lines.side', 'mine')
    await shown(second, 'decide.save').click()
    await named(second, 'event.change').waitFor()
    await go(first, '/prevention')
    await go(first, `/prevention/heads?event=${folder}&again`)
    await expect.poll(() => named(first, 'heads.all').innerText()).toContain('20')
    await first.context().close()
    await second.context().close()
  }, 240_000)

  it('a request from an authority', async () => {
    const [first, second] = [await sitDown('mira'), await sitDown('mira')]
    await go(first, '/requests/new')
    await shown(first, 'request.authority').fill('Виши суд у Нишу')
    await named(first, 'request.authority.new').click()
    await shown(first, 'request.kind').selectOption('court')
    await pick(first, 'request.basis', 'court_order')
    await first.keyboard.press('Control+Enter')
    await named(first, 'requests.open').first().waitFor()
    await go(second, '/requests')
    for (const page of [first, second]) {
      await named(page, 'requests.open').first().click()
      await shown(page, 'request.asked').waitFor()
    }
    await shown(first, 'request.asked').fill('Списе из 2015.')
    await shown(first, 'request.reference').fill('К 12/16')
    await first.keyboard.press('Control+Enter')
    await named(first, 'requests.open').first().waitFor()
    await shown(second, 'request.asked').fill('Имена сведока.')
    await shown(second, 'request.told-how').fill('Још није.')
    await second.keyboard.press('Control+Enter')
    await named(second, 'decide.asked').waitFor()
    expect(await questions(second)).toEqual(['decide.asked', 'decide.reference', 'decide.toldHow'])
    await look(second, 'request-decide')
    await pick(second, 'decide.asked.side', 'theirs')
    await shown(second, 'decide.save').click()
    await named(second, 'requests.open').first().click()
    await expect.poll(async () => Promise.all(['request.asked', 'request.reference', 'request.told-how'].map((field) => shown(second, field).inputValue()))).toEqual(['Списе из 2015.', 'К 12/16', 'Још није.'])
    await first.context().close()
    await second.context().close()
  }, 240_000)
})
