import { Bars, Columns, Disclosure, Table, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf } from '../../../shared/calendar.ts'
import { formatNumber, monthName } from '../../../shared/words.ts'
import type { Locale } from '../../../shared/words.ts'
import { definitionOf } from '../definitions.ts'
import { drawn, gist, inOrder } from '../parts.ts'
import type { Part } from '../parts.ts'
import type { FigureValue } from '../present.ts'
import type { Period } from '../shape.ts'
import { figureWords, partName } from '../words.ts'
import { pageWords } from './screen-words.ts'
import { WayDown } from './way-down.tsx'

/** How a figure over sealed codes stands: it is counted in her own browser, after the others. */
export type Sealed = 'counting' | 'counted' | 'failed' | 'not-hers' | 'whole-years-only'

type Given = {
  readonly figure: FigureValue
  readonly period: Period
  /** The values of all figures, for sentences that name two. */
  readonly values: Readonly<Record<string, number>>
  readonly sealed: Sealed
}

/** The number, large, with its sentence; the picture; and folded away the table, the definition, the records. */
export function Figure({ figure, period, values, sealed }: Given) {
  const say = useWords(pageWords)
  const names = useWords(figureWords)
  const locale = useLocale()
  const definition = definitionOf(figure.id)
  const name = names(`name.${figure.id}`)
  const share = figure.denominator !== undefined
  const byMonth = definition?.by?.as === 'month'
  const parts = inOrder(figure.by ?? {}, definition?.by?.as !== undefined)
  const number = figure.value === null ? '–' : formatNumber(figure.value, locale) + (share ? ' %' : '')
  const label = (id: string) => (definition ? partName(definition, id, locale) : id)
  const notes = [
    figure.value === null && !share && say(definition?.records === 'heard' ? 'sealed.heard' : `sealed.${sealed}`),
    figure.value === null && share && say(figure.unknown ? 'nothing-known' : 'none-there'),
    figure.unknown && say('unknown', { count: figure.unknown }),
    figure.recordedLater && say('later', { count: figure.recordedLater }),
  ].filter(Boolean)
  return (
    <section className="figure" data-key={`figure.${figure.id}`} data-value={figure.value ?? ''} aria-label={name}>
      <h3>{name}</h3>
      <p className="figure-number"><strong>{number}</strong><span>{sentenceOf(figure, values, names)}</span></p>
      {notes.length > 0 && <p className="figure-notes" role={figure.value === null ? 'status' : undefined}>{notes.join(' · ')}</p>}
      {parts.length > 0 && <Picture name={name} parts={parts} months={byMonth} label={label} />}
      {/* Paper cannot be pressed. */}
      <p className="figure-paper">{figure.definition}</p>
      <div className="figure-more">
        <Disclosure summary={say('definition')} name="figure.definition"><p>{figure.definition}</p></Disclosure>
        {parts.length > 0 && (
          <Disclosure summary={say('table')} name="figure.table">
            <Table caption={name} captionHidden keepColumns rows={parts} keyOf={(row) => row.id}
              columns={[{ key: 'part', label: say('part'), cell: (row) => label(row.id) }, { key: 'count', label: say('count'), number: true, cell: (row) => formatNumber(row.value, locale), sort: (row) => row.value }]} />
          </Disclosure>
        )}
        {figure.value !== null && definition?.countedIn === 'sql' && <WayDown key={`${period.from}${period.to}`} figure={figure} definition={definition} period={period} />}
      </div>
    </section>
  )
}

type PictureGiven = { readonly name: string; readonly parts: readonly Part[]; readonly months: boolean; readonly label: (id: string) => string }

function Picture({ name, parts, months, label }: PictureGiven) {
  const say = useWords(pageWords)
  const locale = useLocale()
  const shown = drawn(parts, months)
  const said = gist(shown, months, dayOf(new Date()).slice(0, 7))
  const called = (id: string) => (months && /^\d{4}$/.test(id) ? id : label(id))
  const summary = said && say(`gist.${said.key}`, {
    first: called(said.first.id), count: said.first.value, ...(said.second && { second: called(said.second.id), next: said.second.value }),
  })
  const given = { caption: name, captionHidden: true, ...(summary && { summary }) }
  if (!months) return <Bars {...given} items={shown.map((one) => ({ ...one, label: label(one.id) }))} />
  if (shown.length > 15) return <Bars {...given} items={shown.map((one) => ({ ...one, label: called(one.id) }))} />
  return <Columns {...given} items={shown.map((one) => ({ ...one, label: underColumn(one.id, shown.length, locale) }))} />
}

function sentenceOf({ id, value, numerator, denominator, unknown: _ }: FigureValue, values: Given['values'], names: (key: string, values?: Record<string, string | number>) => string): string {
  if (value === null) return ''
  const key = `sentence.${id}`
  const said = names(key, { ...values, value, numerator: numerator ?? 0, denominator: denominator ?? 0 })
  return said === key ? '' : said
}

/** Under a column there is room for three letters, or for two digits of a year; the whole name stands in the table. */
function underColumn(id: string, many: number, locale: Locale): string {
  if (id.length > 4) return monthName(Number(id.slice(5, 7)), locale).slice(0, 3)
  return many > 8 ? `’${id.slice(2)}` : id
}
