import { useState } from 'react'
import { afterPress } from './after-press.ts'
import { formatNumber } from '../../shared/words.ts'
import { readWhole, readYear, stillTyping } from '../../shared/whole-number.ts'
import type { Bounds } from '../../shared/whole-number.ts'
import { Field } from './field.tsx'
import type { Asking } from './question.tsx'
import { useLocale, useOwnWords } from './words.tsx'

export type NumberFieldGiven = Asking & Bounds & {
  /** A year has no sign between its thousands. */
  readonly of?: 'number' | 'year'
  /** As it is typed. What it is read as say `readWhole` and `readYear` with the same bounds. */
  readonly value: string
  readonly onChange: (text: string) => void
  /** It cannot be left empty: said once she has left it. */
  readonly needed?: boolean
  /** She wants to save: what is missing or half typed is said now. */
  readonly asked?: boolean
  readonly first?: boolean
  readonly onEnter?: () => void
}

/** A whole number. What is typed stays as it is typed; what is no whole number within its bounds is said at the field. */
export function NumberField({ from, to, of = 'number', needed = false, asked = false, ...given }: NumberFieldGiven) {
  const say = useOwnWords()
  const locale = useLocale()
  const [left, setLeft] = useState(false)
  const read = (of === 'year' ? readYear : readWhole)(given.value, { from, to })
  const now = left || asked
  const wrong = read === 'wrong' ? now || !stillTyping(given.value, { from, to }) : read === null && needed && now
  const shown = (bound: number) => (of === 'year' ? String(bound) : formatNumber(bound, locale))
  const error = given.error ?? (wrong ? say(`${of}.wrong${needed ? '' : '.or-empty'}`, { from: shown(from), to: shown(to) }) : undefined)
  return <Field {...given} error={error} onBlur={() => afterPress(() => setLeft(true))} onChange={(text) => { setLeft(false); given.onChange(text) }} />
}
