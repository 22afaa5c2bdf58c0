import { sql } from 'kysely'
import type { RawBuilder } from 'kysely'
import { unknownPart } from './shape.ts'
import type { Breakdown } from './shape.ts'

export type Sql = RawBuilder<unknown>

/** What came of a record stands beside it under this name. */
export const cameOf = 'came_of'
export const columnOf = (by: Breakdown): string => (by.furthest ? cameOf : by.column)

const timePatterns = { month: 'YYYY-MM', quarter: 'YYYY-"Q"Q', year: 'YYYY' } as const
export type InTime = Breakdown & { readonly as: keyof typeof timePatterns }
/** A year is a number already. */
export const isTime = (by: Breakdown): by is InTime => by.as !== undefined && by.column !== 'year'

/** Where no line or team is said. */
export const noId = '00000000-0000-0000-0000-000000000000'
/** Lines and teams, named by their ids. */
const isId = ({ column }: Breakdown): boolean => column === 'line' || column === 'team'

/**
 * By what the parts of a breakdown are told apart, over many records: time as a moment, ids as they are and codes byte by byte, because words take longer to make and to sort.
 * Each is reckoned and none a bare column: before 18, PostgreSQL takes a bare column that is told by down and across for one.
 */
export function keyOf(by: Breakdown, column: string = columnOf(by)): Sql {
  if (by.furthest) return sql`coalesce(${sql.ref(column)}, ${unknownPart})`
  if (isId(by)) return sql`coalesce(${sql.ref(column)}, ${noId}::uuid)`
  if (isTime(by)) return sql`date_trunc(${by.as}, ${sql.ref(column)}::timestamp)`
  const code = sql`coalesce(${sql.ref(column)}::text, ${unknownPart}) collate "C"`
  const groups = Object.entries(by.together ?? {}).map(([part, codes]) => sql`when ${sql.ref(column)} = any (${[...codes]}::text[]) then ${part}`)
  return groups.length ? sql`case ${sql.join(groups, sql` `)} else ${code} end` : code
}

/** What the part with this key is called. */
export function partNamed(by: Breakdown, key: Sql): Sql {
  if (isTime(by)) return sql`coalesce(to_char(${key}, ${timePatterns[by.as]}), ${unknownPart})`
  return isId(by) ? sql`coalesce(nullif(${key}, ${noId}::uuid)::text, ${unknownPart})` : key
}

export const partOf = (by: Breakdown | undefined): Sql => (by ? partNamed(by, keyOf(by)) : sql`null::text`)
