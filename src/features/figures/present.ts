import type * as z from 'zod/mini'
import type { Month } from '../../shared/calendar.ts'
import { isMissing } from '../../shared/missing.ts'
import type { figureValue } from './contract.ts'
import type { Definition } from './definitions.ts'
import { everyTime } from './laid-out.ts'
import { unknownPart } from './shape.ts'
import type { Period } from './shape.ts'

/** What an evaluator found: the whole, how much of it was recorded after the period's end, and its parts. */
export type Tally = {
  readonly total: number
  readonly later: number
  readonly parts: Readonly<Record<string, number>>
  /** How many more there may be: they fit, and nobody knows their year. */
  readonly undated?: number
}
export type FigureValue = z.output<typeof figureValue>

/** Whole per cent, half up; null when nothing is known. */
export function percent(numerator: number, denominator: number): number | null {
  return denominator ? Math.floor((200 * numerator + denominator) / (2 * denominator)) : null
}

/** A figure as it is shown: its number, how it came about, and its definition in words. Undefined tally: nobody here can count it. */
export function present(figure: Definition, tally: Tally | undefined, period: Period, definition: string): FigureValue {
  if (!tally) return { id: figure.id, value: null, definition }
  const later = tally.later ? { recordedLater: tally.later } : {}
  if (figure.share) return { id: figure.id, ...shareOf(figure.share, tally), ...later, definition }
  const by = figure.by?.as === 'month' ? everyMonth(period, tally.parts) : thoseThere(tally.parts)
  const undated = tally.undated ?? (figure.by?.as === 'year' ? tally.parts[unknownPart] : undefined)
  return { id: figure.id, value: tally.total, ...(undated && { unknown: undated }), ...later, ...(figure.by && { by }), definition }
}

/** Each counted record has one part here, so parts add up. */
function shareOf(of: readonly string[], { parts }: Tally) {
  const sum = (some: readonly (readonly [string, number])[]) => some.reduce((all, [, count]) => all + count, 0)
  const all = Object.entries(parts)
  const numerator = sum(all.filter(([part]) => of.includes(part)))
  const denominator = sum(all.filter(([part]) => !isMissing(part)))
  return { value: percent(numerator, denominator), numerator, denominator, unknown: sum(all) - denominator }
}

/** Records without a client have no persons: such a part says nothing, which is not zero. */
function thoseThere(parts: Tally['parts']): Record<string, number> {
  return Object.fromEntries(Object.entries(parts).filter(([, count]) => count > 0))
}

/** A month without any is a zero: we know there were none. */
function everyMonth(period: Period, parts: Tally['parts']): Record<Month, number> {
  return Object.fromEntries(everyTime(period, 'month').map((month) => [month, parts[month] ?? 0]))
}
