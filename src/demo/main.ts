import { resolve } from 'node:path'
import { showProgress } from '../commands/progress.ts'
import { openDatabase } from '../server/database/index.ts'
import type { Database } from '../server/database/index.ts'
import { StartRefusal } from '../server/database/refusal.ts'
import { secretsIn } from '../server/house-secrets.ts'
import { loadDemonstration, NotEmpty } from './load.ts'
import { founder, others } from './members.ts'

const { env, stdout } = process
const usualSeed = 28
// Sealing is very many small tasks: with more threads than processors they cost a sixth more. Read when the first task starts.
env['UV_THREADPOOL_SIZE'] ??= '2'

const help = `Loads the demonstration register: invented people, fifteen years of work, sealed as the desk seals.
Into an empty house only; the program must not run. Settings as for npm start (WAYOUT_DATA, DATABASE_URL, PG_BIN_DIR).

  --targets FILE   what the register must count to (default: the published figures of the interview)
  --seed NUMBER    another seed tells other years with the same figures
`

function option(name: string): string | undefined {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}

async function main(): Promise<void> {
  if (process.argv.includes('--help')) return void stdout.write(help)
  const dataFolder = resolve(env['WAYOUT_DATA'] ?? './data')
  const database = await openDatabase({ dataFolder, databaseUrl: env['DATABASE_URL'], pgBinDir: env['PG_BIN_DIR'] })
  const begun = performance.now()
  const progress = showProgress()
  for (const ending of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) process.once(ending, () => void giveUp(database))
  try {
    const { plan } = await loadDemonstration({
      login: database.login, targetsFile: option('targets') ?? new URL('./targets/interview.json', import.meta.url),
      seed: Number(option('seed') ?? usualSeed), ...secretsIn(dataFolder), progress: (share) => progress('Loading the demonstration register', share),
    })
    const seconds = Math.round((performance.now() - begun) / 1000)
    console.log(`${plan.contacts.length} contacts and ${plan.clients.length} clients, all of them invented, in ${seconds} s.`)
    printMembers()
  } finally {
    process.removeAllListeners('disconnect')
    await database.stop()
  }
}

/** Stopped half-way: rows are taken back by the database, the founded house stays and is of no use. */
async function giveUp(database: Database): Promise<void> {
  await database.stop().catch(() => undefined)
  console.error('\nThe demonstration register was not loaded to its end. Remove this data folder, or choose another with WAYOUT_DATA.')
  process.exit(1)
}

function printMembers(): void {
  console.log('\nThe members of the demonstration, one of each role; mira sits in every team:')
  for (const { name, roles, passphrase } of [founder, ...others]) console.log(`  ${name.padEnd(10)}${roles.join(', ').padEnd(16)}${passphrase}`)
  console.log('')
}

main().catch((error: unknown) => {
  if (error instanceof NotEmpty) console.error(`The demonstration register was not loaded. ${error.message}\nChoose another folder with WAYOUT_DATA, or start without --demo.`)
  else if (error instanceof StartRefusal) console.error(`The demonstration register was not loaded. ${error.message}\n${error.whatToDo}`)
  else console.error('The demonstration register was not loaded.', error)
  process.exitCode = 1
})
