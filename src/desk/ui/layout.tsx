import { useEffect, useId, useRef } from 'react'
import type { ReactNode } from 'react'
import { Notice } from './notice.tsx'
import css from './layout.module.css'

type Given = { readonly children: ReactNode }

/** Questions under each other, in the distance the density asks for. */
export function Stack({ children, tight }: Given & { readonly tight?: boolean }) {
  return <div className={`${css.stack} ${tight ? css.tight : ''}`}>{children}</div>
}

/** Things beside each other that may wrap; `end`: a button stands on the line of the field beside it. */
export function Row({ children, spread, end }: Given & { readonly spread?: boolean; readonly end?: boolean }) {
  return <div className={`${css.row} ${spread ? css.spread : ''} ${end ? css.end : ''}`}>{children}</div>
}

export type PanelGiven = Given & {
  readonly title: string
  readonly level?: 2 | 3
  readonly actions?: ReactNode
  readonly name?: string
}

/** A part of a page under a line with its heading. A line, not a card; never one inside another. */
export function Panel({ title, level = 2, actions, name, children }: PanelGiven) {
  const id = useId()
  const Heading = `h${level}` as const
  return (
    <section className={css.panel} aria-labelledby={id} data-key={name}>
      <div className={css.panelHead}>
        <Heading id={id}>{title}</Heading>
        {actions}
      </div>
      {children}
    </section>
  )
}

export type PageGiven = Given & {
  readonly title: ReactNode
  /** Small line above the title: where this belongs. */
  readonly over?: ReactNode
  readonly lead?: ReactNode
  readonly actions?: ReactNode
  /** Puts the focus on the title when the page comes up, so that reading begins there. Off where a field has it. */
  readonly focusTitle?: boolean
}

/** A page of the desk. The browser's title stays "Wayout": a history may not tell whom one looked at. */
export function Page({ title, over, lead, actions, focusTitle = true, children }: PageGiven) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (focusTitle) heading.current?.focus({ preventScroll: true })
  }, [focusTitle])
  return (
    <div className={css.page}>
      <header className={css.head}>
        <div className={css.titles}>
          {over && <div className={css.over}>{over}</div>}
          <h1 ref={heading} tabIndex={-1}>
            {title}
          </h1>
          {lead && <p className={css.lead}>{lead}</p>}
        </div>
        {actions && <Row>{actions}</Row>}
      </header>
      {children}
    </div>
  )
}

/** The page's own actions, always in sight; the one that saves comes last, and what kept it from saving stands above it. */
export function Foot({ children, problem }: Given & { readonly problem?: string | undefined }) {
  return (
    <div className={css.foot}>
      {problem && <div className={css.problem}><Notice kind="problem" live>{problem}</Notice></div>}
      {children}
    </div>
  )
}

export type Fact = { readonly label: string; readonly value: ReactNode; readonly name?: string }

/** What is known, label and value. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }) {
  return (
    <dl className={css.facts}>
      {facts.map(({ label, value, name }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd data-key={name}>{value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** One word of state in a small frame; `decision` adds the diamond of what waits for somebody. */
export function Tag({ children, decision }: Given & { readonly decision?: boolean }) {
  return <span className={`${css.tag} ${decision ? css.decision : ''}`}>{children}</span>
}
