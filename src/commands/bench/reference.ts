import { createHash } from 'node:crypto'
import { median } from './result.ts'
import type { Result } from './result.ts'

/** How long a fixed piece of computing takes here and now: times of another machine, or of a busy one, are read beside it. */
export function reference(): Result {
  const times = Array.from({ length: 5 }, () => {
    const begun = performance.now()
    let hash: Uint8Array = new Uint8Array(1024)
    for (let round = 0; round < 20_000; round++) hash = createHash('sha256').update(hash).update(new Uint8Array(1024)).digest()
    return performance.now() - begun
  })
  return { id: 'reference', value: median(times), unit: 'ms', says: 'a fixed piece of computing (20,000 hashes of 1 kB), for comparison' }
}
