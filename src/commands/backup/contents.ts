import { createReadStream } from 'node:fs'
import { createGunzip } from 'node:zlib'
import { StartRefusal } from '../../server/database/refusal.ts'
import type { Migration } from '../../server/database/migrate.ts'
import { openWith } from './age.ts'
import type { Head } from './ledger-check.ts'
import { digester, sameDigest } from './rows.ts'
import type { Digest, Digester, Table } from './rows.ts'
import type { Kind } from '../../shared/backups.ts'
import { readTar } from './tar.ts'
import type { Sequence } from './tables.ts'

/** First in every backup. What it is of, from when, and what must be in it. */
export type Manifest = {
  readonly format: 'wayout-backup/1'
  readonly kind: Kind
  /** The instant of the snapshot, ISO 8601. */
  readonly at: string
  readonly organisation: { readonly id: string; readonly name: string }
  readonly postgres: string
  readonly migrations: readonly Migration[]
  readonly tables: readonly (Table & { readonly rows: number })[]
  readonly leftOut: readonly string[]
  readonly sequences: readonly Sequence[]
  readonly members: Readonly<Record<string, number>>
  readonly ledger: Head | null
  readonly ledgerPublicKey: string
}

/** Last in every backup: its presence says that it is whole. */
export type Ending = { readonly tables: Readonly<Record<string, Digest>> }

export const manifestName = 'manifest.json'
export const endingName = 'ending.json'
export const tablePart = (place: number, part: number) => `tables/${String(place).padStart(4, '0')}/${String(part).padStart(8, '0')}.copy`
export const keyPart = (file: string) => `keys/${file}`

export type Visitor = {
  readonly manifest?: (manifest: Manifest) => void | Promise<void>
  /** Whole lines of COPY text, table after table in the manifest's order. */
  readonly rows?: (table: Table, lines: Buffer) => void | Promise<void>
  readonly key?: (file: string, bytes: Buffer) => void
  readonly signal?: AbortSignal | undefined
}

export type Checked = { readonly manifest: Manifest; readonly tables: Readonly<Record<string, Digest>> }

/**
 * Reads a backup from its first byte to its last: opens it, checks every part, counts every row and compares with what the
 * manifest promises. Refuses in a sentence; whatever the visitor was handed before that is not to be trusted.
 */
export async function readBackup(file: string, identities: readonly string[], visit: Visitor = {}): Promise<Checked> {
  const bytes = createReadStream(file, visit.signal ? { signal: visit.signal } : {})
  const opened = await openWith(identities, bytes).catch((error: unknown) => {
    bytes.destroy()
    throw unopened(file, error)
  })
  try {
    return await readContents(opened.compose(createGunzip()) as unknown as AsyncIterable<Uint8Array>, visit)
  } catch (error) {
    if (error instanceof Untaken) throw error.cause
    throw error instanceof StartRefusal || visit.signal?.aborted ? error : damaged(file, error)
  } finally {
    opened.destroy()
    bytes.destroy()
  }
}

async function readContents(plain: AsyncIterable<Uint8Array>, visit: Visitor): Promise<Checked> {
  let manifest: Manifest | undefined
  let ending: Ending | undefined
  const digests = new Map<string, Digester>()
  for await (const { name, bytes } of readTar(plain)) {
    if (name === manifestName) {
      manifest = understood(JSON.parse(bytes.toString('utf8')) as Manifest)
      for (const table of manifest.tables) digests.set(table.name, digester())
      await visit.manifest?.(manifest)
    } else if (name === endingName) ending = JSON.parse(bytes.toString('utf8')) as Ending
    else if (name.startsWith('keys/')) visit.key?.(name.slice('keys/'.length), bytes)
    else {
      const table = manifest?.tables[Number(/^tables\/(\d+)\//.exec(name)?.[1])]
      if (!table) throw new Error(`nobody knows what ${name} is`)
      const lines = digests.get(table.name)?.take(bytes)
      if (lines?.length !== bytes.length) throw new Error(`a row is cut off in ${name}`)
      await taken(visit.rows?.(table, bytes))
    }
  }
  if (!manifest || !ending) throw new Error('its end is missing')
  return { manifest, tables: counted(manifest, ending, digests) }
}

/** Whoever takes the rows failed, not the backup. */
class Untaken extends Error {}

async function taken(rows: void | Promise<void>): Promise<void> {
  try {
    await rows
  } catch (cause) {
    throw new Untaken('not taken', { cause })
  }
}

function counted(manifest: Manifest, ending: Ending, digests: ReadonlyMap<string, Digester>): Record<string, Digest> {
  return Object.fromEntries(manifest.tables.map(({ name, rows }) => {
    const digest = digests.get(name)?.end()
    if (digest?.rows !== rows) throw new Error(`${name} has ${digest?.rows ?? 0} rows, and ${rows} were counted`)
    if (!sameDigest(digest, ending.tables[name])) throw new Error(`the rows of ${name} are not those that were written`)
    return [name, digest]
  }))
}

function understood(manifest: Manifest): Manifest {
  if (manifest.format === 'wayout-backup/1') return manifest
  throw new StartRefusal(`This backup is of a kind this version does not know (${String(manifest.format)}).`, 'Use a newer version.')
}

const damaged = (file: string, error: unknown) =>
  new StartRefusal(`The backup ${file} is damaged: ${(error as Error).message}.`, 'Nothing was restored from it. Take another one.')

function unopened(file: string, error: unknown): StartRefusal {
  if (error instanceof StartRefusal) return error
  const { code, message } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') return new StartRefusal(`The backup ${file} cannot be read.`, 'Give the path of a backup that is there.')
  if (/identit/i.test(message)) return new StartRefusal('This secret key does not open this backup: it was sealed to others.', 'Use the sheet of one of the recipients that were named when it was made.')
  return damaged(file, error)
}
