import type { FigureValue } from '../features/figures/index.ts'
import type { TargetFigure } from './targets.ts'

/** Where a counted figure misses its target, in words; empty when it meets it. Everything expected comes from the targets file. */
export function misses(target: TargetFigure, counted: FigureValue | undefined): string[] {
  if (!counted) return [`${target.id} is not counted`]
  const { value } = counted
  const said = (name: string, wanted: number | undefined, found: number | null | undefined) =>
    wanted === undefined || wanted === found ? [] : [`${target.id} ${target.from}: ${name} ${found}, not ${wanted}`]
  const outside = [
    [target.min !== undefined && !((value ?? -1) >= target.min), 'below its least'],
    [target.max !== undefined && !((value ?? Infinity) <= target.max), 'above its most'],
    [target.percent_above !== undefined && !(exact(counted) > target.percent_above), `not above ${target.percent_above} %`],
  ] as const
  return [
    ...said('is', target.value ?? target.percent, value),
    ...said('numerator', target.numerator, counted.numerator),
    ...said('denominator', target.denominator, counted.denominator),
    // A part that is not there has no records.
    ...Object.entries(target.by ?? {}).flatMap(([part, wanted]) => said(`by ${part}`, wanted, counted.by?.[part] ?? 0)),
    ...outside.flatMap(([is, how]) => (is ? [`${target.id} ${target.from}: ${value} is ${how}`] : [])),
  ]
}

/** Before rounding: 50.4 % is more than half. */
const exact = ({ numerator = 0, denominator = 1 }: FigureValue) => (100 * numerator) / denominator
