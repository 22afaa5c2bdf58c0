/** Whatever somebody stored in a field, sealed or in the clear, is text wherever it is shown, and never a formula in what is taken away. */
import { readFileSync } from 'node:fs'
import { inflateRawSync } from 'node:zlib'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contacts } from '../../src/features/contacts/contract.ts'
import { house } from '../../src/features/house/contract.ts'
import { members } from '../../src/features/members/contract.ts'
import { newId } from '../../src/shared/ids.ts'
import type { ClientId } from '../../src/shared/ids.ts'
import { complaintsOf, openBrowser } from '../support/browser.ts'
import { deskHouse, device, named, passphraseOf, shown, unlock } from '../support/desk.ts'
import { contactOf, sealed, someDay } from '../support/foreign.ts'

/** Each tells what it would do: a script that runs sets `stolen`, an element would be there, a formula begins a cell. */
const corpus = [
  '<script>window.stolen=1</script>', '<img src=x onerror="window.stolen=1">', '"><svg onload=window.stolen=1>', '</textarea></style></title><iframe src="javascript:parent.stolen=1">',
  "javascript:window.stolen=1//'", '{{constructor.constructor("window.stolen=1")()}}', '${window.stolen=1}', '=cmd|\' /C calc\'!A0', '+1+1', '-2+3', '@SUM(1+1)', '\t=1+1', '\r=1+1',
  'a\u0001\u0007\u001b[31mb', 'Ана\u202eкилометар\u202c', '\u2066\u2069\u200f\ufeff', '\ud800 alone \udfff', 'a\u0000b', "'; drop table member; --", 'Ж'.repeat(5_000), '%s%n%x', '../../../etc/passwd', '&lt;b&gt;&#x3c;',
]
const all = corpus.join('\n')
const short = corpus.slice(0, 3).join(' ')

let desk: Awaited<ReturnType<typeof deskHouse>>
let browser: Browser
let page: Page
let complaints: string[]
const client = newId<'client'>() as ClientId

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  const { coordinator, team, line } = desk.house
  const safe = { ok: 'yes', hours: short, ask: short, say: short, codeWord: short } as const
  const card = { code: corpus[7], names: corpus, aliases: corpus, phones: corpus, town: all, safe, agreed: { text: all, on: someDay, by: null }, lastDay: someDay }
  const said = {
    startedAt: `${someDay}T18:00:00.000Z`, endedAt: null, says: all, agreed: all, agreedBy: null, calledBy: all, number: all, contactor: 'self', language: 'sr',
    interpreter: 'not_asked', heardOf: '', safe, screening: null,
  }
  const [contact, made] = [await sealed(coordinator, 'contact', [team('sos_line')], said), await sealed(coordinator, 'card', [team('finders')], card)]
  await coordinator.call(contacts.save, {
    contact: contactOf(contact.folder.id, line.id, team('sos_line')), newFolder: contact.folder, doc: contact.doc,
    newClients: [{ id: client, card: made.folder, doc: made.doc }], links: [{ client, as: 'caller', holds: [] }], cards: [], services: [], institutionContacts: [], draft: null,
  })
  page = await (await device(browser)).newPage()
  complaints = complaintsOf(page)
  page.on('dialog', () => complaints.push('a dialog opened'))
  await page.goto(desk.origin)
  await unlock(page, 'mira', passphraseOf('mira'))
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

/** Nothing ran and nothing but the program's own elements is there. */
async function nothingHappened(): Promise<void> {
  const there = await page.evaluate(() => ({
    stolen: 'stolen' in window,
    planted: document.querySelectorAll('img[src="x"], iframe, script:not([src]), [onerror], [onload], a[href^="javascript:"]').length,
  }))
  expect(there).toEqual({ stolen: false, planted: 0 })
  expect(complaints).toEqual([])
}

describe('the corpus in every sealed field', () => {
  it('is text on the pages that show it', async () => {
    await nothingHappened()
    await shown(page, 'go.contacts').click()
    await named(page, 'contacts.open').first().click()
    await page.getByText('<img src=x onerror="window.stolen=1">').first().waitFor()
    await nothingHappened()
    await shown(page, 'go.clients').click()
    await shown(page, 'clients.recent').locator('a').first().waitFor()
    await nothingHappened()
    await shown(page, 'clients.recent').locator('a').first().click()
    await shown(page, 'client.story').waitFor()
    expect(await page.locator('main').innerText()).toContain('<script>window.stolen=1</script>')
    await nothingHappened()
    await shown(page, 'client.edit').click()
    await named(page, 'card.town').waitFor()
    await nothingHappened()
    await page.keyboard.press('Escape')
  }, 120_000)
})

describe('the corpus in every field in the clear', () => {
  it('is kept as text, or refused where no line of text is', async () => {
    const { coordinator, line, team } = desk.house
    for (const word of corpus) {
      const name = word.slice(0, 60)
      const expected = /[\p{Cc}\p{Cs}\u202e\u2066]/u.test(name.trim()) ? 'bad-input' : 'kept'
      const kept = await coordinator.call(house.change, { name, languages: ['en'], lines: [{ ...line, name, closed: false }] } as never).then(() => 'kept', (problem: { kind: string }) => problem.kind)
      expect(kept, JSON.stringify(name)).toBe(expected)
      const id = newId<'record'>()
      const made = await coordinator.vault.makeInvite(id, team('coordination'))
      const invited = await coordinator.call(members.invite, { id, name: `i-${id.slice(0, 8)}`, shown: name, roles: ['consultant'], teams: [], sealed: made.sealed, sealedFor: team('coordination'), epoch: made.epoch })
        .then(() => 'kept', (problem: { kind: string }) => problem.kind)
      expect(invited, JSON.stringify(name)).toBe(expected)
    }
    for (const place of ['house', 'members', 'ledger', 'figures']) {
      await shown(page, `go.${place}`).click()
      await page.locator('main h1').first().waitFor()
      await nothingHappened()
    }
  }, 120_000)
})

describe('what is taken away from the figures', () => {
  const download = async (name: string) => {
    const [file] = await Promise.all([page.waitForEvent('download'), named(page, name).click()])
    return readFileSync(await file.path())
  }

  it('has no cell that a spreadsheet computes, and nothing that was stored as words', async () => {
    await shown(page, 'go.figures').click()
    await shown(page, 'figures.list').waitFor()
    const csv = (await download('figures.csv')).toString('utf8')
    expect(csv.split('\r\n').length).toBeGreaterThan(20)
    expect(csv.replace(/^\ufeff/, '').split(/\r\n|,/).filter((cell) => /^"?[=+@\t-]/.test(cell))).toEqual([])
    const xlsx = unzipped(await download('figures.xlsx'))
    expect(xlsx).toContain('<worksheet')
    expect(xlsx).not.toMatch(/<f[ >]/)
    for (const taken of [csv, xlsx]) expect(taken).not.toContain('stolen')
  }, 120_000)
})

/** Every entry of a ZIP, by its central directory, in one text. */
function unzipped(zip: Buffer): string {
  const texts: string[] = []
  for (let at = zip.indexOf('PK\u0001\u0002'); at >= 0; at = zip.indexOf('PK\u0001\u0002', at + 4)) {
    const [method, size, local] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 42)]
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const bytes = zip.subarray(start, start + size)
    texts.push((method === 8 ? inflateRawSync(bytes) : bytes).toString('utf8'))
  }
  return texts.join('\n')
}
