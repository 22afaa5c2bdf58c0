import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { clients } from '../../src/features/clients/contract.ts'
import { members } from '../../src/features/members/contract.ts'
import { socketOf } from '../../src/server/database/embedded.ts'
import { passwordsIn, withClient } from '../../src/server/database/logins.ts'
import { newId } from '../../src/shared/ids.ts'
import type { ClientId, MemberId } from '../../src/shared/ids.ts'
import { complaintsOf, openBrowser } from '../support/browser.ts'
import { deskHouse, device, look, named, passphraseOf, pick, shown, unlock } from '../support/desk.ts'
import { sealed, someDay } from '../support/foreign.ts'

let desk: Awaited<ReturnType<typeof deskHouse>>
let browser: Browser
let consultant: Awaited<ReturnType<typeof desk.letIn>>
const client = newId<'client'>() as ClientId

const safe = { ok: 'yes', hours: 'после 17', ask: '', say: '', codeWord: '' } as const
const card = { code: 'AK-1234', names: ['Ана Ђурић'], aliases: [], phones: ['064 111'], town: 'Ниш', safe, agreed: { text: '', on: someDay, by: null }, lastDay: someDay }

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  const { coordinator, team } = desk.house
  const made = await sealed(coordinator, 'card', [team('finders')], card)
  await coordinator.call(clients.make, { id: client, card: made.folder, doc: made.doc })
  consultant = await desk.letIn('jelena', ['consultant'], [team('sos_line'), team('finders')])
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

async function sitDown(name: string, viewport = { width: 1366, height: 900 }): Promise<Page> {
  const page = await (await device(browser, { viewport })).newPage()
  await page.goto(desk.origin)
  await unlock(page, name, passphraseOf(name))
  return page
}

const boot = () => ({ host: socketOf(desk.folder), port: 5432, user: 'boot', password: passwordsIn(desk.folder).boot, database: 'wayout' })

describe('two members at their desks', () => {
  it('see who is here and what the other writes, and nothing changes under their eyes', async () => {
    const [mira, jelena] = [await sitDown('mira'), await sitDown('jelena')]
    const complaints = [complaintsOf(mira), complaintsOf(jelena)]
    await shown(mira, 'presence.others').getByText('jelena: free').waitFor()
    await look(mira, 'strip')
    await shown(mira, 'presence.me').selectOption('away')
    await shown(jelena, 'presence.others').getByText('Mira: away').waitFor()

    // A contact that is being written is a call; saved, it stands in the other's list, and its client is found there.
    await shown(mira, 'go.contacts').click()
    await mira.getByText('New contact').first().waitFor()
    await jelena.keyboard.press('n')
    await shown(jelena, 'contact.who').fill('Снежана Нова')
    await shown(mira, 'presence.others').getByText('jelena: on a call').waitFor()
    // Where there is no room for a name, it is said that somebody is not shown
    const spaced = (by: string) => shown(mira, 'presence.others').evaluate((line, spacing) => { line.style.letterSpacing = spacing }, by)
    await spaced('1em')
    await mira.setViewportSize({ width: 780, height: 700 })
    await shown(mira, 'presence.more').getByText('and 1 more').waitFor()
    await spaced('')
    await mira.setViewportSize({ width: 1366, height: 900 })
    await named(mira, 'presence.more').waitFor({ state: 'detached' })
    expect(await shown(jelena, 'presence.me').isDisabled()).toBe(true)
    await jelena.keyboard.press('ArrowDown')
    await jelena.keyboard.press('Enter')
    await shown(jelena, 'person.town').fill('Ниш')
    await shown(jelena, 'contact.save').click()
    await shown(mira, 'contacts.open').waitFor()
    // By her name, although the list came before her card did
    await shown(mira, 'contacts.list').getByText('Снежана Нова').waitFor()
    await shown(mira, 'go.clients').click()
    await shown(mira, 'clients.recent').getByText('Снежана Нова').waitFor()

    // A page of one record is asked first
    await shown(mira, 'clients.recent').getByText('Ана Ђурић').click()
    await shown(mira, 'client.story').waitFor()
    await jelena.evaluate((id) => { history.pushState(null, '', `/clients/${id}`); dispatchEvent(new PopStateEvent('popstate')) }, client)
    await shown(jelena, 'client.edit').click()
    await shown(jelena, 'card.town').fill('Нови Сад')
    await shown(jelena, 'card.save').click()
    await shown(mira, 'written.show').waitFor()
    expect(await mira.getByText('Нови Сад').count()).toBe(0)
    await shown(mira, 'written.show').click()
    await mira.getByText('Нови Сад').waitFor()

    await shown(jelena, 'lock').click()
    await shown(mira, 'presence.others').locator('li').waitFor({ state: 'detached' })
    expect(complaints.flat()).toEqual([])
    await mira.context().close()
    await jelena.context().close()
  }, 180_000)

  it('a desk whose session is over asks once for her passphrase, says nothing again and again, and goes on where it was', async () => {
    const mira = await sitDown('mira')
    let said = 0
    mira.on('request', (request) => { if (request.method() === 'PUT' && request.url().endsWith('/api/presence')) said++ })
    await withClient(boot(), (superuser) => superuser.query(`update session set ends_at = now() - interval '1 minute' where ends_at = (select max(ends_at) from session)`))
    await shown(mira, 'presence.me').selectOption('away')
    await named(mira, 'unlock.passphrase').waitFor()
    await named(mira, 'unlock.passphrase').fill(passphraseOf('mira'))
    const before = said
    await named(mira, 'unlock.open').click()
    await named(mira, 'unlock.passphrase').waitFor({ state: 'detached' })
    await expect.poll(() => said).toBeGreaterThan(before)
    // A few, as the desk learns cards and she chooses; a desk that said it anew at each refusal would have said it hundreds of times.
    expect(said).toBeLessThan(10)
    await mira.context().close()
  }, 120_000)

  it('whose account is closed is on nobody’s strip any more, at once', async () => {
    const [mira, jelena] = [await sitDown('mira'), await sitDown('jelena')]
    await shown(jelena, 'contact.new').click()
    await shown(jelena, 'contact.says').fill('Прича.')
    await shown(mira, 'presence.others').getByText('jelena: on a call').waitFor()
    const close = (suspended: boolean) => desk.house.coordinator.call(members.suspend, { member: consultant.me as MemberId, suspended })
    await close(true)
    await shown(mira, 'presence.others').locator('li').waitFor({ state: 'detached', timeout: 20_000 })
    await named(jelena, 'unlock.passphrase').waitFor()
    await close(false)
    await mira.context().close()
    await jelena.context().close()
  }, 180_000)

  it('a record that is opened too soon after many others says how long, and opens by itself', async () => {
    const mira = await sitDown('mira')
    await shown(mira, 'go.contacts').click()
    await shown(mira, 'contacts.open').first().waitFor()
    let refused = 0
    await mira.route(/\/api\/contacts\/[0-9a-f-]{36}$/, (route) => {
      if (refused++) return route.fallback()
      return route.fulfill({ status: 429, contentType: 'application/problem+json', body: JSON.stringify({ kind: 'too-much-reading', retryAfterSeconds: 4 }) })
    })
    await shown(mira, 'contacts.open').first().click()
    await mira.getByText('The next record opens in 4 seconds').waitFor()
    expect(await mira.getByText('is not open to you').count()).toBe(0)
    await shown(mira, 'contact.correct').waitFor()
    await mira.context().close()
  }, 120_000)

  it('while the program takes its time, what is typed is said to be kept here', async () => {
    const mira = await sitDown('mira')
    await shown(mira, 'contact.new').click()
    const released = Promise.withResolvers<void>()
    await mira.route('**/api/drafts/*', (route) => released.promise.then(() => route.continue()))
    await shown(mira, 'contact.says').fill('Прича, а линија стоји.')
    await mira.getByText('not yet sent').first().waitFor()
    released.resolve()
    await mira.getByText('saved a moment ago').first().waitFor()
    await shown(mira, 'contact.drop').click()
    await shown(mira, 'contact.drop.sure').click()
    await mira.context().close()
  }, 120_000)

  it('hand over in sealed notes that must be seen', async () => {
    const [mira, jelena] = [await sitDown('mira'), await sitDown('jelena', { width: 360, height: 780 })]
    await shown(jelena, 'go.clients').click()
    await shown(mira, 'hand-over.write').click()
    await shown(mira, 'hand-over.save').click()
    await mira.getByText('Write what the next shift must know.').waitFor()
    await shown(mira, 'hand-over.text').fill('Ана зове после седам. Отвара се само она врата.')
    await shown(mira, 'hand-over.about').fill('djuric')
    await mira.getByRole('option', { name: /Ђурић/ }).waitFor()
    await mira.keyboard.press('ArrowDown')
    await mira.keyboard.press('Enter')
    await shown(mira, 'hand-over.not-about').waitFor()
    await look(mira, 'hand-over-write')
    await shown(mira, 'hand-over.save').click()
    await shown(mira, 'hand-over.seen-by').getByText('Seen by: nobody yet').waitFor()
    await shown(mira, 'hand-over.seen-by').getByText('Not yet: jelena').waitFor()

    // On whatever page the other is, at a phone's width too, it is said by itself that one waits
    await shown(jelena, 'waits.today').waitFor()
    await look(jelena, 'note-waits')
    await shown(jelena, 'go.today').click()
    await shown(jelena, 'hand-over.see').waitFor()
    await jelena.getByText('Отвара се само она врата.').waitFor()
    await look(jelena, 'hand-over')
    await jelena.setViewportSize({ width: 360, height: 780 })
    await shown(jelena, 'hand-over.see').click()
    await shown(jelena, 'hand-over.see').waitFor({ state: 'detached' })
    await expect.poll(() => jelena.evaluate(() => (document.activeElement as HTMLElement | null)?.dataset['key'])).toBe('hand-over.write')
    await named(jelena, 'waits.today').first().waitFor({ state: 'detached' })
    await shown(mira, 'hand-over.seen-by').getByText('Everybody has seen it.').waitFor()
    await shown(jelena, 'hand-over.client').click()
    await shown(jelena, 'client.story').waitFor()
    await mira.context().close()
    await jelena.context().close()
  }, 180_000)

  it('who write on one card at the same time decide, question by question, and nothing typed is lost', async () => {
    const [mira, jelena] = [await sitDown('mira'), await sitDown('jelena')]
    const complaints = complaintsOf(mira)
    for (const page of [mira, jelena]) {
      await shown(page, 'go.clients').click()
      await shown(page, 'clients.recent').getByText('Ана Ђурић').click()
      await shown(page, 'client.edit').click()
      await shown(page, 'card.town').waitFor()
    }
    await shown(mira, 'card.town').fill('Суботица')
    await shown(mira, 'safe.hours').fill('после 20')
    await shown(jelena, 'card.town').fill('Зрењанин')
    await shown(jelena, 'card.phones').fill('064 222')
    await shown(jelena, 'card.save').click()
    // The page stands behind the dialog all the time: saved is when the dialog is gone.
    await named(jelena, 'card.save').waitFor({ state: 'detached' })
    await shown(mira, 'card.save').click()
    await shown(mira, 'decide.save').waitFor()
    await mira.getByText('jelena saved another version').waitFor()
    await look(mira, 'decide')
    // She leaves: it waits under Today
    await mira.keyboard.press('Escape')
    await shown(mira, 'go.today').click()
    await shown(mira, 'today.decide.open').click()
    await shown(mira, 'decide.save').waitFor()
    await mira.setViewportSize({ width: 360, height: 780 })
    await look(mira, 'decide-again')
    // Where only one wrote, that is proposed; where both did, she must say
    await shown(mira, 'decide.save').click()
    await mira.getByText('You both changed this.').waitFor()
    await pick(mira, 'decide.town.side', 'mine')
    // A third version comes while she decides: of what changed again she is asked again
    await shown(jelena, 'client.edit').click()
    await shown(jelena, 'card.town').fill('Панчево')
    await shown(jelena, 'card.save').click()
    await named(jelena, 'card.save').waitFor({ state: 'detached' })
    await shown(mira, 'decide.save').click()
    await mira.getByText('jelena saved this once more while you decided. Choose again.').waitFor()
    await look(mira, 'decide-third')
    await shown(mira, 'decide.save').click()
    await mira.getByText('You both changed this.').waitFor()
    await pick(mira, 'decide.town.side', 'mine')
    await shown(mira, 'decide.save').click()
    await named(mira, 'decide.save').waitFor({ state: 'detached' })
    await desk.house.coordinator.learn()
    const { cards } = await desk.house.coordinator.call(clients.cardsOf, { clients: [client] })
    await desk.house.coordinator.vault.admit({ keys: cards.map((one) => one.key), holds: cards.map((one) => one.hold) })
    const [opened] = await desk.house.coordinator.vault.openDocs(cards.map((one) => one.doc))
    expect(opened?.quarantined).toBeUndefined()
    expect(opened?.content).toMatchObject({ names: ['Ана Ђурић'], town: 'Суботица', phones: ['064 222'], safe: { ok: 'yes', hours: 'после 20' } })
    await shown(mira, 'go.today').click()
    await shown(mira, 'hand-overs').waitFor()
    expect(await mira.getByText('Needs your decision').count()).toBe(0)
    expect(complaints.filter((one) => !one.includes('409'))).toEqual([])
    await mira.context().close()
    await jelena.context().close()
  }, 180_000)

  it('keeps what was typed last, however quickly she leaves', async () => {
    const mira = await sitDown('mira')
    await shown(mira, 'go.clients').click()
    await shown(mira, 'clients.recent').getByText('Ана Ђурић').click()
    await shown(mira, 'client.edit').click()
    await shown(mira, 'card.town').waitFor()
    // In one breath: no timer of the desk runs between her last key and her leaving.
    await mira.evaluate(() => {
      const town = document.querySelector<HTMLInputElement>('[data-key="card.town"]')!
      Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!.call(town, 'Крагујевац')
      town.dispatchEvent(new InputEvent('input', { bubbles: true }))
      document.querySelector<HTMLElement>('[data-key="go.today"]')!.click()
    })
    await shown(mira, 'today.continue').click()
    await shown(mira, 'card.town').waitFor()
    expect(await shown(mira, 'card.town').inputValue()).toBe('Крагујевац')
    await mira.context().close()
  }, 120_000)

  it('are told of a card that comes unsigned while they sit there, without reading all cards anew', async () => {
    const jelena = await sitDown('jelena')
    await shown(jelena, 'go.clients').click()
    await shown(jelena, 'clients.recent').getByText('Ана Ђурић').waitFor()
    const { coordinator } = desk.house
    const id = newId<'client'>() as ClientId
    const made = await sealed(coordinator, 'card', [desk.house.team('finders')], { ...card, names: ['Вера Крива'] })
    // Whoever has the database puts another signature in the place of hers.
    await withClient(boot(), (superuser) => superuser.query(`
      create function another_signature() returns trigger language plpgsql as $$ begin new.sig := decode(repeat('07', 64), 'hex'); return new; end $$;
      create trigger another_signature before insert on doc for each row when (new.folder = '${made.folder.id}') execute function another_signature()`))
    await coordinator.call(clients.make, { id, card: made.folder, doc: made.doc })
    await jelena.getByText('1 thing in this house does not hold').waitFor()
    await expect.poll(() => shown(jelena, 'clients.recent').getByText('Вера Крива').count()).toBe(0)
    await shown(jelena, 'clients.recent').getByText('Ана Ђурић').waitFor()
    await withClient(boot(), async (superuser) => {
      await superuser.query('drop trigger another_signature on doc')
      await superuser.query('update doc set sig = $1 where folder = $2', [Buffer.from(made.doc.sig, 'base64url'), made.folder.id])
    })
    await jelena.context().close()
  }, 120_000)

  it('are told of a card that its author did not sign so, and find it no more', async () => {
    await withClient(boot(), (superuser) => superuser.query(
      `update doc set sig = (select sig from doc other where other.folder <> doc.folder limit 1) where folder = (select folder from client where id = $1)`, [client]))
    const jelena = await sitDown('jelena')
    await jelena.getByText('1 thing in this house does not hold').waitFor()
    await shown(jelena, 'go.clients').click()
    await shown(jelena, 'clients.recent').getByText('Снежана Нова').waitFor()
    expect(await shown(jelena, 'clients.recent').getByText('Ана Ђурић').count()).toBe(0)
    await jelena.context().close()
  }, 120_000)
})
