import { readSync } from 'node:fs'
import { resolve } from 'node:path'
import { readIdentities } from './backup/age.ts'
import { bringsBack, learnSince } from './backup/brings-back.ts'
import { readBackup } from './backup/contents.ts'
import { refuseFull, refuseUnknown, restoreInto } from './backup/restore.ts'
import { linesIn } from './backup/write.ts'
import { showProgress } from './progress.ts'
import { BadUsage, runCommand } from './run-command.ts'

const { env } = process

const help = `Restores a backup into an empty folder, or into an empty external PostgreSQL. Reads the whole backup first and says what it
brings back; afterwards every row is compared, every reference checked and the ledger computed anew before anything counts.

  WAYOUT_DATA=./new-house npm run restore -- wayout-full-….tar.gz.age --identity sheet.txt
  npm run restore -- wayout-full-….tar.gz.age --identity sheet.txt --check

  --identity FILE  the secret key from one of the printed sheets, typed into a file; remove the file afterwards. Asked for when missing
  --check          reads, checks and says what it would bring back, and restores nothing
  --help           this

WAYOUT_DATA names the folder (default ./data), DATABASE_URL an external PostgreSQL. Neither may hold anything.
Ends with 0 when it is restored (or holds, with --check), 2 when called wrongly, 130 when stopped, else 1.`

const options = { identity: { type: 'string' }, check: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const

/** Asked on a terminal only; a script gives it. */
function askForIdentity(): string {
  if (!process.stdin.isTTY) throw new BadUsage('Say where the secret key is: --identity FILE.')
  process.stdout.write('File with the secret key from the printed sheet: ')
  const typed = Buffer.alloc(4096)
  return typed.toString('utf8', 0, readSync(0, typed)).trim()
}

process.exitCode = await runCommand({
  name: 'restore', doing: 'restore', help, options, positionals: true,
  async run(given, [file, ...more], signal) {
    if (!file || more.length) throw new BadUsage('Name one backup.')
    const target = { dataFolder: resolve(env['WAYOUT_DATA'] ?? './data'), databaseUrl: env['DATABASE_URL'], pgBinDir: env['PG_BIN_DIR'] }
    if (!given.check) refuseFull(target.dataFolder)
    const identities = readIdentities(given.identity ?? askForIdentity())
    const progress = showProgress()
    let [done, all] = [0, 1]
    const { manifest } = await readBackup(resolve(file), identities, {
      signal,
      manifest(one) {
        refuseUnknown(one)
        all = one.tables.reduce((sum, table) => sum + table.rows, 0)
      },
      rows: (_, lines) => progress('Reading the backup', (done += linesIn(lines)) / all),
    })
    for (const sentence of bringsBack(manifest, new Date(), await learnSince(resolve(file), manifest, identities, signal))) console.log(sentence)
    if (given.check) {
      console.log('It is whole: every part opened, every row counted. Nothing was restored.')
      return 0
    }
    const head = await restoreInto(target, resolve(file), identities, manifest, progress, signal)
    console.log(`Restored and compared: ${manifest.tables.length} tables, ${all} rows${head ? `, ledger of ${head.size} entries, head ${head.root}` : ''}.`)
    console.log('Everybody unlocks anew. Start it with npm start, and remove the file with the secret key from this computer.')
    return 0
  },
})
