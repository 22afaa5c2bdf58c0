/** Seeded chance: the same seed tells the same fifteen years. Never used for keys or ids, which are truly random. */
export type Chance = {
  /** In [0, 1). */
  readonly next: () => number
  /** Whole, both ends included. */
  readonly between: (least: number, most: number) => number
  readonly oneIn: (share: number) => boolean
  readonly pick: <T>(from: readonly T[]) => T
  readonly weighted: <Code extends string>(weights: Readonly<Partial<Record<Code, number>>>) => Code
  readonly shuffled: <T>(from: readonly T[]) => T[]
}

/** mulberry32, seeded through FNV-1a of the name, so that each part of the plan has a stream of its own. */
export function chance(seed: number, name: string): Chance {
  let state = seed | 0
  for (const character of name) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 16_777_619)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  return { next, between, oneIn: (share) => next() < share, pick: (from) => from[between(0, from.length - 1)] ?? empty(), weighted, shuffled }

  function weighted<Code extends string>(weights: Readonly<Partial<Record<Code, number>>>): Code {
    const entries = Object.entries(weights) as [Code, number][]
    let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    const found = entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1)
    return found?.[0] ?? empty()
  }

  function shuffled<T>(from: readonly T[]): T[] {
    const all = [...from]
    for (let at = all.length - 1; at > 0; at--) {
      const other = between(0, at)
      const kept = all[at] as T
      all[at] = all[other] as T
      all[other] = kept
    }
    return all
  }
}

/** Splits a whole number by weights, nothing lost: largest remainders first. */
export function split(whole: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  const exact = weights.map((weight) => (whole * weight) / sum)
  const parts = exact.map(Math.floor)
  const order = exact.map((value, at) => ({ at, rest: value - Math.floor(value) })).sort((one, other) => other.rest - one.rest || one.at - other.at)
  let left = whole - parts.reduce((total, part) => total + part, 0)
  for (const { at } of order) {
    if (left-- <= 0) break
    parts[at] = (parts[at] ?? 0) + 1
  }
  return parts
}

function empty(): never {
  throw new Error('nothing to choose from')
}
