import { VaultRefusal } from '../../vault/vault.ts'
import type { Keyring } from './keyring.ts'
import { trusted, workerAddress } from '../trusted.ts'

type Answered = { readonly id: number; readonly answer?: unknown; readonly refused?: string }
export type Keys = Keyring & { readonly end: () => void }

/** Starts the key worker. Every call is a promise; what it refuses comes back as VaultRefusal. */
export function startKeys(): Keys {
  const worker = new Worker(trusted(workerAddress), { type: 'module', name: 'keys' })
  const waiting = new Map<number, { readonly done: (answer: unknown) => void; readonly failed: (error: Error) => void }>()
  let last = 0
  let answered = false
  /** Why it answers nobody any more. */
  let ended: string | undefined
  worker.addEventListener('message', (event: MessageEvent<Answered>) => {
    answered = true
    const { id, answer, refused } = event.data
    const one = waiting.get(id)
    waiting.delete(id)
    if (refused === undefined) one?.done(answer)
    else one?.failed(new VaultRefusal(refused))
  })
  worker.addEventListener('error', () => {
    // Its script is gone with the build before: that fails before it has been asked anything, too.
    if (!answered) ended ??= 'cannot-start'
    endAll('cannot-start')
  })

  function endAll(reason: string) {
    for (const { failed } of waiting.values()) failed(new VaultRefusal(reason))
    waiting.clear()
  }
  function end() {
    ended = 'locked'
    worker.terminate()
    endAll('locked')
  }
  return new Proxy({ end } as Keys, {
    get(target, method: string) {
      if (method === 'end') return target.end
      // A promise that resolves to this must not take it for another promise.
      if (method === 'then') return undefined
      return (...given: unknown[]) =>
        new Promise((done, failed) => {
          // A worker that was ended answers nobody: whoever comes late is told at once, and waits for nothing.
          if (ended) return failed(new VaultRefusal(ended))
          last += 1
          waiting.set(last, { done, failed })
          worker.postMessage({ id: last, method, given })
        })
    },
  })
}
