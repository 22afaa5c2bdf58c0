import { randomBytes } from 'node:crypto'
import type { Context as Http } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import { hashOf } from '../shared/hash.ts'
import type { SessionOfRequest } from './handlers.ts'

const cookie = '__Host-wayout'

export { hashOf }

/** SHA-256 of the token in the cookie; the token itself is stored nowhere. */
export function tokenHashOf(http: Http): Uint8Array | undefined {
  const token = getCookie(http, cookie)
  if (!token || !/^[A-Za-z0-9_-]{43}$/.test(token)) return undefined
  return hashOf(Buffer.from(token, 'base64url'))
}

/** A new session is always a new token, so a planted cookie is worth nothing. */
export function sessionOf(http: Http): SessionOfRequest {
  return {
    start(endsAt) {
      const token = randomBytes(32)
      const give = () => setCookie(http, cookie, token.toString('base64url'), { ...kept, expires: endsAt })
      return { tokenHash: hashOf(token), before: tokenHashOf(http), give }
    },
    end() {
      setCookie(http, cookie, '', { ...kept, maxAge: 0 })
      return tokenHashOf(http)
    },
  }
}

const kept = { path: '/', secure: true, httpOnly: true, sameSite: 'Strict' } as const
