/**
 * What can go wrong, by stable name. The server says the kind; the desk owns the wording (desk/words).
 * Statuses follow RFC 9110; the body is RFC 9457 `application/problem+json`.
 */
export const problems = {
  'bad-input': 400,
  'not-signed-in': 401,
  'session-ended': 401,
  'wrong-passphrase': 401,
  'passkey-refused': 401,
  'second-step-needed': 401,
  'wrong-code': 401,
  'wrong-papers': 401,
  'not-allowed': 403,
  'wrong-origin': 403,
  'not-found': 404,
  'method-not-allowed': 405,
  'taken': 409,
  'changed-meanwhile': 409,
  'keys-changed': 409,
  'restricted': 409,
  'joined': 409,
  'last-coordinator': 409,
  'already-founded': 409,
  'not-founded': 409,
  'out-of-order': 409,
  'too-large': 413,
  'in-the-future': 422,
  'contradiction': 422,
  'missing-recovery': 422,
  'period-cuts-month': 422,
  'too-many-attempts': 429,
  'too-much-reading': 429,
  'broken': 500,
  'not-ready': 503,
  'no-room': 503,
} as const

export type ProblemKind = keyof typeof problems

/** One thing wrong with what was sent: where (a path into the input) and which rule it broke. */
export type Flaw = { readonly path: string; readonly rule: string }

export type ProblemDetails = {
  readonly flaws?: readonly Flaw[]
  readonly retryAfterSeconds?: number
  readonly current?: unknown
}

/** A refusal that travels as RFC 9457. `details` never carries anything that was typed. */
export class Problem extends Error {
  readonly kind: ProblemKind
  readonly details: ProblemDetails

  constructor(kind: ProblemKind, details: ProblemDetails = {}) {
    super(kind)
    this.kind = kind
    this.details = details
  }

  get status(): number {
    return problems[this.kind]
  }
}

/** A refusal that leaves what was written before it, as an entry of the ledger that tells of it. */
export class KeptProblem extends Problem {}

export function refuse(kind: ProblemKind, details: ProblemDetails = {}): never {
  throw new Problem(kind, details)
}

export function isProblemKind(kind: unknown): kind is ProblemKind {
  return typeof kind === 'string' && Object.hasOwn(problems, kind)
}
