import { useEffect, useId, useRef } from 'react'
import type { ReactNode, RefObject } from 'react'
import { Icon } from './icon.tsx'
import { KeyScope } from './keys.tsx'
import { useOwnWords } from './words.tsx'
import css from './dialog.module.css'

export type DialogGiven = {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly name?: string
  readonly children: ReactNode
  /** Buttons, the one that does it first. */
  readonly actions?: ReactNode
  readonly wide?: boolean
  /** `false`: only an action ends it (unlocking). Escape and the sign in the corner are off. */
  readonly dismissable?: boolean
  /** Hides the page behind it wholly, as over a locked desk. */
  readonly covering?: boolean
  /** Printing takes this and leaves the page behind it out. */
  readonly paper?: boolean
}

/**
 * A modal over the page, native `<dialog>`: the rest is inert, Escape shuts, the focus goes back where it was.
 * The focus starts at the child marked `first`, otherwise at the first control.
 */
export function Dialog(given: DialogGiven) {
  const { open, onClose, title, name, children, actions, wide, dismissable = true, covering, paper } = given
  const say = useOwnWords()
  const titleId = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  useModal(dialog, open)

  const classes = [css.dialog, wide && css.wide, covering && css.covering].filter(Boolean).join(' ')
  return (
    <KeyScope open={open}>
      <dialog
        ref={dialog}
        className={classes}
        aria-labelledby={titleId}
        data-key={name}
        data-paper={paper || undefined}
        onCancel={(event) => {
          event.preventDefault()
          if (dismissable) onClose()
        }}
        onClose={() => {
          // The event comes late: when an effect ran twice the dialog is open again already.
          if (!open || dialog.current?.open) return
          // Some browsers shut a dialog at the second Escape whatever the page says.
          if (dismissable) return onClose()
          dialog.current?.showModal()
        }}
      >
        {open && (
          <>
            <div className={css.head}>
              <h2 id={titleId}>{title}</h2>
              {dismissable && (
                <button type="button" className={css.close} data-chrome aria-label={say('close')} onClick={onClose}>
                  <Icon of="close" />
                </button>
              )}
            </div>
            <div className={css.body}>{children}</div>
            {actions && <div className={css.actions} data-chrome>{actions}</div>}
          </>
        )}
      </dialog>
    </KeyScope>
  )
}

function useModal(dialog: RefObject<HTMLDialogElement | null>, open: boolean) {
  useEffect(() => {
    const element = dialog.current
    if (!element || !open) return
    const before = document.activeElement
    if (!element.open) element.showModal()
    firstOf(element)?.focus()
    return () => {
      element.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [dialog, open])
}

/** What is marked, else the first control of the body, else of the actions; the corner's sign last. */
function firstOf(element: HTMLElement): HTMLElement | null {
  const control =
    'input:not(:disabled), textarea:not(:disabled), select:not(:disabled), button, a[href], summary'
  return (
    element.querySelector<HTMLElement>('[data-first]') ??
    element.querySelector<HTMLElement>(`.${css.body} :is(${control})`) ??
    element.querySelector<HTMLElement>(`.${css.actions} :is(${control})`) ??
    element.querySelector<HTMLElement>(control)
  )
}
