import type { Context as Http } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { Logger } from 'pino'
import type * as z from 'zod/mini'
import { Problem } from '../shared/problem.ts'
import type { Flaw, ProblemDetails, ProblemKind } from '../shared/problem.ts'

/** Refusals that somebody who looks after the house may want to see come in numbers. Who it was is not told. */
const tellingKinds: ReadonlySet<ProblemKind> = new Set(['wrong-passphrase', 'too-many-attempts', 'not-allowed', 'wrong-origin'])

/** RFC 9457. The log gets the kind and where in the code, never what was sent. */
export function answerProblem(http: Http, error: unknown, log?: Pick<Logger, 'info' | 'error'>) {
  const problem = error instanceof Problem ? error : new Problem('broken')
  if (tellingKinds.has(problem.kind)) log?.info({ route: http.req.routePath, kind: problem.kind }, 'refused')
  if (problem !== error) log?.error({ route: http.req.routePath, code: codeOf(error), at: placeOf(error) }, 'broken')
  const { retryAfterSeconds } = problem.details
  if (retryAfterSeconds !== undefined) http.header('retry-after', String(retryAfterSeconds))
  const body = { type: 'about:blank', title: problem.kind, status: problem.status, kind: problem.kind, ...problem.details }
  return http.body(JSON.stringify(body), problem.status as ContentfulStatusCode, {
    'content-type': 'application/problem+json',
  })
}

/** Names each flaw by where it is and which rule it broke; never repeats the value. */
export function flawsIn(error: z.core.$ZodError): [ProblemKind, ProblemDetails] {
  const flaws: Flaw[] = error.issues.slice(0, 20).map((issue) => ({
    path: issue.path.join('.'),
    rule: issue.code === 'custom' ? issue.message : issue.code,
  }))
  const future = flaws.length > 0 && flaws.every((flaw) => flaw.rule === 'in-the-future')
  return [future ? 'in-the-future' : 'bad-input', { flaws }]
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | undefined)?.code
  return typeof code === 'string' ? code : error instanceof Error ? error.name : typeof error
}

/** Stack frames only: a message could carry a value. */
function placeOf(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  return (error.stack ?? '').split('\n').filter((line) => line.trim().startsWith('at ')).slice(0, 6).map((line) => line.trim())
}
