import { Problem } from './problem.ts'

type Around = { readonly signal?: AbortSignal; /** The program asks for a pause of so many seconds. */ readonly pausing?: (seconds: number) => void }

/** Where much was read it waits as long as it is told, and asks again; every other problem goes on its way. */
export async function patiently<T>(ask: () => Promise<T>, { signal, pausing }: Around = {}): Promise<T> {
  for (;;) {
    signal?.throwIfAborted()
    const answer = await ask().then((said) => ({ said }), pauseOf)
    if (typeof answer !== 'number') return answer.said
    pausing?.(answer)
    await new Promise<void>((done) => {
      const timer = setTimeout(done, answer * 1000)
      signal?.addEventListener('abort', () => { clearTimeout(timer); done() }, { once: true })
    })
  }
}

function pauseOf(problem: unknown): number {
  const pause = pauseAfter(problem)
  if (pause === undefined) throw problem
  return pause
}

/** Seconds, where much was read. */
export function pauseAfter(problem: unknown): number | undefined {
  return problem instanceof Problem && problem.kind === 'too-much-reading' ? (problem.details.retryAfterSeconds ?? 5) : undefined
}
