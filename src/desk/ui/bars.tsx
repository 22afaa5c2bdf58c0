import { useId } from 'react'
import type { ReactNode } from 'react'
import { formatNumber } from '../../shared/words.ts'
import { Hidden } from './hidden.tsx'
import { useLocale, useOwnWords } from './words.tsx'
import css from './bars.module.css'

export type BarItem = {
  readonly id: string
  readonly label: ReactNode
  /** `null`: not known. `'few'`: hidden as "<5". None of them is zero. */
  readonly value: number | 'few' | null
  /** Instead of the bare number: "14 of 31". */
  readonly shown?: string
}

export type BarsGiven = {
  readonly caption: string
  /** The caption is read out but not shown, when a heading above says the same. */
  readonly captionHidden?: boolean
  /** One sentence that says what the picture says. */
  readonly summary?: ReactNode
  readonly items: readonly BarItem[]
  /** The full length; the largest value unless told. */
  readonly full?: number
  readonly name?: string
}

/** Horizontal bars with their words and numbers: a list that happens to be a picture too. */
export function Bars({ caption, captionHidden, summary, items, full, name }: BarsGiven) {
  const hatch = useId()
  const most = full ?? largest(items)
  return (
    <figure className={css.figure} data-key={name}>
      <figcaption className={css.caption}>{captionHidden ? <Hidden>{caption}</Hidden> : caption}</figcaption>
      {summary && <p className={css.summary}>{summary}</p>}
      <Hatching id={hatch} />
      <ul className={css.bars}>
        {items.map((item) => (
          <li key={item.id} className={css.bar} data-value={item.id}>
            <span>{item.label}</span>
            <svg className={css.track} aria-hidden="true">
              <Fill hatch={hatch} width={share(item.value, most)} height="100%" y="0" />
            </svg>
            <Value item={item} />
          </li>
        ))}
      </ul>
    </figure>
  )
}

/** Upright bars for what follows in time (months of a year); at most 15, each with its number. */
export function Columns({ caption, captionHidden, summary, items, full, name }: BarsGiven) {
  const hatch = useId()
  const most = full ?? largest(items)
  return (
    <figure className={css.figure} data-key={name}>
      <figcaption className={css.caption}>{captionHidden ? <Hidden>{caption}</Hidden> : caption}</figcaption>
      {summary && <p className={css.summary}>{summary}</p>}
      <Hatching id={hatch} />
      <ul className={css.columns}>
        {items.map((item) => (
          <li key={item.id} className={css.column} data-value={item.id}>
            <Value item={item} />
            <svg className={css.upright} aria-hidden="true">
              <Fill hatch={hatch} width="100%" height={share(item.value, most)} y={rest(item.value, most)} />
            </svg>
            <span className={css.label}>{item.label}</span>
          </li>
        ))}
      </ul>
    </figure>
  )
}

function Value({ item }: { readonly item: BarItem }) {
  const say = useOwnWords()
  const locale = useLocale()
  if (item.value === null)
    return <span className={`${css.value} ${css.missing}`}>{say('missing.unknown')}</span>
  if (item.value === 'few') return <span className={`${css.value} ${css.missing}`}>&lt;5</span>
  return <span className={css.value}>{item.shown ?? formatNumber(item.value, locale)}</span>
}

type FillGiven = {
  readonly hatch: string
  readonly width: string
  readonly height: string
  readonly y: string
}

/** Sizes are attributes of the drawing: a style attribute would not pass the content security policy. */
function Fill({ hatch, ...size }: FillGiven) {
  return (
    <>
      <rect className={css.fill} {...size} />
      <rect className={css.hatch} {...size} fill={`url(#${hatch})`} />
    </>
  )
}

function Hatching({ id }: { readonly id: string }) {
  return (
    <svg width="0" height="0" aria-hidden="true">
      <pattern id={id} className={css.hatched} width="5" height="5" patternUnits="userSpaceOnUse">
        <line x1="0" y1="5" x2="5" y2="0" />
      </pattern>
    </svg>
  )
}

function largest(items: readonly BarItem[]): number {
  return Math.max(1, ...items.map(({ value }) => (typeof value === 'number' ? value : 0)))
}

function share(value: BarItem['value'], most: number): string {
  return `${typeof value === 'number' ? Math.min(100, (100 * value) / most) : 0}%`
}

function rest(value: BarItem['value'], most: number): string {
  return `${typeof value === 'number' ? Math.max(0, 100 - (100 * value) / most) : 100}%`
}
