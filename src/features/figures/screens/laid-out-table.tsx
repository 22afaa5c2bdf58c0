import { useMemo, useState } from 'react'
import { usePlainly } from '../../../desk/problems.ts'
import { Button, Disclosure, Empty, Row, Table, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { formatNumber } from '../../../shared/words.ts'
import { hideFew, layOut } from '../laid-out.ts'
import type { LaidOut, Shown } from '../laid-out.ts'
import type { Cell } from '../layout.ts'
import { blocksOnPaper } from '../on-paper.ts'
import type { Period } from '../shape.ts'
import { dimensionIn, isClear, topicOf, usePartName, useShortName } from './explore-parts.ts'
import type { Asked } from './explore-parts.ts'
import { exploreWords } from './explore-words.ts'
import { saveCsv, saveXlsx } from '../../../desk/save-file.ts'
import type { Line } from '../../../desk/save-file.ts'
import css from './plot-picture.module.css'
import { PlotPicture } from './plot-picture.tsx'
import type { Drawn } from './plot-picture.tsx'

type Given = { readonly asked: Asked; readonly counted: { readonly cells: readonly Cell[]; readonly undated: number }; readonly period: Period }

/** What was counted: its sentence, picture and table, and the ways to take it along. */
export function LaidOutTable({ asked, counted, period }: Given) {
  const say = useWords(exploreWords)
  const locale = useLocale()
  const tell = useTell()
  const plainly = usePlainly()
  const partName = usePartName()
  const shortName = useShortName(partName)
  const [few, setFew] = useState(false)
  const [drawn, setDrawn] = useState<Drawn>()
  const topic = topicOf(asked.topic)
  const [by, other] = [dimensionIn(asked.topic, asked.rows), asked.columns ? dimensionIn(asked.topic, asked.columns) : undefined]
  const table = useMemo(() => {
    const whole = layOut(counted.cells, period, by, other)
    return few ? hideFew(whole) : whole
  }, [counted, period.from, period.to, by, other, few])
  const what = useWhat(asked)
  const heading = [what, say(`by.${asked.rows}`), asked.columns && say(`by.${asked.columns}`)].filter(Boolean).join(' · ')
  const nobody = counted.cells.length === 0
  const summary = useSummary(table, what, asked, (part) => partName(by, part))
  const oneYear = asked.from === asked.to
  const picture = useMemo(() => ({
    rows: table.rows.map((id) => ({ id, label: partName(by, id), short: shortName(by, id, oneYear) })),
    columns: other && table.columns?.map((id) => ({ id, label: partName(other, id) })),
    at: table.at, time: by.as !== undefined || by.column === 'year', written: (value: number) => formatNumber(value, locale),
  }), [table, by, other, partName, shortName, oneYear, locale])
  const fileName = [asked.topic, ...narrowedIn(asked), `${asked.from}-${asked.to}`].join('_')
  const take = (work: Promise<void>) => void work.catch((problem: unknown) => tell(plainly(problem)))
  const lines = () => linesOf(table, heading, period, (part) => partName(by, part), (part) => (other ? partName(other, part) : part), say('total'))
  return (
    <div className={css.laidOut} data-key="explore.result" data-value={table.whole ?? ''}>
      <h2>{heading}</h2>
      <Disclosure summary={say('means')} name="explore.means" onPaper><p>{say(`topic.${asked.topic}.says`)}</p></Disclosure>
      {nobody ? <Empty title={say('empty')} /> : (
        <>
          <p data-key="explore.summary">{summary}{topic.overlaps && ` ${say('overlaps')}`}</p>
          <PlotPicture picture={picture} title={heading} period={oneYear ? String(asked.from) : `${asked.from}–${asked.to}`} summary={summary} onDrawn={setDrawn} />
          <Numbers table={table} caption={heading} rowName={(part) => partName(by, part)} columnName={(part) => (other ? partName(other, part) : part)} first={say(`by.${asked.rows}`)} />
        </>
      )}
      {counted.undated > 0 && <p data-key="explore.undated">{say('undated', { count: counted.undated })}</p>}
      {!nobody && (
        <div data-chrome>
          <Row>
            <Button name="explore.few" pressed={few} describedBy="explore-few" onClick={() => setFew(!few)}>{say('few')}</Button>
            <Button name="explore.csv" onClick={() => take(saveCsv(lines(), `${fileName}.csv`))}>{say('csv')}</Button>
            <Button name="explore.xlsx" onClick={() => take(saveXlsx(lines(), `${fileName}.xlsx`))}>{say('xlsx')}</Button>
            {drawn && <Button name="explore.svg" onClick={() => drawn.save(`${fileName}.svg`)}>{say('svg')}</Button>}
            <Button name="explore.print" onClick={() => print()}>{say('print')}</Button>
          </Row>
          <p className={css.hint} id="explore-few">{say('few.hint')}</p>
        </div>
      )}
    </div>
  )
}

/** As codes, for the name of a file; lines and teams have none. */
function narrowedIn({ topic, only, part }: Asked): string[] {
  if (!only || !part) return []
  const { names } = dimensionIn(topic, only)
  return [only, ...(names === 'line' || names === 'team' ? [] : [part])]
}

/** What is counted, and of which part only: on the screen, on paper and in every file. */
function useWhat({ topic, only, part }: Asked): string {
  const say = useWords(exploreWords)
  const partName = usePartName()
  const what = say(`topic.${topic}`)
  return only && part ? say('what.only', { what, by: say(`by.${only}`), part: partName(dimensionIn(topic, only), part) }) : what
}

function useSummary(table: LaidOut, what: string, { topic, from, to }: Asked, rowName: (part: string) => string): string {
  const say = useWords(exploreWords)
  const locale = useLocale()
  if (table.whole === null) return say('said.hidden', { what, from, to })
  const most = table.rows.toSorted((one, other) => (table.rowWhole(other) ?? 0) - (table.rowWhole(one) ?? 0))[0]
  // What is opened is no whole: there may be more that is not hers to open.
  const said = isClear(topic) ? (from === to ? 'said.year' : 'said.one') : from === to ? 'said.opened.year' : 'said.opened'
  return say(said, {
    what, from: String(from), to: String(to), whole: formatNumber(table.whole, locale), most: most ? rowName(most) : '–', count: formatNumber((most && table.rowWhole(most)) || 0, locale),
  })
}

type NumbersGiven = { readonly table: LaidOut; readonly caption: string; readonly first: string; readonly rowName: (part: string) => string; readonly columnName: (part: string) => string }

function Numbers({ table, caption, first, rowName, columnName }: NumbersGiven) {
  const say = useWords(exploreWords)
  const locale = useLocale()
  const written = (value: Shown | null) => (value === null ? '' : value === 'few' ? '<5' : formatNumber(value, locale))
  const sorted = (value: Shown | null) => (typeof value === 'number' ? value : null)
  const rows: readonly (string | null)[] = table.whole === null ? table.rows : [...table.rows, null]
  const inColumn = (column: string) => ({
    key: column, label: columnName(column), number: true, cell: (row: string | null) => written(row === null ? table.columnWhole(column) : table.at(row, column)),
    sort: (row: string | null) => (row === null ? null : sorted(table.at(row, column))),
  })
  const whole = { key: 'whole', label: say('total'), number: true, cell: (row: string | null) => written(row === null ? table.whole : table.rowWhole(row)), sort: (row: string | null) => (row === null ? null : table.rowWhole(row)) }
  const plain = { ...whole, cell: (row: string | null) => written(row === null ? table.whole : table.at(row)) }
  const columns = table.columns ? [...table.columns.map(inColumn), ...(table.whole === null ? [] : [whole])] : [plain]
  const part = { key: 'part', label: first, cell: (row: string | null) => (row === null ? <strong>{say('total')}</strong> : rowName(row)) }
  const dense = columns.length > 8
  const shared = { caption, captionHidden: true, dense, rows, keyOf: (row: string | null) => row ?? 'whole' }
  const blocks = blocksOnPaper([first, ...table.rows.map(rowName)], columns.map(({ label, cell }) => [label, ...rows.map(cell)]))
  const shown = <Table {...shared} name="explore.table" keepColumns={!table.columns} columns={[part, ...columns]} />
  if (!dense) return shown
  return (
    <>
      <div className={css.wide} role="region" aria-label={caption} tabIndex={0} {...(blocks.length > 1 && { 'data-chrome': true })}>{shown}</div>
      {blocks.length > 1 && blocks.map((block) => (
        <div key={block[0]} className={css.onPaper}><Table {...shared} columns={[part, ...columns.filter((_, place) => block.includes(place))]} /></div>
      ))}
    </>
  )
}

function linesOf(table: LaidOut, heading: string, { from, to }: Period, rowName: (part: string) => string, columnName: (part: string) => string, total: string): Line[] {
  const plain = (value: Shown | null) => (value === 'few' ? '<5' : value)
  const columns = table.columns ?? []
  const withWhole = table.whole !== null
  const row = (name: string, at: (column?: string) => Shown | null, whole: number | null): Line =>
    table.columns ? [name, ...columns.map((column) => plain(at(column))), ...(withWhole ? [whole] : [])] : [name, plain(at())]
  return [
    [heading, from, to],
    ['', ...(table.columns ? [...columns.map(columnName), ...(withWhole ? [total] : [])] : [total])],
    ...table.rows.map((part) => row(rowName(part), (column) => table.at(part, column), table.rowWhole(part))),
    ...(withWhole ? [row(total, (column) => (column === undefined ? table.whole : table.columnWhole(column)), table.whole)] : []),
  ]
}
