import { serviceWorkerAddress, trusted } from './trusted.ts'

/** Which build this page belongs to, written in by the build. */
const pageBuild = document.querySelector('meta[name="wayout-build"]')?.getAttribute('content') ?? undefined
const wait = (milliseconds: number) => new Promise<undefined>((done) => { setTimeout(() => done(undefined), milliseconds) })
const looksEvery = 150
const looks = 400
/** How long a page is not shown because a build may take over. */
const patience = 3000

/** Resolves when the page may be shown: at once, or after a build that waited was given three seconds to take over. */
export async function keepShell(): Promise<void> {
  if (!('serviceWorker' in navigator) || !pageBuild) return
  await Promise.race([takeOver().catch(() => undefined), wait(patience)])
  // Without it the desk opens all the same, as long as the program answers.
  void navigator.serviceWorker.register(trusted(serviceWorkerAddress), { updateViaCache: 'none' }).catch(() => undefined)
}

/** After a lock nothing of hers is on the page. The address stays, so that she comes back to where she was. */
export function renewAfterLock(): void {
  if (!('serviceWorker' in navigator) || !pageBuild) return
  void takeOver().then((mine) => mine?.update(), () => undefined).catch(() => undefined)
}

/**
 * A build that waits is let in, and a page that does not belong to the build that is kept is loaded anew; on a slow machine that takes
 * a while, and by then she may be typing: then it is left for the next lock. The worker is asked which build it is, because its
 * events may come before anybody listens.
 */
async function takeOver(): Promise<ServiceWorkerRegistration | undefined> {
  const mine = await navigator.serviceWorker.getRegistration('/')
  for (let look = 0; mine && look < looks; look++) {
    if (!mine.waiting && mine.active?.state === 'activated') {
      const build = await buildOf(mine.active)
      if (build === undefined || build === pageBuild || !nothingOfHers()) return mine
      location.reload()
      return mine
    }
    // Said seldom and nothing else asked: a worker with work to do is not replaced.
    if (look % 20 === 0) mine.waiting?.postMessage('take-over')
    await wait(looksEvery)
  }
  return mine
}

/** Whether the program serves another build than this page is of: parts that this one has not loaded yet may be gone. */
export async function isRenewed(): Promise<boolean> {
  const served = await fetch('/index.html', { cache: 'no-store' }).then((answer) => answer.text())
  return pageBuild !== undefined && !served.includes(pageBuild)
}

/** The door, with nothing typed into it but the name that stands there. */
function nothingOfHers(): boolean {
  const typed = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].some((field) => field.value && field.dataset['key'] !== 'unlock.name')
  return !typed && !document.querySelector('[data-key="lock"]')
}

function buildOf(worker: ServiceWorker | null): Promise<string | undefined> {
  if (!worker) return Promise.resolve(undefined)
  const { port1, port2 } = new MessageChannel()
  const answer = new Promise<string>((done) => { port1.onmessage = ({ data }: MessageEvent<string>) => done(data) })
  worker.postMessage('which', [port2])
  return Promise.race([answer, wait(1000)])
}
