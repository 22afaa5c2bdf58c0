import { toHex } from '../shared/bytes.ts'

/** An entry that stands at `at`, asked for the leaf that it would be at `place`. */
export type Asked = { readonly at: number; readonly place: number }
export type LeavesElsewhere = (asked: readonly Asked[]) => Promise<readonly (Uint8Array | null)[]>

const together = 64
const inOneGo = 4096

/**
 * Where entries of earlier places stand now: by the place where one stands, the place where it stood. A leaf is made of its
 * number too, so an entry is known again only by the leaf that it would be there. `differ` are the places that are not as they
 * were, in order; a few are tried with each other, and what is found is tried on all the rest, because a gap moves many alike.
 */
export async function movedAmong(differ: readonly number[], leafAt: (seq: number) => Uint8Array, elsewhere: LeavesElsewhere): Promise<ReadonlyMap<number, number>> {
  const [from, gone] = [new Map<number, number>(), new Set<number>()]
  const places = new Set(differ)
  const free = () => differ.filter((at) => !from.has(at))
  async function tryThese(asked: readonly Asked[]): Promise<boolean> {
    const before = from.size
    for (let start = 0; start < asked.length; start += inOneGo) {
      const some = asked.slice(start, start + inOneGo)
      const leaves = await elsewhere(some)
      for (const [n, { at, place }] of some.entries()) {
        const leaf = leaves[n]
        if (!leaf || from.has(at) || gone.has(place) || toHex(leaf) !== toHex(leafAt(place))) continue
        from.set(at, place)
        gone.add(place)
      }
    }
    return from.size > before
  }
  for (;;) {
    const wanted = differ.filter((place) => !gone.has(place)).slice(0, together)
    if (!(await tryThese(free().slice(0, together).flatMap((at) => wanted.filter((place) => place !== at).map((place) => ({ at, place })))))) return from
    for (const by of new Set([...from].map(([at, place]) => place - at))) {
      await tryThese(free().map((at) => ({ at, place: at + by })).filter(({ place }) => places.has(place) && !gone.has(place)))
    }
  }
}
