/** The first year that can be asked for. */
export const firstYear = 2000

/** Years to choose from, this one first. */
export const yearsUntil = (thisYear: number) => Array.from({ length: thisYear - firstYear + 1 }, (_, back) => String(thisYear - back)).map((value) => ({ value, label: value }))

/** A year that can be asked for as an address names it; otherwise this one. */
export function yearIn(text: string | null, thisYear: number): number {
  const year = Number(text)
  return Number.isInteger(year) && year >= firstYear && year <= thisYear ? year : thisYear
}
