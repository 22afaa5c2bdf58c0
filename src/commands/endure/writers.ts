import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'

export type WriterWork = { readonly origin: string; readonly name: string; readonly passphrase: string; readonly line: string; readonly team: string; readonly lanes: number }
export type WriterOrder = { readonly do: 'seal'; readonly ahead: number } | { readonly do: 'write' } | { readonly do: 'stop' }
/** `holds`: how many were sent with the folder. */
export type Acknowledged = { readonly folder: string; readonly trace: string; readonly doc: string; readonly holds: number }
export type Told =
  | { readonly acknowledged: Acknowledged }
  | { readonly refused: string }
  | { readonly done: 'sign-in' | 'seal' | 'write' }
  | { readonly failed: string }

/** Members who write, each in a thread of her own, and the process that keeps what was acknowledged to them. */
export async function startWriters(works: readonly WriterWork[], log: string) {
  const keeper = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', fileURLToPath(new URL('./acknowledgements.ts', import.meta.url)), log], { stdio: ['pipe', 'inherit', 'inherit'] })
  const counts = { acknowledged: 0, last: performance.now(), longestGap: 0, refusals: {} as Record<string, number> }
  const broken = Promise.withResolvers<never>()
  broken.promise.catch(() => undefined)

  function hear(said: Told): void {
    if ('failed' in said) return broken.reject(new Error(said.failed))
    if ('refused' in said) counts.refusals[said.refused] = (counts.refusals[said.refused] ?? 0) + 1
    if (!('acknowledged' in said)) return
    counts.acknowledged++
    const now = performance.now()
    counts.longestGap = Math.max(counts.longestGap, now - counts.last)
    counts.last = now
    const { folder, trace, doc, holds } = said.acknowledged
    keeper.stdin.write(`${folder} ${trace} ${doc} ${holds} ${new Date().toISOString()}\n`)
  }

  const workers = works.map((work) => {
    const worker = new Worker(new URL('./writer.ts', import.meta.url), { workerData: work })
    worker.on('message', hear)
    worker.on('error', (error) => broken.reject(error))
    return worker
  })
  const done = (worker: Worker, what: string) => new Promise<void>((resolve) => {
    const look = (said: Told) => {
      if (!('done' in said) || said.done !== what) return
      worker.off('message', look)
      resolve()
    }
    worker.on('message', look)
  })
  const all = (order: WriterOrder, what: string) => Promise.race([
    Promise.all(workers.map((worker) => { worker.postMessage(order); return done(worker, what) })), broken.promise,
  ])
  await Promise.race([Promise.all(workers.map((worker) => done(worker, 'sign-in'))), broken.promise])
  let over: Promise<unknown> = Promise.resolve()

  return {
    counts,
    /** Rejects when a writer met what it must never meet. */
    broken: broken.promise,
    seal: (ahead: number) => all({ do: 'seal', ahead: Math.ceil(ahead / workers.length) }, 'seal'),
    write(): void {
      over = all({ do: 'write' }, 'write')
      over.catch(() => undefined)
    },
    /** Everything that was begun is acknowledged when this is over. */
    async rest(): Promise<void> {
      for (const worker of workers) worker.postMessage({ do: 'stop' } satisfies WriterOrder)
      await over
    },
    async close(): Promise<void> {
      await Promise.all(workers.map((worker) => worker.terminate()))
      keeper.stdin.end()
      if (keeper.exitCode === null) await once(keeper, 'exit')
    },
  }
}
export type Writers = Awaited<ReturnType<typeof startWriters>>
