import { useState } from 'react'
import type { ReactNode } from 'react'
import { formatNumber } from '../../shared/words.ts'
import { saveCsv } from '../save-file.ts'
import { Button, Choice, Disclosure, Notice, Panel, Row as Line, Select, Stack, Table, useLocale, useWords } from '../ui/index.ts'
import { sheetWords } from './words.ts'

/** As the spreadsheet numbers it, and what it is called. */
type Row = { readonly row: number; readonly called: string }
type ReportGiven<R extends Row> = {
  readonly rows: readonly R[]
  readonly isLeft: (row: R) => boolean
  readonly isNoted: (row: R) => boolean
  /** Asked for the rows that are shown, since there may be a hundred thousand. */
  readonly becomes: (row: R) => string
  /** Which columns it is about, as the file calls them. */
  readonly columns?: (row: R) => string
  readonly sum: string
  /** How many would be taken, and the button that takes them. */
  readonly count: number
  readonly take: string
  readonly onTake: () => void
  /** Asked between the sum and the button. */
  readonly asked?: ReactNode
  /** Why it cannot be taken as it is. */
  readonly refused?: string
}
type Show = 'left' | 'noted' | 'all'
const shownAtFirst = 100

/** What would be taken and what not, row by row; to be looked through here or taken along. */
export function RowReport<R extends Row>({ rows: all, isLeft, isNoted, becomes, columns, sum, count, take, onTake, asked, refused }: ReportGiven<R>) {
  const say = useWords(sheetWords)
  const locale = useLocale()
  const [show, setShow] = useState<Show>('left')
  const [most, setMost] = useState(shownAtFirst)
  const left = all.filter(isLeft)
  const noted = all.filter((row) => !isLeft(row) && isNoted(row))
  const rows = { left, noted, all }[show]
  if (!all.length) return <Notice kind="problem" name="import.no-rows">{say('import.no-rows')}</Notice>
  const takeReport = () => saveCsv([
    [say('import.row'), say('import.what'), ...(columns ? [say('import.column.which')] : []), say('import.becomes')],
    ...all.map((row) => [String(row.row), row.called, ...(columns ? [columns(row)] : []), becomes(row)]),
  ], `${say('import.csv.name')}.csv`)
  return (
    <Panel title={say('import.report')} name="import.report" actions={<Button kind="quiet" name="import.csv" onClick={() => void takeReport()}>{say('import.csv')}</Button>}>
      <Stack>
        <p role="status" data-key="import.sum" data-value={count}>{sum}</p>
        <Choice name="import.show" always label={say('import.show')} missing={[]} value={show} onChange={(next) => { setShow(next ?? 'left'); setMost(shownAtFirst) }}
          options={(['left', 'noted', 'all'] as const).map((value) => ({ value, label: say(`import.show.${value}`, { count: formatNumber({ left, noted, all }[value].length, locale) }) }))} />
        {rows.length > 0 && (
          <Table caption={say('import.report')} captionHidden name="import.rows" rows={rows.slice(0, most)} keyOf={(row) => String(row.row)} columns={[
            { key: 'row', label: say('import.row'), number: true, cell: (row) => formatNumber(row.row, locale) },
            { key: 'what', label: say('import.what'), heads: true, cell: (row) => row.called || '–' },
            ...(columns ? [{ key: 'column', label: say('import.column.which'), cell: (row: R) => columns(row) || '–' }] : []),
            { key: 'becomes', label: say('import.becomes'), cell: becomes },
          ]} />
        )}
        {rows.length > most && <Line><Button name="import.more" onClick={() => setMost(most + 500)}>{say('import.more')}</Button></Line>}
        {asked}
        {refused && <Notice kind="problem">{refused}</Notice>}
        {!refused && (count ? <Line><Button kind="primary" name="import.take" onClick={onTake}>{take}</Button></Line> : <Notice kind="problem">{say('import.nothing')}</Notice>)}
      </Stack>
    </Panel>
  )
}

type ColumnsGiven<Field extends string> = {
  readonly headings: readonly string[]
  readonly columns: readonly (Field | null)[]
  readonly told: Readonly<Record<number, Field | null>>
  readonly options: readonly { readonly value: Field; readonly label: string }[]
  /** Nothing can be read before she has said what stands where. */
  readonly needed: boolean
  readonly onTold: (told: Readonly<Record<number, Field | null>>) => void
}

/** Columns that were not understood, and those she has spoken of. */
export function ColumnsAsked<Field extends string>({ headings, columns, told, options, needed, onTold }: ColumnsGiven<Field>) {
  const say = useWords(sheetWords)
  const unread = headings.map((name, at) => ({ name, at })).filter(({ at, name }) => name && (columns[at] === null || at in told))
  if (!unread.length) return null
  const out = unread.filter(({ at }) => columns[at] === null && !(at in told)).map(({ name }) => say('import.column.name', { name }))
  return (
    <Disclosure key={String(needed)} summary={out.length ? say('import.columns.out', { names: out.join(', ') }) : say('import.columns')} name="import.columns" {...(needed && { open: true })}>
      <Stack>
        <p>{say('import.columns.words')}</p>
        <div className="wide-field">
          {unread.map(({ name, at }) => (
            <Select key={at} name="import.column" label={say('import.column', { name })} missing={[]} empty={say('import.column.none')} value={columns[at] ?? null}
              options={options} onChange={(field) => onTold({ ...told, [at]: field })} />
          ))}
        </div>
      </Stack>
    </Disclosure>
  )
}
