import { useEffect } from 'react'
import { sessions } from '../features/sessions/contract.ts'
import { Problem } from '../shared/problem.ts'
import { bare, useDesk } from './session.tsx'

const askEvery = 4000
const askEveryWhenTold = 60_000

/**
 * Asks whether the session still stands, so that a desk that is ended from elsewhere locks though nobody touches it. A desk
 * with a stream of events is told, and asks for `asked` anew; without one it has to ask every few seconds.
 */
export function useSeenEnded(isTold: boolean, asked: number): void {
  const { lock } = useDesk()
  useEffect(() => {
    let asking = false
    async function ask() {
      if (asking) return
      asking = true
      await bare(sessions.whoAmI, {}).catch((problem: unknown) => {
        if (problem instanceof Problem && problem.kind === 'session-ended') void lock('elsewhere')
      })
      asking = false
    }
    const timer = setInterval(() => void ask(), isTold ? askEveryWhenTold : askEvery)
    if (asked) void ask()
    const seen = () => void (document.visibilityState === 'visible' && ask())
    document.addEventListener('visibilitychange', seen)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', seen)
    }
  }, [lock, isTold, asked])
}
