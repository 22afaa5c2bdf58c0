import { closeSync, fsyncSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { nameOf as processOf } from '../../server/database/processes.ts'
import { StartRefusal } from '../../server/database/refusal.ts'
import { newPair, sealTo } from './age.ts'
import { endingName, keyPart, manifestName, readBackup, tablePart } from './contents.ts'
import type { Ending, Manifest } from './contents.ts'
import { keysIn } from './keys.ts'
import { nameOf, partName, writerOf } from '../../shared/backups.ts'
import type { Kind } from '../../shared/backups.ts'
import { digester, rowsOf } from './rows.ts'
import type { Digest } from './rows.ts'
import { inSnapshot } from './snapshot.ts'
import type { Snapshot } from './snapshot.ts'
import { tarEnd, tarEntry } from './tar.ts'
import type { Progress } from '../progress.ts'

export type BackupOrder = {
  readonly kind: Kind
  readonly dataFolder: string
  readonly into: string
  readonly recipients: readonly string[]
  readonly snapshot: Parameters<typeof inSnapshot>[0]
  readonly ledgerPublicKey: string
  readonly now: Date
  readonly progress: Progress
  readonly signal?: AbortSignal | undefined
  /** What else is to be learned of the very same instant. */
  readonly meanwhile?: (snapshot: Snapshot) => Promise<void>
}

export type Made = { readonly file: string; readonly bytes: number; readonly manifest: Manifest; readonly tables: Readonly<Record<string, Digest>> }

/**
 * One consistent snapshot, sealed as it is read; nothing of it is ever on the disk in the clear. The file is read back,
 * opened with a key that was made for this and is then forgotten, and counted, before it gets its name.
 */
export async function makeBackup(order: BackupOrder): Promise<Made> {
  const name = nameOf(order.kind, order.now)
  const part = join(order.into, partName(name, process.pid))
  const checking = await newPair()
  sweep(order.into)
  try {
    const manifest = await inSnapshot(order.snapshot, order.kind, async (snapshot) => {
      await order.meanwhile?.(snapshot)
      return writeSealed(part, order, await snapshot.manifest(order.kind, order.now, order.ledgerPublicKey), snapshot, checking.recipient)
    })
    let read = 0
    const all = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
    const { tables } = await readBackup(part, [checking.identity], {
      signal: order.signal,
      rows: (_, lines) => order.progress('Reading it back', all ? (read += linesIn(lines)) / all : 1),
    })
    const file = join(order.into, name)
    renameSync(part, file)
    syncFolder(order.into)
    return { file, bytes: statSync(file).size, manifest, tables }
  } catch (error) {
    throw whyNot(error, order.into)
  } finally {
    rmSync(part, { force: true })
  }
}

async function writeSealed(part: string, order: BackupOrder, manifest: Manifest, snapshot: Snapshot, checking: string): Promise<Manifest> {
  const handle = await open(part, 'wx', 0o600)
  try {
    const plain = Readable.from(contentsOf(order, manifest, snapshot), { objectMode: false })
    const gzip = createGzip({ level: 1 })
    const sealed = await sealTo([...order.recipients, checking], gzip)
    const signal = order.signal ? { signal: order.signal } : {}
    await bothWays(pipeline(plain, gzip, signal), handle.writeFile(sealed, signal))
    await handle.sync()
    return manifest
  } finally {
    await handle.close().catch(() => undefined)
  }
}

/** When one of two joined streams breaks, the other ends too early: the first has the reason. */
async function bothWays(...ways: Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(ways)).flatMap((way) => (way.status === 'rejected' ? [way.reason as NodeJS.ErrnoException] : []))
  if (failed.length) throw failed.find((error) => error.code !== 'ERR_STREAM_PREMATURE_CLOSE') ?? failed[0]
}

async function* contentsOf({ dataFolder, kind, now, progress }: BackupOrder, manifest: Manifest, snapshot: Snapshot): AsyncGenerator<Buffer> {
  const entry = (name: string, bytes: Buffer) => tarEntry({ name, bytes }, now)
  const json = (name: string, value: unknown) => entry(name, Buffer.from(JSON.stringify(value, null, 2)))
  yield json(manifestName, manifest)
  for (const { file, bytes } of keysIn(dataFolder, kind)) yield entry(keyPart(file), bytes)
  const all = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
  let done = 0
  const digests: Record<string, Digest> = {}
  for (const [place, table] of manifest.tables.entries()) {
    const digest = digester()
    let part = 0
    for await (const lines of rowsOf(snapshot.client, table, digest)) {
      yield entry(tablePart(place, part++), lines)
      progress('Writing the backup', (done += linesIn(lines)) / Math.max(all, 1))
    }
    digests[table.name] = digest.end()
  }
  yield json(endingName, { tables: digests } satisfies Ending)
  yield tarEnd
}

export function linesIn(bytes: Buffer): number {
  let lines = 0
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++
  return lines
}

/** Halves left by a process that was killed. */
function sweep(folder: string): void {
  for (const file of readdirSync(folder)) {
    const writer = writerOf(file)
    if (writer !== undefined && !processOf(writer)) rmSync(join(folder, file), { force: true })
  }
}

/** The name itself is on the disk. Windows syncs no folders and needs none. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function whyNot(error: unknown, folder: string): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') return new StartRefusal(`There is no room left in ${folder}. No backup was made, and no half of one was left.`, 'Make room there, or name another folder.', 3)
  if (code === 'EACCES' || code === 'EROFS' || code === 'ENOENT') return new StartRefusal(`The folder ${folder} cannot be written. No backup was made.`, 'Choose another, or change who owns it.')
  return error
}
