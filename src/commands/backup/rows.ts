import { hash } from 'node:crypto'
import type pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'

/** How many rows, and the sum of their SHA-256 in four lanes modulo 2^64: the same rows in any order give the same. */
export type Digest = { readonly rows: number; readonly sum: string }

const lane = (value: bigint) => BigInt.asUintN(64, value)

/** Rows as lines of COPY in text format, where a line feed inside a value is always escaped. Chunks may cut lines. */
export function digester() {
  let rows = 0
  let rest = Buffer.alloc(0)
  const lanes = [0n, 0n, 0n, 0n]
  const add = (line: Buffer) => {
    rows++
    const digest = hash('sha256', line, 'buffer')
    for (let at = 0; at < 4; at++) lanes[at] = lane((lanes[at] ?? 0n) + digest.readBigUInt64BE(at * 8))
  }
  return {
    /** Takes a chunk and answers the whole lines there are by now. */
    take(chunk: Buffer): Buffer {
      const all = rest.length ? Buffer.concat([rest, chunk]) : chunk
      let from = 0
      for (let end = all.indexOf(10); end >= 0; end = all.indexOf(10, from)) {
        add(all.subarray(from, end))
        from = end + 1
      }
      rest = Buffer.from(all.subarray(from))
      return all.subarray(0, from)
    },
    end(): Digest {
      if (rest.length) throw new Error('a row is cut off')
      return { rows, sum: lanes.map((one) => one.toString(16).padStart(16, '0')).join('') }
    },
  }
}
export type Digester = ReturnType<typeof digester>

export const sameDigest = (one: Digest | undefined, other: Digest | undefined) => one !== undefined && one.rows === other?.rows && one.sum === other.sum

export type Table = {
  /** Quoted, with its schema: `public.contact`. */
  readonly name: string
  readonly columns: readonly string[]
}

/** Every server writes a value the same way. */
export const plainWriting = "set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local bytea_output = 'hex'; set local intervalstyle = 'postgres'; set local extra_float_digits = 1"

export const columnsOf = ({ columns }: Table) => columns.map((one) => `"${one.replaceAll('"', '""')}"`).join(', ')

/** A table's rows as COPY hands them out, in whole lines of up to `size` bytes or one row; `digest` learns them. */
export async function* rowsOf(client: pg.Client, table: Table, digest: Digester, size = 1_000_000): AsyncGenerator<Buffer> {
  let [waiting, length]: [Buffer[], number] = [[], 0]
  for await (const chunk of client.query(copyTo(`copy (select ${columnsOf(table)} from ${table.name}) to stdout`))) {
    const lines = digest.take(chunk as Buffer)
    waiting.push(lines)
    length += lines.length
    if (length < size) continue
    yield Buffer.concat(waiting)
    ;[waiting, length] = [[], 0]
  }
  if (length) yield Buffer.concat(waiting)
}

export async function digestOf(client: pg.Client, table: Table): Promise<Digest> {
  const digest = digester()
  for await (const chunk of client.query(copyTo(`copy (select ${columnsOf(table)} from ${table.name}) to stdout`))) digest.take(chunk as Buffer)
  return digest.end()
}
