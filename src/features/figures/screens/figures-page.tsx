import { useQuery } from '@tanstack/react-query'
import { useCallback, useMemo, useState } from 'react'
import { useSearchParams } from 'wouter'
import { usePlainly } from '../../../desk/problems.ts'
import { useDesk } from '../../../desk/session.tsx'
import { Button, DateField, LinkButton, Loaded, Notice, Page, PrintHeader, Select, useLocale, useTell, useWords } from '../../../desk/ui/index.ts'
import { dayOf, isDay, wholeMonths, yearOf } from '../../../shared/calendar.ts'
import { formatDay } from '../../../shared/words.ts'
import { chapterOf, chaptersInOrder } from '../chapters.ts'
import { figures } from '../contract.ts'
import { definitions } from '../definitions.ts'
import { present } from '../present.ts'
import type { FigureValue } from '../present.ts'
import { figureWords } from '../words.ts'
import { Figure } from './figure.tsx'
import type { Sealed } from './figure.tsx'
import { pageWords } from './screen-words.ts'
import { NothingYet } from './nothing-yet.tsx'
import { countHere, situationsHere } from './sealed-here.ts'
import type { Opened } from './sealed-here.ts'
import type { CountedHere } from './sealed-here.ts'
import { asCsv, asXlsx } from './take-away.ts'
import { yearsUntil } from './years.ts'

/** A year on one page: each number with its sentence, its definition one press away, the way down one more. */
export default function FiguresPage() {
  const desk = useDesk()
  const say = useWords(pageWords)
  const locale = useLocale()
  const tell = useTell()
  const plainly = usePlainly()
  const thisYear = yearOf(dayOf(new Date()))
  // It stands in the address: the year at a glance and the way back keep it.
  const [search, setSearch] = useSearchParams()
  const [from, to] = [search.get('from') ?? '', search.get('to') ?? '']
  const period = useMemo(() => (isDay(from) && isDay(to) ? { from, to } : { from: `${thisYear}-01-01`, to: `${thisYear}-12-31` }), [from, to, thisYear])
  // While a day is being typed the figures of the period before stay.
  const [typed, setTyped] = useState(period)
  const choose = (next: typeof period) => {
    setTyped(next)
    if (isDay(next.from) && isDay(next.to)) setSearch(next, { replace: true })
  }
  const whole = wholeMonths(period.from, period.to) && period.from <= period.to
  // What cannot be read says so itself, at its own field.
  const flaw = !isDay(typed.from) || !isDay(typed.to) ? undefined : typed.from > typed.to ? 'turned' : wholeMonths(typed.from, typed.to) ? undefined : 'cuts-month'
  const query = useQuery({ queryKey: ['figures', period, locale], enabled: whole, queryFn: () => desk.call(figures.count, { ...period, locale }) })
  const sealed = useQuery({ ...situationsHere(desk), enabled: whole && desk.may('situations:write'), select: useCallback((opened: Opened) => countHere(opened, period), [period]) })
  const shown = useMemo(() => (query.data?.figures ?? []).map((figure) => withSealed(figure, sealed.data, period)), [query.data, sealed.data, period])
  const year = period.from.endsWith('-01-01') && period.to === `${period.from.slice(0, 4)}-12-31` ? period.from.slice(0, 4) : null
  const years = yearsUntil(thisYear)
  const name = (id: string) => figureWords.translator(locale)(`name.${id}`)
  const headings = ['id', say('figure'), say('part'), say('value'), say('numerator'), say('denominator'), say('unknown.column'), say('later.column'), say('definition')]
  const take = (as: typeof asCsv) => void as(shown, period, name, locale, headings).catch((problem: unknown) => tell(plainly(problem)))
  const values = Object.fromEntries(shown.flatMap((figure) => (figure.value === null ? [] : [[figure.id, figure.value]])))
  const state = sealedState(sealed, desk.may('situations:write'))
  return (
    <Page
      title={say('title')} lead={say('lead')}
      actions={<><LinkButton href={year ? `/figures/year?year=${year}` : '/figures/year'} name="figures.glance">{say('glance')}</LinkButton><LinkButton href="/figures/explore" name="figures.explore">{say('explore')}</LinkButton><Button name="figures.csv" onClick={() => take(asCsv)}>{say('csv')}</Button><Button name="figures.xlsx" onClick={() => take(asXlsx)}>{say('xlsx')}</Button><Button name="figures.print" onClick={() => print()}>{say('print')}</Button></>}
    >
      <PrintHeader title={say('title')} period={say('counted', { from: formatDay(period.from, locale), to: formatDay(period.to, locale) })} printedBy={desk.me.shown} />
      <div className="wide-field" data-chrome>
        <Select name="figures.year" label={say('year')} empty={say('all')} value={year} options={years} onChange={(next) => next && choose({ from: `${next}-01-01`, to: `${next}-12-31` })} />
        <DateField name="figures.from" label={say('from')} value={typed.from} needed="when-left" onChange={(from) => choose({ ...typed, from: from ?? '' })} />
        <DateField name="figures.to" label={say('to')} value={typed.to} needed="when-left" onChange={(to) => choose({ ...typed, to: to ?? '' })} error={flaw && say(flaw)} />
      </div>
      {year === String(thisYear) && values['calls'] === 0 && <NothingYet year={thisYear} onGo={(last) => choose({ from: `${last}-01-01`, to: `${last}-12-31` })} />}
      {whole && (
        <Loaded query={query} lines={14}>
          {({ regrouped }) => (
            <div data-key="figures.list">
              {regrouped > 0 && <Notice kind="info" name="figures.regrouped">{figureWords.translator(locale)('said.regrouped', { count: regrouped })}</Notice>}
              <Contents />
              {chaptersInOrder.map((chapter) => (
                <section key={chapter} className="chapter" aria-labelledby={`chapter-${chapter}`}>
                  <h2 id={`chapter-${chapter}`} tabIndex={-1}>{say(`chapter.${chapter}`)}</h2>
                  <div className="figures">
                    {shown.filter((figure) => chapterOf(figure.id) === chapter).map((figure) => <Figure key={figure.id} figure={figure} period={period} values={values} sealed={state} />)}
                  </div>
                </section>
              ))}
            </div>
          )}
        </Loaded>
      )}
    </Page>
  )
}

/** A year is long: one press to each chapter, and reading goes on at its head. */
function Contents() {
  const say = useWords(pageWords)
  const go = (chapter: string) => {
    const head = document.getElementById(`chapter-${chapter}`)
    head?.scrollIntoView({ block: 'start' })
    head?.focus({ preventScroll: true })
  }
  return (
    <nav className="chapters" aria-label={say('chapters')} data-chrome>
      {chaptersInOrder.map((chapter) => <Button key={chapter} kind="quiet" name={`chapter.${chapter}`} onClick={() => go(chapter)}>{say(`chapter.${chapter}`)}</Button>)}
    </nav>
  )
}

function sealedState({ status, data }: { readonly status: string; readonly data: CountedHere | undefined }, may: boolean): Sealed {
  if (!may || data === 'not-hers') return 'not-hers'
  if (status === 'error') return 'failed'
  if (!data) return 'counting'
  return data.size ? 'counted' : 'whole-years-only'
}

/** What only a member can count is simply there for her. */
function withSealed(figure: FigureValue, sealed: CountedHere | undefined, period: { from: string; to: string }): FigureValue {
  const definition = definitions.find((one) => one.id === figure.id)
  const tally = typeof sealed === 'object' ? sealed.get(figure.id) : undefined
  return definition && tally && figure.value === null ? present(definition, tally, period, figure.definition) : figure
}
