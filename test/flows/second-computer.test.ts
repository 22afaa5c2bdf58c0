import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer as createProxy } from 'node:https'
import { request } from 'node:http'
import { connect as connectPlain } from 'node:net'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDesk } from '../../src/server/desk-build.ts'
import { startProgram } from '../../src/server/program.ts'
import { complaintsOf, openBrowser } from '../support/browser.ts'
import { device, named, passphraseOf, unlock } from '../support/desk.ts'
import { found, signIn } from '../support/house.ts'
import { freePort, until } from '../support/program.ts'
import { certificate, overTls } from '../support/tls.ts'

const project = join(import.meta.dirname, '../..')
const name = 'house.test'
const deskFolder = join(project, 'dist/desk')
let folder: string

beforeAll(() => {
  buildDesk(project)
  folder = mkdtempSync(join(tmpdir(), 'wayout-tls-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const secretIn = (link: string | undefined) => Buffer.from(link?.split('#')[1] ?? '', 'base64url')

async function heard(port: number, words: string): Promise<string> {
  const socket: Socket = connectPlain(port, '127.0.0.1')
  let said = ''
  socket.on('data', (text: Buffer) => (said += text.toString()))
  socket.write(words)
  await new Promise<void>((resolve) => { socket.once('close', () => resolve()) })
  return said
}

const fingerprintAt = (port: number) => new Promise<string>((resolve, reject) => {
  const socket = connect({ host: '127.0.0.1', port, servername: name, rejectUnauthorized: false }, () => {
    resolve(socket.getPeerCertificate().fingerprint256)
    socket.destroy()
  })
  socket.on('error', reject)
})

describe('a second computer', () => {
  it('works over TLS: one member invites another, both work, and a renewed certificate is taken up while they do', async () => {
    const [first, port] = [certificate(folder, name), await freePort()]
    first.put()
    const program = await startProgram({ dataFolder: join(folder, 'data'), port, host: '0.0.0.0', tls: first.files, deskFolder })
    expect(program.origin).toBe(`https://${name}:${port}`)
    const house = await found(overTls(name, port, first.pem), secretIn(program.setupLink))
    expect(house.founded.recoveryCode).not.toBe('')
    const renewed = certificate(folder, name)
    const trusting = [`--ignore-certificate-errors-spki-list=${first.spki},${renewed.spki}`, `--host-resolver-rules=MAP ${name} 127.0.0.1`]
    const [one, two] = [await openBrowser(...trusting), await openBrowser(...trusting)]
    try {
      const mira = await (await device(one)).newPage()
      const answer = await mira.goto(`${program.origin}/members`)
      expect(answer?.headers()['strict-transport-security']).toBe('max-age=31536000; includeSubDomains')
      await unlock(mira, 'mira', passphraseOf('mira'))
      await named(mira, 'members.invite').click()
      await named(mira, 'invite.name').fill('jelena')
      await named(mira, 'invite.shown').fill('Јелена')
      await mira.locator('[data-key="invite.roles"] [data-value="consultant"]').click()
      await named(mira, 'invite.make').click()
      const link = await named(mira, 'invite.link').first().innerText()
      expect(link).toMatch(new RegExp(`^https://${name}:${port}/`))
      await named(mira, 'invite.close').click()

      const hers = await device(two)
      const jelena = await hers.newPage()
      const complaints = complaintsOf(jelena)
      await jelena.goto(link)
      const given = named(jelena, 'passphrase.given').first()
      await expect.poll(async () => (await given.innerText()).split(' '), { timeout: 60_000 }).toHaveLength(5)
      const passphrase = await given.innerText()
      await named(jelena, 'join.go').click()
      await named(jelena, 'sheets.written').click()
      await named(jelena, 'sheets.ready').click()
      await mira.reload()
      await unlock(mira, 'mira', passphraseOf('mira'))
      await named(mira, 'members.let-in').click()
      await named(mira, 'members.let-in').waitFor({ state: 'detached' })
      await unlock(jelena, 'jelena', passphrase)
      expect(await hers.cookies()).toMatchObject([{ name: '__Host-wayout', secure: true, httpOnly: true, sameSite: 'Strict', path: '/' }])

      renewed.put()
      await until(async () => (await fingerprintAt(port)) === renewed.fingerprint)
      await jelena.keyboard.press('n')
      await named(jelena, 'contact.says').fill('Пише са другог рачунара.')
      await jelena.keyboard.press('Control+Enter')
      await named(jelena, 'contacts.list').waitFor()
      expect(await named(jelena, 'contacts.open').count()).toBe(1)
      expect(complaints).toEqual([])
      await mira.goto(`${program.origin}/contacts`)
      await unlock(mira, 'mira', passphraseOf('mira'))
      await named(mira, 'contacts.open').first().click()
      await named(mira, 'contact.says').getByText('Пише са другог рачунара.').waitFor()

      expect(await heard(port, `GET / HTTP/1.1\r\nhost: ${name}\r\n\r\n`)).toMatch(new RegExp(`^HTTP/1.1 400 Bad Request\\r\\n[^]*This house answers over https only: https://${name}:${port}\\n$`))
    } finally {
      await Promise.all([one.close(), two.close()])
      await program.stop()
    }
  }, 300_000)

  it('works through a proxy that speaks TLS: its address is the house’s, and no other', async () => {
    const [proof, port, inner] = [certificate(folder, name), await freePort(), await freePort()]
    proof.put()
    const origin = `https://${name}:${port}`
    const program = await startProgram({ dataFolder: join(folder, 'behind'), port: inner, host: '127.0.0.1', origin, deskFolder })
    const proxy = createProxy({ cert: readFileSync(proof.files.cert), key: readFileSync(proof.files.key) }, (asked, answer) => {
      const on = request({ host: '127.0.0.1', port: inner, path: asked.url, method: asked.method, headers: asked.headers }, (said) => {
        answer.writeHead(said.statusCode ?? 500, said.headers)
        said.pipe(answer)
      })
      asked.pipe(on)
    })
    await new Promise<void>((resolve) => proxy.listen(port, '127.0.0.1', resolve))
    try {
      expect(program.setupLink).toMatch(new RegExp(`^${origin}/set-up#`))
      const app = overTls(name, port, proof.pem)
      const asked: RequestInit[] = []
      const asBrowsersDo = { request: (path: string, init: RequestInit = {}) => {
        const headers = { ...(init.headers as Record<string, string>), origin }
        asked.push({ ...init, headers })
        return app.request(path, { ...init, headers })
      } }
      await found(asBrowsersDo, secretIn(program.setupLink))
      const { carry } = await signIn(asBrowsersDo, 'mira', passphraseOf('mira'))
      const answer = await carry('/api/sessions/mine', {})
      expect([answer.status, answer.headers.get('strict-transport-security')]).toEqual([200, 'max-age=31536000; includeSubDomains'])
      const signingIn = asked.findLast((one) => one.method === 'POST')
      const said = await app.request('/api/sessions', { ...signingIn, headers: { ...(signingIn?.headers as object), origin: `http://127.0.0.1:${inner}` } })
      expect(await said.json()).toMatchObject({ kind: 'wrong-origin' })
    } finally {
      proxy.close()
      proxy.closeAllConnections()
      await program.stop()
    }
  }, 120_000)
})
