import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { sql } from 'kysely'
import type pg from 'pg'
import { figureStore } from '../features/figures/index.ts'
import { homeOf } from '../server/database/embedded.ts'
import { openDatabase } from '../server/database/index.ts'
import { openPool } from '../server/database/pools.ts'
import { StartRefusal } from '../server/database/refusal.ts'
import { newPair, readIdentities } from './backup/age.ts'
import { bringsBack } from './backup/brings-back.ts'
import { readBackup } from './backup/contents.ts'
import { openForBackup } from './backup/house.ts'
import { refuseUnknown, restoreInto } from './backup/restore.ts'
import { makeBackup } from './backup/write.ts'
import { showProgress } from './progress.ts'
import type { Progress } from './progress.ts'
import { BadUsage, runCommand } from './run-command.ts'

const help = `Tries the whole way back: makes a backup, restores it into a throw-away place, and compares every row of every table, the
figures of every year, and the ledger. The house stays as it is and may run meanwhile. Prints one dated line for your log.

  npm run drill
  npm run drill -- --backup wayout-full-….tar.gz.age --identity sheet.txt    a backup you have, with a real printed sheet

  --help  this

It needs room for a second house in the folder for temporary files (TMPDIR). WAYOUT_DATA and DATABASE_URL as for npm start.
Ends with 0 when everything is alike, 2 when called wrongly, 130 when stopped, else 1.`

const options = { backup: { type: 'string' }, identity: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const

type Years = { readonly from: number; readonly to: number; readonly figures: string }

/** Every figure of every year there are contacts of, at one instant when a snapshot is named. */
async function countYears(stats: pg.ClientConfig, snapshot?: string): Promise<Years> {
  const pool = openPool(stats, 1)
  try {
    return await pool.kysely.connection().execute(async (one) => {
      const tx = one as unknown as Parameters<typeof figureStore>[0]
      const run = async (statement: string) => (await sql.raw<Record<string, number>>(statement).execute(tx)).rows
      await run('begin isolation level repeatable read read only')
      if (snapshot) await run(`set transaction snapshot '${snapshot}'`)
      const [row] = await run("select coalesce(extract(year from min(on_day)), 0)::int as first, coalesce(extract(year from max(on_day)), -1)::int as last from count.contact")
      const { first = 0, last = -1 } = row ?? {}
      const counted: unknown[] = []
      for (let year = first; year <= last; year++) {
        const tallies = await figureStore(tx, 'count').tallies({ from: `${year}-01-01`, to: `${year}-12-31` })
        counted.push([year, [...tallies].sort(([a], [b]) => a.localeCompare(b)).map(([figure, { total, later, parts }]) => [figure, total, later, Object.entries(parts).sort()])])
      }
      await run('commit')
      return { from: first, to: last, figures: JSON.stringify(counted) }
    })
  } finally {
    await pool.end()
  }
}

type Ready = { readonly file: string; readonly identities: readonly string[]; readonly years: Years | undefined }

/** A fresh backup under a key that lives as long as this drill, and the figures of the very same instant. */
async function freshBackup(folder: string, progress: Progress, signal: AbortSignal): Promise<Ready> {
  const house = await openForBackup()
  const [one, other] = [await newPair(), await newPair()]
  let years: Years | undefined
  try {
    const { file } = await makeBackup({
      ...house, kind: 'full', into: folder, recipients: [one.recipient, other.recipient], now: new Date(), progress, signal,
      meanwhile: async ({ id }) => { years = await countYears(house.login('stats'), id) },
    })
    await house.note('backup.made')
    return { file, identities: [one.identity], years }
  } finally {
    await house.close()
  }
}

process.exitCode = await runCommand({
  name: 'drill', doing: 'drill', help, options,
  async run(given, _, signal) {
    if ((given.backup === undefined) !== (given.identity === undefined)) throw new BadUsage('--backup and --identity go together.')
    const folder = mkdtempSync(join(tmpdir(), 'wayout-drill-'))
    const target = { dataFolder: join(folder, 'house'), pgBinDir: process.env['PG_BIN_DIR'] }
    const progress = showProgress()
    const begun = performance.now()
    try {
      chmodSync(folder, 0o711)
      mkdirSync(join(folder, 'backup'))
      const ready = given.backup && given.identity
        ? { file: resolve(given.backup), identities: readIdentities(given.identity), years: undefined }
        : await freshBackup(join(folder, 'backup'), progress, signal)
      const { manifest } = await readBackup(ready.file, ready.identities, { signal, manifest: refuseUnknown })
      if (!ready.years) for (const sentence of bringsBack(manifest, new Date(), undefined)) console.log(sentence)
      const written = performance.now()
      const head = await restoreInto(target, ready.file, ready.identities, manifest, progress, signal)
      const database = await openDatabase(target)
      const years = await countYears(database.login('stats')).finally(() => database.stop())
      if (ready.years && years.figures !== ready.years.figures) throw new StartRefusal('The drill failed: the restored house counts other figures than this one.', 'Report this; the house itself was not touched.')
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
      const counted = years.to < years.from ? 'no figures yet' : `figures of ${years.from} to ${years.to} ${ready.years ? 'alike' : 'counted'}`
      const seconds = (from: number, to: number) => ((to - from) / 1000).toFixed(1)
      console.log(`${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC  Drill passed: ${manifest.kind} backup of ${manifest.at.slice(0, 16).replace('T', ' ')}, ${manifest.tables.length} tables with ${rows} rows alike, ${counted}, ledger of ${head?.size ?? 0} entries, head ${head?.root ?? 'none'}; backup ${seconds(begun, written)} s, restore ${seconds(written, performance.now())} s.`)
      return 0
    } finally {
      if (existsSync(target.dataFolder)) rmSync(homeOf(target.dataFolder), { recursive: true, force: true, maxRetries: 5 })
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
    }
  },
})
