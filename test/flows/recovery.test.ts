import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { FolderId } from '../../src/shared/ids.ts'
import { drawPapers } from '../../src/vault/recovery.ts'
import { openBrowser } from '../support/browser.ts'
import { deskHouse, device, look, named, passphraseOf, pick, unlock } from '../support/desk.ts'
import { contactBy } from '../support/foreign.ts'
import { signIn } from '../support/house.ts'
import type { SignedIn } from '../support/house.ts'
import { letGo } from '../support/leaving.ts'

let browser: Browser
let desk: Awaited<ReturnType<typeof deskHouse>>
let mira: Page
let ana: Page
let jelena: SignedIn
let nova: SignedIn
let contact: FolderId
let alone: FolderId
/** The codes as they stood on the printed page. */
let printed: string[] = []
const pictures = process.env['WAYOUT_PICTURES']
const line = () => desk.house.team('sos_line')

const sheetField = (page: Page, at: number) => named(page, 'recovery.sheet').nth(at)
const typed = (page: Page, at: number) => named(page, 'ceremony.typed').nth(at)

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  jelena = await desk.letIn('jelena', ['consultant'], [line(), desk.house.team('finders')])
  contact = await contactBy(desk.house, jelena, [line()], 'оно што је тим запечатио')
  alone = await contactBy(desk.house, jelena, [jelena.me], 'оно што је чувала сама')
  await desk.letIn('ana', ['coordinator'], [desk.house.team('coordination')])
  nova = await desk.letIn('nova', ['consultant'], [desk.house.team('finders')])
  mira = await (await device(browser)).newPage()
  await mira.goto(`${desk.origin}/recovery`)
  await unlock(mira, 'mira', passphraseOf('mira'))
})
afterAll(async () => {
  await browser.close()
  await desk.close()
})

describe('The recovery sheet is replaced by three', () => {
  it('a slip in the code is named by its group, and nothing is opened', async () => {
    await look(mira, 'recovery')
    const sheet = desk.house.founded.sheet
    const slip = sheet.replace(/^(.{7})(.)/, (_, before: string, one: string) => before + (one === '3' ? '4' : '3'))
    await sheetField(mira, 0).fill(slip)
    await mira.getByText('Something is mistyped in group 2.').waitFor()
    await named(mira, 'recovery.open').click()
    await look(mira, 'recovery-slip')
    await sheetField(mira, 0).fill(sheet.toLowerCase().replaceAll('-', ' '))
    await mira.getByText('A whole sheet.').waitFor()
    await named(mira, 'recovery.open').click()
    await named(mira, 'recovery.in-use').waitFor()
    await look(mira, 'recovery-in-use')
  }, 480_000)

  it('they are printed, each on its own page and without a name, and typed back before they are in force', async () => {
    await named(mira, 'ceremony.draw').click()
    await mira.getByText('Write who keeps it.').first().waitFor()
    for (const [at, who] of ['Мира Петровић', 'Ана Илић', 'Адвокат Савић'].entries()) await named(mira, 'ceremony.keeper').nth(at).fill(who)
    await named(mira, 'ceremony.draw').click()
    await named(mira, 'ceremony.sheets').waitFor()
    await look(mira, 'recovery-sheets')
    printed = (await named(mira, 'ceremony.code').allInnerTexts()).map((text) => text.trim().split(/\s+/).join('-'))
    expect(printed.map((code) => code.split('-').length)).toEqual([16, 16, 16])
    await mira.emulateMedia({ media: 'print' })
    const paper = await mira.locator('body').innerText()
    if (pictures) {
      await mira.setViewportSize({ width: 794, height: 1123 })
      await mira.screenshot({ path: `${pictures}/recovery-sheets-a4.png`, fullPage: true })
      await mira.setViewportSize({ width: 1366, height: 900 })
    }
    expect(paper).toContain('Sheet 2 of 3')
    for (const telling of ['Савић', 'Primer', 'Wayout', 'recovery']) expect(paper).not.toContain(telling)
    const pdf = (await mira.pdf({ preferCSSPageSize: true, ...(pictures && { path: `${pictures}/recovery-sheets.pdf` }) })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(3)
    await mira.emulateMedia({ media: null })
    await named(mira, 'ceremony.printed').click()
    await named(mira, 'ceremony.back').waitFor()
    expect(await named(mira, 'ceremony.code').count()).toBe(0)
    await named(mira, 'ceremony.replace').click()
    await mira.getByText('Type every sheet before they take the place').waitFor()
    await typed(mira, 0).fill(printed[1] ?? '')
    await mira.getByText('This is sheet 2.').waitFor()
    for (const [at, code] of printed.entries()) {
      await typed(mira, at).fill(code)
      await mira.getByText('Right. Its words:').nth(at).waitFor()
    }
    await look(mira, 'recovery-typed-back')
    await named(mira, 'ceremony.replace').click()
    await named(mira, 'ceremony.back').waitFor({ state: 'detached' })
    await named(mira, 'recovery.in-force').getByText('Адвокат Савић').waitFor()
    await look(mira, 'recovery-in-force')
  }, 480_000)

  it('the old sheet opens nothing any more, and the page says why', async () => {
    await named(mira, 'writing.en').click()
    await sheetField(mira, 0).fill(desk.house.founded.sheet)
    await named(mira, 'recovery.open').click()
    await mira.getByText('These sheets were replaced by newer ones.').waitFor()
  }, 240_000)
})

describe('A whole team is lost', () => {
  it('another coordinator is told, and two of the printed sheets give it new places', async () => {
    ana = await (await device(browser)).newPage()
    await ana.goto(desk.origin)
    await unlock(ana, 'ana', passphraseOf('ana'))
    await named(ana, 'recovery-news.list').getByText('New recovery sheets took the place of the old ones').waitFor()
    await look(ana, 'recovery-told')
    // Everybody who sat in the line's team goes; whoever lets them go does not sit there.
    const anas = await signIn(desk.house.app, 'ana', passphraseOf('ana'))
    await letGo(anas, jelena.me, [])
    await letGo(anas, desk.house.coordinator.me, [])
    await ana.goto(`${desk.origin}/recovery`)
    await unlock(ana, 'ana', passphraseOf('ana'))
    await named(ana, 'writing.en').click()
    await named(ana, 'recovery.waiting').getByText('One folder was held only by somebody').waitFor()
    await sheetField(ana, 0).fill(printed[2] ?? '')
    await ana.getByText('Sheet 3 of 3. Its words:').waitFor()
    const strange = (await drawPapers('2-of-3')).sheets[1]?.code ?? ''
    await sheetField(ana, 1).fill(strange)
    await ana.getByText('The sheet numbered 2 does not belong to these.').waitFor()
    await look(ana, 'recovery-foreign')
    await sheetField(ana, 1).fill(printed[2] ?? '')
    await ana.getByText('You have put in sheet 3 already.').waitFor()
    await sheetField(ana, 1).fill(printed[0] ?? '')
    await named(ana, 'recovery.open').click()
    await named(ana, 'recovery.in-use').waitFor()
    await named(ana, 'recovery.teams').getByText('lost').first().waitFor()
    await ana.getByRole('button', { name: 'New places: sos_line' }).click()
    await named(ana, 'places.give').click()
    await ana.getByText('Choose one person at least.').waitFor()
    await look(ana, 'recovery-places')
    for (const who of [anas.me, nova.me]) await pick(ana, 'places.who', who)
    await named(ana, 'places.give').click()
    await named(ana, 'places').waitFor({ state: 'detached' })
    await named(ana, 'recovery.teams').getByText(/sos_line · (ana, nova|nova, ana)/).waitFor()
  }, 480_000)

  it('what only somebody who is gone held goes to the team, and both are read again', async () => {
    await named(ana, 'recovery.give').click()
    await named(ana, 'recovery.lone').waitFor({ state: 'detached' })
    await look(ana, 'recovery-given')
    await named(ana, 'recovery.put-away').click()
    await named(ana, 'recovery.in-use').waitFor({ state: 'detached' })
    const page = await (await device(browser)).newPage()
    for (const [folder, says] of [[contact, 'оно што је тим запечатио'], [alone, 'оно што је чувала сама']] as const) {
      await page.goto(`${desk.origin}/contacts/${folder}`)
      await unlock(page, 'nova', passphraseOf('nova'))
      await page.getByText(says).first().waitFor()
    }
  }, 480_000)
})

describe('Nobody who coordinates can get in any more', () => {
  it('two sheets let a new coordinator in at the door, and she reads what the teams sealed', async () => {
    const page = await (await device(browser)).newPage()
    await page.goto(desk.origin)
    await named(page, 'unlock.recover').click()
    await sheetField(page, 0).waitFor()
    await look(page, 'recover')
    await named(page, 'writing.en').click()
    await sheetField(page, 0).fill(printed[1] ?? '')
    await sheetField(page, 1).fill(printed[2] ?? '')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await named(page, 'recover.name').waitFor()
    await look(page, 'recover-herself')
    await named(page, 'recover.enter').click()
    await page.getByText('Please write this.').first().waitFor()
    await named(page, 'recover.name').fill('ana')
    await named(page, 'recover.shown').fill('Повратак')
    await named(page, 'recover.enter').click()
    await page.getByText('Somebody has this name already.').waitFor()
    await named(page, 'recover.name').fill('povratak')
    await named(page, 'recover.enter').click()
    await named(page, 'sheet.mine').waitFor()
    await look(page, 'recover-papers')
    const passphrase = (await named(page, 'sheet.passphrase').innerText()).trim()
    await named(page, 'sheets.written').click()
    await named(page, 'sheets.ready').click()
    await unlock(page, 'povratak', passphrase)
    await page.goto(`${desk.origin}/contacts/${contact}`)
    await unlock(page, 'povratak', passphrase)
    await page.getByText('оно што је тим запечатио').first().waitFor()
    await ana.goto(desk.origin)
    await unlock(ana, 'ana', passphraseOf('ana'))
    await named(ana, 'recovery-news.list').getByText('Повратак was let in as a coordinator by the recovery sheets').waitFor()
  }, 480_000)
})
