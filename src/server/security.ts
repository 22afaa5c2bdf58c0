import type { MiddlewareHandler } from 'hono'
import { Problem } from '../shared/problem.ts'
import { answerProblem } from './problems.ts'

const unsafe = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/** One policy in one file. `wasm-unsafe-eval` is for the key-derivation worker alone (its own response). */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types wayout',
]
export const contentSecurityPolicy = policy.join('; ')
export const workerSecurityPolicy = policy
  .map((rule) => (rule.startsWith('script-src') ? `${rule} 'wasm-unsafe-eval'` : rule))
  .join('; ')

const headers = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
}

/** Once reached over TLS, never without: for a year, and renewed by every answer. */
const onlyTls = { 'strict-transport-security': 'max-age=31536000; includeSubDomains' }

/** Headers on everything, no-store on the API, and no unsafe method from another site or origin. */
export function secure(origins: readonly string[]): MiddlewareHandler {
  const all = { ...headers, ...(isElsewhere(origins) && onlyTls) }
  return async function check(http, next) {
    if (unsafe.has(http.req.method) && foreign(http.req.header('sec-fetch-site'), http.req.header('origin'), origins)) {
      return answerProblem(http, new Problem('wrong-origin'))
    }
    await next()
    for (const [name, value] of Object.entries(all)) {
      if (!http.res.headers.has(name)) http.res.headers.set(name, value)
    }
    if (http.req.path.startsWith('/api/')) http.res.headers.set('cache-control', 'no-store')
  }
}

/** This computer's own names belong to other programs too, which may have no TLS. */
const isElsewhere = (origins: readonly string[]) => origins.length === 1 && origins[0]?.startsWith('https:')

function foreign(site: string | undefined, sender: string | undefined, origins: readonly string[]): boolean {
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return true
  return sender !== undefined && origins.length > 0 && !origins.includes(sender)
}
