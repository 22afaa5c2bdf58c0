import type { ReactNode } from 'react'
import css from './disclosure.module.css'

export type DisclosureGiven = {
  readonly summary: ReactNode
  /** At the end of the line: "0 of 11 asked". */
  readonly aside?: ReactNode
  readonly name?: string
  readonly open?: boolean
  readonly onToggle?: (open: boolean) => void
  /** On paper nothing can be unfolded: what is folded away stands there all the same. Otherwise nothing of it is printed. */
  readonly onPaper?: boolean
  readonly children: ReactNode
}

/** Folded away until wanted; opens below itself. */
export function Disclosure({ summary, aside, name, open, onToggle, onPaper = false, children }: DisclosureGiven) {
  return (
    <details
      className={onPaper ? `${css.disclosure} ${css.onPaper}` : css.disclosure}
      open={open}
      onToggle={(event) => onToggle?.(event.currentTarget.open)}
    >
      <summary className={css.summary} data-key={name}>
        <span>{summary}</span>
        {aside && <span className={css.aside}>{aside}</span>}
      </summary>
      <div className={css.inner}>{children}</div>
    </details>
  )
}
