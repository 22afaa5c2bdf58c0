import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toHex } from '../shared/bytes.ts'
import { consistencySpans, grewFrom, hashOfSpan, inclusionSpans, isIncluded, placesIn } from './proofs.ts'
import type { Proof } from './proofs.ts'
import { append, leafHash, nodeHash } from './tree.ts'
import type { Node } from './tree.ts'

/** MTH of RFC 6962 §2.1, word for word. */
function plainRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 1) return leaves[0] ?? new Uint8Array()
  let split = 1
  while (split * 2 < leaves.length) split *= 2
  return nodeHash(plainRoot(leaves.slice(0, split)), plainRoot(leaves.slice(split)))
}

/** A ledger whose kept nodes are only the complete subtrees, as in the database. */
function grown(entries: readonly Uint8Array[]) {
  const leaves = entries.map(leafHash)
  const kept = new Map(append(0, [], leaves).made.map((node: Node) => [`${node.level} ${node.place}`, node.hash]))
  const at = ({ level, place }: { level: number; place: number }) => kept.get(`${level} ${place}`) ?? never(`${level} ${place}`)
  const hashes = (spans: readonly { start: number; end: number }[]) => spans.map((span) => hashOfSpan(span, at))
  return {
    leaves, root: (size = leaves.length) => plainRoot(leaves.slice(0, size)),
    inclusion: (seq: number, size: number) => hashes(inclusionSpans(seq, size)),
    consistency: (from: number, size: number) => hashes(consistencySpans(from, size)),
  }
}
const never = (what: string): never => { throw new Error(`no node ${what}`) }
const ofSize = (size: number) => grown(Array.from({ length: size }, (_, at) => Buffer.from(`entry ${at}`)))
const hex = (proof: Proof) => proof.map(toHex)

/** Leaves, roots and proofs of the Certificate Transparency reference log. */
const reference = grown(['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'].map((text) => Buffer.from(text, 'hex')))
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

describe('the reference log of Certificate Transparency', () => {
  it.each(roots.map((root, at) => [at + 1, root] as const))('of %i entries has its root', (size, root) => expect(toHex(reference.root(size))).toBe(root))
  it('has its inclusion proofs', () => {
    expect(hex(reference.inclusion(0, 1))).toEqual([])
    expect(hex(reference.inclusion(0, 8))).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ])
    expect(hex(reference.inclusion(5, 8))).toEqual([
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b', 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
  })
  it('has its consistency proofs', () => {
    expect(hex(reference.consistency(6, 8))).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a', 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    ])
    expect(hex(reference.consistency(2, 5))).toEqual([
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ])
  })
})

describe('for every ledger of up to 33 entries', () => {
  const whole = ofSize(33)
  it('every entry is shown to be in it, and in no other place', () => {
    for (let size = 1; size <= 33; size++) {
      for (let seq = 0; seq < size; seq++) {
        const [leaf, proof] = [whole.leaves[seq] ?? never('leaf'), whole.inclusion(seq, size)]
        expect(isIncluded(leaf, seq, size, whole.root(size), proof)).toBe(true)
        expect(isIncluded(leafHash(Buffer.from('another')), seq, size, whole.root(size), proof)).toBe(false)
        if (size > 1) expect(isIncluded(leaf, (seq + 1) % size, size, whole.root(size), proof)).toBe(false)
      }
    }
  })
  it('every later one is shown to begin with it', () => {
    for (let size = 1; size <= 33; size++) {
      for (let from = 1; from <= size; from++) expect(grewFrom(from, whole.root(from), size, whole.root(size), whole.consistency(from, size))).toBe(true)
    }
  })
})

describe('over random ledgers', () => {
  const some = fc.record({ size: fc.integer({ min: 2, max: 300 }), one: fc.nat(), other: fc.nat(), bit: fc.nat() })
  it('no proof holds for a ledger in which an earlier entry was changed, removed or moved', () => {
    fc.assert(fc.property(some, ({ size, one, other }) => {
      const [from, victim] = [1 + (one % (size - 1)), 0]
      const honest = Array.from({ length: size }, (_, at) => Buffer.from(`entry ${at}`))
      const [true_, changed] = [grown(honest), grown(honest.with(other % from, Buffer.from('changed')))]
      expect(grewFrom(from, true_.root(from), size, changed.root(), changed.consistency(from, size))).toBe(false)
      const shorter = grown(honest.toSpliced(other % from, 1))
      if (from <= size - 1) expect(grewFrom(from, true_.root(from), size - 1, shorter.root(), shorter.consistency(from, size - 1))).toBe(false)
      if (from < 2) return
      const moved = grown(honest.with(victim, honest[1] ?? never('entry')).with(1, honest[victim] ?? never('entry')))
      expect(grewFrom(from, true_.root(from), size, moved.root(), moved.consistency(from, size))).toBe(false)
    }), { numRuns: 60 })
  })
  it('no proof holds with one bit of it turned, one part too few or one too many', () => {
    fc.assert(fc.property(some, ({ size, one, bit }) => {
      const [from, whole] = [1 + (one % (size - 1)), ofSize(size)]
      const proof = whole.consistency(from, size)
      const holds = (given: Proof) => grewFrom(from, whole.root(from), size, whole.root(), given)
      expect(holds(proof)).toBe(true)
      const turned = Uint8Array.from(proof[bit % proof.length] ?? never('part'))
      turned[bit % 32] = (turned[bit % 32] ?? 0) ^ 1
      expect(holds(proof.with(bit % proof.length, turned))).toBe(false)
      expect(holds(proof.slice(1))).toBe(false)
      expect(holds([...proof, turned])).toBe(false)
    }), { numRuns: 60 })
  })
  it('a proof needs only complete subtrees, and few of them', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 2 ** 40 }), fc.nat(), (size, one) => {
      const places = consistencySpans(1 + (one % size), size).flatMap(placesIn)
      expect(places.every(({ level, place }) => (place + 1) * 2 ** level <= size)).toBe(true)
      expect(places.length).toBeLessThan(2 * 41 + 1)
    }))
  })
})
