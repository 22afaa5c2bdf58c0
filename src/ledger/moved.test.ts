import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entryBytes } from './entry.ts'
import type { Entry } from './entry.ts'
import { movedAmong } from './moved.ts'
import { leafHash } from './tree.ts'

const entry = (n: number): Entry => ({ at: new Date(1000 + n), actor: null, action: 'contact.opened', traces: [], result: 'done', salt: Uint8Array.of(n % 256, n >> 8) })
const leafAt = (seq: number) => leafHash(entryBytes(seq, entry(seq)))

/** A ledger of entries by where they stood, as it stands now; null: one that was never there; undefined: none. */
function moved(now: readonly (number | null | undefined)[]) {
  const stands = now.map((n) => n === undefined ? undefined : (n === null ? { ...entry(0), action: 'figures.counted' } : entry(n)))
  const differ = now.flatMap((n, at) => (n === at ? [] : [at]))
  return movedAmong(differ, leafAt, async (asked) => asked.map(({ at, place }) => { const one = stands[at]; return one ? leafHash(entryBytes(place, one)) : null }))
}
const numbers = (count: number) => Array.from({ length: count }, (_, n) => n)

describe('entries that were moved are known again', () => {
  it('when two changed places', async () => {
    expect([...await moved(numbers(9).with(3, 8).with(8, 3))]).toEqual([[3, 8], [8, 3]])
  })

  it('when one was taken out of a long ledger and the gap was closed', async () => {
    const found = await moved([...numbers(3000).filter((n) => n !== 6), undefined])
    expect(found.size).toBe(2993)
    expect([...found].every(([at, stood]) => stood === at + 1)).toBe(true)
  })

  it('when one from the end was put near the beginning', async () => {
    const found = await moved([...numbers(5), 700, ...numbers(700).slice(5)])
    expect([found.get(5), found.get(6), found.get(700), found.size]).toEqual([700, 5, 699, 696])
  })

  it('when few were mixed in any way, and nothing that was never there is taken for one of them', () =>
    fc.assert(fc.asyncProperty(fc.shuffledSubarray(numbers(40), { minLength: 40 }), fc.integer({ min: 0, max: 39 }), async (order, strange) => {
      const now = order.map((n, at) => (at === strange ? null : n))
      const found = await moved(now)
      expect([...found].sort(([one], [other]) => one - other)).toEqual(now.flatMap((n, at) => (n === null || n === at ? [] : [[at, n]])))
    }), { numRuns: 30 }))

  it('when none was moved, none is', async () => {
    expect((await moved(numbers(200).map((n) => (n > 100 ? null : n)))).size).toBe(0)
  })
})
