import { useState } from 'react'
import type { ReactNode, Ref } from 'react'
import { useTell } from './status.tsx'
import css from './button.module.css'

export type ButtonGiven = {
  /** A verb: "Save contact". */
  readonly children: ReactNode
  readonly onClick?: () => void
  /** `danger` only where something cannot be undone. Plain (an outline) unless told. */
  readonly kind?: 'primary' | 'plain' | 'quiet' | 'danger'
  readonly type?: 'button' | 'submit'
  /** Stable handle in English, `contact.save`; stands in the page as `data-key`. */
  readonly name?: string
  /** Work is under way: stays where it is, keeps the focus, takes no second press. */
  readonly busy?: boolean
  /** Stays reachable and readable; say beside it why it cannot be pressed. */
  readonly disabled?: boolean
  readonly pressed?: boolean
  readonly expanded?: boolean
  readonly controls?: string
  /** Shown beside the words, `Ctrl+Enter`; the key itself is bound with `useKeys`. */
  readonly keys?: string
  readonly label?: string
  readonly describedBy?: string
  readonly first?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

export function Button(given: ButtonGiven) {
  const { children, onClick, kind = 'plain', type = 'button', busy = false, disabled = false, keys } = given
  const still = busy || disabled
  return (
    <button
      ref={given.ref}
      type={type}
      className={classes(kind, busy)}
      data-key={given.name}
      data-first={given.first || undefined}
      aria-disabled={disabled || undefined}
      aria-busy={busy || undefined}
      aria-pressed={given.pressed}
      aria-expanded={given.expanded}
      aria-controls={given.controls}
      aria-label={given.label}
      aria-describedby={given.describedBy}
      aria-keyshortcuts={keys?.replace('Ctrl', 'Control')}
      onClick={(event) => {
        if (still) return event.preventDefault()
        onClick?.()
      }}
    >
      {children}
      {keys && (
        <span className={css.keys} aria-hidden="true">
          {keys.replace('Ctrl+', '⌃').replace('Shift+', '⇧').replace('Enter', '↵')}
        </span>
      )}
    </button>
  )
}

export type SureButtonGiven = Pick<ButtonGiven, 'children' | 'busy' | 'label'> & {
  /** What the second press does, in words: "Throw it away for good". */
  readonly sure: string
  readonly name: string
  readonly onSure: () => void
  /** Nothing is taken away by it: then the second press is not red. */
  readonly keeps?: boolean
}

/** Takes something away, or does more than its words say, so it is pressed twice: the first press says what the second does. Leaving it, Escape, a double click and a key held down do nothing. */
export function SureButton({ children, sure, name, onSure, busy = false, label, keeps = false }: SureButtonGiven) {
  const [asked, setAsked] = useState(false)
  const tell = useTell()
  function ask() {
    setAsked(true)
    tell(sure, { visible: false })
  }
  return (
    <span
      className={css.sure} onBlur={() => setAsked(false)} onClickCapture={(event) => { if (event.detail > 1) event.stopPropagation() }}
      onKeyDown={(event) => {
        if (event.repeat) event.preventDefault()
        if (asked && event.key === 'Escape') { event.stopPropagation(); setAsked(false) }
      }}
    >
      <Button kind={asked ? (keeps ? 'primary' : 'danger') : 'quiet'} name={asked ? `${name}.sure` : name} busy={busy} {...(label && { label: asked ? `${sure} · ${label}` : label })} onClick={asked ? onSure : ask}>{asked ? sure : children}</Button>
    </span>
  )
}

export type LinkButtonGiven = {
  readonly children: ReactNode
  readonly href: string
  readonly kind?: 'primary' | 'plain' | 'quiet'
  readonly name?: string
  readonly label?: string
}

/** Looks like a button, goes somewhere. */
export function LinkButton({ children, href, kind = 'plain', name, label }: LinkButtonGiven) {
  return (
    <a href={href} className={classes(kind, false)} data-key={name} aria-label={label}>
      {children}
    </a>
  )
}

function classes(kind: string, busy: boolean) {
  return [css.button, css[kind], busy && css.busy].filter(Boolean).join(' ')
}
