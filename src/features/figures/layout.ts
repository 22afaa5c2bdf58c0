import type { RecordSet } from './records.ts'
import type { Breakdown, Measure } from './shape.ts'

/** What a table counts, and how it is laid out. */
export type Layout = {
  readonly topic: { readonly counts: Measure; readonly records: RecordSet; readonly noneBefore?: 'contact_client' }
  readonly rows: Breakdown
  readonly columns?: Breakdown
  /** Only what stands in this part. */
  readonly only?: { readonly by: Breakdown; readonly part: string }
}

/** One number of a table. Null: the whole of that direction. */
export type Cell = { readonly row: string | null; readonly column: string | null; readonly value: number }
