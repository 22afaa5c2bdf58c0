import type { ReactNode } from 'react'
import { useHush } from './status.tsx'
import { useOwnWords } from './words.tsx'
import css from './notice.module.css'

export type NoticeGiven = {
  /** `decision`: somebody must decide (amber, diamond). `problem`: something did not work (ink, square). */
  readonly kind?: 'info' | 'decision' | 'problem'
  /** What it is, in few words; "Note", "Needs your decision", "Did not work" unless told. */
  readonly title?: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
  readonly name?: string
  /** Appears in answer to something she did: is read out at once. */
  readonly live?: boolean
}

const shapes = { info: 'i', decision: '?', problem: '!' } as const

/** Word and shape, never colour alone. A problem says what happened, what is safe, what to do. */
export function Notice({ kind = 'info', title, children, actions, name, live }: NoticeGiven) {
  const say = useOwnWords()
  useHush(kind === 'problem' && live === true)
  return (
    <div
      className={[css.notice, css[kind]].filter(Boolean).join(' ')}
      data-key={name}
      role={live ? 'alert' : undefined}
    >
      <span className={css.shape} aria-hidden="true">
        <span>{shapes[kind]}</span>
      </span>
      <div className={css.words}>
        <p className={css.kind}>{title ?? say(`notice.${kind}`)}</p>
        {children && <div>{children}</div>}
        {actions && <div className={css.actions}>{actions}</div>}
      </div>
    </div>
  )
}
