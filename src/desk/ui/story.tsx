import type { ReactNode } from 'react'
import { formatMonth } from '../../shared/words.ts'
import { shortDay } from './dates.ts'
import { Disclosure } from './disclosure.tsx'
import { useLocale } from './words.tsx'
import css from './story.module.css'

export type StoryEvent = {
  readonly id: string
  /** `2016-03-12`, or `2016-03` where only the month is kept. */
  readonly on: string
  readonly title: ReactNode
  readonly detail?: ReactNode
  /** What can be done with it, at the end of its line. */
  readonly actions?: ReactNode
  /** Significant events always stand open; the others fold by month. */
  readonly significant?: boolean
  /** What routine events are counted by: `contact`, `accompaniment`. */
  readonly kind: string
}

export type StoryGiven = {
  readonly events: readonly StoryEvent[]
  /** "14 contacts": the words for so many routine events of a kind. */
  readonly count: (kind: string, count: number) => string
  readonly name?: string
  /** Level of the months' headings. */
  readonly level?: 3 | 4
}

/** Newest first. What matters can be read without opening anything; the days between are one line a month. */
export function Story({ events, count, name, level = 3 }: StoryGiven) {
  const locale = useLocale()
  const Heading = `h${level}` as const
  const sorted = events.toSorted((one, other) => (one.on < other.on ? 1 : one.on > other.on ? -1 : 0))
  const months = Map.groupBy(sorted, (event) => event.on.slice(0, 7))
  return (
    <div className={css.story} data-key={name}>
      {[...months].map(([month, inMonth]) => (
        <section key={month} className={css.month}>
          <Heading className={css.monthName}>{formatMonth(month, locale)}</Heading>
          <ol className={css.events}>
            {inMonth
              .filter((event) => event.significant)
              .map((event) => (
                <Line key={event.id} event={event} />
              ))}
            <Routine events={inMonth.filter((event) => !event.significant)} count={count} />
          </ol>
        </section>
      ))}
    </div>
  )
}

function Routine({ events, count }: Pick<StoryGiven, 'events' | 'count'>) {
  if (events.length === 0) return null
  const kinds = Map.groupBy(events, (event) => event.kind)
  const summary = [...kinds].map(([kind, ofKind]) => count(kind, ofKind.length)).join(', ')
  return (
    <li className={css.folded}>
      <Disclosure summary={summary} onPaper>
        <ol>
          {events.map((event) => (
            <Line key={event.id} event={event} />
          ))}
        </ol>
      </Disclosure>
    </li>
  )
}

function Line({ event }: { readonly event: StoryEvent }) {
  const locale = useLocale()
  const dated = event.on.length > 7
  const kinds = [css.event, event.significant && css.significant, dated && css.dated].filter(Boolean).join(' ')
  return (
    <li className={kinds} data-value={event.id}>
      <div className={css.line}>
        {dated && <span className={css.when}>{shortDay(event.on, locale)}</span>}
        <span className={css.title}>{event.title}</span>
        {event.actions && <span className={css.actions}>{event.actions}</span>}
      </div>
      {event.detail && <div className={css.detail}>{event.detail}</div>}
    </li>
  )
}
