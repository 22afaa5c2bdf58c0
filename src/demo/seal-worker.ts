import { parentPort, workerData } from 'node:worker_threads'
import type { Sealer } from './house.ts'
import { sealingFor } from './seal-jobs.ts'
import type { SealJob } from './seal-jobs.ts'

/** A second pair of hands: seals the batches it is sent, in order, and sends back their rows. */
const sealAll = sealingFor(workerData as ReadonlyMap<string, Sealer>)

parentPort?.on('message', ({ ticket, jobs }: { ticket: number; jobs: readonly SealJob[] }) => {
  sealAll(jobs).then(
    (sealed) => parentPort?.postMessage({ ticket, sealed }),
    (error: unknown) => parentPort?.postMessage({ ticket, failed: String(error) }),
  )
})
