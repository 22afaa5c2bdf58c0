import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { dayOf } from '../shared/calendar.ts'
import { shredWindowDays } from '../shared/shred-window.ts'
import { StartRefusal } from '../server/database/refusal.ts'
import { newPair, readRecipients } from './backup/age.ts'
import { openForBackup } from './backup/house.ts'
import { expiryOf, isExpired, readName } from '../shared/backups.ts'
import type { Named } from '../shared/backups.ts'
import { makeBackup } from './backup/write.ts'
import { showProgress } from './progress.ts'
import { BadUsage, runCommand } from './run-command.ts'

const { env } = process

const help = `Makes a backup of the house in one file, sealed with age; the program may run meanwhile. Nothing is ever written unsealed.

  npm run backup -- --new-recipient                 a key pair for a printed sheet; do it twice, for two sheets
  npm run backup -- --into /media/usb --to age1… --to age1…
  npm run backup -- --archive                       without the keys that open anything: figures and ledger, to keep for years
  npm run backup -- --list                          the backups there are, and until when

  --into FOLDER   where it goes (default: WAYOUT_BACKUPS)
  --to age1…      a public key it is sealed to, at least two (default: the lines of the file WAYOUT_BACKUP_RECIPIENTS)
  --archive       leaves out hold, token, drafts, invites and the program's keys; nothing in it can be opened by anybody
  --list          lists and does nothing
  --new-recipient prints a new pair and does nothing
  --help          this

Full backups are removed when they are ${shredWindowDays} days old, by the next backup into their folder: only then is an erasure complete.
WAYOUT_DATA names the house's folder (default ./data), DATABASE_URL an external PostgreSQL.
Ends with 0 when it was made, read back and counted; 2 when called wrongly, 3 when there is no room, 130 when stopped, else 1.`

const options = {
  into: { type: 'string' }, to: { type: 'string', multiple: true }, archive: { type: 'boolean' }, list: { type: 'boolean' },
  'new-recipient': { type: 'boolean' }, help: { type: 'boolean', short: 'h' },
} as const

/** Kind, instant and name of every backup of a folder, oldest first. */
function backupsIn(folder: string): Named[] {
  try {
    return readdirSync(folder).flatMap((name) => readName(name) ?? []).sort((one, other) => one.at.getTime() - other.at.getTime())
  } catch {
    throw new StartRefusal(`The folder ${folder} cannot be read.`, 'Is the disk connected? Name another with --into or WAYOUT_BACKUPS.')
  }
}

async function printPair(): Promise<void> {
  const { identity, recipient } = await newPair()
  const grouped = identity.replace(/(.{16})(.*)/, (_, head: string, rest: string) => `${head} ${(rest.match(/.{1,4}/g) ?? []).join(' ')}`)
  console.log(`Public key. Put this line into the file of WAYOUT_BACKUP_RECIPIENTS; it is no secret:

${recipient}

Secret key. Print it or write it down by hand, and keep the sheet outside this building; it opens every backup sealed to the line
above. Do not keep it on this computer. Spaces and small letters do no harm when it is typed in again:

${grouped}
`)
}

const shownSize = (bytes: number) => bytes < 1e5 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`

function printList(folder: string, now: Date): void {
  const all = backupsIn(folder)
  if (!all.length) return console.log(`There is no backup in ${folder}.`)
  for (const { name, kind, at } of all) {
    const until = kind === 'archive' ? 'may be kept' : isExpired({ kind, at }, now) ? 'goes with the next backup' : `goes by ${dayOf(expiryOf(at))}`
    console.log(`${at.toISOString().slice(0, 16).replace('T', ' ')} UTC  ${kind.padEnd(8)}${shownSize(statSync(join(folder, name)).size).padStart(12)}  ${until.padEnd(26)}${name}`)
  }
}

function removeExpired(folder: string, now: Date): void {
  const ahead = backupsIn(folder).filter(({ at }) => at.getTime() > now.getTime() + 86_400_000)
  if (ahead.length) console.error(`${ahead.length} backups here carry a date that has not come yet; they are left alone. Is the clock of this computer right?`)
  const old = backupsIn(folder).filter((one) => isExpired(one, now))
  for (const { name } of old) rmSync(join(folder, name))
  if (old.length) console.log(`Removed, because full backups live ${shredWindowDays} days at most: ${old.map(({ name }) => name).join(', ')}`)
}

process.exitCode = await runCommand({
  name: 'backup', doing: 'backup', help, options,
  async run(given, _, signal) {
    if (given['new-recipient']) return printPair().then(() => 0)
    const into = given.into ?? env['WAYOUT_BACKUPS']
    if (!into) throw new BadUsage('Say where: --into FOLDER, or set WAYOUT_BACKUPS. Another disk or machine is best.')
    const folder = resolve(into)
    const now = new Date()
    if (given.list) return printList(folder, now) ?? 0
    const recipients = readRecipients(given.to ?? [], env['WAYOUT_BACKUP_RECIPIENTS'])
    // Never made here: a disk that is not connected would be filled in its place.
    backupsIn(folder)
    const house = await openForBackup()
    try {
      const made = await makeBackup({ ...house, kind: given.archive ? 'archive' : 'full', into: folder, recipients, now, progress: showProgress(), signal })
      if (!given.archive) writeFileSync(join(house.dataFolder, 'last-backup.json'), JSON.stringify({ at: now.toISOString(), file: made.file }), { mode: 0o600 })
      await house.note(given.archive ? 'backup.archived' : 'backup.made')
      const rows = Object.values(made.tables).reduce((sum, one) => sum + one.rows, 0)
      console.log(`${made.file}\n${shownSize(made.bytes)}, ${made.manifest.tables.length} tables with ${rows} rows, read back and counted.`)
      if (given.archive) console.log('An archive: its records can be counted, and nothing in it can be opened.')
      removeExpired(folder, now)
      return 0
    } finally {
      await house.close()
    }
  },
})
