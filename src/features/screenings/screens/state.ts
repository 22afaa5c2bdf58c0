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
export type Part = { readonly state: State; readonly change: (some: Partial<State>) => void }
