import { useEffect, useRef } from 'react'
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

/** Head of a printed page; not on screen. */
export function PrintHeader({ title, period, printedFor, printedBy }: PrintHeaderGiven) {
  const say = useOwnWords()
  const locale = useLocale()
  const at = useRef<HTMLTimeElement>(null)
  useEffect(() => {
    // The moment of printing, written at once: a page may have stood open since yesterday.
    const now = () => { at.current!.textContent = formatMoment(new Date(), locale) }
    now()
    addEventListener('beforeprint', now)
    return () => removeEventListener('beforeprint', now)
  }, [locale])
  const rest = [
    period,
    printedFor && say('print.for', { who: printedFor }),
    printedBy && say('print.by', { who: printedBy }),
  ]
  return (
    <div className={css.header} aria-hidden="true">
      <span>{title}</span>
      <span>{rest.filter(Boolean).map((one) => `${one} · `)}<time ref={at} /></span>
    </div>
  )
}
