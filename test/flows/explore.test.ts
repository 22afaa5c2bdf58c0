import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { contacts } from '../../src/features/contacts/contract.ts'
import { situations } from '../../src/features/situations/contract.ts'
import { newId } from '../../src/shared/ids.ts'
import type { ClientId } from '../../src/shared/ids.ts'
import { openBrowser } from '../support/browser.ts'
import { deskHouse, device, look, named, passphraseOf, unlock } from '../support/desk.ts'
import { contactOf, sealed, someDay } from '../support/foreign.ts'

let desk: Awaited<ReturnType<typeof deskHouse>>
let browser: Browser
const year = { year: '2026' }

async function call(more: Partial<ReturnType<typeof contactOf>> | { subtype: string; type: string }) {
  const { coordinator, team, line } = desk.house
  const contact = await sealed(coordinator, 'contact', [team('sos_line')], { says: 'реч' })
  await coordinator.call(contacts.save, {
    contact: { ...contactOf(contact.folder.id, line.id, team('sos_line')), ...more } as never, newFolder: contact.folder, doc: contact.doc,
    newClients: [], links: [], cards: [], services: [], institutionContacts: [], draft: null,
  })
  return contact.folder.id
}

/** Two people of one situation, one of them with two citizenships. */
async function siteOfTwo() {
  const { coordinator, team } = desk.house
  const clients = [newId<'client'>(), newId<'client'>()] as ClientId[]
  const citizenships = [['RS', 'BA'], ['RS']]
  const account = await sealed(coordinator, 'account', [team('case_management')], {
    report: null, account: '', countries: { recruitment: ['RS'], transit: [], exploitation: ['FR'] }, forms: ['forced_labour'], sector: 'F', placeType: '', places: '', acts: [], means: [],
    control: [], recruitment: '', recruiterRelation: '', duration: '', source: '', certainty: '', persons: clients.map((client) => ({ client, status: 'presumed', minor: 'no' })), screening: null,
  })
  const made = await Promise.all(clients.map(async (client, place) => ({
    client, card: await sealed(coordinator, 'card', [team('finders')], { code: `S-${place}` }),
    story: await coordinator.vault.makeFolder('story', [team('case_management')], someDay), citizenships: citizenships[place] ?? [],
  })))
  await coordinator.call(situations.report, {
    folder: account.folder.id, year: 2026, form: 'labour', scope: 'cross_border', persons: 2, newFolder: account.folder, doc: account.doc,
    newClients: made.map(({ client, card }) => ({ id: client, card: card.folder, doc: card.doc })),
    people: await Promise.all(made.map(async ({ client, story, citizenships: own }) => ({
      client, story, centre: null, eventFolder: story.id,
      storyDoc: await coordinator.vault.sealDoc({ folder: story.id, id: newId(), version: 1, schema: 'person/1' }, {
        citizenships: own, ageBand: '21-23', birthYear: null, gender: 'man', education: 'not_asked', familyStatus: 'not_asked', languages: [], needs: '',
      }),
      person: { folder: story.id, client, sex: 'male' as const, form: 'labour' as const, citizenRs: 'yes' as const, exploitedRs: 'no' as const },
      event: { id: newId<'record'>(), client, status: 'presumed' as const, decidedBy: 'ngo' as const, month: '2026-03', minor: 'no' as const, report: null },
    }))),
  })
}

/** A situation of somebody unnamed that only coordinators hold. */
async function siteOfCoordinators() {
  const { coordinator, team } = desk.house
  const account = await sealed(coordinator, 'account', [team('coordination')], {
    report: null, account: '', countries: { recruitment: [], transit: [], exploitation: ['DE'] }, forms: [], sector: '', placeType: '', places: '', acts: [], means: [],
    control: [], recruitment: '', recruiterRelation: '', duration: '', source: '', certainty: '', persons: [{ client: '', status: 'possible', minor: 'no' }], screening: null,
  })
  await coordinator.call(situations.report, { folder: account.folder.id, year: 2026, form: 'labour', scope: 'internal', persons: 1, newFolder: account.folder, doc: account.doc, newClients: [], people: [] })
}

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  for (let times = 0; times < 6; times += 1) await call({})
  await call({ type: 'preventive', subtype: 'offer_check_job' })
  await siteOfTwo()
  await siteOfCoordinators()
  await desk.letIn('nada', ['director'], [])
  await desk.letIn('dara', ['case_manager'], [desk.house.team('case_management')])
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

async function at(address: string, name = 'mira', locale = 'en'): Promise<Page> {
  const page = await (await device(browser, {}, locale)).newPage()
  await page.goto(desk.origin)
  await unlock(page, name, passphraseOf(name))
  await go(page, address)
  return page
}
const go = (page: Page, address: string) => page.evaluate((to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')) }, address)
/** Words that stand within the picture: what is drawn beyond its edge is not seen. */
const wordsIn = (page: Page) => named(page, 'explore.picture').locator('svg').first().evaluate((picture) => {
  const frame = picture.getBoundingClientRect()
  return [...picture.querySelectorAll('text')].flatMap((one) => {
    const { top, bottom } = one.getBoundingClientRect()
    return top >= frame.top - 1 && bottom <= frame.bottom + 1 ? [one.textContent] : []
  })
})
const rows = (page: Page) => named(page, 'explore.table').locator('tbody tr').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent).join(' ')))
const choose = (page: Page, name: string, value: string) => page.locator(`select[data-key="${name}"]`).selectOption(value)
async function taken(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), named(page, name).click()])
  return readFileSync(await download.path(), 'utf8')
}

it('calls by subtype and type: in a picture, a table and a sentence; taken along as CSV and SVG', async () => {
  const page = await at('/figures')
  const refusedByPolicy: string[] = []
  page.on('console', (message) => void (/content security policy/i.test(message.text()) && refusedByPolicy.push(message.text())))
  await named(page, 'figures.explore').click()
  await choose(page, 'explore.what', 'calls')
  await choose(page, 'explore.rows', 'subtype')
  await choose(page, 'explore.columns', 'type')
  await expect.poll(() => rows(page)).toEqual(['report 6 0 6', 'job offer check 0 1 1', 'Total 6 1 7'])
  await expect.poll(() => named(page, 'explore.summary').textContent()).toBe(`Calls, ${year.year}: 7 in all. Most: report (6).`)
  await expect.poll(() => named(page, 'explore.picture').locator('svg rect').count()).toBeGreaterThan(0)
  expect(await wordsIn(page)).toEqual(expect.arrayContaining(['report', 'job offer check', 'trafficking', 'preventive']))
  await look(page, 'explore')
  expect(await taken(page, 'explore.csv')).toBe(`\ufeffCalls · subtype · type,2026-01-01,2026-12-31\r\n,trafficking,preventive,Total\r\nreport,6,0,6\r\njob offer check,0,1,1\r\nTotal,6,1,7\r\n`)
  expect(await taken(page, 'explore.svg')).toMatch(/^<svg[^>]* xmlns="http:\/\/www.w3.org\/2000\/svg"(?!.*var\(--).*job offer check/s)

  await named(page, 'explore.few').click()
  await expect.poll(() => rows(page)).toEqual(['report 6 0', 'job offer check 0 <5'])
  expect(await taken(page, 'explore.csv')).toContain('job offer check,0,<5\r\n')
  await named(page, 'explore.few').click()

  await choose(page, 'explore.only', 'type')
  await choose(page, 'explore.part', 'preventive')
  await expect.poll(() => rows(page)).toEqual(['job offer check 1 1', 'Total 1 1'])
  // What leaves the house says that it is a part.
  const narrowed = 'Calls (only type: preventive)'
  expect(await page.locator('main h2').first().textContent()).toBe(`${narrowed} · subtype · type`)
  expect(await named(page, 'explore.summary').textContent()).toBe(`${narrowed}, ${year.year}: 1 in all. Most: job offer check (1).`)
  expect(await taken(page, 'explore.csv')).toMatch(new RegExp(`^\\ufeff${narrowed.replace(/[()]/g, '\\$&')} · subtype · type,`))
  expect(await taken(page, 'explore.svg')).toContain(narrowed)
  const [download] = await Promise.all([page.waitForEvent('download'), named(page, 'explore.xlsx').click()])
  expect(download.suggestedFilename()).toBe(`calls_type_preventive_${year.year}-${year.year}.xlsx`)
  await look(page, 'explore-only')
  await choose(page, 'explore.from', '2025')
  await choose(page, 'explore.to', '2024')
  await page.getByText('The first year cannot come after the last.').waitFor()
  expect(await named(page, 'explore.result').count()).toBe(0)
  expect(refusedByPolicy).toEqual([])
  await page.context().close()
}, 120_000)

it('numbers of a picture with columns side by side never run into each other, on the screen and on paper', async () => {
  const page = await at('/figures')
  await page.route('**/api/tables?**', async (route) => {
    const answer = await route.fetch()
    const said = await answer.json() as { cells: { value: number }[] }
    await route.fulfill({ response: answer, json: { ...said, cells: said.cells.map((cell) => ({ ...cell, value: cell.value * 1_111_111 })) } })
  })
  await go(page, '/figures/explore?what=calls&by=subtype&and=type')
  await expect.poll(() => rows(page)).toEqual(['report 6,666,666 0 6,666,666', 'job offer check 0 1,111,111 1,111,111', 'Total 6,666,666 1,111,111 7,777,777'])
  const runTogether = () => page.locator('main svg').evaluateAll((pictures) => pictures.flatMap((picture) => {
    const texts = [...picture.querySelectorAll('text')].map((one) => ({ said: one.textContent, box: one.getBoundingClientRect() })).filter(({ said, box }) => said && box.width > 0)
    return texts.flatMap((one, place) => texts.slice(place + 1).flatMap((other) =>
      one.box.left < other.box.right && other.box.left < one.box.right && one.box.top < other.box.bottom - 2 && other.box.top < one.box.bottom - 2 ? [`${one.said} ${other.said}`] : []))
  }))
  await expect.poll(() => page.locator('main svg text').getByText('6,666,666').first().isVisible()).toBe(true)
  for (const width of [1366, 700, 360]) {
    await page.setViewportSize({ width, height: 900 })
    await expect.poll(runTogether).toEqual([])
  }
  await page.emulateMedia({ media: 'print' })
  await page.setViewportSize({ width: 658, height: 978 })
  await expect.poll(() => page.locator('main svg text').getByText('6,666,666').locator('visible=true').count()).toBeGreaterThan(0)
  await expect.poll(runTogether).toEqual([])
  await page.context().close()
}, 120_000)

it('without a connection it says so, and counts by itself when there is one', async () => {
  const page = await at('/figures/explore?what=calls&by=type')
  await expect.poll(() => rows(page)).toEqual(['trafficking 6', 'preventive 1', 'Total 7'])
  await page.context().setOffline(true)
  await choose(page, 'explore.rows', 'subtype')
  await named(page, 'loaded.paused').getByText('There is no connection to the program.').waitFor()
  await look(page, 'explore-offline')
  await page.context().setOffline(false)
  await expect.poll(() => rows(page)).toEqual(['report 6', 'job offer check 1', 'Total 7'])
  expect(await named(page, 'loaded.paused').count()).toBe(0)
  await page.context().close()
}, 120_000)

/** What stands in a table where it can be seen, by how far it reaches. */
const seen = (page: Page) => page.locator('main th, main td').evaluateAll((all) => all.flatMap((one) => {
  const { width, right } = one.getBoundingClientRect()
  return width > 0 ? [{ text: one.textContent, right }] : []
}))

it('fifteen years stay in the window, and months of three years all stand on paper, under each other, with their headings', async () => {
  const page = await at('/figures/explore?what=calls&by=type&and=year&from=2012&to=2026')
  await expect.poll(() => rows(page)).toContain(['preventive', ...Array.from({ length: 14 }, () => '0'), '1', '1'].join(' '))
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await look(page, 'explore-years')

  await go(page, '/figures/explore?what=calls&by=type&and=month&from=2024&to=2026')
  await expect.poll(async () => (await rows(page))[0]?.split(' ').length).toBe(38)
  await page.emulateMedia({ media: 'print' })
  const sheet = { width: 658, height: 978 }
  await page.setViewportSize(sheet)
  const onPaper = await seen(page)
  expect(onPaper.filter(({ right }) => right > sheet.width).map(({ text }) => text)).toEqual([])
  expect(onPaper.map(({ text }) => text)).toEqual(expect.arrayContaining(['January 2024', 'December 2025', 'December 2026', 'Total']))
  expect(await page.locator('main thead button').evaluateAll((all) => [...new Set(all.map((one) => getComputedStyle(one).display))])).toEqual(['contents'])
  await page.context().close()
}, 120_000)

it('what only members open is laid out in her own program: citizenships of the victims, countries of the situations', async () => {
  const page = await at('/figures/explore?what=victims_opened&by=citizenships', 'mira', 'sr-Latn')
  await named(page, 'explore.open').click()
  await named(page, 'explore.table').waitFor()
  await expect.poll(() => rows(page)).toEqual(['Srbija 2', 'Bosna i Hercegovina 1', 'Ukupno 2'])
  await look(page, 'explore-opened')
  await choose(page, 'explore.what', 'situations')
  await choose(page, 'explore.rows', 'exploited_in')
  await expect.poll(() => rows(page)).toEqual(['Germany 1', 'France 1', 'Total 2'])
  expect(await named(page, 'explore.summary').textContent()).toContain('2 in what you opened')
  expect(await named(page, 'explore.missing').count()).toBe(0)
  // How callers heard of us is sealed in each call, and counted here too.
  await choose(page, 'explore.what', 'heard')
  await named(page, 'explore.open').click()
  await expect.poll(() => named(page, 'explore.result').getAttribute('data-value')).toMatch(/^[1-9]/)
  await look(page, 'explore-heard')
  await page.context().close()
}, 120_000)

it('whoever holds not all situations is told how many are missing', async () => {
  const page = await at('/figures/explore?what=situations&by=exploited_in', 'dara')
  await named(page, 'explore.open').click()
  await expect.poll(() => rows(page)).toEqual(['France 1', 'Total 1'])
  await expect.poll(() => named(page, 'explore.missing').textContent()).toBe('Situations of these years: 2. Not open to you, and missing here with the people in them: 1.')
  await look(page, 'explore-missing')
  await choose(page, 'explore.from', '2024')
  await choose(page, 'explore.to', '2025')
  await expect.poll(() => named(page, 'explore.missing').count()).toBe(0)
  await page.context().close()
}, 120_000)

it('a director sees the year at a glance, and lays out no sealed codes', async () => {
  const page = await at('/figures', 'nada')
  await named(page, 'figures.glance').click()
  await named(page, 'glance.calls').waitFor()
  await expect.poll(() => named(page, 'glance.calls').getAttribute('data-value')).toBe('7')
  await expect.poll(() => named(page, 'glance.victims.identified').getAttribute('data-value')).toBe('2')
  await page.getByText('7 more than the year before (0).').waitFor()
  await look(page, 'glance')
  await named(page, 'glance.back').click()
  // The way down from a number to records that are not hers: it says so, and shows no empty list
  await named(page, 'figure.down').first().click()
  await named(page, 'figure.records').getByText('only those who work with them open them').waitFor()
  await look(page, 'way-down-sealed')
  await named(page, 'figures.explore').click()
  await choose(page, 'explore.what', 'persons_of_situations')
  await named(page, 'explore.not-yours').waitFor()
  await page.context().close()
}, 120_000)

it('a picture of seven years of months is legible on paper: letters of one size, each month with its word, parts under each other within the sheet', async () => {
  for (let one = 2020; one < 2026; one++) {
    for (let month = 1; month <= 12; month++) {
      for (let times = 0; times < ((one * 7 + month * 5) % 4); times++) await call({ onDay: `${one}-${String(month).padStart(2, '0')}-05`, ...(times % 2 ? { subtype: 'offer_check_job', type: 'preventive' } : { subtype: 'report', type: 'trafficking' }) } as never)
    }
  }
  const page = await at('/figures/explore?what=calls&by=month&from=2020&to=2026')
  await expect.poll(async () => (await rows(page)).length).toBe(85)
  const sheet = { width: 658, height: 978 }
  const paper = () => named(page, 'explore.picture.paper').locator('svg').evaluateAll((all) => all.map((one) => {
    const { width, height } = one.getBoundingClientRect()
    return { width: Math.round(width), height: Math.round(height), scale: width / Number(one.getAttribute('width')), words: [...one.querySelectorAll('text')].map((text) => text.textContent) }
  }))
  const wayOnPaper = async (name: string, parts: number) => {
    await expect.poll(async () => (await paper()).length).toBe(parts)
    await page.emulateMedia({ media: 'print' })
    await page.setViewportSize(sheet)
    const shownOnPaper = await paper()
    expect(shownOnPaper.filter(({ width, height, scale }) => width > sheet.width || height > sheet.height || scale < 0.99)).toEqual([])
    expect(await named(page, 'explore.picture').locator('svg').first().isVisible()).toBe(false)
    if (process.env['WAYOUT_PICTURES']) await page.pdf({ path: `${process.env['WAYOUT_PICTURES']}/${name}.pdf`, preferCSSPageSize: true })
    await page.emulateMedia({ media: 'screen' })
    await page.setViewportSize({ width: 1366, height: 900 })
    expect(await named(page, 'explore.picture.paper').isVisible()).toBe(false)
    return shownOnPaper.flatMap(({ words }) => words)
  }
  const lay = (search: string) => go(page, `/figures/explore?${search}&from=2020&to=2026`)
  // A year to a line, each month with its word and its number.
  const lines = await wayOnPaper('months', 7)
  expect(lines).toEqual(expect.arrayContaining(['Jan 20', 'Feb 20', 'Dec 23', 'Dec 26']))
  // Beside each other as many months as a sheet holds, the rows named each time.
  await lay('what=calls&by=type&and=month')
  await expect.poll(async () => (await rows(page))[0]?.split(' ').length).toBe(86)
  const shades = await wayOnPaper('months-beside', 9)
  expect(shades).toEqual(expect.arrayContaining(['January 2020', 'February 2020', 'December 2026']))
  expect(shades.filter((word) => word === 'trafficking')).toHaveLength(9)
  await lay('what=calls&by=month&and=type')
  await expect.poll(async () => (await rows(page)).length).toBe(85)
  const byParts = await wayOnPaper('months-by-parts', 4)
  expect(byParts.filter((word) => word === 'trafficking')).toHaveLength(4)
  // The wider letters of Cyrillic are whole too.
  await named(page, 'writing.sr-Cyrl').click()
  await lay('what=calls&by=month')
  await expect.poll(async () => (await paper()).flatMap(({ words }) => words)).toContain('феб 20')
  expect((await wayOnPaper('months-sr-Cyrl', 7)).filter((word) => word?.endsWith('…'))).toEqual([])
  await page.context().close()
}, 180_000)
