import { Agent, request } from 'node:http'
import pg from 'pg'
import { pino } from 'pino'
import { contacts } from '../../features/contacts/contract.ts'
import type { ContactWords } from '../../features/contacts/contract.ts'
import { rememberAttempts } from '../../server/attempts.ts'
import { createApp } from '../../server/http.ts'
import { features } from '../../server/registry.ts'
import { dayOf } from '../../shared/calendar.ts'
import { caller } from '../../shared/call.ts'
import type { InputOf, OutputOf } from '../../shared/endpoint.ts'
import { newId } from '../../shared/ids.ts'
import { median } from './result.ts'
import type { Result } from './result.ts'
import { connected, listening, prepared, replay, timed } from './replay.ts'
import type { Statement } from './replay.ts'
import type { Desk } from './sign-in.ts'

type Save = InputOf<typeof contacts.save>
type Made = { readonly save: Save; readonly folder: Save['contact']['folder'] }
type Given = { readonly desk: Desk; readonly port: number; readonly app: pg.ClientConfig; readonly rounds: number; readonly perRound: number; readonly workers: number }

const ordinaryWords = {
  endedAt: null, agreedBy: 'her_pace', calledBy: '', number: '', contactor: 'self', language: 'sr', interpreter: 'not_asked', heardOf: 'internet', safe: null, screening: null,
} as const

/** A sealed contact as the desk composes it, with words of an ordinary length. */
export async function sealedContact({ vault, team, line }: Desk): Promise<Made> {
  const now = new Date()
  const today = dayOf(now)
  const newFolder = await vault.makeFolder('contact', [team], today)
  const says = 'Зове из кафане, шапуће. Газда јој је узео пасош пре три недеље и каже да дугује за пут. Плаши се да не чују. '.repeat(4)
  const doc = await vault.sealDoc({ folder: newFolder.id, id: newId(), version: 1, schema: 'contact/1' }, { ...ordinaryWords, startedAt: now.toISOString(), says, agreed: 'Зове сутра после шест.' } satisfies ContactWords)
  return {
    folder: newFolder.id,
    save: {
      contact: {
        folder: newFolder.id, line, team, channel: 'phone', direction: 'in', type: 'trafficking', subtype: 'support_monitoring', need: null, outcome: 'counselled',
        urgency: 'assistance_request', onDay: today, partOfDay: 'evening', minutesBand: '15_30',
      },
      newFolder, doc, newClients: [], links: [], cards: [], services: [{ id: newId(), client: null, team, kind: 'counselling', state: 'provided', times: 1, onDay: today }],
      institutionContacts: [], draft: null,
    } as Save,
  }
}

/** Over one kept-alive connection a worker, as a browser has it; the body is read to its end. */
export function overHttp(port: number, cookie: string, workers: number) {
  const agent = new Agent({ keepAlive: true, maxSockets: workers })
  const send = (method: string, path: string, body?: string) => new Promise<void>((resolve, reject) => {
    const headers = { cookie, 'sec-fetch-site': 'same-origin', ...(body && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }) }
    const sent = request({ host: '127.0.0.1', port, method, path, agent, headers }, (answer) => {
      answer.resume()
      answer.once('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`${method} ${path}: ${answer.statusCode}`))))
    })
    sent.once('error', reject)
    sent.end(body)
  })
  return { send, end: () => agent.destroy() }
}

/**
 * Creating and reading a contact through the whole program, beside the same SQL statements sent straight through `pg`: as many
 * connections, as many commits, in turns within one run.
 */
export async function benchContacts({ desk, port, app, rounds, perRound, workers }: Given): Promise<Result[]> {
  const http = overHttp(port, desk.cookie(), workers)
  const straight = await connected(app, workers)
  const ear = listening(app)
  const apart = createApp({
    features, pools: { app: ear.kysely, stats: ear.kysely }, log: pino({ level: 'silent' }),
    house: { setupSecretHash: undefined, ledgerPublicKey: '', strangerSalt: () => '', copyPart: () => '', readingTimesUsual: 1_000_000, attempts: rememberAttempts() },
  } as Parameters<typeof createApp>[0])
  const call = caller(async (path, init) => apart.request(path, { ...init, headers: { ...init.headers, cookie: desk.cookie(), 'sec-fetch-site': 'same-origin' } }))
  const statementsOf = async (run: () => Promise<unknown>): Promise<Statement[]> => {
    ear.forget()
    await run()
    return ear.heard()
  }
  try {
    const create = ({ save }: Made) => http.send('POST', contacts.save.path, JSON.stringify(save))
    const read = ({ folder }: Made) => http.send('GET', `/api/contacts/${folder}`)
    const ratios: { create: number; read: number; http: number }[] = []
    for (let round = -1; round < rounds; round++) {
      const [hers, theirs] = [await many(perRound, () => sealedContact(desk)), await many(perRound, () => sealedContact(desk))]
      const creating = await many(theirs, (one) => statementsOf(() => call(contacts.save, one.save)))
      const createHttp = await timed(hers, workers, create)
      const createSql = await timed(creating, workers, (statements, worker) => replay(straight[worker]!, statements))
      const reading = await many(theirs, (one) => statementsOf(() => call(contacts.one, { folder: one.folder })))
      const readHttp = await timed(hers, workers, read)
      const readSql = await timed(reading, workers, (statements, worker) => replay(straight[worker]!, statements))
      // The first round warms everything up and is thrown away.
      if (round >= 0) ratios.push({ create: createSql / createHttp, read: readSql / readHttp, http: (2000 * perRound) / (createHttp + readHttp) })
    }
    const rest = await whereTheRestGoes({ desk, call, ear, straight: straight[0]!, create, read, samples: Math.min(60, perRound) })
    return [
      { id: 'contact.create', value: median(ratios.map((one) => one.create)), unit: 'ratio', bar: 1 / 3, atLeast: true, says: `creating a contact: throughput of the program beside the same SQL alone (${workers} connections)` },
      { id: 'contact.read', value: median(ratios.map((one) => one.read)), unit: 'ratio', bar: 1 / 3, atLeast: true, says: 'reading a contact: the same' },
      { id: 'contact.http', value: median(ratios.map((one) => one.http)), unit: 'per second', says: 'contacts created and read through HTTP' },
      ...rest,
    ]
  } finally {
    http.end()
    await Promise.all([...straight.map((client) => client.end()), ear.end()])
  }
}

type Rest = {
  readonly desk: Desk
  readonly call: ReturnType<typeof caller>
  readonly ear: ReturnType<typeof listening>
  readonly straight: pg.Client
  readonly create: (made: Made) => Promise<void>
  readonly read: (made: Made) => Promise<void>
  readonly samples: number
}

/** One after another over one connection, in turns: what each layer adds to the time of a created contact, as a share of the whole. */
async function whereTheRestGoes({ desk, call, ear, straight, create, samples }: Rest): Promise<Result[]> {
  const spent = { whole: [] as number[], inside: [] as number[], statements: [] as number[], context: [] as number[], commit: [] as number[], shapes: [] as number[] }
  for (let at = 0; at < samples; at++) {
    const [one, other] = [await sealedContact(desk), await sealedContact(desk)]
    spent.whole.push(await took(() => create(one)))
    ear.forget()
    spent.inside.push(await took(() => call(contacts.save, other.save)))
    const statements = ear.heard()
    await straight.query('begin')
    spent.context.push(await took(async () => { for (const one of statements.filter(isContext)) await prepared(straight, one) }))
    spent.statements.push(await took(async () => { await Promise.all(statements.filter((one) => !isContext(one)).map((one) => prepared(straight, one))) }))
    spent.commit.push(await took(() => straight.query('commit')))
    spent.shapes.push(await took(async () => { contacts.save.input.parse(JSON.parse(JSON.stringify(other.save))); contacts.save.output.parse({ alreadyThere: false } satisfies OutputOf<typeof contacts.save>) }))
  }
  const [whole, inside, statements, context, commit, shapes] = [spent.whole, spent.inside, spent.statements, spent.context, spent.commit, spent.shapes].map(median) as [number, number, number, number, number, number]
  const share = (id: string, value: number, says: string): Result => ({ id: `contact.create.${id}`, value: Math.max(0, value) / whole, unit: 'share', says: `of a created contact’s time: ${says}` })
  return [
    share('statements', statements, 'the statements themselves, row-level security and ledger within'),
    share('context', context, 'who is asking (enter)'),
    share('commit', commit, 'the commit, on the disk'),
    share('shapes', shapes, 'JSON, and the contract’s shapes in and out'),
    // The rest inside the program runs with a rollback in the place of the commit.
    share('program', inside - statements - context - shapes, 'the program: handler, statements built and waited for'),
    share('http', whole - inside - commit, 'HTTP and the way between the processes'),
  ]
}

const isContext = ({ text }: Statement) => /from enter\(|session_/.test(text)

async function took(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

async function many<T, Of = number>(of: number | readonly Of[], make: (one: Of) => Promise<T>): Promise<T[]> {
  const all: T[] = []
  const list = typeof of === 'number' ? (Array.from({ length: of }, (_, at) => at) as Of[]) : of
  for (const one of list) all.push(await make(one))
  return all
}
