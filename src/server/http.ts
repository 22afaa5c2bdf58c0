import { Hono } from 'hono'
import type { Context as Http } from 'hono'
import type { Logger } from 'pino'
import { pathParameters } from '../shared/endpoint.ts'
import type { Endpoint } from '../shared/endpoint.ts'
import { Problem, refuse } from '../shared/problem.ts'
import { may } from '../shared/roles.ts'
import type { Hub } from './events/hub.ts'
import type { AnyHandler, Feature, HouseSettings } from './handlers.ts'
import { openApi } from './openapi.ts'
import { answerProblem, flawsIn } from './problems.ts'
import { originsOf } from './origin.ts'
import { secure } from './security.ts'
import { sessionOf, tokenHashOf } from './session.ts'
import { inTransaction, wasEnded } from './transaction.ts'
import type { Asker, Pools, Tx } from './transaction.ts'

export type AppParts = {
  readonly features: readonly Feature[]
  readonly pools: Pools
  readonly house: HouseSettings
  readonly log: Pick<Logger, 'info' | 'error'>
  /** Where the program is reached, e.g. `http://127.0.0.1:7330`; unsafe requests from elsewhere are refused. */
  readonly origin?: string
  /** Who hears of what is written; nobody in a program without it. */
  readonly events?: Pick<Hub, 'changed' | 'stream'>
}

/** The program's HTTP face: every contract with its handler, refusing to start when one is missing. */
export function createApp(parts: AppParts): Hono {
  const app = new Hono()
  const origins = originsOf(parts.origin)
  app.use(secure(origins))
  for (const { contract, actions } of parts.features) {
    for (const [name, shape] of Object.entries(contract)) {
      const handler = actions[name] ?? missingHandler(shape)
      app.on(shape.method.toUpperCase(), shape.path, (http) => answer(http, shape, handler, { ...parts, origins }))
    }
  }
  app.get('/api/events', (http) => listen(http, parts))
  app.get('/openapi.json', (http) => http.json(openApi(parts.features)))
  app.all('/api/*', (http) => answerProblem(http, new Problem('not-found')))
  app.onError((error, http) => answerProblem(http, error, parts.log))
  return app
}

function missingHandler(shape: Endpoint): never {
  throw new Error(`${shape.method} ${shape.path} is in a contract and has no handler`)
}

async function answer(http: Http, shape: Endpoint, handler: AnyHandler, parts: AppParts & { readonly origins: readonly string[] }) {
  const tokenHash = tokenHashOf(http)
  // Who may not ask learns that, and nothing of what was wrong with the question.
  if (shape.may !== 'anyone' && !tokenHash) refuse('not-signed-in')
  const input = await inputOf(http, shape).catch(async (flawed: unknown) => {
    await inTransaction(parts.pools[shape.as], tokenHash, (tx, asker) => allow(shape, asker, tx, tokenHash))
    throw flawed
  })
  let by: string | null = null
  const said = await inTransaction(parts.pools[shape.as], tokenHash, async (tx, asker) => {
    await allow(shape, asker, tx, tokenHash)
    const context = { member: asker, tx, now: new Date(), session: sessionOf(http), house: parts.house, origins: parts.origins }
    by = asker?.id ?? null
    return handler(input as never, context as never)
  })
  if (shape.changes) parts.events?.changed(by, shape.changes(input as never, said as never, by ?? ''))
  return http.json(shape.output.parse(said) as object)
}

/** The one address that is no command: server-sent events for as long as the session stands. */
async function listen(http: Http, { pools, events }: AppParts): Promise<Response> {
  const token = tokenHashOf(http)
  await inTransaction(pools.app, token, (tx, asker) => allow({ may: 'member' }, asker, tx, token))
  if (!events || !token) return refuse('not-ready')
  return http.body(events.stream(token), 200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' })
}

async function allow(shape: Pick<Endpoint, 'may'>, asker: Asker | undefined, tx: Tx, tokenHash: Uint8Array | undefined): Promise<void> {
  if (shape.may === 'anyone') return
  if (!asker) refuse(tokenHash && (await wasEnded(tx, tokenHash)) ? 'session-ended' : 'not-signed-in')
  if (shape.may === 'member' || may(asker.roles, shape.may)) return
  refuse('not-allowed')
}

async function inputOf(http: Http, shape: Endpoint): Promise<unknown> {
  const path = Object.fromEntries(pathParameters(shape.path).map((name) => [name, http.req.param(name)]))
  const sent = shape.method === 'get' || shape.method === 'delete' ? http.req.query() : await bodyOf(http, shape)
  const parsed = shape.input.safeParse({ ...sent, ...path })
  if (!parsed.success) refuse(...flawsIn(parsed.error))
  return parsed.data
}

const defaultLimit = 262_144

async function bodyOf(http: Http, shape: Endpoint): Promise<object> {
  const limit = shape.limit ?? defaultLimit
  if (Number(http.req.header('content-length') ?? 0) > limit) refuse('too-large')
  if (!http.req.header('content-type')?.startsWith('application/json')) {
    refuse('bad-input', { flaws: [{ path: '', rule: 'application/json' }] })
  }
  const text = await http.req.text()
  if (text.length > limit) refuse('too-large')
  const body: unknown = parseJson(text)
  if (body === null || typeof body !== 'object' || Array.isArray(body)) refuse('bad-input', { flaws: [{ path: '', rule: 'object' }] })
  return body
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return refuse('bad-input', { flaws: [{ path: '', rule: 'json' }] })
  }
}
