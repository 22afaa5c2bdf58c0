import { Button, Notice, useWords } from '../../../desk/ui/index.ts'
import { nothingYetWords } from './nothing-yet-words.ts'
import { useYearsWith } from './years.ts'

/** A year without a call yet is all noughts: the last one that had any is one press away. */
export function NothingYet({ year, onGo }: { readonly year: number; readonly onGo: (year: string) => void }) {
  const say = useWords(nothingYetWords)
  const last = useYearsWith('calls', year).at(-1)?.toString()
  if (!last) return null
  return <Notice actions={<Button name="figures.last-year" onClick={() => onGo(last)}>{say('go', { last })}</Button>}>{say('nothing', { year: String(year), last })}</Notice>
}
