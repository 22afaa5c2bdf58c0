import { Secret, TOTP } from 'otpauth'

const period = 30

/** As authenticator apps take it: SHA-1, six digits, half a minute (RFC 6238). The issuer says nothing of what this is. */
export function codesOf(secret: Uint8Array, name: string): TOTP {
  return new TOTP({ issuer: 'Wayout', label: name, algorithm: 'SHA1', digits: 6, period, secret: new Secret({ buffer: new Uint8Array(secret).buffer }) })
}

/** The half minute these digits belong to, one before or after the present one at most; undefined when they are not hers. */
export function stepOf(secret: Uint8Array, digits: string, now: Date): number | undefined {
  const away = codesOf(secret, '').validate({ token: digits, timestamp: now.getTime(), window: 1 })
  return away === null ? undefined : Math.floor(now.getTime() / 1000 / period) + away
}
