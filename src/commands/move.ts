import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { StartRefusal } from '../server/database/refusal.ts'
import { dayOf } from '../shared/calendar.ts'
import { moveHouse } from './backup/move.ts'
import { expiryOf } from '../shared/backups.ts'
import { showProgress } from './progress.ts'
import { BadUsage, runCommand } from './run-command.ts'

const { env } = process

const help = `Moves the house from the PostgreSQL that came along to an external one, or back. The program must be stopped. Everything goes in
one transaction, every row is compared, and the old database is marked as left, so that it is never started by mistake.

  npm run move -- --to postgres://login:password@host:5432/database
  DATABASE_URL=postgres://… npm run move -- --back

  --to URL   an empty database on PostgreSQL 15 or newer, whose owner the login is
  --back     from DATABASE_URL into the folder WAYOUT_DATA
  --help     this

Keys stay in the folder WAYOUT_DATA (default ./data). Broken off, it is begun anew with the same command.
Ends with 0 when everything is there and compared, 2 when called wrongly, 130 when stopped, else 1.`

const options = { to: { type: 'string' }, back: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const

process.exitCode = await runCommand({
  name: 'move', doing: 'move', help, options,
  async run(given, _, signal) {
    if ((given.to === undefined) === !given.back) throw new BadUsage('Say either --to postgres://… or --back.')
    const dataFolder = resolve(env['WAYOUT_DATA'] ?? './data')
    if (!existsSync(dataFolder)) throw new StartRefusal(`There is no house in ${dataFolder}.`, 'Name its folder with WAYOUT_DATA.')
    const current = env['DATABASE_URL']
    if (given.back && !current) throw new BadUsage('Say where the house is now: set DATABASE_URL.')
    if (given.to && current) throw new BadUsage('DATABASE_URL is set: the house is in an external database already. Move it back first, or take a backup and restore it.')
    const own = { dataFolder, pgBinDir: env['PG_BIN_DIR'] }
    const ways = given.back ? { from: { ...own, databaseUrl: current }, to: own } : { from: own, to: { ...own, databaseUrl: given.to } }
    const { rows, tables, whither, wasThere } = await moveHouse({ ...ways, progress: showProgress(), signal })
    console.log(`${wasThere ? 'It was there already; all of it is alike' : 'Moved and compared'}: ${tables} tables, ${rows} rows, ${whither}.`)
    console.log(given.back
      ? 'From now on start without DATABASE_URL.'
      : 'From now on start with DATABASE_URL set to the address you gave here, and keep the folder: its keys belong to the house.')
    console.log(`The old database is marked as left and will not start. Remove it when the new one has proved itself, by ${dayOf(expiryOf(new Date()))} at the latest: what is erased from now on is still in it.`)
    return 0
  },
})
