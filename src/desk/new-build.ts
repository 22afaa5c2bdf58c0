import { serviceWorkerAddress, trusted } from './trusted.ts'

/** A new build that is kept and waits. It is taken over when the desk opens or has just locked, never under her hands. */
let waiting: ServiceWorker | undefined
let registration: ServiceWorkerRegistration | undefined

/** Resolves when the page may be shown: at once, or after a build that waited was given the time to take over. */
export async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const { serviceWorker } = navigator
  const known = await serviceWorker.getRegistration('/').catch(() => undefined)
  if (known?.waiting && serviceWorker.controller) return takeOver(known.waiting)
  // Without it the desk opens all the same, as long as the program answers.
  void serviceWorker.register(trusted(serviceWorkerAddress), { updateViaCache: 'none' }).then(watch, () => undefined)
}

function watch(mine: ServiceWorkerRegistration): void {
  registration = mine
  waiting = mine.waiting ?? undefined
  mine.addEventListener('updatefound', () => {
    const next = mine.installing
    next?.addEventListener('statechange', () => { if (next.state === 'installed' && navigator.serviceWorker.controller) waiting = next })
  })
}

/** After a lock: nothing of hers is on the page. The address stays, so that she comes back to where she was. */
export function renewAfterLock(): void {
  if (waiting) void takeOver(waiting)
  else void registration?.update().catch(() => undefined)
}

/** Loads the page anew with it; a worker that does not come is waited for three seconds, and the build before goes on. */
function takeOver(next: ServiceWorker): Promise<void> {
  navigator.serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true })
  next.postMessage('take-over')
  waiting = undefined
  return new Promise((goOn) => { setTimeout(goOn, 3000) })
}
