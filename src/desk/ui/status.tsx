import { createContext, use, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { Hidden } from './hidden.tsx'
import { useLocale, useOwnWords } from './words.tsx'
import css from './status.module.css'

export type ToastAction = { readonly label: string; readonly run: () => void }
export type Told = {
  /** Shown at the foot of the page and read out. Without it only read out. */
  readonly visible?: boolean
  /** "Undo": the words then stay until she answers or sends them away. */
  readonly action?: ToastAction
}

export type Tell = (words: string, how?: Told) => void

type Toast = { readonly id: number; readonly words: string; readonly action?: ToastAction }

const TellContext = createContext<Tell>(() => {})
const HushContext = createContext<() => void>(() => {})
const shownFor = 6000
/** Said once and then taken out: whoever reads on later must not come upon what held a while ago. */
const spokenFor = 10_000

/** One polite place for everything that happened. Nothing in it needs an answer, and nothing makes a sound. */
export function StatusProvider({ children }: { readonly children: ReactNode }) {
  const say = useOwnWords()
  const [spoken, setSpoken] = useState('')
  const [toasts, setToasts] = useState<readonly Toast[]>([])
  const count = useRef(0)

  const drop = useCallback((id: number) => setToasts((list) => list.filter((toast) => toast.id !== id)), [])
  const tell = useCallback<Tell>(
    (words, { visible = true, action } = {}) => {
      count.current += 1
      const id = count.current
      // A trailing space that comes and goes makes a reader say the same words a second time.
      setSpoken(words + (id % 2 === 0 ? '\u00a0' : ''))
      if (!visible) return
      // One message at a time, the newest; what waits for an answer stays.
      setToasts((list) => [...list.filter((toast) => toast.action).slice(-2), { id, words, ...(action && { action }) }])
      if (!action) setTimeout(() => drop(id), shownFor)
    },
    [drop],
  )
  useEffect(() => {
    if (!spoken) return
    const timer = setTimeout(() => setSpoken(''), spokenFor)
    return () => clearTimeout(timer)
  }, [spoken])
  // What was told in another language, or another way of writing, is not left standing; what waits for an answer is.
  const locale = useLocale()
  useEffect(() => {
    setSpoken('')
    setToasts((list) => list.filter((toast) => toast.action))
  }, [locale])
  const hush = useCallback(() => setToasts((list) => list.filter((toast) => toast.action)), [])
  return (
    <TellContext value={tell}>
      <HushContext value={hush}>{children}</HushContext>
      <Hidden role="status">{spoken}</Hidden>
      {toasts.length > 0 && (
        <div className={css.region} role="group" aria-label={say('messages')}>
          {toasts.map(({ id, words, action }) => (
            <div key={id} className={css.toast}>
              <span>{words}</span>
              {action && (
                <button
                  type="button"
                  onClick={() => {
                    drop(id)
                    action.run()
                  }}
                >
                  {action.label}
                </button>
              )}
              <button type="button" aria-label={say('close')} onClick={() => drop(id)}>
                <span aria-hidden="true">✕</span>
              </button>
            </div>
          ))}
        </div>
      )}
    </TellContext>
  )
}

/** `tell('Contact saved.')`, politely. */
export function useTell(): Tell {
  return use(TellContext)
}

/** A problem that stands on the page sends away what an earlier press was told. */
export function useHush(problem: boolean): void {
  const hush = use(HushContext)
  useEffect(() => { if (problem) hush() }, [problem, hush])
}

export type SavedGiven = {
  /** `kept`: safe on this computer, not yet sent. `failed`: not even that. */
  readonly state: 'untouched' | 'saving' | 'saved' | 'kept' | 'failed'
  /** When it was last saved, milliseconds since 1970. */
  readonly at?: number | undefined
}

/** "saved a moment ago". Read out only when saving begins to fail or works again, not at every save. */
export function Saved({ state, at }: SavedGiven) {
  const say = useOwnWords()
  const tell = useTell()
  const minutes = useMinutesSince(state === 'saved' ? at : undefined)
  const troubled = state === 'kept' || state === 'failed'
  const wasTroubled = useRef(false)
  useEffect(() => {
    if (troubled === wasTroubled.current || state === 'saving') return
    wasTroubled.current = troubled
    tell(say(`saved.${state}`, { minutes: 0 }), { visible: false })
  }, [say, state, tell, troubled])
  const kind = useMemo(() => [css.saved, css[state]].filter(Boolean).join(' '), [state])
  // Its place is kept, so that nothing moves under her hand with the first letter.
  if (state === 'untouched') return <span className={kind} aria-hidden>{say('saved.saving', { minutes })}</span>
  return <span className={kind}>{say(`saved.${state}`, { minutes })}</span>
}

function useMinutesSince(at: number | undefined): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (at === undefined) return
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), 20_000)
    return () => clearInterval(timer)
  }, [at])
  return at === undefined ? 0 : Math.max(0, Math.floor((now - at) / 60_000))
}
