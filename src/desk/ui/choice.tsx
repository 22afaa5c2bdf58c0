import { useId, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { Chip, chipKeys, digitFor, useMissingChips } from './chips.tsx'
import type { Option } from './chips.tsx'
import { useKeys } from './keys.tsx'
import { usuallyMissing } from './missing.ts'
import type { MissingAnswer } from './missing.ts'
import { Question, useAsked } from './question.tsx'
import type { Asking } from './question.tsx'
import css from './choice.module.css'

export type ChoiceGiven<V extends string, M extends MissingAnswer = MissingAnswer> = Asking & {
  readonly options: readonly Option<V>[]
  /** `null`: skipped. */
  readonly value: V | M | null
  readonly onChange: (value: V | M | null) => void
  /** Answers kept under "…"; `[]` for none. */
  readonly missing?: readonly M[]
  /** Digits choose from anywhere on the page (outside text fields), not only while the focus is inside. */
  readonly active?: boolean
  /** There is always one: pressing the chosen one again leaves it as it is. */
  readonly always?: boolean
}

/** One answer of several, as chips. Digits 1–9, arrows; pressing the chosen one again takes it back, unless there is always one. */
export function Choice<V extends string, M extends MissingAnswer = MissingAnswer>(given: ChoiceGiven<V, M>) {
  const { options, value, onChange, missing = usuallyMissing as readonly M[], active = false, always = false } = given
  const group = useId()
  const asked = useAsked(given)
  const others = useMissingChips(missing, value)

  const clear = () => { if (!always) onChange(null) }
  const choose = (next: V | M) => (next === value ? clear() : onChange(next))
  const press = (place: number) => {
    const option = options[place]
    if (option && !option.disabled) choose(option.value)
  }
  useKeys(active ? options.slice(0, 9).map((option, place) => digitKey(option, place, press)) : [])

  const chip = (option: Option, digit: number | undefined, isOther: boolean) => (
    <Chip
      key={option.value}
      type="radio"
      group={group}
      option={option}
      digit={digit}
      missing={isOther}
      checked={option.value === value}
      onPick={() => onChange(option.value as V | M)}
      onClear={clear}
    />
  )
  const keys = chipKeys({ count: options.length, press, clear, flip: others.flip })
  return (
    <Question asking={given} asked={asked} as="group" role="radiogroup" active={active} onKeyDown={keys}>
      <div className={css.chips}>
        {options.map((option, place) => chip(option, digitFor(place), false))}
        {others.toggle}
        {others.options.map((option) => chip(option, undefined, true))}
      </div>
    </Question>
  )
}

function digitKey(option: Option, place: number, press: (place: number) => void) {
  return {
    key: String(place + 1),
    physicalCode: `Digit${place + 1}`,
    label: option.label,
    unlisted: true,
    run() {
      press(place)
      // Several persons above it, and the question she answers is out of sight: what comes next is brought into it.
      requestAnimationFrame(() => void document.querySelector('[data-active]')?.scrollIntoView({ block: 'nearest' }))
    },
  }
}

export type ChoicesGiven<V extends string, M extends MissingAnswer = MissingAnswer> = Asking & {
  readonly options: readonly Option<V>[]
  /** In the order of the options; `[]` when skipped, or one missing answer for the whole question. */
  readonly value: readonly V[] | M
  readonly onChange: (value: readonly V[] | M) => void
  readonly missing?: readonly M[]
}

/** Several answers of several. One stop of Tab, as one answer of several is; the arrows walk, so that a long question is passed in one press. */
export function Choices<V extends string, M extends MissingAnswer = MissingAnswer>(
  given: ChoicesGiven<V, M>,
) {
  const { options, value, onChange, missing = [] } = given
  const group = useId()
  const asked = useAsked(given)
  const chosen: readonly V[] = typeof value === 'string' ? [] : value
  const other = typeof value === 'string' ? value : null
  const others = useMissingChips(missing, other)

  const flipOne = (wanted: V) => {
    const next = options
      .map((option) => option.value)
      .filter((candidate) => chosen.includes(candidate) !== (candidate === wanted))
    onChange(next)
  }
  const press = (place: number) => {
    const option = options[place]
    if (option && !option.disabled) flipOne(option.value)
  }
  const [stop, setStop] = useState(0)
  const chips = chipKeys({ count: options.length, press, clear: () => onChange([]), flip: others.flip })
  const keys = (event: KeyboardEvent<Element>) => {
    const step = stepOf(event.key)
    const all = [...event.currentTarget.querySelectorAll('input')]
    const at = all.findIndex((one) => one === event.target)
    if (!step || at < 0) return chips(event)
    event.preventDefault()
    all[(at + step + all.length) % all.length]?.focus()
  }
  return (
    <Question asking={given} asked={asked} as="group" role="group" onKeyDown={keys}>
      <div className={css.chips} onFocus={(event) => setStop(Math.max(0, [...event.currentTarget.querySelectorAll('input')].findIndex((one) => one === event.target)))}>
        {options.map((option, place) => (
          <Chip
            key={option.value}
            type="checkbox"
            group={group}
            option={option}
            digit={digitFor(place)}
            tabIndex={place === stop ? 0 : -1}
            checked={chosen.includes(option.value)}
            onPick={() => flipOne(option.value)}
            onClear={() => flipOne(option.value)}
          />
        ))}
        {others.toggle}
        {others.options.map((option, place) => (
          <Chip
            key={option.value}
            tabIndex={options.length + place === stop ? 0 : -1}
            type="checkbox"
            group={group}
            option={option}
            missing
            checked={other === option.value}
            onPick={() => onChange(option.value as M)}
            onClear={() => onChange([])}
          />
        ))}
      </div>
    </Question>
  )
}

function stepOf(key: string): number {
  if (key === 'ArrowRight' || key === 'ArrowDown') return 1
  return key === 'ArrowLeft' || key === 'ArrowUp' ? -1 : 0
}
