import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { passwordsIn } from '../server/database/logins.ts'
import { socketOf } from '../server/database/embedded.ts'
import { others } from '../demo/members.ts'
import { benchContacts } from './bench/contacts.ts'
import { benchDesk } from './bench/desk.ts'
import { demonstrationFolder, startProgramApart } from './bench/house.ts'
import { benchFifty } from './bench/fifty.ts'
import { benchImport } from './bench/import.ts'
import { benchLists } from './bench/lists.ts'
import { benchMemory } from './bench/memory.ts'
import { benchMillion } from './bench/million.ts'
import { benchPastContacts } from './bench/past-contacts.ts'
import { reference } from './bench/reference.ts'
import { asJson, holds, printed } from './bench/result.ts'
import type { Result } from './bench/result.ts'
import { signInOver } from './bench/sign-in.ts'
import { showProgress } from './progress.ts'
import { BadUsage, runCommand } from './run-command.ts'

const help = `Measures the program, each ratio side by side in one run, each time against its bar.

  npm run bench                        about six minutes: contacts, desk, import, memory, lists
  npm run bench -- --only contacts     one part; it may be said several times
  npm run bench -- --only million      a year's figures over 1,000,000 contacts; makes them first
  npm run bench -- --only fifty        fifty members at work, for a minute or --minutes 5
  npm run bench -- --hour              the memory after an hour's use

contacts, desk, import and memory work on a throw-away demonstration register; lists, million and fifty on houses of their own with rows that
open for nobody, because they are listed and counted only.

  --json         one JSON object instead of a table
  --rounds N     rounds of contacts (8) and of lists (40)
  --minutes M    how long fifty members work (1)
  --contacts N   how many contacts stand in the house of million
  --targets F    another targets file for the register
  --folder F     a data folder with the demonstration register in it already; contacts are added to it
  --help         this

Times depend on the machine and on what else it does, so beside them stands how long a fixed piece of computing takes here
(reference); ratios hardly do. Ends with 0 when every bar is kept, 1 when not, 2 when called wrongly, 130 when stopped.`

const options = {
  json: { type: 'boolean' }, only: { type: 'string', multiple: true }, hour: { type: 'boolean' }, rounds: { type: 'string' }, minutes: { type: 'string' }, contacts: { type: 'string' }, targets: { type: 'string' }, folder: { type: 'string' }, help: { type: 'boolean', short: 'h' },
} as const

const [consultant] = others
const onTheRegister = ['contacts', 'desk', 'import', 'memory'] as const
const parts = [...onTheRegister, 'lists', 'million', 'fifty'] as const
type Part = (typeof parts)[number]
const usual: readonly Part[] = [...onTheRegister, 'lists']

process.exitCode = await runCommand({
  name: 'bench', help, options, doing: 'measuring',
  async run({ json, only, hour, rounds, targets, folder, ...given }, _, signal) {
    const unknown = only?.find((part) => !parts.some((one) => one === part))
    if (unknown) throw new BadUsage(`There is no part ${unknown}. The parts are ${parts.join(', ')}.`)
    const [minutes, many] = [numberIn('minutes', given.minutes ?? '1', 0.1, 120), numberIn('contacts', given.contacts ?? '1000000', 10_000, 10_000_000)]
    const tell = (text: string) => { if (!json) console.log(text) }
    const wanted = (part: Part) => (only ? only.includes(part) : usual.includes(part))
    const results: Result[] = []
    const add = (some: readonly Result[]) => { results.push(...some); tell(printed(some)) }
    add([reference()])
    if (onTheRegister.some(wanted)) await benchRegister({ folder, targets, signal, rounds: Number(rounds ?? 8), seconds: hour ? 3600 : 45, wanted, add, tell })
    if (wanted('lists')) add(await benchLists(Number(rounds ?? 40), tell))
    if (wanted('million')) add(await benchMillion(many, json ? () => undefined : progressOf(`${many} contacts`), signal))
    if (wanted('fifty')) add(await benchFifty(minutes, signal))
    const kept = results.every((one) => holds(one) !== false)
    if (json) console.log(JSON.stringify({ cores: availableParallelism(), kept, results: asJson(results) }, null, 2))
    return kept ? 0 : 1
  },
})

type OnTheRegister = {
  readonly folder: string | undefined
  readonly targets: string | undefined
  readonly signal: AbortSignal
  readonly rounds: number
  readonly seconds: number
  readonly wanted: (part: Part) => boolean
  readonly add: (some: readonly Result[]) => void
  readonly tell: (text: string) => void
}

async function benchRegister({ folder: given, targets, signal, rounds, seconds, wanted, add, tell }: OnTheRegister): Promise<void> {
  if (!given) tell('Loading the demonstration register …')
  const { folder, remove } = given ? { folder: resolve(given), remove: () => undefined } : await demonstrationFolder(signal, targets)
  const program = await startProgramApart(folder).catch((error: unknown) => { remove(); throw error })
  try {
    const desk = await signInOver(program.origin, consultant!.name, consultant!.passphrase)
    const app = { host: socketOf(folder), port: 5432, database: 'wayout', user: 'app', password: passwordsIn(folder).app }
    if (wanted('contacts')) add(await benchContacts({ desk, port: program.port, app, rounds, perRound: 200, workers: 8 }))
    if (wanted('desk')) add(await benchDesk(program.origin))
    if (wanted('import')) add(await benchPastContacts(program.origin))
    if (wanted('import')) add(await benchImport(program.origin))
    if (wanted('memory')) add(await benchMemory(program, desk, seconds, signal))
  } finally {
    await program.stop()
    remove()
  }
}

function progressOf(doing: string): (share: number) => void {
  const show = showProgress()
  return (share) => show(doing, share)
}

function numberIn(name: string, text: string, least: number, most: number): number {
  const number = Number(text)
  if (!(number >= least && number <= most)) throw new BadUsage(`--${name} is a number from ${least} to ${most}.`)
  return number
}
