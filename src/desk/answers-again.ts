import { useEffect, useRef } from 'react'
import type { Keeping } from './drafts.ts'

type Keeper = { readonly keeping: Keeping; readonly keep: () => Promise<void> }

const firstPause = 5000
const longestPause = 60_000

/**
 * For a press that got no answer. The draft is given to the program again after a pause; once it has taken that, `wait` resolves true if nothing was
 * typed since: what was pressed may be sent again, as it was. False when she writes on, presses anew or leaves: then the next press is hers.
 */
export function useAnswersAgain({ keeping, keep }: Keeper, state: unknown) {
  const waiting = useRef<{ readonly since: number; readonly of: unknown; readonly told: (again: boolean) => void }>(undefined)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const pause = useRef(firstPause)
  const now = useRef(state)
  now.current = state
  function end(again: boolean) {
    const one = waiting.current
    waiting.current = undefined
    clearTimeout(timer.current)
    one?.told(again)
  }
  useEffect(() => {
    const one = waiting.current
    if (one && one.of !== state) end(false)
    else if (one && keeping.state === 'saved' && (keeping.at ?? 0) > one.since) end(true)
  }, [keeping, state])
  useEffect(() => () => end(false), [])
  return {
    wait: () => new Promise<boolean>((told) => {
      end(false)
      waiting.current = { since: Date.now(), of: now.current, told }
      timer.current = setTimeout(() => void keep(), pause.current)
      // Where drafts are taken and this is not, it is not asked for ever in the same breath.
      pause.current = Math.min(pause.current * 2, longestPause)
    }),
    /** She has pressed: whatever waited is over. */
    stop() {
      end(false)
      pause.current = firstPause
    },
  }
}
