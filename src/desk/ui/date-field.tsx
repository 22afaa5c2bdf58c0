import { useState } from 'react'
import { afterPress } from './after-press.ts'
import { looksLike, readMonth, readShortDay, typedForm } from './dates.ts'
import { Question, useAsked } from './question.tsx'
import type { Asking } from './question.tsx'
import { formatDay, formatMonth } from '../../shared/words.ts'
import { useLocale, useOwnWords } from './words.tsx'
import control from './control.module.css'

export type DateFieldGiven = Asking & {
  /** `month`: for what is kept by month only. A day unless told. */
  readonly of?: 'day' | 'month'
  /** `2016-03-12` or `2016-03`; `null` (or an empty text) when skipped or not yet readable. */
  readonly value: string | null
  readonly onChange: (value: string | null) => void
  /** Inclusive, in the form of `value`. */
  readonly from?: string
  readonly to?: string
  readonly first?: boolean
  /** It cannot be skipped: said once she has left it, or now, when she wants to save. */
  readonly needed?: 'when-left' | 'now'
}

/** Typed, not picked: `12.3.2016.`, `2016-03-12` or `12/3/2016`, also `12.3.16` and, where no day to come fits, `12.3.`; below it stands how it was understood. */
export function DateField(given: DateFieldGiven) {
  const { name, of = 'day', onChange, from, to, needed } = given
  const value = given.value === '' ? null : given.value
  const say = useOwnWords()
  const locale = useLocale()
  const [text, setText] = useState(value === null ? '' : typedForm(value))
  const [left, setLeft] = useState(false)
  const read = (typed: string) => (of === 'day' ? readShortDay(typed, to) : readMonth(typed))
  const understood = read(text)

  // The value may be changed from outside (a draft comes back): then the text follows.
  const [shown, setShown] = useState(value)
  if (value !== shown) {
    setShown(value)
    if (value !== null && value !== understood) setText(typedForm(value))
    if (value === null && understood !== undefined) setText('')
  }

  const wrong = whatIsWrong(text, understood, from, to, of)
  const typing = (wrong === 'not-read' || wrong === 'no-such') && !left && needed !== 'now'
  const empty = needed && text.trim() === '' && (left || needed === 'now') ? say(`date.needed.${of}`) : undefined
  const error = given.error ?? (wrong && !typing ? say(`date.${wrong}.${of}`) : empty)
  const reading =
    understood && (of === 'day' ? formatDay(understood, locale) : formatMonth(understood, locale))
  const asking = { ...given, hint: reading ?? given.hint ?? say(`date.forms.${of}`), ...(error && { error }) }
  const asked = useAsked(asking)
  return (
    <Question asking={asking} asked={asked} as="control">
      <input
        id={asked.controlId}
        data-key={name}
        data-first={given.first || undefined}
        data-unread={wrong !== undefined || (needed && text.trim() === '') || undefined}
        className={`${control.box} ${control.short}`}
        type="text"
        autoComplete="off"
        spellCheck={false}
        value={text}
        aria-describedby={asked.describedBy}
        aria-invalid={asked.invalid || undefined}
        onBlur={() => afterPress(() => setLeft(true))}
        onChange={(event) => {
          const typed = event.target.value
          const next = read(typed) ?? null
          setText(typed)
          setShown(next)
          setLeft(false)
          if (next !== value) onChange(next)
        }}
      />
    </Question>
  )
}

function whatIsWrong(
  text: string,
  value: string | undefined,
  from: string | undefined,
  to: string | undefined,
  of: 'day' | 'month',
) {
  if (text.trim() === '') return undefined
  if (value === undefined) return looksLike(of, text) ? 'no-such' : 'not-read'
  if (from !== undefined && value < from) return 'too-early'
  if (to !== undefined && value > to) return 'too-late'
  return undefined
}
