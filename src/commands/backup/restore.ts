import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { placesOf, reach } from '../../server/database/external.ts'
import { restoreMark } from '../../server/database/half-a-house.ts'
import { openServer } from '../../server/database/index.ts'
import { knownMigrations, migrate } from '../../server/database/migrate.ts'
import { StartRefusal } from '../../server/database/refusal.ts'
import type { Progress } from '../progress.ts'
import { readBackup } from './contents.ts'
import type { Manifest } from './contents.ts'
import { foundIn, putKeys } from './keys.ts'
import type { Head } from './ledger-check.ts'
import { loadHouse, refuseOccupied } from './load.ts'
import { linesIn } from './write.ts'

export type Target = { readonly dataFolder: string; readonly databaseUrl?: string | undefined; readonly pgBinDir?: string | undefined }

/** Whether this version knows how to read what the backup was made of. */
export function refuseUnknown({ migrations }: Manifest): void {
  const known = knownMigrations()
  const stranger = migrations.find((one) => !known.some((file) => file.name === one.name))
  if (stranger) throw new StartRefusal(`This backup was made by a newer Wayout (it has ${stranger.name}).`, 'Restore it with that version or a newer one.')
  const other = migrations.find((one) => !known.some((file) => file.name === one.name && file.hash === one.hash))
  if (other) throw new StartRefusal(`The file ${other.name} is not the one this backup was made with.`, 'Put the released file back.')
}

/** A folder with anything in it is somebody's; one where a restore broke off may be begun anew. */
export function refuseFull(dataFolder: string): void {
  const found = foundIn(dataFolder)
  if (!found.length || found.includes('restore-not-finished')) return
  throw new StartRefusal(`The folder ${dataFolder} is not empty: ${found.slice(0, 3).join(', ')} stand in it.`, 'Nothing was changed. Name an empty or a new one with WAYOUT_DATA.')
}

/** Restores a backup that was read through once already, into an empty place; whole, or not at all. Answers the ledger's head there. */
export async function restoreInto(target: Target, file: string, identities: readonly string[], manifest: Manifest, progress: Progress, signal: AbortSignal): Promise<Head | undefined> {
  const { dataFolder, databaseUrl } = target
  refuseFull(dataFolder)
  const where = databaseUrl ? `the database ${placesOf(databaseUrl)}` : dataFolder
  if (databaseUrl) await refuseOccupied(await reach(databaseUrl), where)
  mkdirSync(dataFolder, { recursive: true })
  const mark = restoreMark(dataFolder)
  writeFileSync(mark, `A restore of the backup of ${manifest.at} into this folder began and has not ended.\n`)
  const { owner, stop } = await openServer(target)
  try {
    if (!databaseUrl) await refuseOccupied(owner, where)
    await migrate(owner, { only: manifest.migrations.map((one) => one.name) })
    const head = await loadHouse(owner, {
      tables: manifest.tables, sequences: manifest.sequences, ledgerPublicKey: manifest.ledgerPublicKey, action: 'house.restored', progress,
      fill: (put) => fillFrom(file, identities, manifest, put, dataFolder, progress, signal),
    })
    await migrate(owner)
    rmSync(mark)
    return head
  } finally {
    await stop()
  }
}

async function fillFrom(file: string, identities: readonly string[], manifest: Manifest, put: Parameters<Parameters<typeof loadHouse>[1]['fill']>[0], dataFolder: string, progress: Progress, signal: AbortSignal) {
  const keys = new Map<string, Buffer>()
  const all = Math.max(1, manifest.tables.reduce((sum, table) => sum + table.rows, 0))
  let done = 0
  const { tables, manifest: again } = await readBackup(file, identities, {
    signal,
    key: (name, bytes) => void keys.set(name, bytes),
    async rows(table, lines) {
      await put(table, lines)
      progress('Restoring', (done += linesIn(lines)) / all)
    },
  })
  if (again.at !== manifest.at) throw new StartRefusal('The backup was changed while it was restored.', 'Nothing was restored. Begin again.')
  putKeys(dataFolder, keys)
  return tables
}
