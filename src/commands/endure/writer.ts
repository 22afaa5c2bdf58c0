import { Agent, request as ask } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'
import { contacts } from '../../features/contacts/contract.ts'
import { dayOf } from '../../shared/calendar.ts'
import type { SentTo } from '../../shared/endpoint.ts'
import { newId } from '../../shared/ids.ts'
import type { LineId, TeamId } from '../../shared/ids.ts'
import { Problem } from '../../shared/problem.ts'
import { signInAs } from '../member-at-hand.ts'
import type { Told, WriterOrder, WriterWork } from './writers.ts'

/** One member at her desk: seals real contacts and saves them through the API, several at once, again and again until each is acknowledged. */
const { origin, name, passphrase, line, team, lanes } = workerData as WriterWork
const answerWithin = 10_000
const agent = new Agent({ keepAlive: true })

/** As `fetch`, with a third of its work: who writes shares the processors with whom is written to. */
function request(path: string, { method, headers, body }: RequestInit = {}): Promise<Response> {
  return new Promise((resolve, reject) => {
    const text = typeof body === 'string' ? body : undefined
    const sent = ask(origin + path, { method, agent, signal: AbortSignal.timeout(answerWithin), headers: { ...(headers as Record<string, string>), ...(text && { 'content-length': Buffer.byteLength(text) }) } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part)).once('error', reject).once('aborted', () => reject(new Error('the answer broke off')))
      answer.once('end', () => {
        const said = new Headers((answer.headers['set-cookie'] ?? []).map((cookie) => ['set-cookie', cookie]))
        resolve(new Response(Buffer.concat(parts), { status: answer.statusCode ?? 500, headers: said }))
      })
    })
    sent.once('error', reject)
    sent.end(text)
  })
}
const { call, vault } = await signInAs({ request } as never, name, passphrase)
const today = dayOf(new Date())
const tell = (said: Told) => parentPort?.postMessage(said)

type Command = SentTo<typeof contacts.save>
const ready: Command[] = []
let writing = false

async function sealOne(): Promise<Command> {
  const folder = await vault.makeFolder('contact', [team], today)
  const doc = await vault.sealDoc({ folder: folder.id, id: newId(), version: 1, schema: 'contact/1' }, {
    startedAt: new Date().toISOString(), endedAt: null, says: 'Каже да јој је понуђен посао у иностранству и пита да ли је безбедан.', agreed: 'Зове поново сутра.',
    agreedBy: null, calledBy: '', number: '', contactor: 'self', language: 'sr', interpreter: 'no', heardOf: 'web', safe: null, screening: null,
  })
  return {
    contact: {
      folder: folder.id, line: line as LineId, team: team as TeamId, channel: 'phone', direction: 'in', type: 'trafficking', subtype: 'report', need: null,
      outcome: 'report_taken', urgency: 'not_asked', onDay: today, partOfDay: 'evening', minutesBand: '15_30',
    },
    newFolder: folder, doc, newClients: [], links: [], cards: [], services: [], institutionContacts: [], draft: null,
  }
}

/** Nobody knows whether a command without an answer was carried out: the same one is sent again. */
async function save(command: Command): Promise<void> {
  for (let tries = 0; ; tries++) {
    const refused: unknown = await call(contacts.save, command).then(() => undefined, (error: unknown) => error)
    if (!refused) break
    const kind = refused instanceof Problem ? refused.kind : 'broken'
    tell({ refused: kind })
    if (!['not-ready', 'broken'].includes(kind)) throw new Error(`a contact was refused: ${kind}`)
    await new Promise((resolve) => setTimeout(resolve, Math.min(20 * 2 ** tries, 200)))
  }
  const { newFolder, doc } = command
  tell({ acknowledged: { folder: newFolder.id, trace: newFolder.trace, doc: doc.id, holds: newFolder.holds.length } })
}

async function lane(): Promise<void> {
  while (writing) await save(ready.pop() ?? (await sealOne()))
}

async function obey(order: WriterOrder): Promise<void> {
  if (order.do === 'stop') {
    writing = false
    return
  }
  if (order.do === 'seal') {
    while (ready.length < order.ahead) ready.push(await sealOne())
    return tell({ done: 'seal' })
  }
  writing = true
  await Promise.all(Array.from({ length: lanes }, lane))
  tell({ done: 'write' })
}

parentPort?.on('message', (order: WriterOrder) => {
  obey(order).catch((error: unknown) => tell({ failed: String(error) }))
})
tell({ done: 'sign-in' })
