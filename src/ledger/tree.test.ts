import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toHex } from '../shared/bytes.ts'
import { append, leafHash, nodeHash, rootOf } from './tree.ts'

/** The definition of RFC 6962 §2.1, word for word. */
function merkleTreeHash(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return leaves[0] ?? new Uint8Array()
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return nodeHash(merkleTreeHash(leaves.slice(0, split)), merkleTreeHash(leaves.slice(split)))
}

describe('the ledger’s tree', () => {
  it('of nothing has the hash of nothing', () => {
    expect(toHex(rootOf([]))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })

  it('grown in any batches has the root of RFC 6962', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 12 }), (batches) => {
      const all: Uint8Array[] = []
      let peaks: Parameters<typeof append>[1] = []
      for (const count of batches) {
        const leaves = Array.from({ length: count }, (_, at) => leafHash(Buffer.from(`entry ${all.length + at}`)))
        const grown = append(all.length, peaks, leaves)
        all.push(...leaves)
        peaks = grown.peaks
        expect(grown.root).toEqual(merkleTreeHash(all))
      }
    }))
  })
})
