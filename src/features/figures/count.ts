import { wholeMonths } from '../../shared/calendar.ts'
import { refuse } from '../../shared/problem.ts'
import type { Locale } from '../../shared/words.ts'
import { definitions } from './definitions.ts'
import type { Definition } from './definitions.ts'
import { present } from './present.ts'
import type { FigureValue, Tally } from './present.ts'
import type { Period } from './shape.ts'
import { figureWords } from './words.ts'

/** Events of identification know their month and no day, so no figure is counted for a period that cuts a month. */
export function checkPeriod({ from, to }: Period): void {
  if (from > to) refuse('bad-input', { flaws: [{ path: 'to', rule: 'before-from' }] })
  if (wholeMonths(from, to)) return
  refuse('period-cuts-month', { flaws: [{ path: 'from', rule: 'first-day-of-a-month' }, { path: 'to', rule: 'last-day-of-a-month' }] })
}

/** Every figure, or these, in order, from the tallies there are; a figure nobody here can count has the value null. */
export function presentAll(tallies: ReadonlyMap<string, Tally>, period: Period, locale: Locale, figures: readonly Definition[] = definitions): FigureValue[] {
  const words = figureWords.translator(locale)
  return figures.map((figure) => present(figure, tallies.get(figure.id), period, words(figure.id)))
}
