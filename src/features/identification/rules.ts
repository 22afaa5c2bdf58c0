/** Ages that a band takes in, in whole years. */
const bands: Readonly<Record<string, readonly [from: number, to: number]>> = {
  '0-8': [0, 8], '9-17': [9, 17], '18-20': [18, 20], '21-23': [21, 23], '24-26': [24, 26], '27-29': [27, 29], '30-38': [30, 38], '39-47': [39, 47], '48+': [48, 130],
}

/** In a given year somebody born in `birthYear` is one of two ages: before and after her birthday. */
const agesIn = (birthYear: number, year: number) => [year - birthYear - 1, year - birthYear] as const

/** Years of birth of whoever may be alive in `year`. */
export const birthYears = (year: number) => ({ from: year - 130, to: year })

export type AgeFlaw = 'no-such-year' | 'contradicts-band'

/** Why a year of birth and an age band, as of `year`, cannot both be true. Missing answers contradict nothing. */
export function whyNotAge(birthYear: number | null, ageBand: string, year: number): AgeFlaw | undefined {
  if (birthYear === null) return undefined
  const { from, to } = birthYears(year)
  if (birthYear > to || birthYear < from) return 'no-such-year'
  const band = bands[ageBand]
  const [younger, older] = agesIn(birthYear, year)
  return band && (older < band[0] || younger > band[1]) ? 'contradicts-band' : undefined
}

/** Who may have decided about a status: formal status is a state body's, an organisation identifies preliminarily. */
export const mayDecide = (status: string | null, decidedBy: string): boolean => status !== 'identified_formal' || decidedBy !== 'ngo'

type Event = { readonly status: string; readonly decidedBy: string; readonly month: string }

/** What of an identification cannot be true: who decided, or a report that was made later than what it led to. `reportDay` where one is named. */
export function whyNotEvent({ status, decidedBy, month }: Event, reportDay?: string): 'decidedBy' | 'report' | undefined {
  if (!mayDecide(status, decidedBy)) return 'decidedBy'
  return reportDay !== undefined && month < reportDay.slice(0, 7) ? 'report' : undefined
}

/** Whether "a minor then" cannot be true together with the year of birth. In the year she turns eighteen both can. */
export function contradictsMinor(birthYear: number | null, minor: string, year: number): boolean {
  if (birthYear === null) return false
  const [younger, older] = agesIn(birthYear, year)
  return (minor === 'yes' && younger >= 18) || (minor === 'no' && older < 18)
}
