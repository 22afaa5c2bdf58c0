import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'wouter'
import { useDesk } from '../../../desk/session.tsx'
import { Bars, Button, Columns, Disclosure, LinkButton, Loaded, Notice, Page, PrintHeader, Select, useLocale, useWords } from '../../../desk/ui/index.ts'
import { dayOf, yearOf } from '../../../shared/calendar.ts'
import { formatNumber, monthName } from '../../../shared/words.ts'
import { figures } from '../contract.ts'
import { definitionOf } from '../definitions.ts'
import { inOrder, withOthers } from '../parts.ts'
import type { FigureValue } from '../present.ts'
import { figureWords, partName } from '../words.ts'
import { glanceWords } from './glance-words.ts'
import { NothingYet } from './nothing-yet.tsx'
import { yearIn, yearsUntil } from './years.ts'

/** In the order in which a year is told. `parts`: the figure whose parts are shown under the number. */
const told: readonly { readonly id: string; readonly parts?: string }[] = [
  { id: 'calls', parts: 'calls.by_month' },
  { id: 'clients' },
  { id: 'clients.new' },
  { id: 'reports', parts: 'reports.by_outcome' },
  { id: 'reports.led_to_identification' },
  { id: 'victims.identified', parts: 'victims.by_form' },
  { id: 'victims.formal', parts: 'victims.formal' },
  { id: 'assisted' },
  { id: 'services', parts: 'services' },
  { id: 'institution_contacts', parts: 'institution_contacts' },
  { id: 'campaigns', parts: 'campaigns' },
  { id: 'events', parts: 'events' },
  { id: 'heads', parts: 'heads' },
]
const mostParts = 6

/** A director's minute: the year's main figures, each beside the year before, its definition one press away. */
export default function GlancePage() {
  const desk = useDesk()
  const say = useWords(glanceWords)
  const locale = useLocale()
  const thisYear = yearOf(dayOf(new Date()))
  const [search, setSearch] = useSearchParams()
  const year = yearIn(search.get('year'), thisYear)
  const yearOfFigures = (one: number) => desk.call(figures.count, { from: `${one}-01-01`, to: `${one}-12-31`, locale }).then(({ figures: all, regrouped }) => ({ of: new Map(all.map((figure) => [figure.id, figure])), regrouped }))
  const query = useQuery({ queryKey: ['glance', year, locale], queryFn: async () => ({ now: await yearOfFigures(year), before: await yearOfFigures(year - 1) }) })
  const years = yearsUntil(thisYear)
  return (
    <Page
      title={say('title')} lead={say('lead')} over={<LinkButton href={`/figures?from=${year}-01-01&to=${year}-12-31`} kind="quiet" name="glance.back">{say('back')}</LinkButton>}
      actions={<Button name="glance.print" onClick={() => print()}>{say('print')}</Button>}
    >
      <PrintHeader title={say('title')} period={say('counted', { year: String(year) })} printedBy={desk.me.shown} />
      <div className="wide-field" data-chrome>
        <Select name="glance.year" label={say('year')} options={years} value={String(year)} onChange={(next) => next && setSearch({ year: next }, { replace: true })} />
      </div>
      {year === thisYear && <Notice>{say('unfinished')}</Notice>}
      {year === thisYear && query.data?.now.of.get('calls')?.value === 0 && <NothingYet year={thisYear} onGo={(last) => setSearch({ year: last }, { replace: true })} />}
      <Loaded query={query} lines={14}>
        {({ now, before }) => (
          <>
            {now.regrouped > 0 && <Notice kind="info" name="glance.regrouped">{figureWords.translator(locale)('said.regrouped', { count: now.regrouped })}</Notice>}
            <div className="figures" data-key="glance.list">
              {told.map(({ id, parts }) => <Glance key={id} figure={now.of.get(id)} before={before.of.get(id)} parts={parts === undefined ? undefined : now.of.get(parts)} />)}
            </div>
          </>
        )}
      </Loaded>
    </Page>
  )
}

type Given = { readonly figure: FigureValue | undefined; readonly before: FigureValue | undefined; readonly parts: FigureValue | undefined }

function Glance({ figure, before, parts }: Given) {
  const say = useWords(glanceWords)
  const names = useWords(figureWords)
  const locale = useLocale()
  if (!figure) return null
  const name = names(`name.${figure.id}`)
  return (
    <section className="figure" data-key={`glance.${figure.id}`} data-value={figure.value ?? ''} aria-label={name}>
      <h2>{name}</h2>
      <p className="figure-number"><strong>{figure.value === null ? '–' : formatNumber(figure.value, locale)}</strong><span>{figure.value === null ? say('not-counted') : <Beside now={figure.value} before={before?.value ?? null} />}</span></p>
      {parts && <Parts figure={parts} />}
      <Disclosure summary={say('definition')} name="glance.definition"><p>{figure.definition}</p></Disclosure>
    </section>
  )
}

function Beside({ now, before }: { readonly now: number; readonly before: number | null }) {
  const say = useWords(glanceWords)
  const locale = useLocale()
  if (before === null) return null
  if (now === before) return say('same')
  return say(now > before ? 'more' : 'less', { change: formatNumber(Math.abs(now - before), locale), count: formatNumber(before, locale) })
}

/** The largest parts and all others together; the months of a year all. */
function Parts({ figure }: { readonly figure: FigureValue }) {
  const say = useWords(glanceWords)
  const names = useWords(figureWords)
  const locale = useLocale()
  const definition = definitionOf(figure.id)
  if (!definition || !figure.by) return null
  const caption = names(`name.${figure.id}`)
  if (definition.by?.as === 'month') return <Columns caption={caption} items={inOrder(figure.by, true).map(({ id, value }) => ({ id, value, label: monthName(Number(id.slice(5)), locale).slice(0, 3) }))} />
  const { first, others } = withOthers(inOrder(figure.by, false), mostParts)
  const items = first.map(({ id, value }) => ({ id, value, label: partName(definition, id, locale) }))
  const together = others && { id: 'others', value: others.value, label: say('others', { count: others.kinds }) }
  return items.length ? <Bars caption={caption} items={together ? [...items, together] : items} /> : null
}
