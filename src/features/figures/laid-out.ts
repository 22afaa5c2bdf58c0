import { isMissing } from '../../shared/missing.ts'
import type { Cell } from './layout.ts'
import type { Breakdown, Period } from './shape.ts'
import { unknownPart } from './shape.ts'

/** `few`: between 1 and 4, hidden because the page may leave the house. */
export type Shown = number | 'few'
/** A table as it is looked at: parts in order, a number for each place, and the wholes (null where they would give a hidden number away). */
export type LaidOut = {
  readonly rows: readonly string[]
  /** Undefined: laid out by one dimension only. */
  readonly columns: readonly string[] | undefined
  readonly at: (row: string, column?: string) => Shown
  readonly rowWhole: (row: string) => number | null
  readonly columnWhole: (column: string) => number | null
  readonly whole: number | null
}

/** Puts counted cells in order: time as it runs, without gaps; codes by their own order or by how many there are, unanswered ones last. */
export function layOut(cells: readonly Cell[], period: Period, rows: Breakdown, columns?: Breakdown): LaidOut {
  const numbers = new Map(cells.map(({ row, column, value }) => [JSON.stringify([row, column]), value]))
  const at = (row: string | null, column: string | null) => numbers.get(JSON.stringify([row, column])) ?? 0
  return {
    rows: inOrder(rows, period, cells.map((cell) => cell.row), (part) => at(part, null)),
    columns: columns && inOrder(columns, period, cells.map((cell) => cell.column), (part) => at(null, part)),
    at: (row, column) => at(row, column ?? null),
    rowWhole: (row) => at(row, null),
    columnWhole: (column) => at(null, column),
    whole: at(null, null),
  }
}

/** Numbers from 1 to 4 stand as "<5"; wholes go, because a hidden number could be worked out from them. */
export function hideFew(table: LaidOut): LaidOut {
  const hidden = (value: Shown): Shown => (typeof value === 'number' && value > 0 && value < 5 ? 'few' : value)
  const anyHidden = table.rows.some((row) => (table.columns ?? [undefined]).some((column) => hidden(table.at(row, column)) === 'few'))
  if (!anyHidden) return table
  return { ...table, at: (row, column) => hidden(table.at(row, column)), rowWhole: () => null, columnWhole: () => null, whole: null }
}

function inOrder(by: Breakdown, period: Period, found: readonly (string | null)[], count: (part: string) => number): string[] {
  const parts = [...new Set(found.filter((part) => part !== null))]
  const late = (part: string) => Number(isMissing(part))
  const codes = by.ordered ? Object.keys(by.labels ?? {}) : []
  const place = (part: string) => codes.indexOf(part)
  if (!by.as && by.column !== 'year') return parts.toSorted((one, other) => late(one) - late(other) || place(one) - place(other) || count(other) - count(one) || (one < other ? -1 : 1))
  const [unsaid, said] = [parts.filter((part) => part === unknownPart), parts.filter((part) => part !== unknownPart)]
  // What lasts may have begun before the period.
  return [...new Set([...everyTime(period, by.as ?? 'year'), ...said])].toSorted().concat(unsaid)
}

/** Every month, quarter or year of the period: one without any record is a zero, because we know that there were none. */
export function everyTime({ from, to }: Period, as: NonNullable<Breakdown['as']>): string[] {
  const [first, last] = [monthNumber(from), monthNumber(to)]
  const all = Array.from({ length: last - first + 1 }, (_, place) => {
    const [year, month] = [Math.floor((first + place) / 12), (first + place) % 12]
    if (as === 'year') return String(year)
    return as === 'month' ? `${year}-${String(month + 1).padStart(2, '0')}` : `${year}-Q${Math.floor(month / 3) + 1}`
  })
  return [...new Set(all)]
}

const monthNumber = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1
