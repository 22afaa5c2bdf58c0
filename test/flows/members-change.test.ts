import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contacts } from '../../src/features/contacts/contract.ts'
import type { FolderId } from '../../src/shared/ids.ts'
import { openBrowser } from '../support/browser.ts'
import { deskHouse, device, look, named, passphraseOf, pick, unlock } from '../support/desk.ts'
import { contactBy } from '../support/foreign.ts'
import type { SignedIn } from '../support/house.ts'

let browser: Browser
let desk: Awaited<ReturnType<typeof deskHouse>>
let mira: Page
let ana: Page
let vesna: Page
let jelenaKeys: SignedIn
let ofLine: FolderId
let passphrase: string
const long = 180_000

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  const team = desk.house.team
  jelenaKeys = await desk.letIn('jelena', ['consultant'], [team('sos_line'), team('finders')])
  await desk.letIn('vesna', ['consultant'], [team('sos_line')])
  await desk.letIn('ana', ['coordinator'], [team('coordination'), team('field')])
  await jelenaKeys.learn()
  ofLine = await contactBy(desk.house, jelenaKeys, [team('sos_line')], 'пре')
  await contactBy(desk.house, jelenaKeys, [team('legal')], 'пре')
  await contactBy(desk.house, jelenaKeys, [jelenaKeys.me], 'пре')
  ;[mira, ana, vesna] = [await (await device(browser)).newPage(), await (await device(browser)).newPage(), await (await device(browser)).newPage()]
  for (const [page, name, path] of [[mira, 'mira', '/members'], [ana, 'ana', '/members'], [vesna, 'vesna', '/']] as const) {
    await page.goto(`${desk.origin}${path}`)
    await unlock(page, name, passphraseOf(name))
  }
}, long)
afterAll(async () => {
  await browser?.close()
  await desk?.close()
})

const row = (page: Page, name: string) => named(page, 'members.list').getByRole('row').filter({ hasText: `(${name})` })

describe('A member’s work and teams', () => {
  it('are changed by a coordinator, who reads first what that does; every open desk shows it by itself', async () => {
    await row(mira, 'vesna').filter({ hasText: 'sos_line' }).waitFor()
    await look(mira, 'members')
    await mira.getByRole('button', { name: 'Change …: vesna' }).click()
    await pick(mira, 'change.roles', 'case_manager')
    await named(mira, 'change.teams').getByRole('checkbox', { name: 'finders' }).click()
    await named(mira, 'change.teams').getByRole('checkbox', { name: 'sos_line' }).click()
    await named(mira, 'change.does').getByText('In finders she opens all').waitFor()
    await named(mira, 'change.does').getByText('sos_line: closed to her at once').waitFor()
    await look(mira, 'members-change')
    await named(mira, 'change.do').click()
    await named(mira, 'change').waitFor({ state: 'detached' })
    for (const page of [mira, ana]) await row(page, 'vesna').filter({ hasText: 'case manager' }).filter({ hasText: 'finders' }).waitFor()
    expect(await row(mira, 'vesna').innerText()).not.toContain('sos_line')
    for (const told of ['Your work here was changed', 'You sit in one more team', 'You no longer sit in a team']) await named(vesna, 'notices.list').getByText(told).waitFor()
  }, long)

  it('a coordinator of somebody else’s making signs as one, and the ledger says whose signature stands there', async () => {
    await mira.getByRole('button', { name: 'Change …: vesna' }).click()
    await pick(mira, 'change.roles', 'coordinator')
    await named(mira, 'change.does').getByText('As a coordinator she lets people in').waitFor()
    await named(mira, 'change.do').click()
    await named(mira, 'change').waitFor({ state: 'detached' })
    await named(vesna, 'side.members').or(vesna.locator('a[href="/members"]')).first().waitFor()
    await ana.goto(`${desk.origin}/ledger`)
    await unlock(ana, 'ana', passphraseOf('ana'))
    await named(ana, 'ledger.entries').getByText('signed by Mira, verified').first().waitFor()
    await look(ana, 'ledger-signed')
  }, long)
})

describe('Passphrase and code both lost', () => {
  it('she gets a printed link from a coordinator and makes new keys under her own account', async () => {
    await mira.getByRole('button', { name: 'Change …: jelena' }).click()
    await named(mira, 'change.new-keys').click()
    await named(mira, 'invite.made').waitFor()
    await look(mira, 'new-keys-link')
    const link = await named(mira, 'invite.link').innerText()
    await named(mira, 'invite.close').click()
    const jelena = await (await device(browser)).newPage()
    await jelena.goto(link)
    await jelena.getByText('this link gives your account new keys').waitFor()
    await look(jelena, 'new-keys-join')
    await named(jelena, 'writing.en').click()
    await named(jelena, 'join.go').click()
    passphrase = await named(jelena, 'sheet.passphrase').innerText()
    await jelena.getByText('Now telephone a coordinator').waitFor()
    await named(jelena, 'sheets.written').click()
    await named(jelena, 'sheets.ready').click()
    await jelena.close()
  }, long)

  it('the coordinator’s page shows it by itself; she speaks with her, countersigns, and gives back what she holds too', async () => {
    await mira.getByRole('button', { name: 'Countersign: jelena' }).waitFor()
    await look(mira, 'members-countersign-waits')
    await mira.getByRole('button', { name: 'Countersign: jelena' }).click()
    expect(await named(mira, 'countersign.do').isDisabled()).toBe(true)
    await named(mira, 'countersign.heard').click()
    await look(mira, 'countersign')
    await named(mira, 'countersign.do').click()
    await named(mira, 'countersign').waitFor({ state: 'detached' })
    await named(mira, 'members.lost').getByText('1 record somebody else holds too').waitFor()
    await named(mira, 'members.lost').getByText('1 record nobody else holds').waitFor()
    await look(mira, 'members-lost')
    await named(mira, 'writing.en').click()
    await named(mira, 'members.give-back').click()
    await named(mira, 'members.give-back').waitFor({ state: 'detached' })
  }, long)

  it('she unlocks with the new passphrase, and finds her teams’ records as they were', async () => {
    const jelena = await (await device(browser)).newPage()
    await jelena.goto(`${desk.origin}/contacts/${ofLine}`)
    await unlock(jelena, 'jelena', passphrase)
    await jelena.locator('main').getByText('пре', { exact: true }).waitFor()
    await jelena.goto(desk.origin)
    await unlock(jelena, 'jelena', passphrase)
    await named(jelena, 'notices.list').getByText('You have new keys').waitFor()
    await expect(jelenaKeys.call(contacts.one, { folder: ofLine })).rejects.toMatchObject({ kind: 'session-ended' })
  }, long)
})
