import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { passkeys } from '../../src/features/passkeys/contract.ts'
import { secondSteps } from '../../src/features/second-steps/contract.ts'
import { sessions } from '../../src/features/sessions/contract.ts'
import { features } from '../../src/server/registry.ts'
import { addressOf } from '../../src/shared/endpoint.ts'
import type { Endpoint } from '../../src/shared/endpoint.ts'
import { fromPassphrase } from '../../src/vault/accounts.ts'
import { softAuthenticator } from '../support/authenticator.ts'
import { browser, foundedHouse, letIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'

let house: House
let jelena: SignedIn
/** Attempts wait by this clock. */
let minutes = 0
const passkey = softAuthenticator()
const text = (bytes: Buffer) => bytes.toString('base64url')

beforeAll(async () => {
  house = await foundedHouse(() => minutes * 60_000)
  jelena = await letIn(house, 'jelena', ['consultant'], [house.team('sos_line')], house.team('coordination'))
})
afterAll(() => house.close())

/** What anybody at the door is told: status, which headers, and the words. */
async function told(shape: Endpoint, input: unknown) {
  const { path, body } = addressOf(shape, input as Record<string, unknown>)
  const response = await house.app.request(path, { method: shape.method.toUpperCase(), headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' }, body: JSON.stringify(body) })
  return { status: response.status, headers: [...response.headers.entries()].map(([name, value]) => [name, name === 'content-length' ? '' : value]), said: await response.text() }
}
const wrongProof = text(Buffer.alloc(32, 9))

describe('who asks at the door which names there are', () => {
  it('gets a salt for every name, the same each time, of one shape and length, with the usual parameters', async () => {
    const [hers, nobodys] = [await told(sessions.saltFor, { name: 'jelena' }), await told(sessions.saltFor, { name: 'jovana' })]
    const [salt, other] = [hers, nobodys].map(({ said }) => JSON.parse(said) as { salt: string; kdf: object })
    expect(nobodys).toEqual({ ...hers, said: hers.said.replace(salt?.salt ?? '', other?.salt ?? '') })
    expect(await told(sessions.saltFor, { name: ' ЈОВАНА' })).toEqual(nobodys)
    expect(await told(sessions.saltFor, { name: ' ЈЕЛЕНА' })).toEqual(hers)
  })

  it.each(['passphrase', 'recovery'] as const)('and signs in by %s, hears the same of one who is here and one who is not', async (by) => {
    const [hers, nobodys] = [await told(sessions.signIn, { name: 'jelena', authKey: wrongProof, by }), await told(sessions.signIn, { name: 'jovana', authKey: wrongProof, by })]
    expect(hers).toEqual(nobodys)
    expect(JSON.parse(hers.said)).toMatchObject({ kind: 'wrong-passphrase' })
    expect(await told(sessions.signIn, { name: 'jelena', authKey: wrongProof, by, code: '123456' })).toEqual(await told(sessions.signIn, { name: 'jovana', authKey: wrongProof, by, code: '123456' }))
    minutes += 20
  })

  it('and guesses on, waits as long for one who is not here', async () => {
    const guess = async (name: string) => (await told(sessions.signIn, { name, authKey: wrongProof, by: 'passphrase' })).said
    const all = async (name: string) => [await guess(name), await guess(name), await guess(name), await guess(name)]
    const [hers, nobodys] = [await all('jelena'), await all('jovana')]
    expect(hers).toEqual(nobodys)
    expect(JSON.parse(hers[3] ?? '')).toMatchObject({ kind: 'too-many-attempts' })
    minutes += 20
  })

  it('and tries passkeys, hears the same of one that is known, one that is not, and one that lies', async () => {
    const { call, me, vault } = house.coordinator
    const { salt, kdf } = await call(sessions.saltFor, { name: 'mira' })
    const { authKey } = await fromPassphrase('mira has five long words', salt, kdf)
    const challenge = async () => (await call(passkeys.challenge, {})).challenge
    await call(passkeys.add, {
      id: crypto.randomUUID(), proof: { authKey, by: 'passphrase' }, publicKey: passkey.publicKey, assertion: passkey.answer(await challenge()),
      userKey: text(Buffer.alloc(60)), label: await vault.sealForMe(me, {}),
    })
    const stranger = softAuthenticator()
    const tries = [
      stranger.answer(await challenge()), passkey.answer(await challenge(), { origin: 'https://wayout.example' }),
      { ...stranger.answer(await challenge()), credential: passkey.credential }, passkey.answer(text(Buffer.alloc(32, 3))),
    ]
    const answers = []
    for (const assertion of tries) answers.push(await told(passkeys.signIn, { assertion }))
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1)
    expect(JSON.parse(answers[0]?.said ?? '')).toMatchObject({ kind: 'passkey-refused' })
  })
})

describe('a cookie planted before she signs in', () => {
  const planted = `__Host-wayout=${text(Buffer.alloc(32, 5))}`

  it('is never hers: signing in makes a new one, bound to this host, out of reach of scripts and other sites', async () => {
    const { salt, kdf } = await house.nobody.call(sessions.saltFor, { name: 'jelena' })
    const { authKey } = await fromPassphrase('jelena has five long words', salt, kdf)
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin', cookie: planted }
    const answer = await house.app.request('/api/sessions', { method: 'POST', headers, body: JSON.stringify({ name: 'jelena', authKey, by: 'passphrase' }) })
    const set = answer.headers.getSetCookie().at(-1) ?? ''
    expect(answer.status).toBe(200)
    expect(set.split(';')[0]).not.toBe(planted)
    expect(set).toMatch(/^__Host-wayout=[\w-]{43}; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Strict$/)
    const asking = await house.app.request('/api/sessions/mine', { headers: { cookie: planted } })
    expect(await asking.json()).toMatchObject({ kind: 'not-signed-in' })
  })

  it('nor is a token anywhere else than in the cookie', async () => {
    const token = jelena.cookie().split('=')[1] ?? ''
    for (const request of [[`/api/sessions/mine?token=${token}`, {}], ['/api/sessions/mine', { authorization: `Bearer ${token}` }], ['/api/sessions/mine', { cookie: `wayout=${token}` }]] as const) {
      const answer = await house.app.request(request[0], { headers: request[1] })
      expect(await answer.json()).toMatchObject({ kind: 'not-signed-in' })
    }
    expect(await jelena.call(sessions.whoAmI, {})).toMatchObject({ member: jelena.me })
  })
})

describe('six digits that somebody saw', () => {
  it('open nothing a second time, nor any before them, on any device', async () => {
    const { salt, kdf } = await house.nobody.call(sessions.saltFor, { name: 'jelena' })
    const { authKey } = await fromPassphrase('jelena has five long words', salt, kdf)
    const { secret } = await jelena.call(secondSteps.begin, { proof: { authKey, by: 'passphrase' } })
    const app = new TOTP({ secret: Secret.fromBase32(secret) })
    const [seen, next] = [app.generate(), app.generate({ timestamp: Date.now() + 30_000 })]
    await jelena.call(secondSteps.confirm, { code: seen })
    const signIn = (code: string) => browser(house.app).call(sessions.signIn, { name: 'jelena', authKey, by: 'passphrase', code })
    await expect(signIn(seen)).rejects.toMatchObject({ kind: 'wrong-code' })
    await signIn(next)
    await expect(signIn(next)).rejects.toMatchObject({ kind: 'wrong-code' })
    await expect(signIn(seen)).rejects.toMatchObject({ kind: 'wrong-code' })
    minutes += 20
  })
})

describe('a page of another origin', () => {
  const unsafe = features.flatMap(({ contract }) => Object.values(contract)).filter((shape) => shape.method !== 'get')
  const foreign = [
    { origin: 'https://wayout.example' }, { origin: 'http://127.0.0.1:7331' }, { origin: 'https://127.0.0.1:7330' }, { origin: 'null' },
    { origin: 'http://127.0.0.1:7330.wayout.example' }, { origin: 'http://localhost:73300' }, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' },
  ]

  it.each(unsafe.map((shape) => [`${shape.method} ${shape.path}`, shape] as const))('does nothing with her cookie: %s', async (_, shape) => {
    for (const headers of foreign) {
      const path = shape.path.replace(/:\w+/g, () => crypto.randomUUID())
      const answer = await house.app.request(path, { method: shape.method.toUpperCase(), headers: { ...headers, 'content-type': 'application/json', cookie: jelena.cookie() }, ...(shape.method !== 'delete' && { body: '{}' }) })
      expect(answer.status, JSON.stringify(headers)).toBe(403)
      expect(await answer.json()).toMatchObject({ kind: 'wrong-origin' })
    }
  })

  it('while every name of this computer is the same page', async () => {
    for (const origin of ['http://127.0.0.1:7330', 'http://localhost:7330', 'http://[::1]:7330']) {
      const answer = await house.app.request('/api/passkeys/challenge', { method: 'POST', headers: { origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' }, body: '{}' })
      expect(answer.status).toBe(200)
    }
  })
})
