import { useState } from 'react'
import { usePlainly } from './problems.ts'
import { useTell } from './ui/index.ts'

type Words = (problem: unknown) => string | undefined

/**
 * What a press began: `busy` while it runs, and its problem in plain words, to be shown where it happened. `doing` answers whether it went
 * through. `words`: what this place knows better to say of a problem; what a form wants to say itself it says by `setError`.
 */
export function useDoing(words: Words = () => undefined) {
  const plainly = usePlainly()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<string>()
  async function doing(run: () => Promise<unknown>): Promise<boolean> {
    setBusy(true)
    setError(undefined)
    try {
      await run()
      return true
    } catch (problem) {
      setError(words(problem) ?? plainly(problem))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, setError, doing }
}

/** The same for a press that has no place of its own for a problem: it is told below. */
export function useDoingAloud() {
  const tell = useTell()
  const plainly = usePlainly()
  const [busy, setBusy] = useState(false)
  async function doing(run: () => Promise<unknown>): Promise<boolean> {
    setBusy(true)
    try {
      await run()
      return true
    } catch (problem) {
      tell(plainly(problem))
      return false
    } finally {
      setBusy(false)
    }
  }
  return { busy, doing }
}
