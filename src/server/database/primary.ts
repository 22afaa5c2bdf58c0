import pg from 'pg'
import { whereToWrite } from './addresses.ts'
import type { Said } from './addresses.ts'

/** Which of several hosts takes writes, as far as is known. */
export type Primary = {
  /** Its place among the hosts of DATABASE_URL. */
  readonly now: () => number
  readonly hosts: readonly pg.ClientConfig[]
  /** Somebody met a dead connection: it is looked at once. */
  readonly suspect: () => void
  /** Told when writes go elsewhere from now on. */
  readonly onMove: (tell: (from: number) => void) => void
  readonly end: () => Promise<void>
}

const every = 2000
/** A host that says nothing for so long is taken for dead, when another one takes writes. */
const patience = 3000

/** Asks one host whether it takes writes. Never throws. */
export async function whatSays(config: pg.ClientConfig): Promise<{ said: Said; major: number; why: string }> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: patience, query_timeout: patience })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ standby: boolean; v: number }>("select pg_is_in_recovery() as standby, current_setting('server_version_num')::int as v")
    return { said: rows[0]?.standby ? 'standby' : 'primary', major: Math.floor((rows[0]?.v ?? 0) / 10_000), why: '' }
  } catch (error) {
    // The server's own words name login and database, never the password.
    const { code, message } = error as { code?: string; message?: string }
    return { said: 'nothing', major: 0, why: message || code || 'no reason given' }
  } finally {
    // One that is frozen would not even say goodbye.
    client.connection.stream.destroy()
  }
}

/**
 * Follows a failover by itself. While the host one writes to takes writes, nobody else is asked; when it does not, all are,
 * and writes move as soon as another one takes them.
 */
export function followPrimary(hosts: readonly pg.ClientConfig[], first: number): Primary {
  const listeners: ((from: number) => void)[] = []
  let [at, ending, wake] = [first, false, () => undefined as void]
  let due = false

  async function look(): Promise<void> {
    const current = hosts[at]
    if (current && (await whatSays(current)).said === 'primary') return
    const said = await Promise.all(hosts.map(async (host) => (await whatSays(host)).said))
    const [from, to] = [at, whereToWrite(at, said)]
    if (to === from) {
      // Nobody yet: somebody is being chosen just now.
      due = !said.includes('primary')
      return
    }
    at = to
    for (const tell of listeners) tell(from)
  }

  const loop = (async () => {
    while (!ending) {
      const pause = due ? every / 8 : every
      due = false
      await new Promise<void>((resolve) => { wake = resolve; setTimeout(resolve, pause).unref() })
      if (!ending) await look()
    }
  })()
  return {
    hosts, now: () => at, suspect: () => wake(), onMove: (tell) => void listeners.push(tell),
    async end() {
      ending = true
      wake()
      await loop
    },
  }
}
