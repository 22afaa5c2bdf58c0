/** A DATABASE_URL with several hosts, as libpq writes it: `postgres://login:password@one:5432,two:5433/database?sslmode=require`. */
const several = /^(?<before>postgres(?:ql)?:\/\/(?:[^@/?]*@)?)(?<hosts>[^/?@]+)(?<after>[/?].*)?$/

/** One URL for each host, in the order they stand there; empty when it is no address at all. */
export function addressesIn(url: string): readonly string[] {
  const { before = '', hosts = '', after = '' } = several.exec(url.trim())?.groups ?? {}
  const all = hosts.split(',').map((host) => `${before}${host.trim()}${after}`)
  return hosts && all.every(isAddress) ? all : []
}

function isAddress(url: string): boolean {
  return URL.canParse(url) && new URL(url).hostname !== '' && new URL(url).pathname.length > 1
}

/** What a host said when it was asked: the timeline it writes on, or why it writes on none. */
export type Said = number | 'standby' | 'nothing'

/**
 * Where to write: on the newest timeline that takes writes. Two may take writes at once, when one that was replaced wakes up
 * and does not know it yet; every promotion begins a higher timeline. Nothing changes while nobody takes writes.
 */
export function whereToWrite(now: number, said: readonly Said[]): number {
  const newest = Math.max(...said.map((one) => (typeof one === 'number' ? one : 0)))
  if (newest === 0 || said[now] === newest) return now
  return said.indexOf(newest)
}
