import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Kind } from '../../shared/backups.ts'

/** Made anew in every house, or of this moment and this machine only. A leaked backup must not know the logins of the living house. */
const notKept = ['logins.json', 'program.json', 'where-the-database-is.txt', 'restore-not-finished', 'last-backup.json']
const mostBytes = 1_048_576

/**
 * The small files that stand in the data folder itself: the ledger's signing key, the key of salts for strangers, and
 * whatever a later version keeps there. An archive has none of them: it is for counting and never goes on as the same house.
 */
export function keysIn(dataFolder: string, kind: Kind): { readonly file: string; readonly bytes: Buffer }[] {
  if (kind === 'archive') return []
  return readdirSync(dataFolder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.') && !entry.name.endsWith('.age') && !notKept.includes(entry.name))
    .map((entry) => join(dataFolder, entry.name))
    .filter((path) => statSync(path).size <= mostBytes)
    .map((path) => ({ file: path.slice(dataFolder.length + 1), bytes: readFileSync(path) }))
}

export function putKeys(dataFolder: string, keys: ReadonlyMap<string, Buffer>): void {
  for (const [file, bytes] of keys) if (/^[\w.-]+$/.test(file) && !notKept.includes(file)) writeFileSync(join(dataFolder, file), bytes, { mode: 0o600 })
}

/** What stands in a data folder that is not empty; logins alone are of nobody yet. */
export function foundIn(dataFolder: string): string[] {
  return existsSync(dataFolder) ? readdirSync(dataFolder).filter((name) => name !== 'logins.json') : []
}
