/** One thing measured: a ratio from one run, or a time, size or count against its bar. */
export type Result = {
  readonly id: string
  readonly value: number
  readonly unit: 'ratio' | 'ms' | 'kB' | 'MB' | 'per second' | 'share'
  /** What it should reach: at least for ratios of throughput, at most for everything else. Undefined: told, not judged. */
  readonly bar?: number
  readonly atLeast?: true
  readonly says: string
}

export const holds = ({ value, bar, atLeast }: Result): boolean | undefined => (bar === undefined ? undefined : atLeast ? value >= bar : value <= bar)

const rounded = (value: number) => (Math.abs(value) >= 100 ? Math.round(value) : Number(value.toPrecision(3)))

/** For a person: the figure, its bar, and whether it holds. */
export function printed(results: readonly Result[]): string {
  return results.map((one) => {
    const kept = holds(one)
    const bar = one.bar === undefined ? '' : `  bar: at ${one.atLeast ? 'least' : 'most'} ${rounded(one.bar)}${kept ? '' : '  NOT REACHED'}`
    return `${String(rounded(one.value)).padStart(8)} ${one.unit.padEnd(10)} ${one.says}${bar}`
  }).join('\n')
}

export const asJson = (results: readonly Result[]) => results.map((one) => ({ ...one, value: rounded(one.value), ...(one.bar !== undefined && { holds: holds(one) }) }))

export const median = (values: readonly number[]): number => quantile(values, 0.5)

/** Of no values: NaN. */
export function quantile(values: readonly number[], at: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * at))] ?? Number.NaN
}
