import { addressOf } from './endpoint.ts'
import type { Endpoint, OutputOf, SentTo } from './endpoint.ts'
import { isProblemKind, Problem } from './problem.ts'
import type { ProblemDetails } from './problem.ts'

/** What carries a request: the browser's fetch, or the program's own in a command or a test. */
export type Carrier = (path: string, init: RequestInit) => Promise<Response>

export type Call = <E extends Endpoint>(shape: E, input: SentTo<E>) => Promise<OutputOf<E>>

/**
 * One typed way to speak to the program, for the desk, the commands and the tests. Throws `Problem`. `within`: milliseconds after which
 * a line on which nothing comes is one on which nobody answers.
 */
export function caller(carry: Carrier, within?: number): Call {
  return async function call(shape, input) {
    const { path, body } = addressOf(shape, input as Readonly<Record<string, unknown>>)
    const response = await carry(path, {
      method: shape.method.toUpperCase(),
      credentials: 'same-origin',
      headers: body ? { 'content-type': 'application/json' } : {},
      ...(body && { body: JSON.stringify(body) }),
      ...(within && { signal: AbortSignal.timeout(within) }),
    }).catch(unanswered)
    if (response.ok) return (await response.json().catch(unanswered)) as never
    throw await problemIn(response)
  }
}

function unanswered(): never {
  throw new Problem('not-ready')
}

async function problemIn(response: Response): Promise<Problem> {
  const said = (await response.json().catch(() => ({}))) as { kind?: unknown } & ProblemDetails
  const { kind, flaws, retryAfterSeconds, current } = said
  if (!isProblemKind(kind)) return new Problem(response.status >= 500 ? 'not-ready' : 'broken')
  return new Problem(kind, {
    ...(flaws && { flaws }),
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(current !== undefined && { current }),
  })
}
