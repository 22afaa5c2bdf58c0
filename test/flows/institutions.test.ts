import { readFileSync } from 'node:fs'
import writeExcelFile from 'write-excel-file/node'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { clients } from '../../src/features/clients/contract.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { directory } from '../../src/features/directory/contract.ts'
import { figures } from '../../src/features/figures/contract.ts'
import { institutions } from '../../src/features/institutions/contract.ts'
import { addDays, dayOf } from '../../src/shared/calendar.ts'
import { newId } from '../../src/shared/ids.ts'
import type { ClientId } from '../../src/shared/ids.ts'
import serbia from '../../src/vocabulary/pathways/rs.json' with { type: 'json' }
import { complaintsOf, openBrowser } from '../support/browser.ts'
import { deskHouse, device, look, named, passphraseOf, pick, shown, unfold, unlock } from '../support/desk.ts'
import { contactOf, sealed, someDay } from '../support/foreign.ts'

let desk: Awaited<ReturnType<typeof deskHouse>>
let browser: Browser
const client = newId<'client'>() as ClientId

const safe = { ok: 'yes', hours: '', ask: '', say: '', codeWord: '' } as const
const card = { code: 'AK-1234', names: ['Ана Ђурић'], aliases: [], phones: [], town: 'Ниш', safe, agreed: { text: '', on: someDay, by: null }, lastDay: someDay }

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  const { coordinator, team, line } = desk.house
  const [contact, made] = [await sealed(coordinator, 'contact', [team('sos_line')], {}), await sealed(coordinator, 'card', [team('finders')], card)]
  await coordinator.call(contacts.save, {
    contact: contactOf(contact.folder.id, line.id, team('sos_line')), newFolder: contact.folder, doc: contact.doc,
    newClients: [{ id: client, card: made.folder, doc: made.doc }], links: [{ client, as: 'caller', holds: [] }], cards: [], services: [], institutionContacts: [], draft: null,
  })
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

async function sitDown(name = 'mira', viewport = { width: 1366, height: 900 }, locale = 'en'): Promise<Page> {
  const page = await (await device(browser, { viewport }, locale)).newPage()
  await page.goto(desk.origin)
  await unlock(page, name, passphraseOf(name))
  return page
}

const go = (page: Page, address: string) => page.evaluate((to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')) }, address)

describe('institutions', () => {
  it('are written down, found in either script, seen to be right, and put away', async () => {
    const page = await sitDown()
    const complaints = complaintsOf(page)
    await shown(page, 'go.institutions').click()
    await page.getByText('The directory is empty').waitFor()
    await shown(page, 'directory.new').click()
    await shown(page, 'entry.save').click()
    await page.getByText('Write the name.').waitFor()
    await shown(page, 'entry.name').fill('Полицијска управа Ниш')
    await shown(page, 'entry.kind').selectOption('police')
    await shown(page, 'entry.unit').fill('Одељење за сузбијање трговине људима')
    await shown(page, 'entry.town').fill('Ниш')
    await shown(page, 'entry.duty').fill('018 192, 018 193')
    await shown(page, 'entry.verified').fill('')
    await shown(page, 'entry.languages').selectOption('en')
    await shown(page, 'entry.person.add').click()
    await shown(page, 'entry.person.name').fill('Петар Марковић')
    await shown(page, 'entry.person.role').fill('инспектор')
    await pick(page, 'entry.person.trained', 'yes')
    await look(page, 'institution-edit')
    await shown(page, 'entry.save').click()

    // Nobody has seen that it is so: said where it stands, one press
    await page.getByText('Nobody has noted that this was verified.').waitFor()
    await look(page, 'institution')
    await shown(page, 'directory.verified-today').click()
    await page.getByText('Noted as verified today.').first().waitFor()

    // Changed twice, and by nobody else meanwhile
    await shown(page, 'directory.edit').click()
    await shown(page, 'entry.hours').fill('даноноћно')
    await page.keyboard.press('Control+Enter')
    await page.getByText('даноноћно').waitFor()
    await shown(page, 'go.institutions').click()
    await shown(page, 'directory.find').fill('policijska uprava nis')
    await named(page, 'directory.find.found').first().waitFor()
    await look(page, 'institutions')
    await shown(page, 'directory.find').fill('markovic')
    await named(page, 'directory.find.found').filter({ hasText: 'Петар Марковић' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await shown(page, 'directory.people').waitFor()
    await shown(page, 'directory.archive').click()
    await shown(page, 'directory.restore').click()
    await page.getByText('Back in the directory.').first().waitFor()
    expect(complaints).toEqual([])
    await page.context().close()
  }, 240_000)

  it('changed by two at once: the second is asked, question by question, and nothing of either is lost', async () => {
    const [first, second] = [await sitDown(), await sitDown()]
    for (const page of [first, second]) {
      await shown(page, 'go.institutions').click()
      await named(page, 'directory.open').first().click()
      await shown(page, 'directory.edit').click()
      await shown(page, 'entry.hours').waitFor()
    }
    await shown(first, 'entry.duty').fill('018 194')
    await shown(first, 'entry.note').fill('улаз из дворишта')
    await first.keyboard.press('Control+Enter')
    await first.getByText('018 194').waitFor()
    await shown(second, 'entry.duty').fill('018 195')
    await shown(second, 'entry.hours').fill('7–15')
    await second.keyboard.press('Control+Enter')
    await named(second, 'decide.dutyPhones').waitFor()
    expect(await second.locator('section[data-key^="decide."]').evaluateAll((all) => all.map((one) => one.getAttribute('data-key')))).toEqual(['decide.dutyPhones', 'decide.hours', 'decide.note'])
    await look(second, 'institution-decide')
    await pick(second, 'decide.dutyPhones.side', 'theirs')
    await shown(second, 'decide.save').click()
    await shown(second, 'directory.edit').waitFor()
    for (const kept of ['018 194', '7–15', 'улаз из дворишта']) await second.getByText(kept).waitFor()
    // Others find it as it was.
    await shown(second, 'directory.edit').click()
    await shown(second, 'entry.hours').fill('даноноћно')
    await second.keyboard.press('Control+Enter')
    await second.getByText('даноноћно').waitFor()
    await first.context().close()
    await second.context().close()
  }, 240_000)

  it('right after she unlocked the directory is still on its way: Down and Enter wait for it, and nothing is chosen unseen', async () => {
    const page = await (await device(browser, { viewport: { width: 1366, height: 900 } }, 'en')).newPage()
    let answer = () => undefined as void
    const held = new Promise<void>((go) => { answer = go })
    await page.route('**/api/directory', async (route) => { await held; await route.continue() })
    await page.goto(desk.origin)
    await unlock(page, 'mira', passphraseOf('mira'))
    await page.keyboard.press('k')
    const isHere = () => shown(page, 'institution.find').evaluate((field) => field === document.activeElement)
    await expect.poll(isHere).toBe(true)
    await page.keyboard.type('petar')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await isHere()).toBe(true)
    answer()
    await expect.poll(() => named(page, 'institution.find.found').first().getAttribute('aria-selected')).toBe('true')
    expect(await named(page, 'institution.chosen').count()).toBe(0)
    await page.keyboard.press('Enter')
    await shown(page, 'institution.chosen').waitFor()
    expect(await shown(page, 'institution.with').inputValue()).toBe('Петар Марковић, инспектор')
    await page.context().close()
  }, 120_000)

  it('a contact with one is written with the keyboard alone: from anywhere, from her page, during a call', async () => {
    const page = await sitDown()
    const complaints = complaintsOf(page)
    // From anywhere: K, three letters, Enter, Ctrl+Enter
    await page.keyboard.press('k')
    await shown(page, 'institution.find').waitFor()
    await expect.poll(() => shown(page, 'institution.find').evaluate((field) => field === document.activeElement)).toBe(true)
    await page.keyboard.type('petar')
    await named(page, 'institution.find.found').first().waitFor()
    // What is typed and not chosen is not thrown away, whatever kind is said
    await shown(page, 'institution.kind').selectOption('court')
    await page.keyboard.press('Control+Enter')
    await page.getByText('“petar” is written here and no institution is chosen.').waitFor()
    await expect.poll(() => shown(page, 'institution.find').evaluate((field) => field === document.activeElement)).toBe(true)
    await look(page, 'institution-sought')
    await shown(page, 'institution.find').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await shown(page, 'institution.chosen').waitFor()
    expect(await shown(page, 'institution.kind').inputValue()).toBe('police')
    expect(await shown(page, 'institution.with').inputValue()).toBe('Петар Марковић, инспектор')
    await look(page, 'institution-contact')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Contact with the institution saved.').first().waitFor()
    // The next one is about nobody either: it does not become a contact for assistance
    expect(await shown(page, 'institution.topic').inputValue()).toBe('cooperation')

    // From her page, the letters at once: about her, for assistance, on her timeline and counted. No letter locks or begins anything
    await go(page, `/clients/${client}`)
    await shown(page, 'client.institution').waitFor()
    await page.keyboard.press('k')
    await page.keyboard.type('policijska nis')
    await shown(page, 'institution.for').waitFor()
    expect(await shown(page, 'institution.find').inputValue()).toBe('policijska nis')
    await named(page, 'institution.find.found').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await pick(page, 'institution.answer', 'promised')
    await shown(page, 'institution.promise').fill('Јављају до петка.')
    await page.keyboard.press('Control+Enter')
    await shown(page, 'client.story').getByText('Полицијска управа Ниш').first().waitFor({ state: 'attached' })

    // During a call
    await page.keyboard.press('n')
    await page.keyboard.type('Nela')
    await shown(page, 'contact.who').waitFor()
    expect(await shown(page, 'contact.who').inputValue()).toBe('Nela')
    await shown(page, 'contact.who').fill('')
    await shown(page, 'contact.says').fill('Пита за пријаву.')
    await page.keyboard.press('Escape')
    await page.keyboard.press('k')
    await page.keyboard.type('nis')
    await named(page, 'institution.find.found').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await shown(page, 'institution.chosen').waitFor()
    await page.keyboard.press('Control+Enter')
    await shown(page, 'contacts.list').waitFor()

    const { institutionContacts } = await desk.house.coordinator.call(clients.one, { client })
    expect(institutionContacts).toMatchObject([{ kind: 'police', topic: 'assistance' }])
    const { figures: counted } = await desk.house.coordinator.call(figures.count, { from: '2026-01-01', to: '2026-12-31' })
    expect(counted.find((one) => one.id === 'institution_contacts')).toMatchObject({ value: 2, by: { police: 2 } })
    expect(counted.find((one) => one.id === 'institution_contacts.other_topics')).toMatchObject({ value: 1 })
    expect(complaints).toEqual([])
    await page.context().close()
  }, 240_000)
})

describe('an agreement', () => {
  it('without an end is kept with its paper; one that ends soon stands on Today', async () => {
    const page = await sitDown()
    const complaints = complaintsOf(page)
    await shown(page, 'go.institutions').click()
    await shown(page, 'directory.memoranda').click()
    await shown(page, 'memoranda.new').click()
    await shown(page, 'memorandum.save').click()
    await page.getByText('Name at least one party.').waitFor()
    await shown(page, 'memorandum.party').fill('nis')
    await named(page, 'memorandum.party.found').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect(await shown(page, 'memorandum.kind').inputValue()).toBe('police')
    await shown(page, 'memorandum.signed').fill('12.3.2016.')
    await shown(page, 'memorandum.scope').fill('Узајамно обавештавање и обука.')
    await shown(page, 'memorandum.point.add').click()
    await shown(page, 'memorandum.point.name').fill('Петар Марковић')
    await look(page, 'memorandum-edit')

    // A day that the calendar does not have is no agreement without an end, and comes back as it was typed
    await shown(page, 'memorandum.until').fill('31.11.2027.')
    await shown(page, 'memorandum.save').click()
    await page.getByText('The calendar has no such day.').waitFor()
    await page.getByRole('button', { name: 'Lock' }).first().click()
    await unlock(page, 'mira', passphraseOf('mira'))
    await expect.poll(() => shown(page, 'memorandum.until').inputValue()).toBe('31.11.2027.')
    await shown(page, 'memorandum.until').fill('')
    await shown(page, 'memorandum.party').fill('Центар за децу')
    await shown(page, 'memorandum.save').click()
    await page.getByText('is not among the parties yet').waitFor()
    await shown(page, 'memorandum.party').fill('')
    await shown(page, 'memorandum.save').click()

    // What is no document is refused where it stands; a paper is sealed, and comes back as it was
    await page.getByText('The signed paper is not attached yet.').waitFor()
    await page.locator('[data-key="memorandum.file"]').setInputFiles({ name: 'ugovor.pdf', mimeType: 'application/pdf', buffer: Buffer.from('<svg onload="alert(1)"/>') })
    await page.getByText('This kind of file is not taken. Taken are: PDF, DOCX, ODT.').waitFor()
    const paper = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(1_000_000, 'Ž')])
    await page.locator('[data-key="memorandum.file"]').setInputFiles({ name: '../ugovor.pdf', mimeType: 'application/pdf', buffer: paper })
    await page.getByText('The file is sealed and kept.').first().waitFor()
    await look(page, 'memorandum')
    const coming = page.waitForEvent('download')
    await shown(page, 'memorandum.file.take').click()
    const taken = await coming
    expect(taken.suggestedFilename()).toBe('document.pdf')
    expect(readFileSync(await taken.path()).equals(paper)).toBe(true)
    // Another paper stands in its place; removed it is gone, and comes back when that was a mistake.
    await page.locator('[data-key="memorandum.file"]').setInputFiles({ name: 'aneks.pdf', mimeType: 'application/pdf', buffer: paper.subarray(0, 5000) })
    await page.getByText('aneks.pdf, 5 kB').waitFor()
    expect(await page.getByText('ugovor.pdf').count()).toBe(0)
    await shown(page, 'memorandum.file.remove').click()
    await page.getByText('The signed paper is not attached yet.').waitFor()
    await page.getByRole('button', { name: 'Put back' }).click()
    await page.getByText('aneks.pdf, 5 kB').waitFor()

    // An end before the signing is said; an end in a month reminds
    await shown(page, 'memorandum.edit').click()
    await shown(page, 'memorandum.until').fill('11.3.2016.')
    await page.getByText('It cannot end before it was signed.').waitFor()
    await shown(page, 'memorandum.save').click()
    const soon = addDays(dayOf(new Date()), 30)
    await shown(page, 'memorandum.until').fill(soon)
    await shown(page, 'memorandum.save').click()
    await page.getByText('It ends on').waitFor()
    await shown(page, 'go.today').click()
    await shown(page, 'today.memorandum').waitFor()
    await look(page, 'today-memoranda')
    await shown(page, 'today.memorandum').click()
    await page.getByText('aneks.pdf').waitFor()
    await go(page, '/memoranda')
    await shown(page, 'memoranda.on').fill('11.3.2016.')
    await expect.poll(() => shown(page, 'memoranda.in-force').getAttribute('data-value')).toBe('0')
    await shown(page, 'memoranda.on').fill('31.12.2016.')
    await expect.poll(() => shown(page, 'memoranda.in-force').getAttribute('data-value')).toBe('1')
    await look(page, 'memoranda')
    const { figures: counted } = await desk.house.coordinator.call(figures.count, { from: '2016-01-01', to: '2016-12-31' })
    expect(counted.find((one) => one.id === 'memoranda.in_force')).toMatchObject({ value: 1, by: { police: 1 } })
    expect(complaints).toEqual([])
    await page.context().close()
  }, 240_000)

  it('changed by two at once: the second is asked what stands', async () => {
    const [first, second] = [await sitDown(), await sitDown()]
    for (const page of [first, second]) {
      await go(page, '/memoranda')
      await named(page, 'memoranda.open').first().click()
      await shown(page, 'memorandum.edit').click()
      await shown(page, 'memorandum.scope').waitFor()
    }
    await shown(first, 'memorandum.scope').fill('Обука.')
    await first.keyboard.press('Control+Enter')
    await first.getByText('Обука.').waitFor()
    await shown(second, 'memorandum.point.add').click()
    await named(second, 'memorandum.point.name').last().fill('Дара Илић')
    await second.keyboard.press('Control+Enter')
    await named(second, 'decide.scope').waitFor()
    expect(await second.locator('section[data-key^="decide."]').evaluateAll((all) => all.map((one) => one.getAttribute('data-key')))).toEqual(['decide.scope', 'decide.contactPoints'])
    await shown(second, 'decide.save').click()
    await shown(second, 'memorandum.edit').waitFor()
    for (const kept of ['Обука.', 'Дара Илић', 'aneks.pdf']) await second.getByText(kept).first().waitFor()
    await first.context().close()
    await second.context().close()
  }, 240_000)
})

type Cell = Record<string, unknown> | null
const text = (value: string, rowSpan?: number): Cell => ({ value, type: String, ...(rowSpan && { rowSpan }) })
async function workbook(rows: readonly (readonly Cell[])[], name = 'imenik.xlsx') {
  const written = writeExcelFile(rows as never, { sheet: 'Именик' } as never) as unknown as { toBuffer: () => Promise<Buffer> }
  return { name, mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', buffer: await written.toBuffer() }
}

describe('an import', () => {
  it('says row by row what it cannot take, takes nothing before that, and is taken back whole', async () => {
    const page = await sitDown()
    const complaints = complaintsOf(page)
    await shown(page, 'go.institutions').click()
    await shown(page, 'directory.import').click()
    await shown(page, 'import.choose').waitFor()
    const choose = (file: { name: string; mimeType: string; buffer: Buffer }) => page.locator('[data-key="import.file"]').setInputFiles(file)

    // What is no spreadsheet is said where she is
    await choose({ name: 'imenik.xlsx', mimeType: 'application/x', buffer: Buffer.from('PK\u0003\u0004 and nothing more') })
    await page.getByText('This is no XLSX or CSV spreadsheet').waitFor()

    // Merged cells, days in three forms, both scripts, the same twice, a kind nobody knows
    await choose(await workbook([
      [text('Именик 2026')],
      ['Назив', 'Врста', 'Град', 'Контакт особа', 'Телефон', 'Проверено', 'Факс'].map((one) => text(one)),
      [text('ЦСР Врање', 2), text('центар за социјални рад'), text('Врање'), text('Ана Анић'), text('017 111'), text('12.3.2016.'), text('1')],
      [null, null, null, text('Bora Borić'), text('017 222'), text('2016-03-12'), null],
      [text('Osnovni sud Niš'), text('sud'), text('Niš'), null, null, { value: new Date(Date.UTC(2016, 2, 12)), type: Date, format: 'dd.mm.yyyy' }, null],
      [text('Основни суд Ниш'), text('court'), text('Ниш'), null, null, text('3/25/2016'), null],
      [text('Полицијска управа Ниш'), text('Шерифи'), text('Лесковац'), null, null, null, null],
      [null, text('police'), null, null, text('192'), null, null],
    ]))
    await expect.poll(() => shown(page, 'import.sum').getAttribute('data-value')).toBe('4')
    await page.getByText('left out: the same as row 5').waitFor()
    await page.getByText('left out: unknown kind “Шерифи”').waitFor()
    await page.getByText('left out: no name').waitFor()
    await look(page, 'import-report')
    await pick(page, 'import.show', 'noted')
    await page.getByText('name from a merged cell').waitFor()
    await shown(page, 'import.kind').selectOption('police')
    await expect.poll(() => shown(page, 'import.sum').getAttribute('data-value')).toBe('5')
    const before = await desk.house.coordinator.call(directory.read, {})
    await shown(page, 'import.take').click()
    await shown(page, 'import.done').waitFor()
    await look(page, 'import-done')
    expect((await desk.house.coordinator.call(directory.read, {})).served.docs).toHaveLength(before.served.docs.length + 1)

    // There; and taken back whole
    await shown(page, 'import.to-directory').click()
    await shown(page, 'directory.find').fill('osnovni sud')
    await named(page, 'directory.find.found').first().waitFor()
    await page.keyboard.press('Escape')
    await unfold(page, 'directory.imports')
    await shown(page, 'directory.import.undo').click()
    await look(page, 'import-undo')
    await shown(page, 'directory.import.undo.sure').click()
    await page.getByText('The import was taken back.').first().waitFor()
    await expect.poll(() => named(page, 'directory.open').count()).toBe(1)
    expect((await desk.house.coordinator.call(directory.read, {})).served.docs).toHaveLength(before.served.docs.length)
    expect(complaints).toEqual([])
    await page.context().close()
  }, 240_000)

  it('is stopped on the way, and nothing of it was taken', async () => {
    const page = await sitDown()
    await go(page, '/directory/import')
    await shown(page, 'import.choose').waitFor()
    const rows = Array.from({ length: 2500 }, (_, at) => `Место ${at};police;Ниш`)
    await page.locator('[data-key="import.file"]').setInputFiles({ name: 'imenik.csv', mimeType: 'text/csv', buffer: Buffer.from(['Назив;Врста;Град', ...rows].join('\n')) })
    await expect.poll(() => shown(page, 'import.sum').getAttribute('data-value')).toBe('2500')
    const pressed = Promise.withResolvers<void>()
    await page.route('**/pages', async (route) => {
      await pressed.promise
      await route.continue()
    }, { times: 1 })
    await shown(page, 'import.take').click()
    await shown(page, 'import.stop').click()
    pressed.resolve()
    await page.getByText('The import was stopped. Nothing was taken.').first().waitFor()
    expect((await desk.house.coordinator.call(directory.read, {})).imports).toEqual([])
    await page.context().close()
  }, 120_000)
})

describe('what institutions do with what they are asked', () => {
  it('is told on her page as where she is in the way through, by institution without anybody’s name, and in the register of requests', async () => {
    const page = await sitDown()
    const complaints = complaintsOf(page)
    // A call that was a report is the first step; who decides and which forms stand beside it
    await go(page, `/clients/${client}`)
    await unfold(page, 'pathway.steps')
    await page.locator('[data-key="pathway.step"][data-value="suspicion known"]').waitFor()
    await page.locator('[data-key="pathway.step"][data-value="screening next"]').waitFor()
    await look(page, 'pathway')

    // A promise that was made is asked for, and kept
    await go(page, '/institutions')
    await shown(page, 'institution.find').fill('nis')
    await named(page, 'institution.find.found').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await pick(page, 'institution.answer', 'promised')
    await shown(page, 'institution.promise').fill('Шаљу допис.')
    await shown(page, 'institution.by').fill(addDays(dayOf(new Date()), 1))
    await page.keyboard.press('Control+Enter')
    await page.getByText('Contact with the institution saved.').first().waitFor()
    await go(page, '/accountability')
    await page.getByText('Шаљу допис.').waitFor()
    await look(page, 'accountability')
    await shown(page, 'account.follow.kept').click()
    await page.getByText('Nothing is awaited.').waitFor()
    await page.getByText('1 in time, 0 late').waitFor()
    expect(await shown(page, 'account.list').innerText()).not.toContain('Петар')

    // A request: written down, answered, remarked on
    await go(page, '/requests')
    await shown(page, 'requests.new').click()
    await shown(page, 'request.authority').fill('nis')
    await named(page, 'request.authority.found').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await shown(page, 'request.asked').fill('Где је сада.')
    await pick(page, 'request.basis', 'none_named')
    await shown(page, 'request.client').fill('duric')
    await named(page, 'request.client.found').first().waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await pick(page, 'request.answer', 'partly')
    await shown(page, 'request.save').click()
    await page.getByText('Write when it was answered.').waitFor()
    await shown(page, 'request.answered').fill(dayOf(new Date()))
    await pick(page, 'request.told', 'no')
    await look(page, 'request')
    await shown(page, 'request.save').click()
    await page.getByText('given without a basis').waitFor()
    await page.getByText('she does not know').waitFor()
    await look(page, 'requests')
    expect(complaints).toEqual([])
    await page.context().close()
  }, 300_000)
})

describe('the way through of another country', () => {
  it('is added without a developer, and taken away where it was a mistake', async () => {
    const page = await sitDown()
    const complaints = complaintsOf(page)
    // What is wrong in the file is named place by place, a right one is taken
    const file = (of: unknown) => ({ name: 'put.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(of)) })
    await go(page, '/house')
    await shown(page, 'house.pathway').waitFor()
    await page.locator('[data-key="house.pathway.file"]').setInputFiles(file({ ...serbia, country: 'Croatia', steps: [{ ...serbia.steps[0], decides: 'sheriff' }] }))
    await shown(page, 'house.pathway.flaws').getByText('Step 1 “suspicion”, decides: may only be').waitFor()
    await look(page, 'house-pathway')
    await page.locator('[data-key="house.pathway.file"]').setInputFiles(file({ ...serbia, country: 'HR', name: { en: 'Croatia' } }))
    await page.getByText('Added: Croatia.').first().waitFor()
    await shown(page, 'house.pathway').selectOption('HR')
    await page.getByText('From now on shown on the pages of clients.').first().waitFor()
    // A code that is no country is said to be none; what was added by mistake goes again, asked before, and Serbia's stays
    await page.locator('[data-key="house.pathway.file"]').setInputFiles(file({ ...serbia, country: 'XX' }))
    await shown(page, 'house.pathway.flaws').getByText('country: XX is no country. Two capital letters').waitFor()
    await unfold(page, 'house.pathway.mistake')
    await look(page, 'house-pathway-mistake')
    await shown(page, 'house.pathway.take-away').click()
    await shown(page, 'house.pathway.take-away.sure').getByText('Yes, take away what applies here').click()
    await page.getByText('Taken away: Croatia, version 1.').first().waitFor()
    await expect.poll(() => shown(page, 'house.pathway').inputValue()).toBe('RS')
    expect(await named(page, 'house.pathway.take-away').count()).toBe(0)
    expect(complaints).toEqual([])
    await page.context().close()
  }, 300_000)
})

describe('a director’s minute', () => {
  it('from home to the year’s contacts with institutions, what they mean, their kinds, and paper, in five presses', async () => {
    await desk.letIn('nada', ['director'], [])
    const { coordinator, team } = desk.house
    const kinds = { social_work_centre: 3, police: 5, prosecution: 1, centre: 7 } as const
    for (const [kind, times] of Object.entries(kinds)) {
      for (let time = 0; time < times; time++) {
        const newFolder = await coordinator.vault.makeFolder('specialist', [team('coordination')], '2016-05-04')
        await coordinator.call(institutions.record, { id: newId<'record'>(), client: null, team: team('coordination'), kind: kind as 'police', topic: 'assistance', channel: 'phone', direction: 'out', onDay: '2016-05-04', folder: newFolder.id, newFolder, doc: null })
      }
    }
    const page = await sitDown('nada')
    await page.evaluate(() => { window.print = () => { document.body.dataset['printed'] = 'yes' } })
    let presses = 0
    const press = async (name: string) => { presses += 1; await shown(page, name).click() }
    await press('go.figures')
    presses += 1
    await shown(page, 'figures.year').selectOption('2016')
    const figure = page.locator('[data-key="figure.institution_contacts"]').first()
    await expect.poll(() => figure.getAttribute('data-value')).toBe('16')
    for (const [part, count] of [['centre', '7'], ['police', '5'], ['social_work_centre', '3'], ['judiciary', '1']] as const) expect(await figure.locator(`li[data-value="${part}"]`).innerText()).toContain(count)
    presses += 1
    await figure.locator('[data-key="figure.definition"]').click()
    await figure.getByText('Judiciary is prosecution and court together.').locator('visible=true').first().waitFor()
    await press('figures.print')
    expect(await page.evaluate(() => document.body.dataset['printed'])).toBe('yes')
    expect(presses).toBeLessThanOrEqual(5)
    await page.emulateMedia({ media: 'print' })
    await figure.getByText('Judiciary is prosecution and court together.').locator('visible=true').first().waitFor()
    expect(await figure.locator('li[data-value="police"]').isVisible()).toBe(true)
    await page.context().close()
  }, 180_000)
})
