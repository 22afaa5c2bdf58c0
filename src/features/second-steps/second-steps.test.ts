import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browser, foundedHouse } from '../../../test/support/house.ts'
import type { House } from '../../../test/support/house.ts'
import { until } from '../../../test/support/program.ts'
import { fromPassphrase, fromRecoveryCode } from '../../vault/accounts.ts'
import { sessions } from '../sessions/contract.ts'
import { secondSteps } from './contract.ts'
import { codesOf, stepOf } from './rules.ts'

describe('six digits', () => {
  const secret = Buffer.from('12345678901234567890')
  const at = (seconds: number) => new Date(seconds * 1000)

  it('are those of RFC 6238, in the half minute they belong to, one before or one after', () => {
    // Appendix B, SHA-1; its eight digits end in the six of everyday apps.
    for (const [seconds, digits] of [[59, '287082'], [1_111_111_109, '081804'], [1_234_567_890, '005924'], [20_000_000_000, '353130']] as const) {
      expect(stepOf(secret, digits, at(seconds))).toBe(Math.floor(seconds / 30))
      expect(stepOf(secret, digits, at(seconds + 30))).toBe(Math.floor(seconds / 30))
      expect(stepOf(secret, digits, at(seconds - 30))).toBe(Math.floor(seconds / 30))
      expect(stepOf(secret, digits, at(seconds + 60))).toBeUndefined()
      expect(stepOf(secret, '000000', at(seconds))).toBeUndefined()
    }
  })

  it('are given to an app under a name that says nothing of what this is', () => {
    expect(codesOf(secret, 'mira').toString()).toBe('otpauth://totp/Wayout:mira?issuer=Wayout&secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&algorithm=SHA1&digits=6&period=30')
  })
})

describe('a second step', () => {
  let house: House
  let authKey: string
  let app: TOTP
  /** Attempts are looked at by this clock; the digits by the true one. */
  let minutes = 0

  beforeAll(async () => {
    house = await foundedHouse(() => minutes * 60_000)
    const { salt, kdf } = await house.nobody.call(sessions.saltFor, { name: 'mira' })
    authKey = (await fromPassphrase('mira has five long words', salt, kdf)).authKey
  })
  afterAll(() => house.close())

  const proof = () => ({ authKey, by: 'passphrase' as const })
  const signsIn = (code?: string, with_ = authKey) => browser(house.app).call(sessions.signIn, { name: 'mira', authKey: with_, by: 'passphrase', ...(code && { code }) })
  const digits = (halfMinutes: number) => app.generate({ timestamp: Date.now() + halfMinutes * 30_000 })
  const wrong = () => ['111111', '222222', '333333', '444444'].find((one) => ![-2, -1, 0, 1, 2].some((away) => digits(away) === one)) ?? ''

  it('is asked for only once it was confirmed', async () => {
    const { call } = house.coordinator
    await expect(call(secondSteps.begin, { proof: { ...proof(), authKey: Buffer.alloc(32).toString('base64url') } })).rejects.toMatchObject({ kind: 'wrong-passphrase' })
    const drawn = await call(secondSteps.begin, { proof: proof() })
    app = new TOTP({ secret: Secret.fromBase32(drawn.secret) })
    expect(drawn.address).toContain(drawn.secret)
    await signsIn()
    await expect(call(secondSteps.confirm, { code: wrong() })).rejects.toMatchObject({ kind: 'wrong-code' })
    // The digits of the half minute before are good until this one is over.
    await until(() => Date.now() % 30_000 < 25_000)
    const first = digits(-1)
    expect(await call(secondSteps.confirm, { code: first })).toEqual({ alreadyThere: false })
    expect(await call(secondSteps.confirm, { code: first })).toEqual({ alreadyThere: true })
    expect(await call(secondSteps.confirm, { code: digits(0) })).toEqual({ alreadyThere: true })
    await expect(call(secondSteps.confirm, { code: wrong() })).rejects.toMatchObject({ kind: 'wrong-code' })
    expect(await call(secondSteps.mine, {})).toEqual({ on: true })
    await expect(call(secondSteps.begin, { proof: proof() })).rejects.toMatchObject({ kind: 'taken' })
    await expect(signsIn()).rejects.toMatchObject({ kind: 'second-step-needed' })
  })

  it('opens once with each code, also when two come at the same time', async () => {
    const [now, next] = [digits(0), digits(1)]
    await signsIn(now)
    await expect(signsIn(now)).rejects.toMatchObject({ kind: 'wrong-code' })
    minutes += 20
    const both = await Promise.allSettled([signsIn(next), signsIn(next)])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(signsIn(now)).rejects.toMatchObject({ kind: 'wrong-code' })
    minutes += 20
  })

  it('tells nobody who does not have the passphrase that it is there', async () => {
    await expect(signsIn(undefined, Buffer.alloc(32, 1).toString('base64url'))).rejects.toMatchObject({ kind: 'wrong-passphrase' })
    await expect(signsIn('123456', Buffer.alloc(32, 1).toString('base64url'))).rejects.toMatchObject({ kind: 'wrong-passphrase' })
    minutes += 20
  })

  it('makes who guesses wait as with passphrases', async () => {
    for (let guess = 0; guess < 3; guess++) await expect(signsIn(wrong())).rejects.toMatchObject({ kind: 'wrong-code' })
    await expect(signsIn(wrong())).rejects.toMatchObject({ kind: 'too-many-attempts' })
    minutes += 20
  })

  it('is not asked of the recovery code, and goes when she switches it off', async () => {
    const byCode = await fromRecoveryCode(house.founded.recoveryCode)
    const at = browser(house.app)
    await at.call(sessions.signIn, { name: 'mira', authKey: byCode.authKey, by: 'recovery' })
    expect(await at.call(secondSteps.drop, { proof: { authKey: byCode.authKey, by: 'recovery' } })).toEqual({ alreadyThere: false })
    await signsIn()
  })
})
