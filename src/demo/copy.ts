import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'

/**
 * Appends rows, given as lines of COPY in text format, to a table; inside a transaction. PostgreSQL refuses COPY into a
 * table with row-level security even where a policy allows all, so rows pass through a temporary one.
 * Names come from this program alone.
 */
export async function copyLines(client: pg.Client, table: string, columns: string, lines: string): Promise<void> {
  if (!lines) return
  await client.query(`create temporary table if not exists in_${table} on commit drop as select ${columns} from ${table} with no data`)
  await pipeline(Readable.from([Buffer.from(lines)]), client.query(copyFrom(`copy pg_temp.in_${table} from stdin`)))
  await client.query(`insert into ${table} (${columns}) select * from pg_temp.in_${table}`)
  await client.query(`truncate pg_temp.in_${table}`)
}

/** The same from many rows, a few thousand at a time, so that they never stand in memory all at once. */
export async function copyRows(client: pg.Client, table: string, columns: string, rows: Iterable<string>): Promise<void> {
  let batch: string[] = []
  for (const row of rows) {
    if (batch.push(row) < 4000) continue
    await copyLines(client, table, columns, batch.join(''))
    batch = []
  }
  await copyLines(client, table, columns, batch.join(''))
}
