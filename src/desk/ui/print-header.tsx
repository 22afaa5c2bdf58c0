import { useOwnWords } from './words.tsx'
import css from './print-header.module.css'

export type PrintHeaderGiven = {
  /** Neutral words only: whoever finds the sheet learns nothing from them. */
  readonly title: string
  /** Period or date, as shown. */
  readonly period?: string
  /** Whom it is for and who printed it; needed on what belongs to a person. */
  readonly printedFor?: string
  readonly printedBy?: string
}

/** Head of a printed page; not on screen. */
export function PrintHeader({ title, period, printedFor, printedBy }: PrintHeaderGiven) {
  const say = useOwnWords()
  const rest = [
    period,
    printedFor && say('print.for', { who: printedFor }),
    printedBy && say('print.by', { who: printedBy }),
  ]
  return (
    <div className={css.header} aria-hidden="true">
      <span>{title}</span>
      <span>{rest.filter(Boolean).join(' · ')}</span>
    </div>
  )
}
