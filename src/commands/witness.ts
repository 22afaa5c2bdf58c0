import { createPublicKey, verify } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { look } from '../ledger/witness.ts'
import type { Source, Verifies } from '../ledger/witness.ts'
import { StartRefusal } from '../server/database/refusal.ts'
import { caller } from '../shared/call.ts'
import { Problem } from '../shared/problem.ts'
import { openForBackup } from './backup/house.ts'
import { BadUsage, runCommand } from './run-command.ts'
import type { Call } from '../shared/call.ts'
import { openMemory, sent } from './witness/memory.ts'
import type { Memory } from './witness/memory.ts'
import { keyFromRoot, readRoot } from './witness/root.ts'
import { findingWords } from './witness/sentences.ts'
import { fromDatabase, fromProgram } from './witness/sources.ts'

const { env } = process

const help = `Checks the ledger from outside: that nothing in it was edited, removed, moved, cut off or told differently to somebody else.
Run it on another machine than the program's, with a memory of its own. It sees numbers and hashes, no names and no contents.

  npm run witness -- --url https://wayout.example.org --root=ROOT
  npm run witness -- --url https://wayout.example.org --watch
  npm run witness -- --database

  --url ADDRESS      where the program is reached
  --root=ROOT        the house's root, as the ledger page shows it: the ledger's key must lead to it (from the second time on: as remembered)
  --key=KEY          the ledger's public key itself, for a house that has not certified it (from the second time on: as remembered)
  --token-file FILE  where the token stands that the ledger page gave (default: the file token in the memory; or WAYOUT_WITNESS_TOKEN)
  --database         reads the database itself instead, hashes every entry and remembers what it says:
                     the house of WAYOUT_DATA, or of DATABASE_URL with a login that sees every row
  --memory FOLDER    what was seen before is kept here (default ./witness); keep a copy of it
  --watch            goes on: what is new every minute, everything once an hour
  --help             this

Ends with 0 when all is as it was, 3 when something was found (each finding names the entry), 2 when called wrongly,
130 when stopped, and 1 when it could not look. Nothing is remembered of a look that found something.`

const options = {
  url: { type: 'string' }, root: { type: 'string' }, key: { type: 'string' }, 'token-file': { type: 'string' }, database: { type: 'boolean' }, memory: { type: 'string' },
  watch: { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
} as const
type Given = { readonly url?: string | undefined; readonly root?: string | undefined; readonly key?: string | undefined; readonly 'token-file'?: string | undefined; readonly database?: boolean | undefined }

const everySeconds = 60
const wholeEvery = 60

/** `root`: what the key leads to, where the witness was told. */
type Open = { readonly source: Source; readonly key: string; readonly root?: string; readonly close: () => Promise<void> }

async function overNetwork({ url = '', key, root: given, 'token-file': file }: Given, memory: Memory): Promise<Open> {
  const address = URL.canParse(url) ? new URL(url) : undefined
  if (!address) throw new BadUsage(`${url} is not an address.`)
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(address.hostname)
  if (address.protocol !== 'https:' && !here) throw new BadUsage('The token would travel in the clear. Use https.')
  const call = caller((path, init) => fetch(new URL(path, address), { ...init, redirect: 'error' }))
  const [token, root] = [tokenIn(file, memory), given ?? memory.root()]
  const certified = root === undefined ? undefined : await leadsTo(root, call, token)
  if (certified && key && certified !== key) throw new StartRefusal('This house’s root leads to another key of the ledger than the one given.', anotherKey, 3)
  return { source: fromProgram(call, token), key: keyFor(certified ?? key, memory), ...(root !== undefined && { root }), close: async () => undefined }
}

const anotherKey = 'Tell a coordinator and the director by another way than this program.'

/** A program that shows no certified key, or one that does not lead to the root, is the finding itself. */
async function leadsTo(text: string, call: Call, token: string): Promise<string> {
  const root = readRoot(text)
  if (!root) throw new BadUsage('That is no root; the ledger page shows it as ID.KEY.')
  return (await keyFromRoot(call, token, root).catch(unreachable)) ?? notCertified()
}

function notCertified(): never {
  throw new StartRefusal('The key that signs this ledger does not lead to the house’s root.', anotherKey, 3)
}

function tokenIn(file: string | undefined, memory: Memory): string {
  const place = file ?? resolve(memory.place, 'token')
  const token = (existsSync(place) ? readFileSync(place, 'utf8') : file ? '' : (env['WAYOUT_WITNESS_TOKEN'] ?? '')).trim()
  if (!/^[\w-]{43}$/.test(token)) throw new BadUsage(`There is no token in ${place}. The ledger page makes one: "Let a witness look".`)
  return token
}

/** The key is learnt once, by hand; one that differs later is the finding itself. */
function keyFor(given: string | undefined, memory: Memory, known?: string): string {
  const key = given ?? memory.publicKey() ?? known
  if (!key || !/^[\w-]{43}$/.test(key)) throw new BadUsage('Say by what the ledger is known, with --root=… or --key=…; the ledger page shows it.')
  if (memory.publicKey() && memory.publicKey() !== key) {
    throw new StartRefusal('This memory was made under another key of the ledger.', 'If the house has a new key for a reason you know, begin a new memory with --memory.', 3)
  }
  return key
}

async function overDatabase({ key }: Given, memory: Memory): Promise<Open> {
  if (existsSync(resolve(env['WAYOUT_DATA'] ?? './data', 'ledger-key.pem'))) {
    const house = await openForBackup()
    const client = await connect(house.login('backup'))
    return { source: fromDatabase(client), key: keyFor(key, memory, house.ledgerPublicKey), close: () => client.end().finally(house.close) }
  }
  if (!env['DATABASE_URL']) throw new StartRefusal('There is no house here.', 'Name its folder with WAYOUT_DATA, or its database with DATABASE_URL.')
  const client = await connect({ connectionString: env['DATABASE_URL'] })
  return { source: fromDatabase(client), key: keyFor(key, memory), close: () => client.end() }
}

async function connect(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config)
  await client.connect()
  return client
}

function verifierOf(key: string): Verifies {
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' })
  return (bytes, sig) => verify(null, bytes, publicKey, sig)
}

/** One look. Answers whether all was as it had been. */
async function lookOnce({ source, key, root }: Open, memory: Memory, whole: boolean): Promise<boolean> {
  const before = memory.remembered()
  const seen = await look(source, before, verifierOf(key), whole)
  const now = new Date()
  const stamp = `${now.toISOString().slice(0, 16).replace('T', ' ')} UTC`
  if (!seen.findings.length) {
    memory.keep(seen, key, now, root)
    const [first, size] = [before.head?.size ?? 0, seen.head?.size ?? 0]
    if (whole || size > first) console.log(`${stamp}  As it should be: ${size} entries, ${size - first} of them new${whole ? ', each compared' : ''}. Head ${seen.head ? Buffer.from(seen.head.root).toString('hex') : 'none'}.`)
    return true
  }
  for (const finding of seen.findings) console.error(`${stamp}  ${findingWords(finding, memory.entry)}`)
  const file = memory.keepEvidence({ at: now, remembered: before.head && sent(before.head), now: seen.head && sent(seen.head), findings: seen.findings.map((one) => findingWords(one, memory.entry)) }, now)
  console.error(`The ledger is not what it was. What this witness remembers stays as it is; both heads are kept in ${file}.\nTell a coordinator and the director by another way than this program. A house restored from a backup shows the same: then begin a new memory.`)
  return false
}

process.exitCode = await runCommand({
  name: 'witness', doing: 'look', help, options,
  async run(given, _, signal) {
    if ((given.url === undefined) === !given.database) throw new BadUsage('Say where to look: --url ADDRESS or --database.')
    const memory = openMemory(given.memory ?? './witness')
    const open = given.database ? await overDatabase(given, memory) : await overNetwork(given, memory)
    try {
      if (!given.watch) return (await lookOnce(open, memory, true).catch(unreachable)) ? 0 : 3
      for (let round = 0; ; round++) {
        const held = await lookOnce(open, memory, round % wholeEvery === 0).catch((error: unknown) => notNow(error))
        if (!held) return 3
        await wait(everySeconds * 1000, undefined, { signal })
      }
    } finally {
      await open.close()
    }
  },
})

function unreachable(error: unknown): never {
  if (error instanceof Problem) throw new StartRefusal(whyNot(error), 'Nothing was compared.')
  throw error
}

/** While watching, a program that is away is said and waited for; a token that is not known any more ends it. */
function notNow(error: unknown): true {
  if (!(error instanceof Problem) || error.kind === 'not-found') unreachable(error)
  console.error(`${whyNot(error)} Trying again in ${everySeconds} seconds.`)
  return true
}

function whyNot({ kind }: Problem): string {
  if (kind === 'not-found') return 'The program does not know this token, or does not any more.'
  return kind === 'not-ready' ? 'The program does not answer.' : `The program answered: ${kind}.`
}
