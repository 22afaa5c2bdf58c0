import writeExcelFile from 'write-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { directory } from '../../src/features/directory/contract.ts'
import type { InstitutionEntry } from '../../src/features/directory/contract.ts'
import { figures } from '../../src/features/figures/contract.ts'
import { institutions } from '../../src/features/institutions/contract.ts'
import { newId } from '../../src/shared/ids.ts'
import { complaintsOf, openBrowser } from '../support/browser.ts'
import { deskHouse, device, look, passphraseOf, pick, shown, unfold, unlock } from '../support/desk.ts'

let desk: Awaited<ReturnType<typeof deskHouse>>
let browser: Browser

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  const { coordinator, team } = desk.house
  const newFolder = await coordinator.vault.makeFolder('directory', [team('coordination')], '2016-03-12')
  const station: InstitutionEntry = {
    id: newId(), is: 'institution', kind: 'police', name: 'Полицијска управа', unit: '', town: 'Ниш', address: '', dutyPhones: [], phones: [], email: '', hours: '', languages: [], note: '', verifiedOn: null, archivedOn: null,
  }
  const doc = await coordinator.vault.sealDoc({ folder: newFolder.id, id: station.id, version: 1, schema: 'directory/1' }, { entries: [station] })
  await coordinator.call(directory.write, { folder: newFolder.id, newFolder, docs: [doc] })
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

async function sitDown(viewport = { width: 1366, height: 900 }, locale = 'en'): Promise<Page> {
  const page = await (await device(browser, { viewport }, locale)).newPage()
  await page.goto(desk.origin)
  await unlock(page, 'mira', passphraseOf('mira'))
  return page
}

const go = (page: Page, address: string) => page.evaluate((to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')) }, address)
const value = (page: Page, name: string) => expect.poll(() => shown(page, name).getAttribute('data-value'))

type Cell = Record<string, unknown> | null
const text = (said: string, rowSpan?: number): Cell => (said || rowSpan ? { value: said, type: String, ...(rowSpan && { rowSpan }) } : null)
async function workbook() {
  const written = writeExcelFile([
    [text('Контакти 2016')],
    ['Датум', 'Врста', 'Институција', 'Тема', 'Начин', 'Особа', 'Белешка', 'Обећање', 'Рок', 'Шифра', 'Исход', 'Дан исхода'].map((one) => text(one)),
    [{ value: new Date(Date.UTC(2016, 2, 12)), type: Date, format: 'dd.mm.yyyy' }, null, text('Policijska uprava Niš'), text('помоћ'), text('телефон'), text('Петар Марковић'), text('Пита за извештај.'), text('Шаље допис.'), text('1.4.2016.'), text('A1')],
    [text('13.3.2016.'), text('sud'), text('Osnovni sud'), text('pomoć'), text('dopis'), null, null, null, text('ускоро'), null, text('одбијено'), text('20.3.2016.')],
    [text('13.3.2016.'), text('sud'), text('Osnovni sud'), text('pomoć'), text('dopis'), null, null, null, text('ускоро'), null],
    [text('32.3.2016.'), text('полиција'), null, text('помоћ'), text('телефон'), null, null, null, null, null],
    [text('2016-03-14'), text('Шерифи'), null, text('обука'), text('телефон'), null, null, null, null, null],
    [null, text('полиција'), null, text('ћаскање'), null, null, null, null, null, null],
  ] as never, {} as never) as unknown as { toBuffer: () => Promise<Buffer> }
  return { name: 'kontakti-2016.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: await written.toBuffer() }
}

async function counted() {
  const { figures: all } = await desk.house.coordinator.call(figures.count, { from: '2016-01-01', to: '2016-12-31' })
  const one = (id: string) => all.find((figure) => figure.id === id)
  return { assistance: one('institution_contacts'), other: one('institution_contacts.other_topics') }
}
const choose = (page: Page, file: { name: string; mimeType: string; buffer: Buffer }) => page.locator('[data-key="import.file"]').setInputFiles(file)
/** The question about this word, answered. */
const tell = (page: Page, about: string, code: string) => page.getByLabel(about).selectOption(code)

describe('past contacts with institutions', () => {
  it('come from a spreadsheet: wrong rows are told by row and column, nothing is taken before that, all of it is counted, and taken back whole', async () => {
    const page = await sitDown()
    const complaints = complaintsOf(page)
    await shown(page, 'go.institutions').click()
    await shown(page, 'directory.past-contacts').click()
    await shown(page, 'import.choose').waitFor()
    await look(page, 'past-contacts')
    await choose(page, { name: 'kontakti.xlsx', mimeType: 'application/x', buffer: Buffer.from('PK\u0003\u0004 and nothing more') })
    await page.getByText('This is no XLSX or CSV spreadsheet').waitFor()

    // Nobody has written who spoke to whom first: every row waits for one answer
    await choose(page, await workbook())
    await value(page, 'import.sum').toBe('0')
    await page.getByText('Which column').waitFor({ state: 'detached' })
    await tell(page, 'direction: not said', 'out')
    await value(page, 'import.sum').toBe('3')
    // An answer stays there and can be changed
    await tell(page, 'direction: not said', 'in')
    await expect.poll(() => page.getByLabel('direction: not said').inputValue()).toBe('in')
    await tell(page, 'direction: not said', 'out')
    await page.getByText('“32.3.2016.” is no day; write it as 12.3.2016. or 2016-03-12').waitFor()
    await page.getByText('“Шерифи” is not known; say above what it means').waitFor()
    const several = shown(page, 'import.rows').getByRole('row').filter({ hasText: 'there is no day' })
    expect(await several.innerText()).toMatch(/Датум, Тема, Начин[^]*Датум: there is no day[^]*Тема: “ћаскање” is not known[^]*Начин: nothing is said/)
    await look(page, 'past-contacts-report')
    await tell(page, 'kind: “Шерифи”', 'foreign_organisation')
    await value(page, 'import.sum').toBe('4')
    await page.getByText('4 contacts would be taken. 2 rows are left out. 2016: 4').waitFor()
    await pick(page, 'import.show', 'noted')
    await page.getByText('the same as row 4; both are counted').waitFor()
    await page.getByText('the deadline “ускоро” could not be read and is not taken').first().waitFor()

    const before = await counted()
    await shown(page, 'import.take').click()
    await shown(page, 'import.done').waitFor()
    await page.getByText('4 contacts were taken.').waitFor()
    await look(page, 'past-contacts-done')
    expect(await counted()).toMatchObject({ assistance: { value: 3, by: { police: 1, judiciary: 2 } }, other: { value: 1, by: { training: 1 } } })

    // Among the contacts as if each had been typed, under the institution's own name
    await go(page, '/accountability')
    await shown(page, 'account.from').fill('1.1.2016.')
    await shown(page, 'account.to').fill('31.12.2016.')
    await page.getByText('4 contacts with institutions of this period that you hold.').waitFor()
    await shown(page, 'account.list').getByText('Полицијска управа').waitFor()
    // What it brought of years past is counted and asked of nobody.
    await shown(page, 'account.list').getByRole('row').filter({ hasText: 'Полицијска управа' }).getByText('0 broken, 1 past their day').waitFor()
    await shown(page, 'account.ask').getByText('Nothing is awaited.').waitFor()
    expect(await shown(page, 'account.list').getByRole('row').filter({ hasText: 'Osnovni sud' }).or(shown(page, 'account.list').getByRole('row').filter({ hasText: 'Court' })).innerText()).toContain('7 days, the middle of 1')
    expect(complaints).toEqual([])
    // On a slow line it says how far it is; stopped it counts nothing, and goes on when she wants. What was read is not read again.
    const asked: string[] = []
    const slow = Promise.withResolvers<void>()
    await page.route('**/api/institution-contacts?*', async (route) => {
      asked.push(new URL(route.request().url()).search)
      await slow.promise
      await route.continue()
    })
    await shown(page, 'account.from').fill('1.1.2014.')
    await shown(page, 'account.reading').waitFor()
    await look(page, 'accountability-reading')
    await shown(page, 'account.stop').focus()
    await page.keyboard.press('Enter')
    slow.resolve()
    await shown(page, 'account.stopped').waitFor()
    await look(page, 'accountability-stopped')
    await shown(page, 'account.go-on').click()
    await shown(page, 'account.list').waitFor()
    expect(asked.filter((one) => !one.includes('to=2015-12-31'))).toEqual([])
    await page.unroute('**/api/institution-contacts?*')

    // The same file again brings nothing twice
    await go(page, '/institutions/import')
    await choose(page, await workbook())
    await tell(page, 'direction: not said', 'out')
    await page.getByText('an earlier import brought this row; nothing needs to be done').first().waitFor()
    await value(page, 'import.sum').toBe('0')

    await go(page, '/directory')
    await shown(page, 'directory.past-contacts').click()
    await unfold(page, 'contacts.imports')
    await page.getByText('4 contacts from “kontakti-2016.xlsx”').waitFor()
    await shown(page, 'contacts.import.undo').click()
    await look(page, 'past-contacts-undo')
    await shown(page, 'contacts.import.undo.sure').click()
    await page.getByText('The import was taken back.').first().waitFor()
    await shown(page, 'contacts.imports').waitFor({ state: 'detached' })
    expect(await counted()).toEqual(before)
    expect((await desk.house.coordinator.call(institutions.list, { from: '2016-01-01', to: '2016-12-31' })).contacts).toEqual([])
    expect(complaints).toEqual([])
    await page.context().close()
  }, 240_000)

  it('are stopped on the way, on a telephone too, and nothing of them was taken', async () => {
    const page = await sitDown({ width: 360, height: 740 }, 'sr-Latn')
    await go(page, '/institutions/import')
    await shown(page, 'import.choose').waitFor()
    const rows = Array.from({ length: 2500 }, (_, at) => `${1 + (at % 28)}.3.2015.;policija;pomoć;telefon;odlazni;Red ${at}`)
    await choose(page, { name: 'kontakti.csv', mimeType: 'text/csv', buffer: Buffer.from(['Datum;Vrsta;Tema;Način;Smer;Beleška', ...rows, 'juče;policija;pomoć;telefon;odlazni;'].join('\n')) })
    await value(page, 'import.sum').toBe('2500')
    const pressed = Promise.withResolvers<void>()
    await page.route('**/contacts', async (route) => {
      await pressed.promise
      await route.continue()
    }, { times: 1 })
    await shown(page, 'import.take').click()
    await shown(page, 'import.stop').click()
    pressed.resolve()
    await page.getByText('Uvoz je zaustavljen. Ništa nije uzeto.').first().waitFor()
    await look(page, 'past-contacts-telephone')
    expect((await desk.house.coordinator.call(institutions.imports, {})).imports).toEqual([])
    expect((await desk.house.coordinator.call(institutions.list, { from: '2015-01-01', to: '2015-12-31' })).contacts).toEqual([])
    await page.context().close()
  }, 120_000)
})
