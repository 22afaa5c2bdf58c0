import { randomUUID } from 'node:crypto'
import type { Context as Http, Hono } from 'hono'
import type { Kysely } from 'kysely'
import { doorStore, isEmpty } from '../features/events/index.ts'
import type { Answered, DoorPage } from '../features/events/index.ts'
import { noteInLedger } from '../ledger/note.ts'
import { inTransaction } from '../server/transaction.ts'
import { hashOf } from '../shared/hash.ts'
import { plainCode } from '../shared/printed-code.ts'
import { calendarOf } from './calendar.ts'
import { codePage, evaluationPage, eventPage, missingPage, registeredPage, saidPage } from './pages.ts'
import { style } from './style.ts'
import { doorWords, localeFor } from './words.ts'

/** Its own policy: forms go home, nothing else goes anywhere, and the one script is ours. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
// With `no-referrer` a browser would not say that a form comes from here.
const headers = { 'content-security-policy': policy, 'referrer-policy': 'same-origin', 'cache-control': 'no-store', 'content-type': 'text/html; charset=utf-8' }
// Whoever comes Back finds the form as she sent it, under the same id, and what she sends again counts once. Asked for anew it is a new one.
const sameOnReturn = { 'cache-control': 'private, no-cache' }
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
const slugs = /^[a-z0-9]{10,20}$/
const most = 32_768

/** Pages for whoever has no account, without React and without a session. Every one works without script but for a name. */
export function serveDoor(app: Hono, pool: Kysely<unknown>, clock: () => number = Date.now): void {
  const mayCome = comingOneByOne(clock)
  const around = (http: Http, ofPage?: string) => {
    const locale = localeFor(http.req.query('l'), ofPage, http.req.header('accept-language'))
    return { locale, say: doorWords.translator(locale), path: http.req.path }
  }
  const answer = (http: Http, body: Promise<string> | string, status: 200 | 400 | 404 | 413 | 429 = 200, kept = {}) => Promise.resolve(body).then((text) => http.body(String(text), status, { ...headers, ...kept }))
  const missing = (http: Http) => answer(http, missingPage(around(http)) as string, 404)
  const pageOf = (slug: string): Promise<DoorPage | undefined> => (slugs.test(slug) ? inTransaction(pool, undefined, (tx) => doorStore(tx).page(slug)) : Promise.resolve(undefined))

  app.get('/d/style.css', (http) => http.body(style, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=3600' }))

  app.get('/d/c/:code?', async (http) => {
    const code = http.req.param('code')
    return answer(http, codePage({ ...around(http), path: '/d/c' }, code, code !== undefined && (await isValid(code))) as string)
  })
  app.post('/d/c', async (http) => {
    const code = (await formOf(http))?.['code'] ?? ''
    return answer(http, codePage({ ...around(http), path: '/d/c' }, code, await isValid(code)) as string)
  })
  const isValid = (code: string) => inTransaction(pool, undefined, (tx) => doorStore(tx).isValid(hashOf(Buffer.from(plainCode(code)))))

  app.get('/d/k/:token{[A-Za-z0-9_-]{43}\\.ics}', async (http) => {
    const token = http.req.param('token').slice(0, 43)
    const rows = await inTransaction(pool, undefined, (tx) => doorStore(tx).calendar(hashOf(Buffer.from(token, 'base64url'))))
    if (!rows) return missing(http)
    const said = rows.map((row) => ({ ...row, said: doorWords.translator(localeFor(row.locale, undefined, undefined))(`calendar.${row.kind}`) }))
    return http.body(calendarOf(said), 200, { 'content-type': 'text/calendar; charset=utf-8', 'cache-control': 'no-store' })
  })

  app.get('/d/:slug', async (http) => {
    const page = await pageOf(http.req.param('slug'))
    return page ? answer(http, eventPage(around(http, page.locale), page, randomUUID()) as string, 200, sameOnReturn) : missing(http)
  })
  app.post('/d/:slug', async (http) => {
    const slug = http.req.param('slug')
    const page = await pageOf(slug)
    if (!page) return missing(http)
    const here = around(http, page.locale)
    const sent = await formOf(http)
    const heads = Number(sent?.['heads'])
    const letter = sent?.['sealed'] ? { sealed: sent['sealed'], epoch: Number(sent['epoch']) } : undefined
    const readable = sent && uuid.test(sent['id'] ?? '') && Number.isInteger(heads) && heads >= 1 && heads <= 200 && (!letter || (/^[A-Za-z0-9_-]{80,10922}$/.test(letter.sealed) && Number.isInteger(letter.epoch)))
    if (!readable) return answer(http, saidPage(here, page.title, here.say('bad')) as string, 400)
    if (!mayCome(slug)) return answer(http, saidPage(here, page.title, here.say('busy')) as string, 429)
    const said = await inTransaction(pool, undefined, async (tx) => {
      const done = await doorStore(tx).register(slug, sent['id'] ?? '', heads, letter)
      if (!done.again && (done.state === 'listed' || done.state === 'waiting')) await noteInLedger(tx, 'registration.arrived', [page.trace])
      return done
    })
    const { state } = said
    return state === 'not-found' ? missing(http) : answer(http, registeredPage(here, page, { ...said, state }) as string)
  })

  app.get('/d/:slug/q', async (http) => {
    const page = await pageOf(http.req.param('slug'))
    return page ? answer(http, evaluationPage(around(http, page.locale), page, randomUUID()) as string, 200, sameOnReturn) : missing(http)
  })
  app.post('/d/:slug/q', async (http) => {
    const slug = http.req.param('slug')
    const page = await pageOf(slug)
    const sent = await formOf(http)
    if (!page || !sent || !uuid.test(sent['id'] ?? '')) return missing(http)
    const here = around(http, page.locale)
    if (!mayCome(slug)) return answer(http, saidPage(here, page.title, here.say('busy')) as string, 429)
    const mark = (said = '') => (/^[1-4]$/.test(said) ? Number(said) : null)
    const answers: Answered = { useful: mark(sent['useful']), clear: mark(sent['clear']), learnt: mark(sent['learnt']), recommends: mark(sent['recommends']) }
    if (isEmpty(answers)) return answer(http, saidPage(here, page.title, here.say('evaluation.empty')) as string, 400)
    const done = await inTransaction(pool, undefined, (tx) => doorStore(tx).evaluate(slug, sent['id'] ?? '', answers))
    return answer(http, saidPage(here, page.title, here.say(done ? 'evaluation.done' : 'evaluation.early')) as string)
  })
  app.all('/d/*', missing)
}

/** What a form of ours sent; undefined where it is something else or far too much. */
async function formOf(http: Http): Promise<Record<string, string> | undefined> {
  if (Number(http.req.header('content-length') ?? most) > most) return undefined
  if (!http.req.header('content-type')?.startsWith('application/x-www-form-urlencoded')) return undefined
  const text = await http.req.text()
  return text.length > most ? undefined : Object.fromEntries(new URLSearchParams(text))
}

/** At most so many a minute for one page, from wherever: whoever sends is not remembered. In memory alone. */
function comingOneByOne(clock: () => number, mostAMinute = 60) {
  const came = new Map<string, { readonly minute: number; readonly times: number }>()
  return (slug: string): boolean => {
    const minute = Math.floor(clock() / 60_000)
    const before = came.get(slug)
    const times = before?.minute === minute ? before.times + 1 : 1
    if (came.size > 10_000) came.clear()
    came.set(slug, { minute, times })
    return times <= mostAMinute
  }
}
