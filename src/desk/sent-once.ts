import { Problem } from '../shared/problem.ts'

/** How a form turns into what is sent. */
export type Compose<S> = (state: S) => Promise<() => Promise<unknown>>

/**
 * Composed once for what stands there, so that the same command is sent again until it is heard. One that was made with keys which
 * are no longer the newest would be refused for ever: nothing of it was kept, and the next press makes it anew.
 */
export function sentOnce<S>() {
  let sent: { readonly of: S; readonly send: () => Promise<unknown> } | undefined
  return async (of: S, compose: Compose<S>): Promise<void> => {
    if (sent?.of !== of) sent = { of, send: await compose(of) }
    try {
      await sent.send()
    } catch (problem) {
      if (problem instanceof Problem && problem.kind === 'keys-changed') sent = undefined
      throw problem
    }
  }
}
