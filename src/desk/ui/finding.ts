import { useEffect, useRef, useState } from 'react'

/** One thing that was found, as the list shows it. */
export type Found = {
  readonly id: string
  readonly label: string
  /** Second line: town, code she is called by. */
  readonly detail?: string
  /** At the end of the first line: "last 12. 3." */
  readonly aside?: string
}

export type Find<F extends Found> = (
  query: string,
  signal: AbortSignal,
) => readonly F[] | Promise<readonly F[]>

export type Finding<F extends Found> = {
  readonly state: 'idle' | 'looking' | 'ready' | 'failed'
  readonly found: readonly F[]
}

const nothing = { state: 'idle', found: [] } as const

/**
 * Asks `find` at every keystroke. Answers that come late, after the next keystroke, are thrown away;
 * what was found before stays visible until the next answer, so that the list does not blink.
 */
export function useFinding<F extends Found>(find: Find<F>) {
  const [finding, setFinding] = useState<Finding<F>>(nothing)
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])

  function ask(query: string) {
    running.current?.abort()
    if (query.trim() === '') return setFinding(nothing)
    const controller = new AbortController()
    running.current = controller
    const answer = start(find, query, controller.signal)
    if (!(answer instanceof Promise)) return setFinding({ state: 'ready', found: answer })
    setFinding((before) => ({ state: 'looking', found: before.found }))
    answer.then(
      (found) => !controller.signal.aborted && setFinding({ state: 'ready', found }),
      () => !controller.signal.aborted && setFinding({ state: 'failed', found: [] }),
    )
  }
  return { finding, ask }
}

function start<F extends Found>(find: Find<F>, query: string, signal: AbortSignal) {
  try {
    return find(query, signal)
  } catch (problem) {
    return Promise.reject(problem)
  }
}
