import { useState } from 'react'
import { usePlainly } from './problems.ts'
import { useTell } from './ui/index.ts'

/** One thing at a time that a press began. Answers whether it went through; `failed` says the problem. */
function useBusy(failed: (problem: unknown) => void) {
  const [busy, setBusy] = useState(false)
  async function doing(run: () => Promise<unknown>): Promise<boolean> {
    setBusy(true)
    try {
      await run()
      return true
    } catch (problem) {
      failed(problem)
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, doing }
}

/**
 * What a press began: `busy` while it runs, and its problem in plain words, to be shown where it happened. `doing` answers whether it went
 * through. `words`: what this place knows better to say of a problem; what a form wants to say itself it says by `setError`.
 */
export function useDoing(words: (problem: unknown) => string | undefined = () => undefined) {
  const plainly = usePlainly()
  const [error, setError] = useState<string>()
  const { busy, doing } = useBusy((problem) => setError(words(problem) ?? plainly(problem)))
  return {
    busy, error, setError,
    doing(run: () => Promise<unknown>) {
      setError(undefined)
      return doing(run)
    },
  }
}

/** The same for a press that has no place of its own for a problem: it is told below. */
export function useDoingAloud() {
  const tell = useTell()
  const plainly = usePlainly()
  return useBusy((problem) => tell(plainly(problem)))
}
