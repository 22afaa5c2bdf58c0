/** How long a name waits after wrong passphrases: nothing for three, then 2, 4, 8 … 60 seconds. Never for ever. */
export function waitAfter(failures: number): number {
  if (failures < 3) return 0
  return Math.min(60, 2 ** (failures - 2))
}

type Failures = { readonly count: number; readonly last: number }

/** Kept in memory only: who mistyped is nobody's record. Forgotten after a quarter of an hour. */
export function rememberAttempts(clock: () => number = Date.now) {
  const failures = new Map<string, Failures>()
  const forgetAfter = 15 * 60_000

  function recent(name: string): Failures | undefined {
    const known = failures.get(name)
    if (known && clock() - known.last > forgetAfter) failures.delete(name)
    return failures.get(name)
  }

  return {
    /** Seconds to wait before the next try. */
    waitFor(name: string): number {
      const known = recent(name)
      if (!known) return 0
      return Math.max(0, Math.ceil(waitAfter(known.count) - (clock() - known.last) / 1000))
    },
    failed(name: string): void {
      if (failures.size > 10_000) failures.clear()
      failures.set(name, { count: (recent(name)?.count ?? 0) + 1, last: clock() })
    },
    succeeded(name: string): void {
      failures.delete(name)
    },
  }
}
