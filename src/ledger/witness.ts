import { sameBytes } from '../shared/bytes.ts'
import type { Entry } from './entry.ts'
import { headBytes } from './entry.ts'
import { movedAmong } from './moved.ts'
import type { LeavesElsewhere } from './moved.ts'
import { grewFrom } from './proofs.ts'
import type { Proof } from './proofs.ts'
import { append } from './tree.ts'
import type { Node } from './tree.ts'

export type Head = { readonly size: number; readonly root: Uint8Array; readonly at: Date; readonly sig: Uint8Array }
/** `now`: hashed from what the entry says; `kept`: what was built into the tree. Null where it is missing. */
export type Leaf = { readonly now: Uint8Array | null; readonly kept: Uint8Array | null; readonly entry?: Entry | undefined }

/** Where a witness looks: the program, or its database. */
export type Source = {
  readonly headsAfter: (size: number) => Promise<readonly Head[]>
  /** Some leaves from a number on; none when there are no more. */
  readonly leavesFrom: (seq: number) => Promise<readonly Leaf[]>
  /** Leaves that entries would be at other places; by them one is known again that was moved. */
  readonly leavesElsewhere: LeavesElsewhere
  /** Undefined where there is no such proof, or nobody to ask for one. */
  readonly consistency?: (from: number, to: number) => Promise<Proof | null>
}

/** What a witness has seen before; `peaks` are those of the tree of its head. */
export type Remembered = { readonly head: Head | undefined; readonly peaks: readonly Node[]; readonly leafAt: (seq: number) => Uint8Array }

export type Finding =
  | { readonly kind: 'bad-signature'; readonly head: Head }
  | { readonly kind: 'truncated'; readonly first: number; readonly last: number }
  | { readonly kind: 'forked'; readonly remembered: Head; readonly now: Head }
  | { readonly kind: Difference; readonly seq: number; readonly count: number; readonly entry?: Entry | undefined }
  | { readonly kind: 'moved'; readonly seq: number; readonly now: number; readonly count: number }
  | { readonly kind: 'head-differs'; readonly head: Head; readonly first: number }
  | { readonly kind: 'not-grown-from'; readonly remembered: Head; readonly now: Head }

/** `unknown`: what stands there is no entry that was seen before, and the one that was stands elsewhere. */
type Difference = 'missing' | 'changed' | 'unknown' | 'not-as-signed'

export type Look = { readonly findings: readonly Finding[]; readonly head: Head | undefined; readonly peaks: readonly Node[]; readonly leaves: readonly Leaf[] }
export type Verifies = (bytes: Uint8Array, sig: Uint8Array) => boolean

/**
 * Compares a ledger with what was seen of it before: signatures, every head with the root of its entries, every entry
 * seen before with what it was. `whole` reads it from the first entry; otherwise what came since, and all of it as soon as
 * something does not hold.
 */
export async function look(source: Source, before: Remembered, verifies: Verifies, whole: boolean, heard?: (share: number) => void): Promise<Look> {
  if (whole || !before.head) return lookFrom(0, source, before, verifies, heard)
  const since = await lookFrom(before.head.size, source, before, verifies, heard)
  return since.findings.length ? lookFrom(0, source, before, verifies, heard) : since
}

async function lookFrom(from: number, source: Source, before: Remembered, verifies: Verifies, heard?: (share: number) => void): Promise<Look> {
  const known = before.head?.size ?? 0
  const [heads, findings] = [await allHeads(source, Math.max(from - 1, 0)), [] as Finding[]]
  const head = heads.at(-1)
  const size = head?.size ?? 0
  for (const one of heads) if (!verifies(headBytes(one.size, one.root, one.at), one.sig)) findings.push({ kind: 'bad-signature', head: one })
  if (known > size) findings.push({ kind: 'truncated', first: size, last: known - 1 })
  const same = heads.find((one) => one.size === known)
  if (before.head && same && !sameBytes(same.root, before.head.root)) findings.push({ kind: 'forked', remembered: before.head, now: same })
  const leaves = await allLeaves(source, from, size, heard)
  findings.push(...await entriesThatDiffer(leaves, from, size, before, source.leavesElsewhere))
  const grown = growHeads(heads, leaves, from, from === 0 ? [] : before.peaks)
  if (!findings.length && grown.differs) findings.push(grown.differs)
  if (!findings.length && before.head && head && source.consistency) {
    const proof = await source.consistency(known, size)
    if (!proof || !grewFrom(known, before.head.root, size, head.root, proof)) findings.push({ kind: 'not-grown-from', remembered: before.head, now: head })
  }
  return { findings, head, peaks: grown.peaks, leaves: leaves.slice(known - from) }
}

async function allHeads(source: Source, after: number): Promise<Head[]> {
  const heads: Head[] = []
  for (let next = await source.headsAfter(after); next.length; next = await source.headsAfter(heads.at(-1)?.size ?? 0)) heads.push(...next)
  return heads
}

/** Entries that no head speaks of yet are left for the next look. */
async function allLeaves(source: Source, from: number, size: number, heard?: (share: number) => void): Promise<Leaf[]> {
  const leaves: Leaf[] = []
  while (from + leaves.length < size) {
    const next = await source.leavesFrom(from + leaves.length)
    if (!next.length) break
    leaves.push(...next.slice(0, size - from - leaves.length))
    heard?.((from + leaves.length) / size)
  }
  return leaves
}

/** The first entry of each kind of difference, and how many there are. */
async function entriesThatDiffer(leaves: readonly Leaf[], from: number, size: number, before: Remembered, elsewhere: LeavesElsewhere): Promise<Finding[]> {
  const remembered = Math.min(before.head?.size ?? 0, size)
  const differ: number[] = []
  for (let seq = from; seq < remembered; seq++) {
    const now = leaves[seq - from]?.now
    if (!now || !sameBytes(now, before.leafAt(seq))) differ.push(seq)
  }
  const stoodAt = await movedAmong(differ, before.leafAt, elsewhere)
  const standsAt = new Map([...stoodAt].map(([at, place]) => [place, at] as const))
  const found = new Map<Difference, { seq: number; count: number; entry: Entry | undefined }>()
  for (let seq = from; seq < size; seq++) {
    const leaf = leaves[seq - from]
    const kind = difference(leaf, seq < remembered ? before.leafAt(seq) : undefined, stoodAt.has(seq), standsAt.has(seq))
    if (!kind) continue
    const one = found.get(kind)
    found.set(kind, one ? { ...one, count: one.count + 1 } : { seq, count: 1, entry: leaf?.entry })
  }
  const first = differ.find((seq) => standsAt.has(seq))
  const moved = first === undefined ? [] : [{ kind: 'moved' as const, seq: first, now: standsAt.get(first) ?? first, count: standsAt.size }]
  return [...moved, ...[...found].map(([kind, which]) => ({ kind, ...which }))].sort((one, other) => one.seq - other.seq)
}

/** `another`: one that was seen elsewhere stands here; `elsewhere`: the one that was here stands there. */
function difference(leaf: Leaf | undefined, was: Uint8Array | undefined, another: boolean, elsewhere: boolean): Difference | undefined {
  if (another || (elsewhere && !leaf?.now)) return elsewhere ? undefined : 'missing'
  if (!leaf?.now) return 'missing'
  if (was && !sameBytes(leaf.now, was)) return elsewhere ? 'unknown' : 'changed'
  return leaf.kept && sameBytes(leaf.now, leaf.kept) ? undefined : 'not-as-signed'
}

/** Grows the tree from head to head; `differs` is the first whose root is not that of its entries. */
function growHeads(heads: readonly Head[], leaves: readonly Leaf[], from: number, peaksThere: readonly Node[]) {
  const hashes = leaves.map(({ now }) => now ?? new Uint8Array(32))
  let [size, peaks] = [from, peaksThere]
  for (const head of heads.filter((one) => one.size > from)) {
    const grown = append(size, peaks, hashes.slice(size - from, head.size - from))
    if (!sameBytes(grown.root, head.root)) return { peaks, differs: { kind: 'head-differs', head, first: size } as const }
    ;[size, peaks] = [head.size, grown.peaks]
  }
  return { peaks, differs: undefined }
}
