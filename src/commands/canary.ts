import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { socketOf } from '../server/database/embedded.ts'
import { passwordsIn } from '../server/database/logins.ts'
import { searchBackups } from './canary/backups.ts'
import { foundAt } from './canary/house.ts'
import { postgresOf, searchMemory, whyUnreadable } from './canary/memory.ts'
import { plant, plantInClear } from './canary/plant.ts'
import { needlesFor, searchFiles, searchIn, searchTables } from './canary/search.ts'
import { recordTraffic } from './canary/traffic.ts'
import { newCanaries } from './canary/words.ts'
import { freePort, startOwn } from './own-program.ts'

const help = `npm run canary [-- --plant-one-in-clear]

Starts a house in a throw-away folder, writes an invented name, in Latin and in Cyrillic letters, into every sealed field of
every contract, into a draft, into files and into a registration that comes through the public door, through the real vault and over
HTTP, and then searches all that went over the wire, the memory of the program and of every process of PostgreSQL, every table, the
write-ahead log, every other file of the database, all logs, and a full backup and an archive with their seals opened for it: as UTF-8
and UTF-16, and those as hex and base64. Memory is searched on Linux, as root or as the user of the program; elsewhere it says that it
was not.
Ends with 0 when it was found nowhere, with 1 and the places when it was found, with 2 when the search could not be made.

  --plant-one-in-clear   writes it into one field that is not sealed as well, and into a registration that was not sealed, to see
                         that the search finds it`

async function search(plantsOne: boolean): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'wayout-canary-'))
  chmodSync(folder, 0o711)
  const [data, desk, port] = [join(folder, 'data'), join(folder, 'desk'), await freePort()]
  mkdirSync(desk)
  writeFileSync(join(desk, 'index.html'), '')
  const env = { WAYOUT_DATA: data, WAYOUT_DESK: desk, PORT: String(port), WAYOUT_LOG: 'trace' }
  const program = await startOwn(env, join(folder, 'program.log'))
  const recorder = await recordTraffic(port)
  try {
    const keeper = await foundAt(recorder.origin, program.setupSecret ?? '')
    const canaries = newCanaries()
    for (const canary of canaries) {
      const { fields, schemas } = await plant(keeper, canary)
      console.log(`${canary}: in ${fields} sealed fields (${schemas.join(', ')}), a draft, files and a registration at the door, and read back from there`)
    }
    if (plantsOne) await plantInClear(keeper, canaries[0] ?? '')
    const needles = canaries.flatMap(needlesFor)
    // First what is gone soonest.
    const memory = searchProcesses(program.pid, data, needles)
    const streams = recorder.streams()
    const traffic = streams.flatMap((stream) => searchIn('the recorded traffic', stream, needles))
    const boot = { host: socketOf(data), port: 5432, user: 'boot', password: passwordsIn(data).boot, database: 'wayout' }
    const tables = await searchTables(boot, needles)
    const backups = await searchBackups(folder, env, needles)
    await program.end()
    const files = searchFiles(folder, needles)
    const found = [...traffic, ...memory.found, ...tables.found, ...backups.found, ...files.found]
    for (const { where, encoding, times } of found) console.log(`FOUND ${times} times in ${where}, ${encoding}`)
    const times = found.reduce((sum, one) => sum + one.times, 0)
    const sent = streams.reduce((sum, stream) => sum + stream.length, 0)
    console.log(`found ${times} times in ${tables.tables} tables and ${files.files} files (write-ahead log and logs among them), ${backups.bytes} bytes of opened backups, ${sent} bytes of traffic and ${memory.bytes} bytes of memory of ${memory.processes} processes`)
    return times === 0 ? 0 : 1
  } finally {
    await recorder.close()
    await program.end()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}

/** The program and all of PostgreSQL while they run. The name of the folder stands in each of them, so that an unread one is noticed. */
function searchProcesses(program: number, data: string, needles: Parameters<typeof searchMemory>[1]): ReturnType<typeof searchMemory> {
  const postmaster = Number(readFileSync(join(data, 'database/cluster/postmaster.pid'), 'utf8').split('\n')[0])
  const why = whyUnreadable(program) ?? whyUnreadable(postmaster)
  if (why) {
    console.log(why)
    return { found: [], processes: 0, bytes: 0 }
  }
  return searchMemory([{ pid: program, name: 'the program' }, ...postgresOf(postmaster)], needles, data)
}

async function main(): Promise<number> {
  const { values } = parseArgs({ options: { help: { type: 'boolean' }, 'plant-one-in-clear': { type: 'boolean' } } })
  if (!values.help) return search(values['plant-one-in-clear'] ?? false)
  console.log(help)
  return 0
}

process.exitCode = await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  return 2
})
