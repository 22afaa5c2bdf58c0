type When = { readonly year: number | null; readonly fromMonth: string | null; readonly toMonth: string | null }

/** Where a campaign's time contradicts itself: which field, or nothing. */
export function whatContradicts({ year, fromMonth, toMonth }: When): 'fromMonth' | 'toMonth' | 'year' | undefined {
  if (fromMonth === null) return toMonth === null ? undefined : 'fromMonth'
  if (year !== Number(fromMonth.slice(0, 4))) return 'year'
  return toMonth !== null && toMonth < fromMonth ? 'toMonth' : undefined
}

/** The days it ran, as far as known: its months, else its year; a campaign without a year has none. */
export function ranFrom({ year, fromMonth, toMonth }: When): { readonly from: string; readonly to: string } | undefined {
  if (year === null) return undefined
  const [first, last] = [fromMonth ?? `${year}-01`, toMonth ?? fromMonth ?? `${year}-12`]
  return { from: `${first}-01`, to: lastDayOf(last) }
}

/** With as many days before it as it ran, so that calls during it can be told from calls before. */
export function withTheTimeBefore({ from, to }: { readonly from: string; readonly to: string }): { readonly from: string; readonly to: string } {
  const months = (Number(to.slice(0, 4)) - Number(from.slice(0, 4))) * 12 + Number(to.slice(5, 7)) - Number(from.slice(5, 7)) + 1
  return { from: `${monthsLater(from.slice(0, 7), -months)}-01`, to }
}

function monthsLater(month: string, by: number): string {
  const all = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by
  return `${String(Math.floor(all / 12)).padStart(4, '0')}-${String((all % 12) + 1).padStart(2, '0')}`
}

function lastDayOf(month: string): string {
  const days = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).getUTCDate()
  return `${month}-${days}`
}

/** Known reach, and how many channels say nothing: a sum that leaves somebody out says so. */
export function reachOf(reach: readonly { readonly reached: number | null }[]): { readonly known: number; readonly unknown: number } {
  return {
    known: reach.reduce((sum, { reached }) => sum + (reached ?? 0), 0),
    unknown: reach.filter(({ reached }) => reached === null).length,
  }
}
