import { useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { digitOf } from './keys.tsx'
import type { MissingAnswer } from './missing.ts'
import { useOwnWords } from './words.tsx'
import css from './choice.module.css'

export type Option<V extends string = string> = {
  readonly value: V
  readonly label: string
  readonly disabled?: boolean
}

type ChipGiven = {
  readonly type: 'radio' | 'checkbox'
  readonly group: string
  readonly option: Option
  readonly digit?: number | undefined
  readonly missing?: boolean
  readonly checked: boolean
  readonly tabIndex?: number
  readonly onPick: () => void
  readonly onClear: () => void
}

/** One answer. A checked radio pressed again is taken back: skipping stays possible after choosing. */
export function Chip({ type, group, option, digit, missing, checked, tabIndex, onPick, onClear }: ChipGiven) {
  const kinds = [css.chip, type === 'checkbox' && css.box, missing && css.missing].filter(Boolean).join(' ')
  return (
    <label className={kinds} data-value={option.value}>
      <input
        type={type}
        name={group}
        value={option.value}
        className={css.input}
        checked={checked}
        disabled={option.disabled}
        tabIndex={tabIndex}
        aria-keyshortcuts={digit === undefined ? undefined : String(digit)}
        onChange={type === 'checkbox' && checked ? onClear : onPick}
        onClick={type === 'radio' && checked ? onClear : undefined}
      />
      <span className={css.mark} data-mark={type === 'radio' ? (digit ?? '') : ''} aria-hidden="true" />
      <span>{option.label}</span>
    </label>
  )
}

/** The answers "not asked", "prefers not to say" … and the toggle that brings them out. */
export function useMissingChips(missing: readonly MissingAnswer[], chosen: string | null) {
  const say = useOwnWords()
  const [open, setOpen] = useState(false)
  const shown = missing.filter((value) => open || value === chosen)
  const options = shown.map((value) => ({ value, label: say(`missing.${value}`) }))
  const toggle: ReactNode = missing.length > 0 && (
    <button
      type="button"
      className={css.more}
      aria-expanded={open}
      aria-label={say('other-answers')}
      aria-keyshortcuts="0"
      title={say('other-answers')}
      onClick={() => setOpen(!open)}
    >
      <span aria-hidden="true">…</span>
    </button>
  )
  return { options, toggle, flip: () => setOpen((was) => !was) }
}

type ChipKeys = {
  readonly count: number
  readonly press: (place: number) => void
  readonly clear: () => void
  readonly flip: () => void
}

/** Digits choose, 0 shows the other answers, Backspace takes back. Only while the focus is in the group. */
export function chipKeys({ count, press, clear, flip }: ChipKeys) {
  return (event: KeyboardEvent<Element>) => {
    // A browser does nothing when Space meets a radio that is chosen already; here it takes the answer back.
    const again = event.code === 'Space' && isChosenRadio(event.target)
    if (again || event.code === 'Backspace' || event.code === 'Delete') {
      event.preventDefault()
      return clear()
    }
    const digit = digitOf(event)
    if (digit === undefined || digit > count) return
    event.preventDefault()
    if (digit === 0) return flip()
    press(digit - 1)
    focusChip(event.currentTarget, digit - 1)
  }
}

function isChosenRadio(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && target.type === 'radio' && target.checked
}

function focusChip(group: Element, place: number) {
  group.querySelectorAll('input')[place]?.focus()
}

export function digitFor(place: number): number | undefined {
  return place < 9 ? place + 1 : undefined
}
