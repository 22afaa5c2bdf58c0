import { sameBytes } from '../shared/bytes.ts'
import { nodeHash } from './tree.ts'

/** Leaves from `start` up to, not including, `end`. */
type Span = { readonly start: number; readonly end: number }
export type Place = { readonly level: number; readonly place: number }
export type HashAt = (place: Place) => Uint8Array
export type Proof = readonly Uint8Array[]

/** PATH(m, D[n]) of RFC 6962 §2.1.1: the spans whose hashes lead from a leaf to the root, lowest first. */
export function inclusionSpans(seq: number, size: number): Span[] {
  return pathTo(seq, { start: 0, end: size })
}

function pathTo(seq: number, within: Span): Span[] {
  if (within.end - within.start <= 1) return []
  const [left, right] = halves(within)
  return seq < left.end ? [...pathTo(seq, left), right] : [...pathTo(seq, right), left]
}

/** PROOF(m, D[n]) of RFC 6962 §2.1.2. Nothing is needed to show that a ledger grew from nothing, or from itself. */
export function consistencySpans(from: number, size: number): Span[] {
  return from === 0 || from === size ? [] : grownFrom(from, { start: 0, end: size }, true)
}

function grownFrom(from: number, within: Span, known: boolean): Span[] {
  if (from === within.end) return known ? [] : [within]
  const [left, right] = halves(within)
  return from <= left.end ? [...grownFrom(from, left, known), right] : [...grownFrom(from, right, false), left]
}

/** Split at the largest power of two below its width. */
function halves({ start, end }: Span): [Span, Span] {
  let width = 1
  while (width * 2 < end - start) width *= 2
  return [{ start, end: start + width }, { start: start + width, end }]
}

/** The complete subtrees a span is made of: what must be at hand to hash it. */
export function placesIn(span: Span): Place[] {
  const width = span.end - span.start
  const level = Math.log2(width)
  if (Number.isInteger(level)) return [{ level, place: span.start / width }]
  return halves(span).flatMap(placesIn)
}

export function hashOfSpan(span: Span, at: HashAt): Uint8Array {
  const [place, ...others] = placesIn(span)
  if (place && !others.length) return at(place)
  const [left, right] = halves(span)
  return nodeHash(hashOfSpan(left, at), hashOfSpan(right, at))
}

/** Whether the leaf with number `seq` is in the ledger of `size` entries with this root. RFC 9162 §2.1.3.2. */
export function isIncluded(leaf: Uint8Array, seq: number, size: number, root: Uint8Array, proof: Proof): boolean {
  if (seq < 0 || seq >= size) return false
  let [at, last, hash] = [seq, size - 1, leaf]
  for (const other of proof) {
    if (last === 0) return false
    const fromLeft = at % 2 === 1 || at === last
    hash = fromLeft ? nodeHash(other, hash) : nodeHash(hash, other)
    if (fromLeft && at % 2 === 0) [at, last] = upWhileEven(at, last)
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && sameBytes(hash, root)
}

/** Whether a ledger of `size` entries with `root` begins with the one of `from` entries with `fromRoot`. RFC 9162 §2.1.4.2. */
export function grewFrom(from: number, fromRoot: Uint8Array, size: number, root: Uint8Array, proof: Proof): boolean {
  if (from > size || from < 0) return false
  if (from === 0) return proof.length === 0
  if (from === size) return proof.length === 0 && sameBytes(fromRoot, root)
  const [first, ...rest] = Number.isInteger(Math.log2(from)) ? [fromRoot, ...proof] : proof
  if (!first) return false
  let [at, last] = [from - 1, size - 1]
  while (at % 2 === 1) [at, last] = [half(at), half(last)]
  let [before, after] = [first, first]
  for (const other of rest) {
    if (last === 0) return false
    const fromLeft = at % 2 === 1 || at === last
    if (fromLeft) before = nodeHash(other, before)
    after = fromLeft ? nodeHash(other, after) : nodeHash(after, other)
    if (fromLeft && at % 2 === 0) [at, last] = upWhileEven(at, last)
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && sameBytes(before, fromRoot) && sameBytes(after, root)
}

const half = (number: number) => Math.floor(number / 2)

/** Skips levels at which the last subtree has no neighbour to its right. */
function upWhileEven(at: number, last: number): [number, number] {
  while (at % 2 === 0 && at !== 0) [at, last] = [half(at), half(last)]
  return [at, last]
}
