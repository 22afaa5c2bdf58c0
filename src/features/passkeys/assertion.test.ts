import { describe, expect, it } from 'vitest'
import { softAuthenticator } from '../../../test/support/authenticator.ts'
import { fromBase64url } from '../../shared/bytes.ts'
import { readAssertion } from './assertion.ts'

const origins = ['http://127.0.0.1:7330', 'http://localhost:7330']
const challenge = 'wNk0bQ2Jx3bJm1u8o2m2nY0m1m6o4Jr7m0d1p2q3r4s'
const passkey = softAuthenticator()
const read = (given: ReturnType<typeof passkey.answer>, of = passkey.publicKey) => readAssertion(given, fromBase64url(of), origins)

describe('an assertion', () => {
  it.each(['es256', 'rs256', 'ed25519'] as const)('by %s holds, and tells its challenge and counter', (kind) => {
    const one = softAuthenticator(kind)
    expect(read(one.answer(challenge, { counter: 7 }), one.publicKey)).toEqual({ challenge, counter: 7 })
  })

  it.each([
    ['made for another page', { origin: 'https://wayout.example' }],
    ['made for another port', { origin: 'http://localhost:7331' }],
    ['made under another name than its page’s', { rpId: 'wayout.example' }],
    ['made inside somebody’s frame', { crossOrigin: true }],
    ['that made a passkey', { type: 'webauthn.create' }],
    ['where nobody was there', { flags: 0x04 }],
    ['where nobody showed who she is', { flags: 0x01 }],
  ])('%s does not', (_, how) => expect(read(passkey.answer(challenge, how))).toBeUndefined())

  it('touched in any byte, or by another key, does not', () => {
    const given = passkey.answer(challenge)
    for (const part of ['authenticatorData', 'signature', 'clientData'] as const) {
      const bytes = fromBase64url(given[part])
      for (let at = 0; at < bytes.length; at++) {
        const touched = bytes.slice()
        touched[at] = (touched[at] ?? 0) ^ 1
        expect(read({ ...given, [part]: Buffer.from(touched).toString('base64url') }), `${part} ${at}`).toBeUndefined()
      }
    }
    expect(read(given, softAuthenticator().publicKey)).toBeUndefined()
    expect(read(given, 'AAAA')).toBeUndefined()
    expect(read({ ...given, authenticatorData: '' })).toBeUndefined()
  })
})
