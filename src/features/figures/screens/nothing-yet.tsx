import { useQuery } from '@tanstack/react-query'
import { useDesk } from '../../../desk/session.tsx'
import { Button, Notice, useWords } from '../../../desk/ui/index.ts'
import { figures } from '../contract.ts'
import { nothingYetWords } from './nothing-yet-words.ts'
import { firstYear } from './years.ts'

/** A year without a call yet is all noughts: the last one that had any is one press away. */
export function NothingYet({ year, onGo }: { readonly year: number; readonly onGo: (year: string) => void }) {
  const desk = useDesk()
  const say = useWords(nothingYetWords)
  const query = useQuery({
    queryKey: ['table', 'years of calls', year],
    queryFn: () => desk.call(figures.table, { topic: 'calls', rows: 'year', from: `${firstYear}-01-01`, to: `${year}-12-31` }).then(({ cells }) => cells.flatMap(({ row, value }) => (row && value > 0 ? [row] : [])).toSorted().at(-1) ?? null),
  })
  const last = query.data
  if (!last) return null
  return <Notice actions={<Button name="figures.last-year" onClick={() => onGo(last)}>{say('go', { last })}</Button>}>{say('nothing', { year: String(year), last })}</Notice>
}
