import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Hidden } from './hidden.tsx'
import { Notice } from './notice.tsx'
import { useOwnWords } from './words.tsx'
import css from './loading.module.css'

/** Stands where the thing will stand, in its height. `lines` of 1.75 rem. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  const say = useOwnWords()
  return (
    <div className={css.skeleton} aria-busy="true">
      <Hidden>{say('loading')}</Hidden>
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className={css.line} />
      ))}
    </div>
  )
}

export type EmptyGiven = {
  /** What belongs there. */
  readonly title: string
  /** How to begin. */
  readonly children?: ReactNode
  readonly actions?: ReactNode
}

export function Empty({ title, children, actions }: EmptyGiven) {
  return (
    <div className={css.empty}>
      <p className={css.emptyTitle}>{title}</p>
      {children && <div>{children}</div>}
      {actions}
    </div>
  )
}

export type FailedGiven = {
  /** What happened. */
  readonly title?: string
  /** What is safe and what to do. */
  readonly children?: ReactNode
  readonly onRetry?: (() => void) | undefined
  readonly retrying?: boolean
}

export function Failed({ title, children, onRetry, retrying }: FailedGiven) {
  const say = useOwnWords()
  const retry = onRetry && (
    <Button name="retry" busy={retrying ?? false} onClick={onRetry}>
      {say('try-again')}
    </Button>
  )
  return (
    <Notice kind="problem" live title={title ?? say('failed.title')} actions={retry}>
      {children ?? say('failed.safe')}
    </Notice>
  )
}

/** What a query says of itself; TanStack's result fits as it is. */
export type Query<D> = {
  readonly status: 'pending' | 'error' | 'success'
  readonly data: D | undefined
  readonly error?: unknown
  /** Why it is asked again by itself. */
  readonly failureReason?: unknown
  readonly refetch?: () => unknown
  readonly isFetching?: boolean
  /** `paused`: there is no connection; it goes on by itself when there is. */
  readonly fetchStatus?: 'fetching' | 'paused' | 'idle'
  /** What is shown meanwhile answers something asked before. */
  readonly isPlaceholderData?: boolean
}

export type LoadedGiven<D> = {
  readonly query: Query<D>
  /** Height of the skeleton in lines. */
  readonly lines?: number
  readonly isEmpty?: (data: D) => boolean
  readonly empty?: ReactNode
  /** Words for a known failure; the general ones when it gives `undefined`. */
  readonly failed?: (error: unknown) => ReactNode
  readonly children: (data: D) => ReactNode
}

/** Loading, empty, failed or there: a screen cannot forget one. What was read before stays when a refresh fails. */
export function Loaded<D>({ query, lines, isEmpty = nothingIn, empty, failed, children }: LoadedGiven<D>) {
  const say = useOwnWords()
  const cutOff = query.fetchStatus === 'paused' && (query.status === 'pending' || query.isPlaceholderData) && <Notice name="loaded.paused" live>{say('paused')}</Notice>
  if (query.status === 'pending') {
    const meanwhile = query.failureReason ? failed?.(query.failureReason) : undefined
    return <>{cutOff}{meanwhile && <Notice live>{meanwhile}</Notice>}<Skeleton {...(lines && { lines })} /></>
  }
  const retry = query.refetch && (() => void query.refetch?.())
  const failure = query.status === 'error' && (
    <Failed onRetry={retry} retrying={query.isFetching ?? false}>
      {failed?.(query.error)}
    </Failed>
  )
  if (query.data === undefined) return failure || null
  if (empty && isEmpty(query.data)) return failure || empty
  return (
    <>
      {cutOff}
      {failure}
      {children(query.data)}
    </>
  )
}

function nothingIn(data: unknown): boolean {
  return data === null || (Array.isArray(data) && data.length === 0)
}
