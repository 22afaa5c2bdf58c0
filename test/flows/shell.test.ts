import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Browser, Page } from 'playwright-core'
import { buildDesk } from '../../src/server/desk-build.ts'
import { startProgram } from '../../src/server/program.ts'
import { openBrowser } from '../support/browser.ts'
import { device, look, passphraseOf, shown, unlock } from '../support/desk.ts'
import { found } from '../support/house.ts'
import { freePort, until } from '../support/program.ts'

const project = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'wayout-shell-'))
const deskFolder = join(folder, 'desk')
let settings: Parameters<typeof startProgram>[0]
let program: Awaited<ReturnType<typeof startProgram>>
let browser: Browser

beforeAll(async () => {
  buildDesk(project)
  cpSync(join(project, 'dist/desk'), deskFolder, { recursive: true })
  settings = { dataFolder: join(folder, 'data'), port: await freePort(), host: '127.0.0.1', deskFolder }
  program = await startProgram(settings)
  await found({ request: (path, init) => fetch(program.origin + path, init) }, Buffer.from(program.setupLink?.split('#')[1] ?? '', 'base64url'))
  browser = await openBrowser()
}, 180_000)
afterAll(async () => {
  await browser?.close()
  await program?.stop()
  rmSync(folder, { recursive: true, force: true })
})

/** What the browser keeps of the program: names of the caches and the addresses in them. */
const keptBy = (page: Page) => page.evaluate(async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) =>
  [name, (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname)] as const))))
const ready = (page: Page) => page.evaluate(async () => { await navigator.serviceWorker.ready })

/** The same desk as another build: another service worker, and a page that shows it. */
function anotherBuild(mark: string) {
  const [worker, page] = [join(deskFolder, 'service-worker.js'), join(deskFolder, 'index.html')]
  writeFileSync(page, readFileSync(page, 'utf8').replace(/(<meta name="wayout-build" content=)"[^"]*"/, `$1"${mark}"`))
  writeFileSync(worker, readFileSync(worker, 'utf8').replace(/"version":"[^"]*"/, `"version":"${mark}"`))
}
const buildOf = (page: Page) => page.locator('meta[name="wayout-build"]').getAttribute('content')

describe('the shell of the desk', () => {
  it('opens while the program is away, says so, and brings back what was being written', async () => {
    const context = await device(browser)
    const page = await context.newPage()
    await page.goto(program.origin)
    await unlock(page, 'mira', passphraseOf('mira'))
    await ready(page)
    const kept = Object.values(await keptBy(page)).flat()
    expect(kept).toContain('/index.html')
    expect(kept.filter((path) => path.startsWith('/api/') || path === '/openapi.json')).toEqual([])

    await shown(page, 'contact.new').click()
    await shown(page, 'contact.says').fill('Реч која остаје.')
    await page.getByText('saved a moment ago').waitFor()
    await program.stop()
    await shown(page, 'contact.says').fill('Реч која остаје и без програма.')
    await page.getByText('kept on this computer, not yet sent').first().waitFor()
    await page.reload()
    await page.getByText('The program does not answer.').waitFor()
    await shown(page, 'unreachable.drafts').getByText('1 draft is kept on this computer').waitFor()

    program = await startProgram(settings)
    await unlock(page, 'mira', passphraseOf('mira'))
    await shown(page, 'contact.says').waitFor()
    expect(await shown(page, 'contact.says').inputValue()).toBe('Реч која остаје и без програма.')
    const after = JSON.stringify(await keptBy(page))
    expect(after).not.toContain('/api/')
    await context.close()
  }, 180_000)

  it('reads out that it is kept again when the program is back, and leaves nothing old to be read', async () => {
    const context = await device(browser)
    const page = await context.newPage()
    await page.goto(program.origin)
    await unlock(page, 'mira', passphraseOf('mira'))
    const readOut = () => page.locator('[role="status"]').last().innerText()
    await shown(page, 'contact.new').click()
    await shown(page, 'contact.says').fill('Реч док везе нема.')
    await page.getByText('saved a moment ago').waitFor()
    await context.setOffline(true)
    await shown(page, 'contact.says').fill('Реч док везе нема, и још једна.')
    await expect.poll(readOut, { timeout: 60_000 }).toContain('not yet sent')
    await context.setOffline(false)
    await expect.poll(readOut, { timeout: 60_000 }).toContain('saved a moment ago')
    await expect.poll(readOut, { timeout: 60_000 }).toBe('')

    // Left while it was away: nothing of that form is said on the next page
    await context.setOffline(true)
    await shown(page, 'contact.says').fill('Реч која остаје овде.')
    await expect.poll(readOut, { timeout: 60_000 }).toContain('not yet sent')
    await shown(page, 'go.home').click()
    await context.setOffline(false)
    await expect.poll(readOut, { timeout: 60_000 }).toBe('')
    await context.close()
  }, 180_000)

  it('takes a new build over after a lock, never under her hands, and shows no old page after it', async () => {
    const context = await device(browser)
    const page = await context.newPage()
    await page.goto(program.origin)
    await ready(page)
    await page.reload()
    await unlock(page, 'mira', passphraseOf('mira'))
    const loads: string[] = []
    page.on('load', () => loads.push('loaded'))

    const first = await buildOf(page)
    anotherBuild('second')
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.getRegistration('/')
      await registration?.update()
    })
    await until(() => page.evaluate(async () => Boolean((await navigator.serviceWorker.getRegistration('/'))?.waiting)))
    await shown(page, 'go.clients').click()
    await shown(page, 'clients.find').waitFor()
    expect(loads).toEqual([])
    expect(await buildOf(page)).toBe(first)
    await shown(page, 'lock').click()
    await page.locator('meta[content="second"]').waitFor({ state: 'attached' })
    await unlock(page, 'mira', passphraseOf('mira'))
    await shown(page, 'clients.find').waitFor()
    await context.close()
  }, 180_000)

  it('a page from before a new build, with nothing kept of its own, says so and loads anew instead of waiting for parts that are gone', async () => {
    // Two browsers: one would have the key worker of the other at hand.
    const [one, other] = [await device(browser, { serviceWorkers: 'block' }), await device(browser, { serviceWorkers: 'block' })]
    const [door, open] = [await one.newPage(), await other.newPage()]
    await open.goto(program.origin)
    await unlock(open, 'mira', passphraseOf('mira'))
    await door.goto(program.origin)
    await shown(door, 'unlock.passphrase').waitFor()

    const assets = join(deskFolder, 'assets')
    const gone = readdirSync(assets).filter((name) => /^(keys-worker|members-page)-.*\.js$/.test(name))
    expect(gone).toHaveLength(2)
    for (const name of gone) renameSync(join(assets, name), join(folder, name))
    anotherBuild('third')
    const missing = await fetch(`${program.origin}/assets/${gone[0]}`)
    expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, 'no-store'])

    await shown(door, 'unlock.name').fill('mira')
    await shown(door, 'unlock.passphrase').fill(passphraseOf('mira'))
    await door.keyboard.press('Enter')
    await door.getByText('The program was renewed since this page was loaded.').waitFor()
    await shown(door, 'writing.sr-Latn').click()
    await door.getByText('Program je obnovljen otkad je ova stranica učitana.').waitFor()
    await shown(door, 'writing.en').click()
    await open.locator('a[href="/members"]').locator('visible=true').first().click()
    await open.getByText('The program was renewed since this desk was loaded').waitFor()

    // The build is whole again: what is loaded anew opens.
    for (const name of gone) renameSync(join(folder, name), join(assets, name))
    await door.reload()
    await unlock(door, 'mira', passphraseOf('mira'))
    await shown(open, 'broken.load').click()
    await unlock(open, 'mira', passphraseOf('mira'))
    await shown(open, 'members.list').waitFor()
    for (const context of [one, other]) await context.close()
  }, 180_000)

  it('what reads spreadsheets could not be loaded: that is said, not that the file is none, and the file that was chosen is read as soon as it can be', async () => {
    // Two browsers: what one has read with it has at hand.
    const [one, other] = [await device(browser, { serviceWorkers: 'block' }), await device(browser, { serviceWorkers: 'block' })]
    const [page, open] = [await one.newPage(), await other.newPage()]
    for (const desk of [page, open]) {
      await desk.goto(program.origin)
      await unlock(desk, 'mira', passphraseOf('mira'))
      await shown(desk, 'go.institutions').click()
      await shown(desk, 'directory.import').click()
      await shown(desk, 'import.choose').waitFor()
    }
    const choose = (desk: Page) => desk.locator('[data-key="import.file"]').setInputFiles({ name: 'imenik.csv', mimeType: 'text/csv', buffer: Buffer.from('Назив;Врста;Град\nОсновни суд;суд;Ниш\n') })
    const assets = join(deskFolder, 'assets')
    const [reader = ''] = readdirSync(assets).filter((name) => /^sheet-worker-.*\.js$/.test(name))
    const [there, away] = [join(assets, reader), join(folder, reader)]

    renameSync(there, away)
    await choose(page)
    await shown(page, 'import.unread').getByText('could not be loaded').waitFor()
    expect(await page.getByText('This is no XLSX or CSV spreadsheet').count()).toBe(0)
    await look(page, 'import-unread')
    renameSync(away, there)
    await shown(page, 'import.again').click()
    await expect.poll(() => shown(page, 'import.sum').getAttribute('data-value')).toBe('1')

    // Read by a part of another build it never can be: then the desk is loaded again
    renameSync(there, away)
    anotherBuild('fourth')
    await choose(open)
    await shown(open, 'import.unread').getByText('The program was renewed since this desk was loaded').waitFor()
    await look(open, 'import-renewed')
    renameSync(away, there)
    await shown(open, 'import.load').click()
    await unlock(open, 'mira', passphraseOf('mira'))
    await shown(open, 'import.choose').waitFor()
    await choose(open)
    await expect.poll(() => shown(open, 'import.sum').getAttribute('data-value')).toBe('1')
    for (const context of [one, other]) await context.close()
  }, 240_000)

  it('a first window is served from what is kept as soon as it is kept', async () => {
    const context = await device(browser)
    const page = await context.newPage()
    await page.goto(program.origin)
    await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await context.close()
  }, 120_000)

  it('is let in by the policy under exactly one address', async () => {
    const context = await device(browser)
    const page = await context.newPage()
    await page.goto(program.origin)
    await ready(page)
    const script = await fetch(`${program.origin}/service-worker.js`)
    expect(script.headers.get('cache-control')).toBe('no-store')
    expect(script.headers.get('content-security-policy')).toContain("require-trusted-types-for 'script'")
    // From page code, under the page's own policy: a plain address is refused.
    await page.evaluate(() => {
      const button = document.createElement('button')
      button.id = 'probe'
      button.textContent = 'probe'
      button.addEventListener('click', () => {
        navigator.serviceWorker.register('/service-worker.js?other').then(() => { button.textContent = 'let in' }, (error: Error) => { button.textContent = error.name })
      })
      document.body.append(button)
    })
    await page.locator('#probe').click()
    await page.locator('#probe', { hasText: 'TypeError' }).waitFor()
    await context.close()
  }, 120_000)
})
