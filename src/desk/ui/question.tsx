import { useId, useState } from 'react'
import type { KeyboardEvent, ReactNode } from 'react'
import { takesText, useKeyboard } from './keys.tsx'
import { useOwnWords } from './words.tsx'
import css from './question.module.css'

/** What every question of the desk has. None is ever required by its own markup: each can be skipped. */
export type Asking = {
  /** Stable handle in English (`contact.type`), the same in every language; stands in the page as `data-key`. */
  readonly name: string
  readonly label: string
  readonly hint?: ReactNode
  /** Why we ask: shown by the sign beside the label, by `i` in a group, by Alt+I in a text field. */
  readonly why?: string | undefined
  /** What is wrong and what to do, shown under the control. */
  readonly error?: string | undefined
  /** Label at the side where there is room, above where there is not. */
  readonly beside?: boolean
}

export type Asked = {
  readonly controlId: string
  readonly labelId: string
  readonly describedBy: string | undefined
  readonly invalid: boolean
  readonly whyOpen: boolean
  readonly toggleWhy: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  readonly ids: { readonly hint: string; readonly why: string; readonly error: string }
}

/** Ties label, hint, reason and error of one question to its control. */
export function useAsked({ hint, why, error }: Asking): Asked {
  const id = useId()
  const [whyOpen, setWhyOpen] = useState(false)
  const ids = { hint: `${id}hint`, why: `${id}why`, error: `${id}error` }
  const described = [error && ids.error, hint && ids.hint, why && whyOpen && ids.why].filter(Boolean)
  const toggleWhy = () => setWhyOpen((open) => !open)
  return {
    controlId: `${id}control`,
    labelId: `${id}label`,
    describedBy: described.length > 0 ? described.join(' ') : undefined,
    invalid: Boolean(error),
    whyOpen,
    toggleWhy,
    ids,
    onKeyDown(event) {
      if (!why || event.code !== 'KeyI' || event.ctrlKey || event.metaKey || event.shiftKey) return
      if (takesText(event.target) !== event.altKey) return
      event.preventDefault()
      toggleWhy()
    },
  }
}

type Given = {
  readonly asking: Asking
  readonly asked: Asked
  /** `group` labels a fieldset of several controls, `control` one control. */
  readonly as: 'group' | 'control'
  readonly role?: 'radiogroup' | 'group'
  readonly active?: boolean
  readonly onKeyDown?: (event: KeyboardEvent) => void
  readonly children: ReactNode
}

/** Label above (or beside), reason, control, error, hint: always in this order, which is the order of reading. */
export function Question({ asking, asked, as, role, active, onKeyDown, children }: Given) {
  const { name, label, hint, why, error, beside } = asking
  const press = (event: KeyboardEvent) => {
    onKeyDown?.(event)
    if (!event.defaultPrevented) asked.onKeyDown(event)
  }
  const parts = (
    <>
      <div className={css.head}>
        {as === 'control' && (
          <label className={css.label} id={asked.labelId} htmlFor={asked.controlId}>
            {label}
          </label>
        )}
        {as === 'group' && (
          <span className={css.label} id={asked.labelId}>
            {label}
          </span>
        )}
        {why && <WhyButton asked={asked} question={label} />}
      </div>
      {why && (
        <p className={css.reason} id={asked.ids.why} hidden={!asked.whyOpen}>
          {why}
        </p>
      )}
      {children}
      {error && (
        <p className={css.error} id={asked.ids.error}>
          {error}
        </p>
      )}
      {hint && (
        <p className={css.hint} id={asked.ids.hint}>
          {hint}
        </p>
      )}
    </>
  )
  const frame =
    as === 'group' ? (
      <fieldset
        className={css.question}
        role={role}
        aria-labelledby={asked.labelId}
        aria-describedby={asked.describedBy}
        data-key={name}
        data-active={active || undefined}
        data-wrong={asked.invalid || undefined}
        onKeyDown={press}
      >
        {parts}
      </fieldset>
    ) : (
      <div className={css.question} data-wrong={asked.invalid || undefined} onKeyDown={press}>
        {parts}
      </div>
    )
  return beside ? <div className={css.beside}>{frame}</div> : frame
}

function WhyButton({ asked, question }: { readonly asked: Asked; readonly question: string }) {
  const say = useOwnWords()
  const { singleKeys } = useKeyboard()
  // While `i` works, Tab walks from question to question; without single keys the sign is a stop of its own.
  return (
    <button
      type="button"
      className={css.why}
      tabIndex={singleKeys ? -1 : 0}
      aria-label={say('why', { question })}
      aria-expanded={asked.whyOpen}
      aria-controls={asked.ids.why}
      aria-keyshortcuts="I"
      title={say('why-short')}
      onClick={asked.toggleWhy}
    >
      <span aria-hidden="true">i</span>
    </button>
  )
}
