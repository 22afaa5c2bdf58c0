import { hashOf } from '../shared/hash.ts'
import { concat } from '../shared/bytes.ts'

/** RFC 6962 §2.1. Levels are counted from the leaves; a node is kept only when its subtree is complete. */
export type Node = { readonly level: number; readonly place: number; readonly hash: Uint8Array }

export function leafHash(entry: Uint8Array): Uint8Array {
  return hashOf(concat(Uint8Array.of(0), entry))
}

export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return hashOf(concat(Uint8Array.of(1), left, right))
}

/** The complete subtrees that make up a tree of this size, from the left. */
export function peaksOf(size: number): { level: number; place: number }[] {
  const peaks: { level: number; place: number }[] = []
  let from = 0
  for (let level = Math.floor(Math.log2(Math.max(size, 1))); level >= 0; level--) {
    const width = 2 ** level
    if (size - from < width) continue
    peaks.push({ level, place: from / width })
    from += width
  }
  return peaks
}

/** Adds leaves to a tree of `size` whose peaks are given; answers the nodes made and the new root. */
export function append(size: number, peaks: readonly Node[], leaves: readonly Uint8Array[]): { made: Node[]; peaks: Node[]; root: Uint8Array } {
  const made: Node[] = []
  const stack = [...peaks]
  leaves.forEach((hash, at) => {
    let node: Node = { level: 0, place: size + at, hash }
    made.push(node)
    for (let left = stack.at(-1); left && left.level === node.level; left = stack.at(-1)) {
      stack.pop()
      node = { level: node.level + 1, place: left.place / 2, hash: nodeHash(left.hash, node.hash) }
      made.push(node)
    }
    stack.push(node)
  })
  return { made, peaks: stack, root: rootOf(stack) }
}

/** Peaks are joined from the right. The empty tree's root is the hash of nothing. */
export function rootOf(peaks: readonly Pick<Node, 'hash'>[]): Uint8Array {
  const last = peaks.at(-1)
  if (!last) return hashOf(new Uint8Array())
  return peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left.hash, right), last.hash)
}
