import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'

export type Needle = { readonly encoding: string; readonly bytes: Buffer }
export type Found = { readonly where: string; readonly encoding: string; readonly times: number }

/** A word as it may lie around: in three encodings of text, and those again as hex, base64 and base64url at any alignment. */
export function needlesFor(word: string): Needle[] {
  const big = Buffer.from(word, 'utf16le').swap16()
  const texts = [['utf-8', Buffer.from(word)], ['utf-16le', Buffer.from(word, 'utf16le')], ['utf-16be', big]] as const
  const escaped = JSON.stringify(word).slice(1, -1).replace(/[^\x20-\x7e]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return [
    ...texts.flatMap(([name, bytes]) => [
      { encoding: name, bytes },
      { encoding: `${name} as hex`, bytes: Buffer.from(bytes.toString('hex')) },
      { encoding: `${name} as HEX`, bytes: Buffer.from(bytes.toString('hex').toUpperCase()) },
      ...[0, 1, 2].flatMap((shift) => (['base64', 'base64url'] as const).map((way) => ({ encoding: `${name} as ${way}`, bytes: middleOf(bytes, shift, way) }))),
    ]),
    { encoding: 'escaped in JSON', bytes: Buffer.from(escaped) },
  ]
}

/** What base64 makes of the bytes whatever stands before and after them. */
function middleOf(bytes: Buffer, shift: number, way: 'base64' | 'base64url'): Buffer {
  const text = Buffer.concat([Buffer.alloc(shift), bytes]).toString(way).replaceAll('=', '')
  const whole = Math.floor((shift + bytes.length) / 3) * 4
  return Buffer.from(text.slice(shift ? 4 : 0, whole))
}

export function searchIn(where: string, hay: Buffer, needles: readonly Needle[]): Found[] {
  return needles.flatMap(({ encoding, bytes }) => {
    let times = 0
    for (let at = hay.indexOf(bytes); at >= 0; at = hay.indexOf(bytes, at + 1)) times++
    return times ? [{ where, encoding, times }] : []
  })
}

/** Every table of the database, as COPY hands it out; bytes come as hex, which is searched too. */
export async function searchTables(superuser: pg.ClientConfig, needles: readonly Needle[]): Promise<{ found: Found[]; tables: number }> {
  const client = new pg.Client(superuser)
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema') order by 1")
    const found: Found[] = []
    for (const { name } of rows) {
      const parts: Buffer[] = []
      for await (const part of client.query(copyTo(`copy ${name} to stdout`))) parts.push(part as Buffer)
      found.push(...searchIn(`table ${name}`, Buffer.concat(parts), needles))
    }
    return { found, tables: rows.length }
  } finally {
    await client.end()
  }
}

/** Every file below the folder: write-ahead log, table files, logs, settings. */
export function searchFiles(folder: string, needles: readonly Needle[]): { found: Found[]; files: number } {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) => file.isFile())
  if (!files.some((file) => file.parentPath.endsWith('pg_wal'))) throw new Error('the write-ahead log is not in this folder')
  const found = files.flatMap((file) => {
    const path = join(file.parentPath, file.name)
    return searchIn(`file ${relative(folder, path)}`, readFileSync(path), needles)
  })
  return { found, files: files.length }
}
