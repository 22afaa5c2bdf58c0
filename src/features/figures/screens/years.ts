import { useQuery } from '@tanstack/react-query'
import { useDesk } from '../../../desk/session.tsx'
import { figures } from '../contract.ts'
import { dimensionOf, topics } from '../topics.ts'
import type { DimensionId, TopicId } from '../topics.ts'

/** The first year that can be asked for. */
export const firstYear = 2000

/** Years to choose from, this one first. */
export const yearsUntil = (thisYear: number) => Array.from({ length: thisYear - firstYear + 1 }, (_, back) => String(thisYear - back)).map((value) => ({ value, label: value }))

/** A year that can be asked for as an address names it; otherwise this one. */
export function yearIn(text: string | null, thisYear: number): number {
  const year = Number(text)
  return Number.isInteger(year) && year >= firstYear && year <= thisYear ? year : thisYear
}

/** The years until this one in which a topic has any records, in order. */
export function useYearsWith(topic: TopicId, thisYear: number): readonly number[] {
  const desk = useDesk()
  const by: readonly DimensionId[] = topics[topic].by
  const inTime = by.find((id) => dimensionOf(id).as === 'year')
  const query = useQuery({
    queryKey: ['table', 'years', topic, thisYear], enabled: inTime !== undefined,
    queryFn: async () => {
      const { cells } = await desk.call(figures.table, { topic, rows: inTime, from: `${firstYear}-01-01`, to: `${thisYear}-12-31` } as never)
      return cells.map(({ row }) => Number(row)).filter((year) => year >= firstYear).toSorted((one, other) => one - other)
    },
  })
  return query.data ?? []
}
