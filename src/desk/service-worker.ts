/**
 * Lets the desk open when the program is slow or away for a moment: the files of one build, as the build named them. Never the API,
 * never anything of anybody. A new build waits until it is taken over (desk/new-build.ts), never under her hands.
 */
type Kept = { respondWith: (answer: Promise<Response>) => void; waitUntil: (work: Promise<unknown>) => void }
type Scope = {
  readonly location: Location
  readonly clients: { readonly claim: () => Promise<void> }
  skipWaiting: () => Promise<void>
  addEventListener: {
    (kind: 'install' | 'activate', run: (event: Kept) => void): void
    (kind: 'fetch', run: (event: Kept & { readonly request: Request }) => void): void
    (kind: 'message', run: (event: { readonly data: unknown; readonly ports: readonly MessagePort[] }) => void): void
  }
}
const scope = globalThis as unknown as Scope

/** Written in by the build: its files, and their hash. */
declare const wayoutBuild: { readonly files: readonly string[]; readonly version: string }

const { files, version } = wayoutBuild
const mine = `wayout-${version}`
const page = '/index.html'

scope.addEventListener('install', (event) => event.waitUntil(keepAll()))
scope.addEventListener('activate', (event) => event.waitUntil(forgetOld()))
scope.addEventListener('message', ({ data, ports }) => {
  if (data === 'take-over') void scope.skipWaiting()
  if (data === 'which') ports[0]?.postMessage(version)
})
scope.addEventListener('fetch', (event) => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== scope.location.origin || pathname.startsWith('/api/') || pathname.startsWith('/d/')) return
  if (request.mode === 'navigate') return event.respondWith(kept(page, request))
  if (files.includes(pathname) || pathname.startsWith('/assets/')) event.respondWith(kept(pathname, request))
})

/** All or nothing, and of one build: half of one would open to a blank page, and a page of the build before would be loaded for ever. */
async function keepAll(): Promise<void> {
  const cache = await caches.open(mine)
  await cache.addAll(files.map((file) => new Request(file, { cache: 'reload' })))
  if ((await (await cache.match(page))?.text())?.includes(version)) return
  await caches.delete(mine)
  throw new Error('the build is being replaced')
}

/** A window of the build before may still need a part it has not loaded; what is older than that goes. One that was there first is served too. */
async function forgetOld(): Promise<void> {
  const old = (await caches.keys()).filter((name) => name.startsWith('wayout-') && name !== mine)
  await Promise.all(old.slice(0, -1).map((name) => caches.delete(name)))
  await scope.clients.claim()
}

async function kept(name: string, request: Request): Promise<Response> {
  const here = (await (await caches.open(mine)).match(name)) ?? (name === page ? undefined : await caches.match(name))
  return here ?? fetch(request)
}
