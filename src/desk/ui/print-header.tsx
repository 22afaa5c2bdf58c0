import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { formatMoment } from '../../shared/words.ts'
import { useLocale, useOwnWords } from './words.tsx'
import css from './print-header.module.css'

export type PrintHeaderGiven = {
  /** Neutral words only: whoever finds the sheet learns nothing from them. */
  readonly title: string
  /** The period it is about, as shown. */
  readonly period?: string
  /** Whom it is for and who printed it; needed on what belongs to a person. */
  readonly printedFor?: string
  readonly printedBy?: string
}

/** The moment of printing: a page may have stood open since yesterday. */
function usePrinting(): Date {
  const [at, setAt] = useState(() => new Date())
  useEffect(() => {
    const now = () => flushSync(() => setAt(new Date()))
    addEventListener('beforeprint', now)
    return () => removeEventListener('beforeprint', now)
  }, [])
  return at
}

/** Head of a printed page; not on screen. */
export function PrintHeader({ title, period, printedFor, printedBy }: PrintHeaderGiven) {
  const say = useOwnWords()
  const locale = useLocale()
  const at = usePrinting()
  const rest = [
    period,
    printedFor && say('print.for', { who: printedFor }),
    printedBy && say('print.by', { who: printedBy }),
    formatMoment(at, locale),
  ]
  return (
    <div className={css.header} aria-hidden="true">
      <span>{title}</span>
      <span>{rest.filter(Boolean).join(' · ')}</span>
    </div>
  )
}
