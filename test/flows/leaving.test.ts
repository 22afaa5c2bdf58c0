import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contacts } from '../../src/features/contacts/contract.ts'
import { folders } from '../../src/features/folders/contract.ts'
import type { FolderId } from '../../src/shared/ids.ts'
import { openBrowser } from '../support/browser.ts'
import { deskHouse, device, look, named, passphraseOf, unlock } from '../support/desk.ts'
import { contactBy } from '../support/foreign.ts'
import type { SignedIn } from '../support/house.ts'
import { letGo } from '../support/leaving.ts'

let browser: Browser
let desk: Awaited<ReturnType<typeof deskHouse>>
let mira: Page
let jelena: Page
let writer: SignedIn
let gone: SignedIn
let contact: FolderId

beforeAll(async () => {
  desk = await deskHouse()
  browser = await openBrowser()
  const teams = [desk.house.team('sos_line'), desk.house.team('finders')]
  writer = await desk.letIn('jelena', ['consultant'], teams)
  gone = await desk.letIn('gone', ['consultant'], teams)
  contact = await contactBy(desk.house, writer, [desk.house.team('sos_line')], 'пре')
  await contactBy(desk.house, gone, [gone.me], 'пре')
  ;[mira, jelena] = [await (await device(browser)).newPage(), await (await device(browser)).newPage()]
  await jelena.goto(`${desk.origin}/contacts/${contact}`)
  await unlock(jelena, 'jelena', passphraseOf('jelena'))
  await mira.goto(`${desk.origin}/members`)
  await unlock(mira, 'mira', passphraseOf('mira'))
})
afterAll(async () => {
  await browser.close()
  await desk.close()
})

describe('Somebody leaves', () => {
  it('the page says what that does before it is done, and asks', async () => {
    await mira.getByRole('button', { name: 'She leaves …: gone' }).click()
    await named(mira, 'leave.alone').getByText('One record is held by her alone').waitFor()
    expect(await named(mira, 'leave.do').isDisabled()).toBe(true)
    await look(mira, 'leave')
    await named(mira, 'leave.understood').click()
    await named(mira, 'leave.do').click()
    await named(mira, 'leave').waitFor({ state: 'detached' })
    await named(mira, 'members.list').getByText('removed').waitFor()
    await look(mira, 'members-left')
    await expect(gone.call(contacts.one, { folder: contact })).rejects.toMatchObject({ kind: 'session-ended' })
  }, 120_000)

  it('a colleague whose desk was open writes on, under a new key, and is told on Today', async () => {
    await named(jelena, 'contact.correct').click()
    await named(jelena, 'contact.says').fill('после')
    await named(jelena, 'correct.save').click()
    await named(jelena, 'correct.save').waitFor({ state: 'detached' })
    await jelena.getByText('после').first().waitFor()
    const { keys } = await writer.call(folders.keys, { folder: contact })
    expect(keys.map(({ gen }) => gen).sort()).toEqual([1, 2])
    await jelena.goto(desk.origin)
    await unlock(jelena, 'jelena', passphraseOf('jelena'))
    await named(jelena, 'news.list').getByText('gone no longer works here').waitFor()
    await look(jelena, 'today-left')
    await named(jelena, 'writing.en').click()
    await named(jelena, 'news.seen').click()
    await named(jelena, 'news').waitFor({ state: 'detached' })
  }, 120_000)

  it('a team that whoever let her go does not sit in is renewed by a coordinator who does', async () => {
    const ana = await desk.letIn('ana', ['coordinator'], [desk.house.team('coordination')])
    await letGo(ana, writer.me, [])
    await mira.reload()
    await unlock(mira, 'mira', passphraseOf('mira'))
    await named(mira, 'members.unrenewed').waitFor()
    await look(mira, 'members-unrenewed')
    await named(mira, 'writing.en').click()
    for (const left of [1, 0]) {
      await named(mira, 'members.renew').first().click()
      await expect.poll(() => named(mira, 'members.renew').count()).toBe(left)
    }
    await named(mira, 'members.unrenewed').waitFor({ state: 'detached' })
  }, 120_000)
})
