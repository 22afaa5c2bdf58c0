/** How one import is brought: it is begun, sealed and sent in parts, and taken or dropped as a whole. */
export type Bringing<Part, Sealed> = {
  readonly begin: () => Promise<unknown>
  readonly seal: (part: Part) => Promise<Sealed>
  readonly send: (sealed: Sealed) => Promise<unknown>
  readonly take: () => Promise<unknown>
  readonly drop: () => Promise<unknown>
  readonly counts: (part: Part) => number
}
export type Way = { readonly progress: (done: number) => void; readonly stopped: () => boolean }

/**
 * Only when all parts have come is the import taken, in one step. Stopped or broken off on the way, what came is dropped: nobody has seen any
 * of it. The next part is sealed while one is on its way. False: stopped.
 */
export async function takeWhole<Part, Sealed>(parts: readonly Part[], bringing: Bringing<Part, Sealed>, { progress, stopped }: Way): Promise<boolean> {
  const { begin, seal, send, take, drop, counts } = bringing
  await begin()
  try {
    let done = 0
    let next = parts[0] === undefined ? undefined : seal(parts[0])
    for (let at = 0; at < parts.length && !stopped(); at++) {
      const sealed = await next
      const after = parts[at + 1]
      next = after === undefined ? undefined : seal(after)
      // Whoever is told of a part that could not be sent is not told of the next one too.
      next?.catch(() => undefined)
      await send(sealed as Sealed)
      done += counts(parts[at] as Part)
      progress(done)
    }
    if (stopped()) {
      await drop()
      return false
    }
    await take()
    return true
  } catch (problem) {
    await drop().catch(() => undefined)
    throw problem
  }
}
