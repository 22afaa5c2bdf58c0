import { useState } from 'react'
import type { ReactNode } from 'react'
import { Hidden } from './hidden.tsx'
import { useLocale } from './words.tsx'
import css from './table.module.css'

export type Column<R> = {
  readonly key: string
  readonly label: string
  readonly cell: (row: R) => ReactNode
  /** Numbers stand at the end of the column, figures under figures. */
  readonly number?: boolean
  /** Days, buttons: stays on one line where there is room. */
  readonly whole?: boolean
  /** Names the row for a screen reader; the first column unless told. */
  readonly heads?: boolean
  /** What to order by; without it the column cannot be sorted. `null` goes last. */
  readonly sort?: (row: R) => string | number | null
}

export type TableGiven<R> = {
  readonly caption: string
  /** The caption is read out but not shown, when a heading above says the same. */
  readonly captionHidden?: boolean
  readonly columns: readonly Column<R>[]
  readonly rows: readonly R[]
  readonly keyOf: (row: R) => string
  readonly name?: string
  /** Stays a table on a phone (two narrow columns). */
  readonly keepColumns?: boolean
  /** Many short columns, years or months: they stand close, and small on paper. */
  readonly dense?: boolean
}

type Order = { readonly key: string; readonly down: boolean }

/** The roles are written out because a row shown as a card would lose them in some browsers. */
export function Table<R>({ caption, captionHidden, columns, rows, keyOf, name, keepColumns, dense }: TableGiven<R>) {
  const [order, setOrder] = useState<Order>()
  const ordered = useOrdered(rows, columns, order)
  const head = columns.find((column) => column.heads) ?? columns[0]
  const turn = (key: string) => setOrder((was) => ({ key, down: was?.key === key && !was.down }))
  return (
    <div className={`${css.scroll} ${columns.length > 6 ? css.many : ''}`}>
      <table className={[css.table, !keepColumns && css.cards, dense && css.dense].filter(Boolean).join(' ')} role="table" data-key={name}>
        <caption className={css.caption}>{captionHidden ? <Hidden>{caption}</Hidden> : caption}</caption>
        <thead className={css.head} role="rowgroup">
          <tr className={css.row} role="row">
            {columns.map((column) => (
              <Heading key={column.key} column={column} order={order} onTurn={() => turn(column.key)} />
            ))}
          </tr>
        </thead>
        <tbody className={css.body} role="rowgroup">
          {ordered.map((row) => (
            <tr key={keyOf(row)} className={css.row} role="row" data-value={keyOf(row)}>
              {columns.map((column) => (
                <Cell key={column.key} column={column} row={row} heads={column === head} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type HeadingGiven<R> = {
  readonly column: Column<R>
  readonly order: Order | undefined
  readonly onTurn: () => void
}

function Heading<R>({ column, order, onTurn }: HeadingGiven<R>) {
  const mine = order?.key === column.key
  const sorted = mine ? (order.down ? 'descending' : 'ascending') : 'none'
  return (
    <th
      className={[css.column, column.number && css.number].filter(Boolean).join(' ')}
      role="columnheader"
      scope="col"
      aria-sort={column.sort ? sorted : undefined}
    >
      {column.sort ? (
        <button type="button" className={css.sort} onClick={onTurn}>
          {column.label}
        </button>
      ) : (
        column.label
      )}
    </th>
  )
}

type CellGiven<R> = { readonly column: Column<R>; readonly row: R; readonly heads: boolean }

function Cell<R>({ column, row, heads }: CellGiven<R>) {
  const kinds = [css.cell, column.number && css.number, column.whole && css.whole, heads && css.rowHead].filter(Boolean).join(' ')
  // One box, so that text, link and tag stay one line of words where the cell stands beside its label.
  const content = <div>{column.cell(row)}</div>
  if (heads) {
    return (
      <th className={kinds} role="rowheader" scope="row" data-label={column.label}>
        {content}
      </th>
    )
  }
  return (
    <td className={kinds} role="cell" data-label={column.label}>
      {content}
    </td>
  )
}

function useOrdered<R>(
  rows: readonly R[],
  columns: readonly Column<R>[],
  order: Order | undefined,
): readonly R[] {
  const locale = useLocale()
  const by = columns.find((column) => column.key === order?.key)?.sort
  if (!order || !by) return rows
  const collator = new Intl.Collator(locale, { numeric: true })
  const sign = order.down ? -1 : 1
  return rows.toSorted((left, right) => {
    const one = by(left)
    const other = by(right)
    if (one === null || other === null) return Number(one === null) - Number(other === null)
    if (typeof one === 'number' && typeof other === 'number') return sign * (one - other)
    return sign * collator.compare(String(one), String(other))
  })
}
