import { useLayoutEffect, useRef, useState } from 'react'
import type { Ref, RefObject } from 'react'
import { Button } from './button.tsx'
import { Question, useAsked } from './question.tsx'
import type { Asking } from './question.tsx'
import { useOwnWords } from './words.tsx'
import css from './control.module.css'

export type TextControl = HTMLInputElement | HTMLTextAreaElement

export type FieldGiven = Asking & {
  readonly value: string
  readonly onChange: (text: string) => void
  /** Two or more make it an area that grows with what is written. */
  readonly lines?: number
  /** Characters that can be kept. More may be typed (nothing is ever cut off), and is said in words. */
  readonly limit?: number
  readonly type?: 'text' | 'tel' | 'email' | 'search' | 'password'
  readonly autoComplete?: 'off' | 'username' | 'current-password' | 'new-password' | 'one-time-code'
  readonly placeholder?: string
  readonly disabled?: boolean
  readonly readOnly?: boolean
  readonly onBlur?: () => void
  /** One line that a button beside it takes up: Enter takes it up too. */
  readonly onEnter?: (() => void) | undefined
  /** For a dialog and before the desk: this control has the focus first. */
  readonly first?: boolean
  readonly ref?: Ref<TextControl>
}

/** Words. Spelling help stays off: some browsers send what is typed to their maker. */
export function Field(given: FieldGiven) {
  const { name, value, onChange, lines = 1, limit, type = 'text', placeholder, disabled, readOnly } = given
  const say = useOwnWords()
  const tooLong = limit !== undefined && value.length > limit
  const error = given.error ?? (tooLong ? say('too-long', { count: value.length - limit }) : undefined)
  const asked = useAsked({ ...given, ...(error && { error }) })
  const area = useRef<HTMLTextAreaElement>(null)
  useGrowing(area, value)

  const common = {
    id: asked.controlId,
    'data-key': name,
    'data-first': given.first || undefined,
    'data-too-long': tooLong || undefined,
    value,
    placeholder,
    disabled,
    readOnly,
    'aria-describedby': asked.describedBy,
    'aria-invalid': asked.invalid || undefined,
    spellCheck: false,
    autoCapitalize: 'off',
    autoComplete: given.autoComplete ?? 'off',
    onBlur: given.onBlur,
  }
  const put = (element: TextControl | null) => {
    area.current = element instanceof HTMLTextAreaElement ? element : null
    hand(given.ref, element)
  }
  return (
    <Question asking={{ ...given, ...(error && { error }) }} asked={asked} as="control">
      {lines > 1 && (
        <textarea
          {...common}
          ref={put}
          rows={lines}
          className={`${css.box} ${css.area}`}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {lines <= 1 && type !== 'password' && (
        <input
          {...common}
          ref={put}
          type={type}
          className={css.box}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.ctrlKey || event.metaKey || event.nativeEvent.isComposing || !given.onEnter) return
            event.preventDefault()
            given.onEnter()
          }}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {lines <= 1 && type === 'password' && <Secret common={common} put={put} onChange={onChange} />}
      {limit !== undefined && <Left limit={limit} length={value.length} />}
    </Question>
  )
}

type SecretGiven = {
  readonly common: { readonly id: string; readonly value: string; readonly 'data-key': string }
  readonly put: (element: TextControl | null) => void
  readonly onChange: (text: string) => void
}

/** A passphrase can be looked at while it is typed: five words blind are five chances to err. */
function Secret({ common, put, onChange }: SecretGiven) {
  const say = useOwnWords()
  const [shown, setShown] = useState(false)
  return (
    <div className={css.secret}>
      <input
        {...common}
        ref={put}
        type={shown ? 'text' : 'password'}
        className={css.box}
        onChange={(event) => onChange(event.target.value)}
      />
      <Button kind="quiet" name={`${common['data-key']}.show`} pressed={shown} onClick={() => setShown(!shown)}>
        {say('show')}
      </Button>
    </div>
  )
}

/** Says how much room is left once four fifths are used; before that it would only worry. */
function Left({ limit, length }: { readonly limit: number; readonly length: number }) {
  const say = useOwnWords()
  if (length < limit * 0.8 || length > limit) return null
  return <p className={css.left}>{say('characters-left', { count: limit - length })}</p>
}

function hand(ref: Ref<TextControl> | undefined, element: TextControl | null) {
  if (typeof ref === 'function') ref(element)
  if (ref && typeof ref === 'object') ref.current = element
}

/** For browsers without `field-sizing`: the area takes the height of its words. */
function useGrowing(area: RefObject<HTMLTextAreaElement | null>, value: string) {
  useLayoutEffect(() => {
    const element = area.current
    if (!element || CSS.supports('field-sizing', 'content')) return
    element.style.blockSize = 'auto'
    element.style.blockSize = `${element.scrollHeight + 2}px`
  }, [area, value])
}
