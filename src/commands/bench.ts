import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { passwordsIn } from '../server/database/logins.ts'
import { socketOf } from '../server/database/embedded.ts'
import { others } from '../demo/members.ts'
import { benchContacts } from './bench/contacts.ts'
import { benchDesk } from './bench/desk.ts'
import { demonstrationFolder, startProgramApart } from './bench/house.ts'
import { benchMemory } from './bench/memory.ts'
import { asJson, holds, printed } from './bench/result.ts'
import type { Result } from './bench/result.ts'
import { signInOver } from './bench/sign-in.ts'
import { BadUsage, runCommand } from './run-command.ts'

const help = `Measures the program on a throw-away demonstration register, each ratio side by side in one run, each time against its bar.

  npm run bench                        about three minutes
  npm run bench -- --only contacts     one part: contacts, desk, memory
  npm run bench -- --hour              the memory after an hour's use

  --json         one JSON object instead of a table
  --rounds N     rounds of the contacts part (8)
  --targets F    another targets file for the register
  --folder F     a data folder with the demonstration register in it already; contacts are added to it
  --help         this

Times depend on the machine and on what else it does; ratios hardly do. Ends with 0 when every bar is kept, 1 when not,
130 when stopped.`

const options = {
  json: { type: 'boolean' }, only: { type: 'string', multiple: true }, hour: { type: 'boolean' }, rounds: { type: 'string' }, targets: { type: 'string' }, folder: { type: 'string' }, help: { type: 'boolean', short: 'h' },
} as const

const [consultant] = others
const parts = ['contacts', 'desk', 'memory'] as const

process.exitCode = await runCommand({
  name: 'bench', help, options, doing: 'measuring',
  async run({ json, only, hour, rounds, targets, folder: given }, _, signal) {
    const unknown = only?.find((part) => !parts.some((one) => one === part))
    if (unknown) throw new BadUsage(`There is no part ${unknown}. The parts are ${parts.join(', ')}.`)
    const tell = (text: string) => { if (!json) console.log(text) }
    const wanted = (part: (typeof parts)[number]) => !only || only.includes(part)
    if (!given) tell('Loading the demonstration register …')
    const { folder, remove } = given ? { folder: resolve(given), remove: () => undefined } : await demonstrationFolder(signal, targets)
    const program = await startProgramApart(folder).catch((error: unknown) => { remove(); throw error })
    const results: Result[] = []
    const add = (some: readonly Result[]) => { results.push(...some); tell(printed(some)) }
    try {
      const desk = await signInOver(program.origin, consultant!.name, consultant!.passphrase)
      const app = { host: socketOf(folder), port: 5432, database: 'wayout', user: 'app', password: passwordsIn(folder).app }
      if (wanted('contacts')) add(await benchContacts({ desk, port: program.port, app, rounds: Number(rounds ?? 8), perRound: 200, workers: 8 }))
      if (wanted('desk')) add(await benchDesk(program.origin))
      if (wanted('memory')) add(await benchMemory(program, desk, hour ? 3600 : 45, signal))
    } finally {
      await program.stop()
      remove()
    }
    const kept = results.every((one) => holds(one) !== false)
    if (json) console.log(JSON.stringify({ cores: availableParallelism(), kept, results: asJson(results) }, null, 2))
    return kept ? 0 : 1
  },
})
