import writeExcelFile from 'write-excel-file/node'
import { chromium } from 'playwright-core'
import type { Page } from 'playwright-core'
import { founder } from '../../demo/members.ts'
import type { Result } from './result.ts'

const named = (name: string) => `[data-key="${name}"]`
const contacts = 50_000
const minute = 60_000

/** Fifteen years of contacts, both scripts, three forms of days, with words in each; some of them wait for an answer. */
async function workbook(): Promise<Buffer> {
  const text = (value: string) => ({ value, type: String })
  const kinds = ['полиција', 'centar za socijalni rad', 'суд', 'Centar za zaštitu žrtava', 'tužilaštvo', 'нво']
  const rows = Array.from({ length: contacts }, (_, at) => {
    const [year, month, day] = [2010 + (at % 15), 1 + (at % 12), 1 + (at % 28)]
    const written = [`${day}.${month}.${year}.`, `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`, `${day}/${month}/${year}`]
    return [
      text(written[at % 3] ?? ''), text(kinds[at % kinds.length] ?? ''), text(at % 2 ? `Ustanova broj ${at % 400}` : `Установа број ${at % 400}`), text(at % 4 ? 'помоћ' : 'saradnja'), text(at % 3 ? 'telefon' : 'допис'),
      text(`Особа ${at % 900}`), text(`Разговор о томе шта је потребно и ко шта чини, ред ${at}.`), text(at % 10 ? '' : 'Шаљу допис.'),
    ]
  })
  const written = writeExcelFile([['Датум', 'Врста', 'Институција', 'Тема', 'Начин', 'Особа', 'Белешка', 'Обећање'].map(text), ...rows] as never, {} as never) as unknown as { toBuffer: () => Promise<Buffer> }
  return written.toBuffer()
}

/** How long the page did not answer, at the longest, while something else was done. */
async function watched(page: Page, during: Promise<unknown>): Promise<number> {
  let [longest, over] = [0, false]
  void during.finally(() => { over = true }).catch(() => undefined)
  while (!over) {
    const begun = performance.now()
    await page.evaluate(() => new Promise((done) => setTimeout(done, 20)))
    longest = Math.max(longest, performance.now() - begun - 20)
  }
  await during
  return longest
}

/** The whole way in headless Chromium: read, told row by row, answered once, sealed one by one, sent and taken; stopped once before, and taken back. */
export async function benchPastContacts(origin: string): Promise<Result[]> {
  const buffer = await workbook()
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'] })
  try {
    const page = await browser.newPage()
    page.setDefaultTimeout(5 * minute)
    await page.goto(`${origin}/institutions/import`)
    await page.locator(named('unlock.name')).fill(founder.name)
    await page.locator(named('unlock.passphrase')).fill(founder.passphrase)
    await page.keyboard.press('Enter')
    await page.locator(named('import.choose')).waitFor()
    const begun = performance.now()
    await page.locator(named('import.file')).setInputFiles({ name: 'kontakti.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer })
    // Who spoke to whom first stands nowhere in the file: it is told once.
    await page.locator(named('import.code')).selectOption('out')
    await page.locator(named('import.take')).waitFor()
    const read = performance.now() - begun

    await page.locator(named('import.take')).click()
    await page.locator(`${named('import.progress')}:not([data-value="0"])`).waitFor()
    const stopping = performance.now()
    await page.locator(named('import.stop')).click()
    await page.locator(named('import.take')).waitFor()
    const stopped = performance.now() - stopping

    const taking = performance.now()
    await page.locator(named('import.take')).click()
    const silent = await watched(page, page.locator(named('import.done')).waitFor())
    const taken = performance.now() - taking
    const undoing = performance.now()
    await page.locator(named('import.undo')).click()
    await page.locator(named('import.choose')).waitFor()
    return [
      { id: 'past-contacts.whole', value: read + taken, unit: 'ms', bar: minute, says: `an import of ${contacts} past contacts with institutions: read and told row by row, sealed and signed one by one, sent, taken` },
      { id: 'past-contacts.read', value: read, unit: 'ms', says: 'of that, until the report stands and the one question is answered' },
      { id: 'past-contacts.silent', value: silent, unit: 'ms', bar: 1000, says: 'the longest that the page did not answer while it was taken' },
      { id: 'past-contacts.stopped', value: stopped, unit: 'ms', bar: 5000, says: 'from Stop until nothing of it is left' },
      { id: 'past-contacts.undone', value: performance.now() - undoing, unit: 'ms', says: 'taking all of it back' },
    ]
  } finally {
    await browser.close()
  }
}
