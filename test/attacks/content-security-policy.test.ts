import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDesk } from '../../src/server/desk-build.ts'
import { startProgram } from '../../src/server/program.ts'
import { openBrowser } from '../support/browser.ts'
import { device, passphraseOf, unlock } from '../support/desk.ts'
import { found } from '../support/house.ts'
import { freePort } from '../support/program.ts'

/**
 * What a planted script would try. It is a file of the house itself, so that it runs as page code under the page's own policy:
 * what a browser driver evaluates is let through by every policy. Each attempt says how it ended; the browser says what it refused.
 */
const probe = `
const said = { refused: [], got: {} }
const keep = () => { document.documentElement.dataset.probe = JSON.stringify(said) }
addEventListener('securitypolicyviolation', (event) => { said.refused.push(event.effectiveDirective + ' ' + event.blockedURI); keep() })
const attempt = async (name, work) => {
  try { said.got[name] = String(await work()) } catch (error) { said.got[name] = error.name }
  keep()
}
const add = (tag, attributes, text) => {
  const element = document.createElement(tag)
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value)
  if (text) element.append(text)
  document.body.append(element)
  return element
}
// In a task of its own: under the driver's call even eval would be let through.
addEventListener('probe', () => setTimeout(async () => {
  await attempt('eval', () => (0, eval)('1 + 1'))
  await attempt('Function', () => new Function('return 1')())
  await attempt('a timer of text', () => setTimeout('document.documentElement.dataset.ran = "timer"'))
  await attempt('markup', () => { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror="1">'); return 'put' })
  await attempt('a script of text', () => { add('script', {}, 'document.documentElement.dataset.ran = "script"'); return document.documentElement.dataset.ran })
  await attempt('a handler', () => { add('button', { onclick: 'document.documentElement.dataset.ran = "handler"' }).click(); return document.documentElement.dataset.ran })
  await attempt('foreign fetch', () => fetch('https://elsewhere.example/').then(() => 'answered'))
  await attempt('a beacon', () => { navigator.sendBeacon('https://beacon.example/', 'x'); return 'sent' })
  await attempt('a socket', () => { new WebSocket('wss://socket.example/'); return 'made' })
  await attempt('a stream', () => { new EventSource('https://stream.example/'); return 'made' })
  await attempt('a picture', () => { add('img', { src: 'https://picture.example/x.png', alt: '' }); return 'made' })
  await attempt('inline style', () => getComputedStyle(add('p', { style: 'position: fixed' }, 'x')).position)
  await attempt('a style sheet', () => { add('style', {}, 'html { --planted: 1 }'); return getComputedStyle(document.documentElement).getPropertyValue('--planted') })
  await attempt('a frame', () => { add('iframe', { src: '/' }); return 'made' })
  await attempt('an object', () => { add('object', { data: '/icon.svg' }); return 'made' })
  await attempt('a base', () => { add('base', { href: 'https://base.example/' }); return new URL('x', document.baseURI).host === location.host })
  await attempt('a form', () => { add('form', { action: 'https://form.example/', method: 'post' }).submit(); return 'sent' })
  await attempt('a worker', () => { new Worker('https://worker.example/w.js'); return 'made' })
  await attempt('a service worker', () => navigator.serviceWorker.register('https://worker.example/s.js'))
  await attempt('a policy', () => { trustedTypes.createPolicy('planted', {}); return 'made' })
  said.over = true
  keep()
}))
keep()
`
/** On a page of the house without its desk, where the name of the one allowed policy is still free. */
const workerProbe = `
addEventListener('securitypolicyviolation', (event) => { document.documentElement.dataset.probe = event.effectiveDirective + ' ' + event.blockedURI })
const planted = trustedTypes.createPolicy('wayout', { createScriptURL: (url) => url })
new Worker(planted.createScriptURL(URL.createObjectURL(new Blob(['postMessage(1)'])))).onmessage = () => { document.documentElement.dataset.probe = 'worked' }
`

let folder: string
let browser: Browser
let program: Awaited<ReturnType<typeof startProgram>>

beforeAll(async () => {
  const built = join(import.meta.dirname, '../../dist/desk')
  buildDesk(join(import.meta.dirname, '../..'))
  folder = mkdtempSync(join(tmpdir(), 'wayout-policy-'))
  const desk = join(folder, 'desk')
  cpSync(built, desk, { recursive: true })
  const page = readFileSync(join(desk, 'index.html'), 'utf8')
  writeFileSync(join(desk, 'index.html'), page.replace('<head>', `<head><script src="/probe.js"></script><script>document.documentElement.dataset.ran = 'inline'</script>`))
  writeFileSync(join(desk, 'probe.js'), probe)
  writeFileSync(join(desk, 'worker-probe.js'), workerProbe)
  writeFileSync(join(desk, 'worker-probe.html'), '<!doctype html><title>x</title><script src="/worker-probe.js"></script>')
  program = await startProgram({ dataFolder: join(folder, 'data'), port: await freePort(), host: '127.0.0.1', deskFolder: desk })
  await found({ request: (path, init) => fetch(program.origin + path, init) }, Buffer.from(program.setupLink?.split('#')[1] ?? '', 'base64url'))
  browser = await openBrowser()
})
afterAll(async () => {
  await browser.close()
  await program.stop()
  rmSync(folder, { recursive: true, force: true })
})

type Said = { refused: string[]; got: Record<string, string>; over?: boolean }
const said = async (page: Page) => JSON.parse(await page.evaluate(() => document.documentElement.dataset['probe'] ?? '{}')) as Said

describe('the policy of the real desk', () => {
  it('lets her key worker work and nothing that was planted, and the browser reports each attempt', async () => {
    const context = await device(browser)
    const page = await context.newPage()
    // The driver is told of a request before the policy is asked, and then how it ended.
    const foreign = new Map<string, string>()
    page.on('request', (request) => { if (!request.url().startsWith(program.origin)) foreign.set(request.url(), 'left') })
    page.on('requestfailed', (request) => { if (foreign.has(request.url())) foreign.set(request.url(), request.failure()?.errorText ?? '') })
    await page.goto(program.origin)
    await unlock(page, 'mira', passphraseOf('mira'))
    expect(page.workers().map((worker) => new URL(worker.url()).pathname)).toEqual([expect.stringMatching(/^\/assets\/keys-[\w-]+\.js$/)])
    expect((await said(page)).refused).toEqual(['script-src-elem inline'])

    await page.evaluate(() => dispatchEvent(new Event('probe')))
    await expect.poll(async () => (await said(page)).over, { timeout: 30_000 }).toBe(true)
    const refused = [
      'require-trusted-types-for trusted-types-sink', 'connect-src https://elsewhere.example/', 'connect-src https://beacon.example/', 'connect-src wss://socket.example/',
      'connect-src https://stream.example/', 'img-src https://picture.example/x.png', 'style-src-attr inline', 'style-src-elem inline', 'frame-src ', 'base-uri https://base.example/',
      'form-action https://form.example/', 'trusted-types trusted-types-policy',
    ]
    await expect.poll(async () => { const all = (await said(page)).refused; return refused.filter((one) => !all.some((other) => other.startsWith(one))) }, { timeout: 30_000 }).toEqual([])
    expect((await said(page)).got).toMatchObject({
      eval: 'EvalError', Function: 'EvalError', 'a timer of text': 'TypeError', markup: 'TypeError', 'a script of text': 'undefined', 'a handler': 'TypeError', 'an object': 'TypeError', 'foreign fetch': 'TypeError',
      'inline style': 'static', 'a style sheet': '', 'a base': 'true', 'a worker': 'TypeError', 'a service worker': 'TypeError', 'a policy': 'TypeError',
    })
    expect(await page.evaluate(() => document.documentElement.dataset['ran'])).toBeUndefined()
    expect([...foreign].filter(([, end]) => !/csp/i.test(end))).toEqual([])
    expect(page.url()).toBe(`${program.origin}/`)
    expect(await page.evaluate(() => document.querySelector('[data-key="lock"]') !== null)).toBe(true)

    // The desk's own service worker would answer with the desk.
    const other = await (await device(browser, { serviceWorkers: 'block' })).newPage()
    await other.goto(`${program.origin}/worker-probe.html`)
    await expect.poll(() => other.evaluate(() => document.documentElement.dataset['probe'])).toMatch(/^worker-src blob/)
    await context.close()
  }, 120_000)

  it('shows itself in nobody’s frame', async () => {
    const page = await (await browser.newContext()).newPage()
    const server = createServer((_, answer) => answer.setHeader('content-type', 'text/html').end(`<iframe src="${program.origin}/"></iframe>`))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const refused = page.waitForEvent('console', { predicate: (message) => /frame-ancestors/.test(message.text()) })
    await page.goto(`http://127.0.0.1:${(server.address() as { port: number }).port}/`)
    await refused
    expect(page.frames().slice(1).map((frame) => frame.url())).toEqual(['chrome-error://chromewebdata/'])
    server.close()
    server.closeAllConnections()
  })
})
