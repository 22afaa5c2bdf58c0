import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDesk } from '../../src/server/desk-build.ts'
import { startEmbedded } from '../../src/server/database/embedded.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { startProgram } from '../../src/server/program.ts'
import { openBrowser } from '../support/browser.ts'
import { device, named, passphraseOf, unlock } from '../support/desk.ts'
import { found } from '../support/house.ts'
import { freePort, place } from '../support/program.ts'

const project = join(import.meta.dirname, '../..')
let here: Awaited<ReturnType<typeof place>>
let browser: Browser
let server: Awaited<ReturnType<typeof startEmbedded>>
let program: Awaited<ReturnType<typeof startProgram>>
let start: () => ReturnType<typeof startEmbedded>

beforeAll(async () => {
  buildDesk(project)
  here = await place()
  const folder = join(here.folder, 'elsewhere')
  mkdirSync(folder)
  const tcp = { host: '127.0.0.1', port: await freePort() } as const
  start = () => startEmbedded(folder, process.env['PG_BIN_DIR'], 'boot', () => undefined, tcp)
  server = await start()
  await withClient({ ...tcp, user: 'boot', password: 'boot', database: 'postgres' }, async (client) => {
    await client.query("create role owner login createrole password 'secret'")
    await client.query('create database house owner owner')
  })
  program = await startProgram({
    dataFolder: here.data, port: await freePort(), host: '127.0.0.1', deskFolder: join(project, 'dist/desk'), databaseUrl: `postgres://owner:secret@127.0.0.1:${tcp.port}/house`,
  })
  await found({ request: (path, init) => fetch(program.origin + path, init) }, Buffer.from(program.setupLink?.split('#')[1] ?? '', 'base64url'))
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await program.stop()
  await server.stop()
  await here.remove()
})

describe('while the database is away', () => {
  it('the desk says so where she is and keeps what she wrote; when it is back, what she pressed is saved by itself, once, and nobody starts anything', async () => {
    const page = await (await device(browser)).newPage()
    await page.goto(program.origin)
    await unlock(page, 'mira', passphraseOf('mira'))
    await page.keyboard.press('n')
    await named(page, 'contact.says').fill('Говори док база не ради.')
    await server.stop()
    await page.keyboard.press('Control+Enter')
    await page.getByText('The program does not answer').or(page.getByText('Not saved yet')).first().waitFor()
    expect(await named(page, 'contact.says').inputValue()).toBe('Говори док база не ради.')
    expect(await (await fetch(`${program.origin}/api/house/founded`)).json()).toMatchObject({ kind: 'not-ready', status: 503 })
    server = await start()
    await named(page, 'contacts.list').waitFor()
    await expect.poll(() => named(page, 'contacts.open').count()).toBe(1)
    expect(await page.getByText('The program does not answer').count()).toBe(0)

    // Whoever writes on meanwhile presses herself; what she was told is not left standing when it is true no longer.
    await page.keyboard.press('n')
    await named(page, 'contact.says').fill('Зове поново.')
    await server.stop()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Not saved yet').first().waitFor()
    await named(page, 'contact.says').fill('Зове поново, и још говори.')
    server = await start()
    await page.getByText('The program answers again').waitFor({ timeout: 60_000 })
    expect(await page.getByText('The program does not answer').count()).toBe(0)
    await page.keyboard.press('Control+Enter')
    await named(page, 'contacts.list').waitFor()
    await expect.poll(() => named(page, 'contacts.open').count()).toBe(2)
  }, 180_000)

  it('an answer that was lost alone is asked for again: a note is left once, without another press', async () => {
    const page = await (await device(browser)).newPage()
    await page.goto(`${program.origin}/hand-over`)
    await unlock(page, 'mira', passphraseOf('mira'))
    await named(page, 'hand-over.text').fill('Кључ је код портира.')
    let sent = 0
    await page.route('**/api/hand-overs', async (route) => {
      if (route.request().method() !== 'POST' || ++sent > 1) return route.continue()
      await route.fetch()
      await route.abort()
    })
    await named(page, 'hand-over.save').click()
    await page.getByText('Not saved yet').first().waitFor()
    await named(page, 'hand-over.save').waitFor({ state: 'detached' })
    expect(sent).toBe(2)
    await page.getByText('Кључ је код портира.').waitFor()
    expect(await page.getByText('Кључ је код портира.').count()).toBe(1)
  }, 120_000)
})
