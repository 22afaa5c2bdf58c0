import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { withClient } from '../../src/server/database/logins.ts'
import { freshDatabase } from '../support/database.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
let columns: { name: string; bytes: boolean }[]

beforeAll(async () => {
  database = await freshDatabase()
  columns = await withClient(database.superuser, async (client) => (await client.query<{ name: string; bytes: boolean }>(`
    select table_name || '.' || column_name as name, data_type = 'bytea' as bytes from information_schema.columns c
    join information_schema.tables using (table_schema, table_name) where table_schema = 'public' and table_type = 'BASE TABLE'`)).rows)
})
afterAll(() => database.close())

/** Columns of the rows of one part of the page, as `table.column`. */
function documented(part: 1 | 2): string[] {
  const page = readFileSync(join(import.meta.dirname, '../../docs/security/clear.md'), 'utf8').split('\n## ')[part] ?? ''
  return page.split('\n').filter((line) => line.startsWith('| ') && line.includes('`')).flatMap((line) => {
    const [, table = '', names = '', why = ''] = line.split('|').map((cell) => cell.trim())
    expect(why.length, `${table} says why`).toBeGreaterThan(10)
    return [...names.matchAll(/`(\w+)`/g)].map((match) => `${table}.${match[1]}`)
  })
}

describe('docs/security/clear.md names', () => {
  it('every readable column of the database, and none that is not there', () => {
    expect(documented(1).sort()).toEqual(columns.filter((column) => !column.bytes).map((column) => column.name).sort())
  })
  it('every column of bytes', () => {
    expect(documented(2).sort()).toEqual(columns.filter((column) => column.bytes).map((column) => column.name).sort())
  })
})
