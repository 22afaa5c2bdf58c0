import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { buildDesk } from '../../src/server/desk-build.ts'
import { secretsIn } from '../../src/server/house-secrets.ts'
import { startProgram } from '../../src/server/program.ts'
import { openBrowser } from '../support/browser.ts'
import { device, look, named, passphraseOf, shown, unlock } from '../support/desk.ts'
import { found, letIn } from '../support/house.ts'
import { freePort } from '../support/program.ts'

const project = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'wayout-ledger-key-'))
const data = join(folder, 'data')
let settings: Parameters<typeof startProgram>[0]
let program: Awaited<ReturnType<typeof startProgram>>
let browser: Browser

beforeAll(async () => {
  buildDesk(project)
  settings = { dataFolder: data, port: await freePort(), host: '127.0.0.1', deskFolder: join(project, 'dist/desk') }
  program = await startProgram(settings)
  const app = { request: (path: string, init?: RequestInit) => fetch(program.origin + path, init) }
  const house = { app, ...(await found(app, Buffer.from(program.setupLink?.split('#')[1] ?? '', 'base64url'))) }
  await letIn(house, 'jelena', ['consultant'], [house.team('sos_line')], house.team('coordination'))
  browser = await openBrowser()
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await program?.stop()
  rmSync(folder, { recursive: true, force: true })
})

async function sitDown(name: string): Promise<Page> {
  const page = await (await device(browser)).newPage()
  await page.goto(`${program.origin}/ledger`)
  await unlock(page, name, passphraseOf(name))
  return page
}

it('a program that lost its key gets the new one certified by a coordinator who compared it; every desk takes it then', async () => {
  for (const name of ['mira', 'jelena']) {
    const page = await sitDown(name)
    await named(page, 'ledger.head').getByText('certified by the organisation’s root').waitFor()
    expect(await named(page, 'ledger.next-key').count()).toBe(0)
    // What this desk has seen of the ledger is kept with her bundle.
    await shown(page, 'lock').click()
    await named(page, 'unlock.name').waitFor()
    await page.context().close()
  }
  await program.stop()
  rmSync(join(data, 'ledger-key.pem'))
  program = await startProgram(settings)

  const jelena = await sitDown('jelena')
  await named(jelena, 'ledger.trouble').getByText('signed with another key').waitFor()
  await named(jelena, 'ledger.next-key').waitFor()
  expect(await named(jelena, 'ledger.next-key.certify').count()).toBe(0)
  await jelena.context().close()

  const mira = await sitDown('mira')
  await named(mira, 'ledger.trouble').getByText('signed with another key').waitFor()
  await look(mira, 'ledger-next-key')
  await named(mira, 'writing.en').click()
  await named(mira, 'ledger.next-key.certify').click()
  expect(await named(mira, 'ledger.next-key.key').innerText()).toBe(secretsIn(data).ledgerPublicKey)
  await look(mira, 'ledger-next-key-sure')
  await named(mira, 'ledger.next-key.do').click()
  await named(mira, 'ledger.head').getByText('certified by Mira').waitFor()
  await named(mira, 'ledger.trouble').waitFor({ state: 'detached' })
  expect(await named(mira, 'ledger.next-key').count()).toBe(0)
  await mira.context().close()

  const after = await sitDown('jelena')
  await named(after, 'ledger.head').getByText('certified by Mira').waitFor()
  expect(await named(after, 'ledger.trouble').count()).toBe(0)
  await after.context().close()
}, 240_000)
