import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Sealer } from './house.ts'
import { sealingFor } from './seal-jobs.ts'
import type { SealJob, Sealed } from './seal-jobs.ts'

export type Sealing = {
  /** Batches worth having under way at once. */
  readonly width: number
  readonly seal: (jobs: readonly SealJob[]) => Promise<Sealed>
  readonly close: () => Promise<void>
}

/** As many hands as processors, two at most: PostgreSQL wants one too. `few` needs no thread of its own. */
export function sealingPool(sealers: ReadonlyMap<string, Sealer>, few: boolean): Sealing {
  const hands = Math.min(2, availableParallelism())
  if (few || hands < 2) return { width: 1, seal: sealingFor(sealers), close: async () => undefined }
  const workers = Array.from({ length: hands }, () => hand(sealers))
  let turn = 0
  return {
    width: hands * 2,
    seal: (jobs) => (workers[turn++ % hands] as ReturnType<typeof hand>).seal(jobs),
    close: async () => void (await Promise.all(workers.map((worker) => worker.close()))),
  }
}

type Answer = { readonly ticket: number; readonly sealed?: Sealed; readonly failed?: string }

/** Small heaps: what is sealed is sent on at once, so nothing needs to pile up before it is swept. */
const resourceLimits = { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 32 }

function hand(sealers: ReadonlyMap<string, Sealer>) {
  const worker = new Worker(new URL('./seal-worker.ts', import.meta.url), { workerData: sealers, resourceLimits })
  const waiting = new Map<number, { done: (sealed: Sealed) => void; failed: (error: Error) => void }>()
  let tickets = 0
  worker.on('message', ({ ticket, sealed, failed }: Answer) => {
    const asked = waiting.get(ticket)
    waiting.delete(ticket)
    if (sealed) asked?.done(sealed)
    else asked?.failed(new Error(failed ?? 'not sealed'))
  })
  worker.on('error', (error) => waiting.forEach((asked) => asked.failed(error as Error)))
  return {
    seal: (jobs: readonly SealJob[]) => new Promise<Sealed>((done, failed) => {
      waiting.set(++tickets, { done, failed })
      worker.postMessage({ ticket: tickets, jobs })
    }),
    close: () => worker.terminate(),
  }
}
