import { spawnSync } from 'node:child_process'
import { createReadStream, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createGunzip } from 'node:zlib'
import { newPair, openWith } from '../backup/age.ts'
import { searchIn } from './search.ts'
import type { Found, Needle } from './search.ts'

/** A full backup and an archive of the running house, opened as whoever finds file and printed sheet would; the sealed files are searched with the others. */
export async function searchBackups(folder: string, env: Readonly<Record<string, string>>, needles: readonly Needle[]): Promise<{ found: Found[]; bytes: number }> {
  const into = join(folder, 'backups')
  mkdirSync(into)
  const [one, other] = [await newPair(), await newPair()]
  for (const kind of [[], ['--archive']]) {
    const made = spawnSync(process.execPath, [join(import.meta.dirname, '../backup.ts'), '--into', into, '--to', one.recipient, '--to', other.recipient, ...kind], {
      env: { PATH: process.env['PATH'] ?? '', ...env }, encoding: 'utf8',
    })
    if (made.status !== 0) throw new Error(`no backup was made: ${made.stderr}`)
  }
  const found: Found[] = []
  let bytes = 0
  for (const name of readdirSync(into)) {
    const parts: Buffer[] = []
    const opened = await openWith([one.identity], createReadStream(join(into, name)))
    for await (const part of opened.compose(createGunzip())) parts.push(part as Buffer)
    const whole = Buffer.concat(parts)
    bytes += whole.length
    found.push(...searchIn(`the opened backup ${name}`, whole, needles))
  }
  return { found, bytes }
}
