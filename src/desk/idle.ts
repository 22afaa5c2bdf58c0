import { useEffect } from 'react'
import { useDesk } from './session.tsx'

/** A phone is left lying sooner than a desk. */
export const idleMinutes = () => (matchMedia('(pointer: coarse), (max-width: 47.99rem)').matches ? 5 : 15)

const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const
const returns = ['focus', 'pageshow'] as const
const lookEvery = 5000

/**
 * Locks when nobody was there for a while, in any window of this browser. Time asleep counts: the clock is read, not a timer
 * waited for, and the steadier of two clocks decides, so that one set back keeps nothing open.
 */
export function useIdleLock(): void {
  const { lock, staysOpen } = useDesk()
  useEffect(() => {
    const others = new BroadcastChannel('wayout-at-work')
    let [seen, told] = [now(), 0]
    const idle = () => !staysOpen() && longestSince(seen) >= idleMinutes() * 60_000
    // The hand that wakes a computer comes before any timer: it too finds the desk locked.
    const look = () => void (idle() ? lock('idle') : staysOpen() && atWork())
    function atWork() {
      if (idle()) return void lock('idle')
      seen = now()
      if (seen.wall - told < lookEvery) return
      told = seen.wall
      others.postMessage('here')
    }
    others.onmessage = () => { seen = now() }
    const timer = setInterval(look, lookEvery)
    for (const sign of signs) addEventListener(sign, atWork, { passive: true, capture: true })
    for (const sign of returns) addEventListener(sign, look)
    document.addEventListener('visibilitychange', look)
    return () => {
      others.close()
      clearInterval(timer)
      for (const sign of signs) removeEventListener(sign, atWork, { capture: true })
      for (const sign of returns) removeEventListener(sign, look)
      document.removeEventListener('visibilitychange', look)
    }
  }, [lock, staysOpen])
}

const now = () => ({ wall: Date.now(), steady: performance.now() })
const longestSince = (then: ReturnType<typeof now>) => Math.max(Date.now() - then.wall, performance.now() - then.steady)

/** A form with something unsaved in it keeps the desk from locking by itself. */
export function useStayOpen(needed: boolean): void {
  const { stayOpen } = useDesk()
  useEffect(() => (needed ? stayOpen() : undefined), [needed, stayOpen])
}

/** What is shown once asks before its page is closed or loaded anew. */
export function useAskBeforeLeaving(): void {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener('beforeunload', ask)
    return () => removeEventListener('beforeunload', ask)
  }, [])
}
