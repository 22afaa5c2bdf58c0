import { assess, assessEleven } from '../rules.ts'
import type { Answers, Overrides, Who } from '../rules.ts'

export type State = {
  readonly on: string
  readonly list: 'eleven' | 'weighted'
  readonly who: Who
  /** Whether any act was seen: recruitment, transport, harbouring … */
  readonly act: 'yes' | 'no' | null
  readonly eleven: Answers
  readonly weighted: Answers
  readonly overrides: Overrides
  readonly note: string
}
export const resultOf = ({ list, who, act, eleven, weighted, overrides }: State) => (list === 'eleven' ? assessEleven(eleven) : assess(weighted, who, act, overrides))

/** What is saved: the chosen list and, where she went over to it from the other, what was answered there too, each a screening of its own. The note goes with the first. */
export function screeningsIn(state: State): readonly State[] {
  const other: State = { ...state, list: state.list === 'eleven' ? 'weighted' : 'eleven', note: '' }
  if (!resultOf(other).asked) return [state]
  return resultOf(state).asked ? [state, other] : [{ ...other, note: state.note }]
}

export type Part = { readonly state: State; readonly change: (some: Partial<State>) => void }
