import { useState } from 'react'
import { Link } from 'wouter'
import { calledOf } from '../../../desk/cards.ts'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Bars, Button, Columns, Disclosure, Row, Table, useLocale, useWords } from '../../../desk/ui/index.ts'
import { formatNumber, monthName } from '../../../shared/words.ts'
import type { Locale } from '../../../shared/words.ts'
import { figures } from '../contract.ts'
import { definitionOf } from '../definitions.ts'
import type { FigureValue } from '../present.ts'
import type { Period } from '../shape.ts'
import { figureWords, partName } from '../words.ts'
import { pageWords } from './screen-words.ts'

type Given = { readonly figure: FigureValue; readonly period: Period }

/** The number, large; how it came about; the picture, the table, the definition, the records. */
export function Figure({ figure, period }: Given) {
  const say = useWords(pageWords)
  const names = useWords(figureWords)
  const locale = useLocale()
  const definition = definitionOf(figure.id)
  const name = names(`name.${figure.id}`)
  const share = figure.denominator !== undefined
  const parts = Object.entries(figure.by ?? {}).map(([id, value]) => ({ id, value, label: definition ? partName(definition, id, locale) : id }))
  const byMonth = definition?.by?.as === 'month'
  const ordered = definition?.by?.as ? parts : parts.toSorted((one, other) => other.value - one.value)
  const number = figure.value === null ? '–' : formatNumber(figure.value, locale) + (share ? ' %' : '')
  return (
    <section className="figure" data-key={`figure.${figure.id}`} data-value={figure.value ?? ''} aria-label={name}>
      <h2>{name}</h2>
      <p className="figure-number"><strong>{number}</strong>
        <span>{[
          figure.value === null && !share && say('not-counted'),
          share && say('of', { numerator: figure.numerator ?? 0, denominator: figure.denominator ?? 0 }),
          figure.unknown && say('unknown', { count: figure.unknown }),
          figure.recordedLater && say('later', { count: figure.recordedLater }),
        ].filter(Boolean).join(' · ')}</span>
      </p>
      {ordered.length > 0 && (byMonth && ordered.length <= 15 ? <Columns caption={name} items={ordered.map((one) => ({ ...one, label: shortMonth(one.id, locale) }))} /> : !byMonth && <Bars caption={name} items={ordered} />)}
      <div className="figure-more">
        <Disclosure summary={say('definition')} name="figure.definition"><p>{figure.definition}</p></Disclosure>
        {ordered.length > 0 && (
          <Disclosure summary={say('table')} name="figure.table">
            <Table caption={name} captionHidden keepColumns rows={ordered} keyOf={(row) => row.id}
              columns={[{ key: 'part', label: say('part'), cell: (row) => row.label }, { key: 'count', label: say('count'), number: true, cell: (row) => formatNumber(row.value, locale), sort: (row) => row.value }]} />
          </Disclosure>
        )}
        {figure.value !== null && definition?.countedIn === 'sql' && <WayDown figure={figure} period={period} />}
      </div>
    </section>
  )
}

type Behind = { readonly unit: string; readonly ids: readonly string[]; readonly shown: number; readonly called: ReadonlyMap<string, string> }

/** The records behind the number, as far as she holds them. Looking is noted. */
function WayDown({ figure, period }: Given) {
  const desk = useDesk()
  const say = useWords(pageWords)
  const plainly = usePlainly()
  const [behind, setBehind] = useState<Behind>()
  const [error, setError] = useState<string>()
  const [busy, setBusy] = useState(false)
  if (!desk.may('records:read')) return null
  async function look() {
    setBusy(true)
    try {
      const answer = await desk.call(figures.records, { figure: figure.id, from: period.from, to: period.to })
      const cards = answer.unit === 'client' ? await desk.keys.cardsOf(answer.ids) : []
      setBehind({ ...answer, called: new Map(cards.map((card) => [card.client, calledOf(card)])) })
    } catch (problem) {
      setError(plainly(problem))
    } finally {
      setBusy(false)
    }
  }
  if (!behind) return <Row><Button kind="quiet" name="figure.down" busy={busy} onClick={() => void look()}>{say('down')}</Button>{error}</Row>
  const page = pages[behind.unit]
  const to = (id: string) => (page === undefined ? undefined : `${page}/${id}`)
  return (
    <div data-key="figure.records">
      <p>{behind.shown ? say('held', { shown: behind.shown }) : say('none')}</p>
      <ul className="list">
        {behind.ids.slice(0, 200).map((id, place) => {
          const address = to(id)
          return <li key={id}>{address ? <Link href={address}>{behind.called.get(id) ?? String(place + 1)}</Link> : place + 1}</li>
        })}
      </ul>
    </div>
  )
}

/** Where a record of each unit stands; those of a client stand on her page. */
const pages: Readonly<Record<string, string>> = { client: '/clients', contact: '/contacts', campaign: '/campaigns', event: '/events' }

/** Under a column there is room for three letters; the whole name stands in the table. */
const shortMonth = (month: string, locale: Locale) => monthName(Number(month.slice(5, 7)), locale).slice(0, 3)
