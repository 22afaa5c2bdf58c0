import writeExcelFile from 'write-excel-file/node'
import { chromium } from 'playwright-core'
import { founder } from '../../demo/members.ts'
import type { Result } from './result.ts'

const named = (name: string) => `[data-key="${name}"]`
const contacts = 50_000
const minute = 60_000

/** A spreadsheet of many people at many institutions, both scripts, three forms of days, some twice. */
async function workbook(): Promise<Buffer> {
  const text = (value: string) => ({ value, type: String })
  const days = ['12.3.2016.', '2016-03-12', '12/3/2016']
  const rows = Array.from({ length: contacts }, (_, at) => {
    const place = at % 2 ? `Ustanova broj ${at >> 3}` : `Установа број ${at >> 3}`
    return [text(place), text(at % 3 ? 'полиција' : 'centar za socijalni rad'), text('Ниш'), text(`Особа ${at}`), text(`018 ${at}`), text(days[at % 3] ?? '')]
  })
  const written = writeExcelFile([['Назив', 'Врста', 'Град', 'Контакт особа', 'Телефон', 'Проверено'].map(text), ...rows] as never, {} as never) as unknown as { toBuffer: () => Promise<Buffer> }
  return written.toBuffer()
}

/** The whole way in headless Chromium: read, told row by row, sealed, sent and taken; and the directory opened anew with it. */
export async function benchImport(origin: string): Promise<Result[]> {
  const buffer = await workbook()
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'] })
  try {
    const page = await browser.newPage()
    page.setDefaultTimeout(5 * minute)
    await page.goto(`${origin}/directory/import`)
    await page.locator(named('unlock.name')).fill(founder.name)
    await page.locator(named('unlock.passphrase')).fill(founder.passphrase)
    await page.keyboard.press('Enter')
    await page.locator(named('import.choose')).waitFor()
    const begun = performance.now()
    await page.locator(named('import.file')).setInputFiles({ name: 'imenik.xlsx', mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer })
    await page.locator(named('import.take')).waitFor()
    const read = performance.now() - begun
    const taking = performance.now()
    await page.locator(named('import.take')).click()
    await page.locator(named('import.progress')).waitFor()
    await page.locator(named('import.done')).waitFor()
    const taken = performance.now() - taking
    const opening = performance.now()
    await page.reload()
    await page.locator(named('unlock.passphrase')).fill(founder.passphrase)
    await page.keyboard.press('Enter')
    await page.locator(named('import.choose')).waitFor()
    return [
      { id: 'import.whole', value: read + taken, unit: 'ms', bar: minute, says: `an import of ${contacts} contacts of institutions: read and told row by row, sealed, sent, taken` },
      { id: 'import.read', value: read, unit: 'ms', says: 'of that, until the report stands' },
      { id: 'import.opened', value: performance.now() - opening, unit: 'ms', says: 'unlocking and opening that directory anew' },
    ]
  } finally {
    await browser.close()
  }
}
