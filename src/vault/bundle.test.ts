import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../shared/ids.ts'
import { forNewCode, forPassphrase, fromPassphrase, fromRecoveryCode, newAccount, openAccount, renewBundle } from './accounts.ts'
import { higherPins } from './trust.ts'
import type { Pins } from './vault.ts'

const organisation = newId()
const me = newId<'member'>()
const none: Pins = { organisation, rootPublic: 'root', rosters: {} }
let made: Awaited<ReturnType<typeof newAccount>>
let kek: CryptoKey

beforeAll(async () => {
  made = await newAccount(me, 'five long words of hers', none)
  kek = (await fromPassphrase('five long words of hers', made.account.salt, made.account.kdf)).kek
})

const open = (bundle: string) => openAccount(me, kek, made.account.userKey, bundle)
const pin = fc.record({ epoch: fc.integer({ min: 1, max: 3 }), version: fc.integer({ min: 1, max: 3 }) })
const ledgerPin = fc.record({ publicKey: fc.constantFrom('key', 'other'), begun: fc.nat(1), size: fc.nat(3), root: fc.constantFrom('one', 'other') })
const pins = fc.record({ rosters: fc.dictionary(fc.constantFrom('line', 'cases', 'finders'), pin), ledger: fc.option(ledgerPin, { nil: undefined }) })
  .map(({ rosters, ledger }): Pins => ({ ...none, rosters: { ...rosters }, ...(ledger && { ledger }) }))
type Seen = { readonly epoch: number; readonly version: number }
const notBelow = (one: Seen, other: Seen | undefined) => !other || one.epoch > other.epoch || (one.epoch === other.epoch && one.version >= other.version)

describe('pins', () => {
  it('only rise, whichever device is first, and nothing that was seen is forgotten', () => {
    fc.assert(fc.property(pins, pins, (one, other) => {
      const both = higherPins(one, other)
      expect(higherPins(other, one)).toEqual(both)
      expect(Object.keys(both.rosters).sort()).toEqual([...new Set([...Object.keys(one.rosters), ...Object.keys(other.rosters)])].sort())
      for (const { ledger } of [one, other]) {
        if (ledger) expect(both.ledger && (both.ledger.begun - ledger.begun || both.ledger.size - ledger.size)).toBeGreaterThanOrEqual(0)
      }
      for (const [team, seen] of Object.entries(both.rosters)) expect(notBelow(seen, one.rosters[team]) && notBelow(seen, other.rosters[team])).toBe(true)
    }))
  })
})

describe('a bundle', () => {
  it('that two devices renewed one after the other holds the pins and settings of both', async () => {
    const first = await renewBundle(me, made.keys.userKey, made.account.bundle, { pins: { ...none, rosters: { line: { epoch: 2, version: 1 } } }, settings: { theme: 'dark' } })
    const second = await renewBundle(me, made.keys.userKey, first ?? '', { pins: { ...none, rosters: { line: { epoch: 1, version: 9 }, cases: { epoch: 1, version: 4 } } }, settings: { density: 'compact' } })
    const opened = await open(second ?? '')
    expect(opened.pins.rosters).toEqual({ line: { epoch: 2, version: 1 }, cases: { epoch: 1, version: 4 } })
    expect(opened.settings).toEqual({ theme: 'dark', density: 'compact' })
    expect(opened.edPublic).toEqual(made.keys.edPublic)
  })

  it('an older one served again does not take back what is known here', async () => {
    const known = { ...none, rosters: { line: { epoch: 3, version: 2 } } }
    const renewed = await renewBundle(me, made.keys.userKey, made.account.bundle, { pins: known })
    expect((await open(renewed ?? '')).pins).toEqual(known)
  })

  it('is left alone when there is nothing new', async () => {
    expect(await renewBundle(me, made.keys.userKey, made.account.bundle, { pins: none })).toBeUndefined()
    const renewed = await renewBundle(me, made.keys.userKey, made.account.bundle, { pins: none, settings: { theme: 'night' } })
    expect(await renewBundle(me, made.keys.userKey, renewed ?? '', { pins: none, settings: { theme: 'night' } })).toBeUndefined()
  })
})

describe('a new passphrase and a new code', () => {
  it('open the same account with the same keys; each has a salt or a secret of its own', async () => {
    const changed = await forPassphrase(me, made.keys.userKey, 'five other words of hers')
    const again = await fromPassphrase('five other words of hers', changed.salt, changed.kdf)
    expect(again.authKey).toBe(changed.authKey)
    expect(changed.salt).not.toBe(made.account.salt)
    expect((await openAccount(me, again.kek, changed.userKey, made.account.bundle)).edPublic).toEqual(made.keys.edPublic)
    await expect(openAccount(me, kek, changed.userKey, made.account.bundle)).rejects.toThrow()
    const code = await forNewCode(me, made.keys.userKey)
    expect(code.recoveryCode).not.toBe(made.recoveryCode)
    const byCode = await fromRecoveryCode(code.recoveryCode)
    expect((await openAccount(me, byCode.kek, code.recoveryUserKey, made.account.bundle)).xPublic).toEqual(made.keys.xPublic)
  })
})
