import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { contacts } from '../../src/features/contacts/contract.ts'
import { handOvers } from '../../src/features/hand-overs/contract.ts'
import { newId } from '../../src/shared/ids.ts'
import type { ClientId } from '../../src/shared/ids.ts'
import { openBrowser } from '../support/browser.ts'
import { deskHouse, device, named, passphraseOf, unlock } from '../support/desk.ts'
import { contactOf, sealed, someDay } from '../support/foreign.ts'
import { preventionOf } from '../support/prevention.ts'

let desk: Awaited<ReturnType<typeof deskHouse>>
let browser: Browser
let pages: readonly (readonly [name: string, address: string])[]
const client = newId<'client'>() as ClientId
const pictures = process.env['WAYOUT_PICTURES']

const safe = { ok: 'yes', hours: 'радним данима после 17', ask: 'сестра', say: 'зове библиотека', codeWord: 'јоргован' } as const
const card = { code: 'AK-1234', names: ['Ана Ђурић'], aliases: ['Ањa'], phones: ['064 111 222'], town: 'Ниш', safe, agreed: { text: 'Зове сутра.', on: someDay, by: null }, lastDay: someDay }
const said = {
  startedAt: `${someDay}T18:00:00.000Z`, endedAt: null, says: 'Реч по реч. '.repeat(60), agreed: 'Пратња у Центар.', agreedBy: null, calledBy: '', number: '064 111 222', contactor: 'self', language: 'sr',
  interpreter: 'not_asked', heardOf: '', safe: null, screening: null,
}

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  const { coordinator, team, line } = desk.house
  const [contact, made, noteFolder] = [
    await sealed(coordinator, 'contact', [team('sos_line')], said), await sealed(coordinator, 'card', [team('finders')], card),
    await coordinator.vault.makeFolder('hand_over', [team('sos_line')], someDay),
  ]
  await coordinator.call(contacts.save, {
    contact: contactOf(contact.folder.id, line.id, team('sos_line')), newFolder: contact.folder, doc: contact.doc,
    newClients: [{ id: client, card: made.folder, doc: made.doc }], links: [{ client, as: 'caller', holds: [] }], cards: [], services: [], institutionContacts: [], draft: null,
  })
  const doc = await coordinator.vault.sealDoc({ folder: noteFolder.id, id: newId(), version: 1, schema: 'hand-over/1' }, { at: new Date().toISOString(), text: 'Отвара се само она врата.', clients: [client] })
  await coordinator.call(handOvers.write, { folder: noteFolder.id, team: team('sos_line'), newFolder: noteFolder, doc })
  const { event, campaign, activist } = await preventionOf(desk.house, coordinator)
  pages = [
    ['today', '/'], ['contacts', '/contacts'], ['contact', `/contacts/${contact.folder.id}`], ['correct', `/correct?contact=${contact.folder.id}`], ['new', '/contacts/new'],
    ['clients', '/clients'], ['client', `/clients/${client}`], ['help', `/help?client=${client}`], ['identify', `/identify?client=${client}`], ['about-her', `/about-her?client=${client}`],
    ['screening', `/screening?client=${client}`], ['report', `/report?client=${client}`], ['institutions', '/institutions'], ['directory', '/directory'], ['directory-new', '/directory/new'], ['directory-import', '/directory/import'], ['past-contacts', '/institutions/import'], ['memoranda', '/memoranda'], ['memorandum-new', '/memoranda/new'],
    ['requests', '/requests'], ['request-new', '/requests/new'], ['accountability', '/accountability'], ['figures', '/figures'], ['explore', '/figures/explore?what=calls&by=subtype&and=type'], ['glance', '/figures/year'], ['members', '/members'],
    ['ledger', '/ledger'], ['mine', '/mine'], ['hand-over', '/hand-over'], ['restrict', `/clients/${client}/restrict`], ['openings', `/clients/${client}/openings`], ['break-glass', '/break-glass'], ['recovery', '/recovery'], ['house', '/house'],
    ['prevention', '/prevention'], ['event', `/events/${event}`], ['event-new', '/prevention/event'], ['event-change', `/prevention/event?event=${event}`], ['heads', `/prevention/heads?event=${event}`],
    ['public-page', `/prevention/page?event=${event}`], ['check-in', `/events/${event}/check-in`], ['certificates', `/events/${event}/certificates`], ['campaigns', '/campaigns'], ['campaign', `/campaigns/${campaign}`],
    ['campaign-new', '/prevention/campaign'], ['campaign-change', `/prevention/campaign?campaign=${campaign}`], ['activists', '/activists'], ['activist-new', '/prevention/activist'], ['activist-change', `/prevention/activist?activist=${activist}`],
  ]
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

async function sitDown(options: Parameters<Browser['newContext']>[0], locale = 'sr-Cyrl', pseudo = false): Promise<Page> {
  const page = await (await device(browser, options, locale)).newPage()
  if (pseudo) await page.addInitScript(() => sessionStorage.setItem('wayout.pseudo', 'rtl'))
  await page.goto(desk.origin)
  await unlock(page, 'mira', passphraseOf('mira'))
  return page
}

/** Goes there without loading anew, and waits until the page is there and has what it asked for. */
async function go(page: Page, address: string): Promise<void> {
  await page.evaluate((to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')) }, address)
  await page.locator('main h1').first().waitFor()
  await page.waitForFunction(() => !document.querySelector('main [aria-busy="true"]'))
}

/** What reaches beyond the page or is cut where no ellipsis says so, as sentences. */
const cutOn = (page: Page) => page.evaluate(() => {
  const found: string[] = []
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth > clientWidth) {
    const beyond = [...document.querySelectorAll<HTMLElement>('main *')].filter((one) => one.getBoundingClientRect().right > clientWidth + 1 || one.getBoundingClientRect().left < -1)
    found.push(`the page is ${scrollWidth - clientWidth} px too wide: ${beyond.at(-1)?.outerHTML.slice(0, 160)}`)
  }
  for (const one of document.querySelectorAll<HTMLElement>('body *')) {
    if (!one.checkVisibility({ visibilityProperty: true }) || one.closest('[class*=hidden], [class*=skip], select')) continue
    const style = getComputedStyle(one)
    if (style.overflowX !== 'hidden' || style.textOverflow === 'ellipsis' || style.clipPath !== 'none') continue
    if (one.scrollWidth > one.clientWidth + 1 && one.clientWidth > 1) found.push(`cut by ${one.scrollWidth - one.clientWidth} px: ${one.outerHTML.slice(0, 120)}`)
  }
  return found
})

describe('every page of the desk', () => {
  it.each([
    ['at 360 px', { viewport: { width: 360, height: 780 } }, false],
    ['at 200 %', { viewport: { width: 683, height: 450 }, deviceScaleFactor: 2 }, false],
    ['in a longer language read from right to left', { viewport: { width: 1366, height: 900 } }, true],
    ['in that language at 360 px', { viewport: { width: 360, height: 780 } }, true],
  ] as const)('stays within its width %s', async (name, options, pseudo) => {
    const page = await sitDown(options, 'sr-Cyrl', pseudo)
    expect(await page.evaluate(() => document.documentElement.dir)).toBe(pseudo ? 'rtl' : '')
    for (const [what, address] of pages) {
      await go(page, address)
      expect.soft(await cutOn(page), what).toEqual([])
      if (pictures) await page.screenshot({ path: join(pictures, `page-${what}-${name.replaceAll(/\W+/g, '-')}.png`), fullPage: true })
    }
    expect(/[א-ת]/.test(await page.locator('main h1').innerText())).toBe(pseudo)
    // What is too wide is found
    await page.evaluate(() => { const wide = document.createElement('div'); wide.id = 'wide'; wide.append('•'.repeat(2000)); document.querySelector('main')?.append(wide) })
    expect(await cutOn(page)).not.toEqual([])
    await page.context().close()
  }, 180_000)

  it('is printed on A4 in quiet words: what it is, when, by whom, and nothing of the frame', async () => {
    const page = await sitDown({ viewport: { width: 1366, height: 900 } }, 'en')
    // A certificate is for somebody outside and says nothing of who printed it.
    for (const [what, address] of pages.filter(([name]) => name !== 'certificates')) {
      await go(page, address)
      expect.soft(await page.title(), what).toBe('Wayout')
      await page.emulateMedia({ media: 'print' })
      // A4 less its margins, in CSS pixels
      await page.setViewportSize({ width: 658, height: 980 })
      const head = await page.getByText('printed by Mira').locator('visible=true').first().locator('..').textContent()
      expect.soft(head, what).not.toMatch(/traffick|victim|exploit|sos/i)
      expect.soft(await page.locator('[data-chrome]:visible').count(), what).toBe(0)
      expect.soft(await cutOn(page), what).toEqual([])
      if (pictures) await page.screenshot({ path: join(pictures, `paper-${what}.png`), fullPage: true })
      await page.emulateMedia({ media: 'screen' })
      await page.setViewportSize({ width: 1366, height: 900 })
    }
    await go(page, '/')
    await page.getByText('Отвара се само она врата.').waitFor()
    await go(page, `/clients/${client}`)
    await page.emulateMedia({ media: 'print' })
    await page.getByText('printed for AK-1234').locator('visible=true').first().waitFor()
    expect((await page.pdf({ format: 'A4', preferCSSPageSize: true })).subarray(0, 5).toString()).toBe('%PDF-')
    expect(await named(page, 'lock').isVisible()).toBe(false)
    await page.context().close()
  }, 180_000)
})
