import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { events } from '../../src/features/events/contract.ts'
import type { Session } from '../../src/features/events/facts.ts'
import { figures } from '../../src/features/figures/contract.ts'
import { socketOf } from '../../src/server/database/embedded.ts'
import { passwordsIn, withClient } from '../../src/server/database/logins.ts'
import { newId } from '../../src/shared/ids.ts'
import { addDays, dayOf, yearOf } from '../../src/shared/calendar.ts'
import { axeOn } from '../support/axe.ts'
import { openBrowser } from '../support/browser.ts'
import { deskHouse, device, look, named, passphraseOf, pick, shown, unfold, unlock } from '../support/desk.ts'
import type { SignedIn } from '../support/house.ts'

let desk: Awaited<ReturnType<typeof deskHouse>>
let browser: Browser
let tijana: SignedIn
const today = dayOf(new Date())
const year = yearOf(today)
const typed = (day: string) => day.split('-').toReversed().map(Number).join('.')

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  tijana = await desk.letIn('tijana', ['prevention'], [desk.house.team('prevention')])
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

async function sitDown(name = 'tijana', options: Parameters<Browser['newContext']>[0] = {}): Promise<Page> {
  const page = await (await device(browser, options)).newPage()
  await page.goto(desk.origin)
  await unlock(page, name, passphraseOf(name))
  return page
}
const figure = async (id: string) => (await tijana.call(figures.count, { from: `${year}-01-01`, to: `${year}-12-31` })).figures.find((one) => one.id === id)
const attach = (page: Page, name: string, file: string, buffer: Buffer) => named(page, name).setInputFiles({ name: file, mimeType: 'application/octet-stream', buffer })
/** What the house keeps of files: how many pieces of each, the fewest first, and whether it stays. */
/** Of campaigns alone: an event before it has files of its own. */
const filesLeft = () => withClient({ host: socketOf(desk.folder), port: 5432, user: 'boot', password: passwordsIn(desk.folder).boot, database: 'wayout' }, async (client) => (await client.query<{ kept: boolean; pieces: number }>(`
  select g.since is null as kept, count(*)::int as pieces from chunk c join folder f on f.id = c.folder and f.kind = 'campaign' left join file_going g using (folder, file) group by c.folder, c.file, g.since order by 2, c.file`)).rows)
const chosen = (page: Page, name: string, value: string) => shown(page, name).selectOption(value)

describe('a training, from its plan to the certificate', () => {
  it('is planned, registered for outside, checked in on a telephone, thought about without a name, and certified', async () => {
    const page = await sitDown()
    await shown(page, 'go.prevention').click()
    await look(page, 'prevention-empty')
    await shown(page, 'event.new').click()
    await shown(page, 'event.title').fill('Обука за наставнике')
    await chosen(page, 'event.kind', 'training_basic')
    await pick(page, 'event.role', 'organiser')
    await shown(page, 'event.day').fill(typed(today))
    await shown(page, 'event.starts').fill('10')
    await shown(page, 'event.ends').fill('16:00')
    await shown(page, 'event.capacity').fill('0')
    await page.getByText('Zero places means that nobody can come').waitFor()
    await shown(page, 'event.capacity').fill('2')
    await pick(page, 'event.audiences', 'school_teachers')
    await look(page, 'event-form')
    await page.keyboard.press('Control+Enter')
    await named(page, 'event.public').waitFor()
    await named(page, 'public.write').click()
    await shown(page, 'public.contact').fill('021 555 333')
    // Open is chosen already, and pressed again it stays so.
    await named(page, 'public.open').locator('[data-value=yes]').click()
    await look(page, 'public-form')
    await shown(page, 'public.save').click()
    const address = await named(page, 'public.address').getAttribute('href') ?? ''

    // Somebody outside, without an account: with script her name is sealed before it leaves.
    const outside = await (await device(browser, { viewport: { width: 360, height: 780 } })).newPage()
    const sent: string[] = []
    outside.on('request', (request) => sent.push(request.postData() ?? ''))
    await outside.goto(address)
    expect(await axeOn(outside)).toEqual([])
    for (const word of ['Wayout', 'Primer']) expect(await outside.content()).not.toContain(word)
    await outside.locator('#name').fill('Невена Шарић')
    await outside.locator('#reach').fill('064 222 111')
    await outside.locator('#audience').selectOption('school_teachers')
    await outside.getByRole('button', { name: 'Send' }).click()
    await outside.getByText('You are registered.').waitFor()
    expect(sent.some((body) => body.includes('sealed='))).toBe(true)
    expect(sent.join(' ')).not.toMatch(/Невена|%D0%9D%D0%B5|064.{1,3}222/)
    // Sent again as it was, it counts once.
    await outside.goBack()
    await outside.getByText('You have sent this already.').waitFor()
    await outside.getByRole('button', { name: 'Send' }).click()
    await outside.getByText('This had arrived already, for 1 person').waitFor()
    // Asked for anew it is another one.
    await outside.getByRole('link', { name: 'Register somebody else' }).click()
    await outside.locator('#name').waitFor()
    expect(await outside.getByText('You have sent this already.').isVisible()).toBe(false)
    // Without script only heads are taken; the third one waits. Back and sent again it is the same one.
    const plain = await (await browser.newContext({ javaScriptEnabled: false, locale: 'sr' })).newPage()
    for (const answer of ['You are registered.', 'You are on the waiting list. All places are taken for now.']) {
      await plain.goto(`${address}?l=en`)
      expect(await plain.locator('#named').isVisible()).toBe(false)
      await plain.getByRole('button').click()
      await plain.getByText(answer).waitFor()
      await plain.goBack()
      await plain.getByRole('button').click()
      await plain.getByText('This had arrived already, for 1 person').waitFor()
    }

    await page.goto(`${desk.origin}/`)
    await unlock(page, 'tijana', passphraseOf('tijana'))
    await named(page, 'today.prevention').getByText('2 new registrations').waitFor()
    await named(page, 'today.prevention').getByText('1 waits for a place').waitFor()
    await look(page, 'prevention-today')
    await named(page, 'event.open').first().click()
    await named(page, 'registrations').getByText('Невена Шарић').waitFor()
    await attach(page, 'event.file', 'obuka.pptx', Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(900_000, 'ж')]))
    await page.getByText('obuka.pptx, 879 kB').waitFor()
    await look(page, 'event-page')
    await named(page, 'registrations.take').click()
    await named(page, 'registrations').getByText('taken over').first().waitFor()
    const event = new URL(page.url()).pathname
    await page.context().close()

    // At the door of the room
    const phone = await sitDown('tijana', { viewport: { width: 360, height: 780 }, hasTouch: true })
    await shown(phone, 'event.open').click()
    await shown(phone, 'event.check-in').click()
    await phone.getByText('Here: 0 of 1').waitFor()
    await shown(phone, 'check-in.here').click()
    await phone.getByText('Here: 1 of 1').waitFor()
    await shown(phone, 'check-in.name').fill('Đorđe Petrović')
    await unfold(phone, 'check-in.more')
    await chosen(phone, 'check-in.audience', 'school_teachers')
    await pick(phone, 'check-in.sex', 'male')
    await shown(phone, 'check-in.add').click()
    await phone.getByText('Here: 2 of 2').waitFor()
    expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(360)
    // Typed in the other script it may be somebody who stands there already.
    await shown(phone, 'check-in.name').fill('Ђорђе Петровић')
    await phone.getByText('Is this the same person?').waitFor()
    await look(phone, 'check-in')
    await shown(phone, 'check-in.same').click()
    await phone.getByText('Is this the same person?').waitFor({ state: 'detached' })
    await phone.getByText('Here: 2 of 2').waitFor()
    // Typed on a second telephone in the same second it stands twice: said on both, and one entry is taken away.
    const second = await sitDown('tijana', { viewport: { width: 360, height: 780 }, hasTouch: true })
    await shown(second, 'event.open').click()
    await shown(second, 'event.check-in').click()
    await second.getByText('Here: 2 of 2').waitFor()
    for (const one of [phone, second]) await shown(one, 'check-in.name').fill('Лука Лукић')
    await Promise.all([phone, second].map((one) => shown(one, 'check-in.add').click()))
    for (const one of [phone, second]) {
      await one.getByText('Here: 4 of 4').waitFor()
      await named(one, 'check-in.twice').waitFor()
      expect(await named(one, 'check-in.take-away').locator('visible=true').count()).toBe(2)
    }
    await look(second, 'check-in-twice')
    expect(await axeOn(second)).toEqual([])
    await shown(second, 'check-in.take-away').first().click()
    await shown(second, 'check-in.take-away.sure').click()
    for (const one of [phone, second]) {
      await named(one, 'check-in.twice').waitFor({ state: 'detached' })
      await one.getByText('Here: 3 of 3').waitFor()
    }
    // The other one was a mistake as well.
    await unfold(second, 'check-in.mistake')
    const rest = named(second, 'check-in.entered').getByRole('listitem').filter({ hasText: 'Лука Лукић' })
    await rest.locator('[data-key="check-in.take-away"]').click()
    await rest.locator('[data-key="check-in.take-away.sure"]').click()
    for (const one of [phone, second]) await one.getByText('Here: 2 of 2').waitFor()
    await second.context().close()
    // Without network a press is kept on the telephone, stands under Today when she leaves the page, and goes by itself.
    await phone.context().setOffline(true)
    await shown(phone, 'check-in.here').click()
    await named(phone, 'check-in.waiting').getByText('1 press waits for the network').waitFor()
    await phone.getByText('Here: 1 of 2').waitFor()
    await look(phone, 'check-in-offline')
    await shown(phone, 'go.today').click()
    await named(phone, 'today.continue').getByText('Check-in').waitFor()
    await named(phone, 'today.continue').click()
    await named(phone, 'check-in.waiting').waitFor()
    await phone.context().setOffline(false)
    await named(phone, 'check-in.waiting').waitFor({ state: 'detached' })
    await phone.getByText('Here: 1 of 2').waitFor()
    await shown(phone, 'check-in.here').click()
    await phone.getByText('Here: 2 of 2').waitFor()
    await shown(phone, 'event.count').click()
    // Pressed twice they are there once, and ten more gave no name.
    await shown(phone, 'heads.named').dblclick()
    await named(phone, 'heads.all').getByText('2 heads').waitFor()
    await shown(phone, 'heads.plus-10').click()
    await named(phone, 'heads.all').getByText('12 heads').waitFor()
    await named(phone, 'heads.of-register').getByText('By name: 2 heads').waitFor()
    await look(phone, 'heads-form')
    await shown(phone, 'heads.count').fill('')
    await shown(phone, 'heads.save').click()
    await named(phone, 'event.heads.all').getByText('2 heads').waitFor()
    // It was held: whoever still waits is given no place any more.
    await named(phone, 'registrations').getByText('waits for a place').waitFor()
    expect(await named(phone, 'registration.list').count()).toBe(0)
    await phone.context().close()
    expect(await figure('heads')).toMatchObject({ value: 2, by: { school_teachers: 2 } })
    expect(await figure('trainings.by_audience')).toMatchObject({ value: 1, by: { school_teachers: 1 } })

    // Without a name: nothing is shown of fewer than five.
    await plain.goto(`${address}/q?l=en`)
    await plain.locator('input[name=useful][value="4"]').check()
    await plain.getByRole('button').click()
    await plain.getByText('Your answers are kept without a name.').waitFor()
    await plain.context().close()

    const paper = await sitDown()
    await paper.evaluate((to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')) }, event)
    await named(paper, 'evaluations.given').getByText('1 answer.').waitFor()
    await named(paper, 'event.certificates').click()
    await named(paper, 'certificates.issue').click()
    await named(paper, 'certificate').nth(1).waitFor()
    await look(paper, 'certificates')
    // In the other writing all of it is, but for names as they were written down.
    await shown(paper, 'writing.sr-Latn').click()
    await named(paper, 'certificate').first().getByText('Učestvovanje: Obuka za nastavnike').waitFor()
    await named(paper, 'certificate').getByText('Невена Шарић').waitFor()
    await shown(paper, 'writing.en').click()
    const code = await named(paper, 'certificate.code').first().textContent() ?? ''
    expect(code).toMatch(/^\w{4}-\w{4}-\w{4}$/)
    await paper.emulateMedia({ media: 'print' })
    expect(await paper.locator('[data-chrome]:visible').count()).toBe(0)
    // A page for each of the two and none more.
    expect((await paper.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(2)
    await paper.emulateMedia({ media: 'screen' })
    await outside.goto(`${desk.origin}/d/c/${code.toLowerCase()}?l=en`)
    await outside.getByText('The code is valid.').waitFor()
    expect(await outside.content()).not.toMatch(/Невена|Обука|Đorđe|Petrović/)
    await outside.locator('#code').fill('AAAA-BBBB-CCCC')
    await outside.getByRole('button').click()
    await outside.getByText('This code is not valid.').waitFor()
    await named(paper, 'certificate.withdraw').first().click()
    await named(paper, 'certificate.withdraw.sure').click()
    await named(paper, 'certificates.withdrawn').waitFor()
    await look(paper, 'certificates-withdrawn')
    expect(await named(paper, 'certificate').count()).toBe(1)
    expect(await named(paper, 'certificates.issue').count()).toBe(0)
    await outside.goto(`${desk.origin}/d/c/${code}?l=en`)
    await outside.getByText('This code is not valid.').waitFor()
    // Her paper was withdrawn, not that she came: another one is made for her alone.
    await named(paper, 'certificate.again').click()
    await named(paper, 'certificate').nth(1).waitFor()
    expect(await named(paper, 'certificate.code').allTextContents()).not.toContain(code)
    // A name that turns out to be a mistake goes with its paper, and is counted no longer.
    const last = await named(paper, 'certificate').filter({ hasText: 'Đorđe Petrović' }).getAttribute('data-value') ?? ''
    await named(paper, 'event.back').click()
    await named(paper, 'event.check-in').click()
    await unfold(paper, 'check-in.mistake')
    await look(paper, 'check-in-mistake')
    const mistaken = named(paper, 'check-in.entered').getByRole('listitem').filter({ hasText: 'Đorđe Petrović' })
    await mistaken.locator('[data-key="check-in.take-away"]').click()
    await mistaken.locator('[data-key="check-in.take-away.sure"]').click()
    await paper.getByText('Taken away: Đorđe Petrović. One head fewer is counted.').first().waitFor()
    await paper.getByText('Here: 1 of 1').waitFor()
    await outside.goto(`${desk.origin}/d/c/${last}?l=en`)
    await outside.getByText('This code is not valid.').waitFor()
    expect(await figure('heads')).toMatchObject({ value: 1, by: { school_teachers: 1 } })
    await outside.context().close()
    await paper.context().close()
  }, 420_000)
})

describe('a street action', () => {
  it('is counted without a name, by pressing, and can be held again on another day', async () => {
    const page = await sitDown()
    await shown(page, 'go.prevention').click()
    await shown(page, 'event.new').click()
    await shown(page, 'event.title').fill('Трг, суботом')
    await chosen(page, 'event.kind', 'street_action')
    await pick(page, 'event.role', 'organiser')
    await shown(page, 'event.day').fill(typed(today))
    await pick(page, 'event.audiences', 'young_people')
    await shown(page, 'event.save').click()
    await shown(page, 'event.count').click()
    for (const name of ['heads.plus-10', 'heads.plus-10', 'heads.plus-5', 'heads.plus-5']) await shown(page, name).click()
    await named(page, 'heads.all').getByText('30 heads').waitFor()
    // A lock or a crash comes back to the same count.
    await page.getByText('saved a moment ago').waitFor()
    await page.reload()
    await unlock(page, 'tijana', passphraseOf('tijana'))
    await named(page, 'heads.all').getByText('30 heads').waitFor()
    await shown(page, 'heads.save').click()
    await named(page, 'event.heads.all').getByText('30 heads').waitFor()
    expect((await figure('heads'))?.by?.['young_people']).toBe(30)
    expect((await figure('events'))?.by?.['street_action']).toBe(1)
    await named(page, 'event.copy').click()
    await page.getByText('The same event a week later').waitFor()
    await shown(page, 'event.save').click()
    await named(page, 'event.series').waitFor()
    expect((await figure('events'))?.by?.['street_action']).toBe(1)
    const { events: planned } = await tijana.call(events.list, { which: 'planned' })
    expect(planned.find((one) => one.kind === 'street_action')).toMatchObject({ onDay: addDays(today, 7), heads: [] })
    await page.context().close()
  }, 180_000)
})

describe('a session that is removed', () => {
  const person = { reach: '', from: '', sex: 'female', ageBand: '', audience: 'school_teachers', certificate: null, withdrawn: false, registration: null }
  it('takes out of the count who came by name to it alone, says so before, and leaves everybody else', async () => {
    const { team } = desk.house
    const folder = await tijana.vault.makeFolder('event', [team('prevention'), team('coordination')], today)
    const words = { title: 'Обука у два термина', about: '', where: '', audiences: [], trainers: '', activists: [], partners: '', materials: '', notes: '', files: [] }
    const [first, second] = ['10:00', '14:00'].map((starts) => ({ id: newId<'record'>(), onDay: addDays(today, -3), starts, ends: null })) as [Session, Session]
    await tijana.call(events.save, {
      folder: folder.id, team: team('prevention'), kind: 'workshop', role: 'organiser', form: 'informal', state: 'planned', campaign: null, series: null, onDay: first.onDay, capacity: null, sessions: [first, second],
      newFolder: folder, doc: await tijana.vault.sealDoc({ folder: folder.id, id: newId(), version: 1, schema: 'event/1' }, words),
    })
    const register = await tijana.vault.makeFolder('participants', [team('prevention')], today)
    const came = [['Ана', [first, second]], ['Вера', [second]], ['Гоца', [second]]] as const
    for (const [at, [name, sessions]] of came.entries()) {
      const doc = await tijana.vault.sealDoc({ folder: register.id, id: newId(), version: 1, schema: 'participant/1' }, { ...person, name, present: sessions.map((one) => one.id) })
      await tijana.call(events.writeParticipant, { folder: folder.id, newFolder: at === 0 ? register : null, doc })
    }
    const before = (await figure('heads'))?.value ?? 0
    const page = await sitDown()
    const go = (address: string) => page.evaluate((to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')) }, address)
    await go(`/prevention/heads?event=${folder.id}`)
    await shown(page, 'heads.named').click()
    await shown(page, 'heads.plus-5').click()
    await named(page, 'heads.all').getByText('8 heads').waitFor()
    await shown(page, 'heads.save').click()
    await named(page, 'event.heads.all').getByText('8 heads').waitFor()

    await shown(page, 'event.change').click()
    await named(page, 'event.session.remove').nth(1).click()
    await shown(page, 'event.session.counted').getByText('came only to a session you remove is counted no longer').waitFor()
    await look(page, 'event-session-removed')
    await shown(page, 'event.save').click()
    await page.getByText('Event saved. 2 heads fewer are counted.').first().waitFor()
    await named(page, 'event.heads.all').getByText('6 heads').waitFor()
    expect((await figure('heads'))?.value).toBe(before + 6)
    // What is counted by name is what the list says: nothing is asked.
    await shown(page, 'event.count').click()
    await named(page, 'heads.of-register').getByText('By name: 1 head').waitFor()
    expect(await named(page, 'heads.differs').count()).toBe(0)
    await page.context().close()

    // Whoever opens no names takes nobody out, and is told; the prevention team is asked when it counts.
    await desk.letIn('gordana', ['coordinator'], [team('coordination')])
    const hers = await sitDown('gordana')
    await hers.evaluate((to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')) }, `/prevention/event?event=${folder.id}`)
    await shown(hers, 'event.session.add').click()
    await shown(hers, 'event.save').click()
    await shown(hers, 'event.change').click()
    await named(hers, 'event.session.remove').first().click()
    await shown(hers, 'event.session.counted').getByText('stays counted until the prevention team').waitFor()
    await look(hers, 'event-session-removed-ask')
    await shown(hers, 'event.save').click()
    await hers.getByText('Event saved.').first().waitFor()
    await hers.context().close()
    const again = await sitDown()
    await again.evaluate((to) => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')) }, `/prevention/heads?event=${folder.id}`)
    await shown(again, 'heads.differs').getByText('nobody came to a session that there is').waitFor()
    await look(again, 'heads-differ')
    await shown(again, 'heads.named.remove').click()
    await shown(again, 'heads.save').click()
    await named(again, 'event.heads.all').getByText('5 heads').waitFor()
    await again.context().close()
  }, 240_000)
})

describe('a campaign', () => {
  it('goes to the calls that name it: chosen in the call, counted where calls may be opened', async () => {
    const page = await sitDown()
    await shown(page, 'go.prevention').click()
    await shown(page, 'prevention.campaigns').click()
    await shown(page, 'campaign.new').click()
    await shown(page, 'campaign.title').fill('Погледај двапут')
    await pick(page, 'campaign.role', 'organiser')
    await shown(page, 'campaign.year').fill(String(year))
    await chosen(page, 'campaign.channel', 'leaflets')
    await shown(page, 'campaign.reached').fill('12.000')
    await chosen(page, 'campaign.channel', 'radio')
    await look(page, 'campaign-form')
    await shown(page, 'campaign.save').click()
    await page.getByText('Known: 12,000; of 1 channel it is not known').waitFor()
    // Whoever may open no call is told who counts.
    await named(page, 'campaign.heard').getByText('Whoever may open calls counts this.').waitFor()
    const leaflet = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(2_500_000, 'Ž')])
    await attach(page, 'campaign.file', 'poster.svg', Buffer.from('<svg onload="alert(1)"/>'))
    await page.getByText('This kind of file is not taken.').waitFor()
    await attach(page, 'campaign.file', 'letak v7 KONAČNO.pdf', leaflet)
    await page.getByText('letak v7 KONAČNO.pdf, 2.4 MB').waitFor()
    // A photograph goes without what the camera wrote beside it, and is still one.
    const photograph = await page.screenshot({ type: 'jpeg' })
    const where = Buffer.from('\u0000\u0000Exif\u0000\u0000Ravno 45.2671N', 'latin1')
    await attach(page, 'campaign.file', 'trg.jpg', photograph.subarray(0, photograph.length / 2))
    await page.getByText('The picture is damaged or not whole.').waitFor()
    where.writeUInt16BE(where.length)
    await attach(page, 'campaign.file', 'trg.jpg', Buffer.concat([photograph.subarray(0, 2), Buffer.from([0xff, 0xe1]), where, photograph.subarray(2)]))
    await page.getByText(/^trg\.jpg, \d+ kB$/).waitFor()
    const picture = page.waitForEvent('download')
    await named(page, 'campaign.file.take').nth(1).click()
    const bare = readFileSync(await (await picture).path())
    expect(bare.includes('Ravno')).toBe(false)
    expect(await page.evaluate(async (bytes) => (await createImageBitmap(new Blob([Uint8Array.from(bytes)]))).width, [...bare])).toBe(1366)
    await shown(page, 'campaign.file.rename').click()
    await look(page, 'campaign-file-rename')
    await named(page, 'campaign.file.rename.name').fill('Летак за сајам')
    await named(page, 'campaign.file.rename.save').click()
    await page.getByText('Летак за сајам.pdf, 2.4 MB').waitFor()
    // Broken off on the way nothing of it stands there.
    let pieces = 0
    await page.route('**/api/folders/*/files/*/pieces/*', async (route) => {
      pieces += 1
      if (pieces === 2) await shown(page, 'campaign.file.stop').click()
      await route.continue()
    })
    await attach(page, 'campaign.file', 'obuka.pdf', leaflet)
    await page.getByText('Stopped. Nothing was added.').first().waitFor()
    expect([pieces, await page.getByText('obuka.pdf').count()]).toEqual([2, 0])
    await page.unroute('**/api/folders/*/files/*/pieces/*')
    // Nothing of it is left behind: the pieces are those of the leaflet, which is kept, and of the picture.
    await expect.poll(filesLeft).toEqual([{ kept: true, pieces: 1 }, { kept: true, pieces: 4 }])
    await look(page, 'campaign-page')
    // What a colleague changes meanwhile stays, and so do the files when the campaign is changed.
    await shown(page, 'campaign.change').click()
    await shown(page, 'campaign.messages').fill('Питај пре пута.')
    await shown(page, 'campaign.save').click()
    await page.getByText('Питај пре пута.').waitFor()
    const coming = page.waitForEvent('download')
    await shown(page, 'campaign.file.take').click()
    const taken = await coming
    expect(taken.suggestedFilename()).toBe('document.pdf')
    expect(readFileSync(await taken.path()).equals(leaflet)).toBe(true)
    // Taken away, put back, and taken away again: on its way out it is the second time.
    await named(page, 'campaign.file.remove').nth(1).click()
    await page.getByText(/^trg\.jpg, /).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Put back' }).click()
    await page.getByText(/^trg\.jpg, \d+ kB$/).waitFor()
    await expect.poll(filesLeft).toEqual([{ kept: true, pieces: 1 }, { kept: true, pieces: 4 }])
    await named(page, 'campaign.file.remove').nth(1).click()
    await page.getByText(/^trg\.jpg, /).waitFor({ state: 'detached' })
    await expect.poll(filesLeft).toEqual([{ kept: false, pieces: 1 }, { kept: true, pieces: 4 }])
    await page.context().close()

    const mira = await sitDown('mira')
    await shown(mira, 'contact.new').click()
    await shown(mira, 'contact.says').fill('Зове због летка.')
    await pick(mira, 'contact.type', 'preventive')
    await pick(mira, 'contact.subtype', 'offer_check_job')
    await chosen(mira, 'contact.heard-of', 'campaign')
    await shown(mira, 'contact.campaign').selectOption({ label: `Погледај двапут, ${year}` })
    await mira.keyboard.press('Control+Enter')
    await shown(mira, 'contact.says').waitFor({ state: 'detached' })
    await shown(mira, 'go.prevention').click()
    await shown(mira, 'prevention.campaigns').click()
    await shown(mira, 'campaign.open').click()
    await shown(mira, 'campaign.count').click()
    await named(mira, 'campaign.named').waitFor()
    expect(await named(mira, 'campaign.named').getAttribute('data-value')).toBe('1')
    await named(mira, 'campaign.during').getByText('During the campaign: 1').waitFor()
    await mira.emulateMedia({ media: 'print' })
    const printed = await mira.getByText('printed by Mira').locator('visible=true').first().locator('..').textContent()
    expect(printed).not.toMatch(/traffick|victim|campaign|sos/i)
    expect(await mira.locator('[data-chrome]:visible').count()).toBe(0)
    // What goes on over a page stands in no grid: Chromium printed the next part over the months.
    expect(await named(mira, 'campaign.calls').evaluate((calls) => {
      const around: string[] = []
      for (let one: Element | null = calls; one && one.tagName !== 'MAIN'; one = one.parentElement) around.push(getComputedStyle(one).display)
      return around.filter((display) => display.includes('grid'))
    })).toEqual([])
    await mira.context().close()
    expect(await figure('campaigns')).toMatchObject({ value: 1, by: { [year]: 1 } })
  }, 180_000)
})

it('an activist is written down, and her hours are counted', async () => {
  const page = await sitDown()
  await shown(page, 'go.prevention').click()
  await shown(page, 'prevention.activists').click()
  await shown(page, 'activist.new').click()
  await shown(page, 'activist.name').fill('Сара Вук')
  await pick(page, 'activist.trained', 'workshop')
  await look(page, 'activist-form')
  await shown(page, 'activist.save').click()
  await shown(page, 'activist.give').click()
  await named(page, 'activist.give.hours').fill('3')
  await chosen(page, 'activist.give.kind', 'workshop')
  await named(page, 'activist.give.save').click()
  await page.getByText('Hours recorded.').first().waitFor()
  await look(page, 'activists')
  expect(await figure('activists.hours')).toMatchObject({ value: 3, by: { workshop: 3 } })
  // A slip of the hand is taken back where it was made.
  await shown(page, 'activist.give').click()
  await named(page, 'activist.give.hours').fill('30')
  await named(page, 'activist.give.save').click()
  await named(page, 'activist.give.dialog').waitFor({ state: 'detached' })
  await shown(page, 'activist.give').click()
  // Who takes back writes no new hours: nothing is said of them, and nothing moves under the pointer.
  const place = () => named(page, 'activist.hours').boundingBox()
  const before = await place()
  await named(page, 'activist.hours').getByRole('listitem').filter({ hasText: ': 30' }).getByRole('button').click()
  await named(page, 'activist.hours.take-back.sure').waitFor()
  expect(await place()).toEqual(before)
  await look(page, 'activist-hours')
  await named(page, 'activist.hours.take-back.sure').click()
  await named(page, 'activist.hours').getByText(': 30').waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  expect(await figure('activists.hours')).toMatchObject({ value: 3, by: { workshop: 3 } })

  // From an event: all who helped at once, kept while it is written, and taken back when it was a mistake.
  await shown(page, 'go.prevention').click()
  await named(page, 'events.past.list').getByRole('link', { name: 'Трг, суботом' }).click()
  await named(page, 'event.hours').getByText('No hours are written down.').waitFor()
  await shown(page, 'event.hours.write').click()
  await shown(page, 'hours.save').click()
  await page.getByText('Write hours for one person at least.').first().waitFor()
  await shown(page, 'hours.add').selectOption({ label: 'Сара Вук' })
  await shown(page, 'hours.given').fill('четири')
  await page.getByText('Write a whole number from 1 to 200, or leave it empty.').waitFor()
  await look(page, 'event-hours')
  await shown(page, 'hours.given').fill('4')
  await page.getByText('saved a moment ago').waitFor()
  await page.reload()
  await unlock(page, 'tijana', passphraseOf('tijana'))
  expect(await shown(page, 'hours.given').inputValue()).toBe('4')
  await page.keyboard.press('Control+Enter')
  await named(page, 'event.hours.all').getByText('4 hours of 1 person').waitFor()
  await look(page, 'event-page-hours')
  expect(await figure('activists.hours')).toMatchObject({ value: 7, by: { workshop: 3, street_action: 4 } })
  await shown(page, 'go.prevention').click()
  await shown(page, 'prevention.activists').click()
  const row = named(page, 'activists.list').getByRole('row').filter({ hasText: 'Сара Вук' })
  await row.waitFor()
  expect(await row.getByRole('cell').allTextContents()).toEqual(expect.arrayContaining(['7', '1']) as string[])
  await page.goBack()
  await named(page, 'events.past.list').getByRole('link', { name: 'Трг, суботом' }).click()
  await shown(page, 'event.hours.take-back').click()
  expect(await figure('activists.hours')).toMatchObject({ value: 7 })
  await shown(page, 'event.hours.take-back.sure').click()
  await named(page, 'event.hours').getByText('No hours are written down.').waitFor()
  expect(await figure('activists.hours')).toMatchObject({ value: 3, by: { workshop: 3 } })
  await page.context().close()
}, 240_000)

it('a calendar in quiet words answers until its address is ended', async () => {
  const page = await sitDown()
  await shown(page, 'go.prevention').click()
  await unfold(page, 'calendar')
  await shown(page, 'calendar.make').click()
  const address = await named(page, 'calendar.address').textContent() ?? ''
  const said = await (await fetch(address)).text()
  expect(said).toMatch(/^BEGIN:VCALENDAR\r\n/)
  expect(said).toContain('SUMMARY:Outdoors')
  expect(said).not.toMatch(/Трг|Обука|Wayout|Primer|LOCATION|DESCRIPTION/)
  await shown(page, 'calendar.end').click()
  await page.getByText('No address was given out.').waitFor()
  expect((await fetch(address)).status).toBe(404)
  await page.context().close()
}, 120_000)
