import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { reach } from '../server/database/external.ts'
import { keepKeys, knownKeys, nodeKeysIn, nodeKeysOf, sharedFiles } from '../server/database/node-keys.ts'
import { StartRefusal } from '../server/database/refusal.ts'
import { BadUsage, runCommand } from './run-command.ts'

const { env } = process

const help = `Lets several nodes of the program work on one external database. Every node has a data folder of its own, and in it the same keys: the
one that signs the ledger, the logins of the database, and the one that makes salts for strangers.

  npm run node -- --new node-keys.json     on a node that works: writes its keys into this file, readable by you alone
  npm run node -- --join node-keys.json    on the new computer: puts them into its own, new folder
  npm run node -- --take-over              the folder with the keys is lost: the next node that is started gives the house new ones

  --help  this

WAYOUT_DATA names the folder (default ./data), DATABASE_URL the database. Carry the file over yourself and remove it afterwards. None of these
keys opens anything of a person's. Ends with 0 when it is done, 2 when called wrongly, else 1.`

const options = { new: { type: 'string' }, join: { type: 'string' }, 'take-over': { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const

type Keys = Readonly<Record<(typeof sharedFiles)[number], string>>

process.exitCode = await runCommand({
  name: 'node', doing: 'carrying over', help, options,
  async run(given) {
    if ([given.new, given.join, given['take-over']].filter(Boolean).length !== 1) throw new BadUsage('Say one of --new, --join and --take-over.')
    const dataFolder = resolve(env['WAYOUT_DATA'] ?? './data')
    const url = env['DATABASE_URL'] ?? refuseEmbedded()
    if (given.new) return writeKeys(dataFolder, url, given.new)
    if (given.join) return joinHouse(dataFolder, url, given.join)
    await keepKeys(await reach(url), undefined)
    console.log('The next node that is started on this database gives it the keys of its own folder. Other nodes stop working then, and whoever witnesses the ledger sees a new key: tell them.')
    return 0
  },
})

async function writeKeys(dataFolder: string, url: string, file: string): Promise<number> {
  const own = nodeKeysIn(dataFolder)
  if (!own || own !== (await knownKeys(await reach(url)))) throw new StartRefusal(`The folder ${dataFolder} is not that of a node of this house.`, 'Name it with WAYOUT_DATA, and the database with DATABASE_URL; the node must have been started once.')
  const keys = Object.fromEntries(sharedFiles.map((name) => [name, readFileSync(join(dataFolder, name), 'utf8')]))
  try {
    writeFileSync(file, JSON.stringify(keys, null, 2), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    throw new StartRefusal(`${file} could not be written: ${(error as Error).message}`, 'Name a file that is not there yet.')
  }
  console.log(`The keys of this house's nodes stand in ${file}. On the other computer: npm run node -- --join ${file}. Remove the file afterwards.`)
  return 0
}

async function joinHouse(dataFolder: string, url: string, file: string): Promise<number> {
  if (existsSync(join(dataFolder, 'ledger-key.pem'))) throw new StartRefusal(`The folder ${dataFolder} has keys already.`, 'Nothing was changed. Name a new one with WAYOUT_DATA.')
  const keys = read(file)
  if (nodeKeysOf(sharedFiles.map((name) => keys[name])) !== (await knownKeys(await reach(url)))) {
    throw new StartRefusal(`The keys in ${file} are not those of the house in this database.`, 'Nothing was changed. Write them anew with npm run node -- --new on a node that works.')
  }
  mkdirSync(dataFolder, { recursive: true })
  for (const name of sharedFiles) writeFileSync(join(dataFolder, name), keys[name], { mode: 0o600 })
  console.log(`This is a node of the house now. Start it with npm start and the same DATABASE_URL, and remove ${file}.`)
  return 0
}

function read(file: string): Keys {
  try {
    const keys = JSON.parse(readFileSync(file, 'utf8')) as Keys
    if (sharedFiles.every((name) => typeof keys[name] === 'string')) return keys
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new BadUsage(`There is no file ${file}.`)
  }
  throw new BadUsage(`${file} is no file of npm run node -- --new.`)
}

function refuseEmbedded(): never {
  throw new BadUsage('Set DATABASE_URL: several nodes need an external database. The PostgreSQL that comes along belongs to one program.')
}
