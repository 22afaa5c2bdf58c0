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

/** What a host said when it was asked whether it takes writes. */
export type Said = 'primary' | 'standby' | 'nothing'

/** Where to write: where one writes already as long as that takes writes; else the first that does; else nothing changes. */
export function whereToWrite(now: number, said: readonly Said[]): number {
  if (said[now] === 'primary') return now
  const other = said.indexOf('primary')
  return other === -1 ? now : other
}
