import pg from 'pg'
import { whereToWrite } from './addresses.ts'
import type { Said } from './addresses.ts'

/** Which of several hosts takes writes, as far as is known. */
export type Primary = {
  /** Its place among the hosts of DATABASE_URL. */
  readonly now: () => number
  readonly hosts: readonly pg.ClientConfig[]
  /** Whether a timeline is not behind one that was seen to take writes. */
  readonly isNewest: (timeline: number) => boolean
  /** Somebody met a dead connection: it is looked at once. */
  readonly suspect: () => void
  /** Told when writes go elsewhere from now on. */
  readonly onMove: (tell: (from: number) => void) => void
  readonly end: () => Promise<void>
}

const every = 2000
/** A host that says nothing for so long is taken for dead, when another one takes writes. */
const patience = 3000

/** Asked on any connection: whether this is a standby, and else its timeline. */
export const timelineNow = `select case when pg_is_in_recovery() then null else ('x' || substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8))::bit(32)::int end as timeline, current_setting('server_version_num')::int as v`

/** Asks one host whether it takes writes. Never throws. */
export async function whatSays(config: pg.ClientConfig): Promise<{ said: Said; major: number; why: string }> {
  const client = new pg.Client({ ...config, connectionTimeoutMillis: patience, query_timeout: patience })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query<{ timeline: number | null; v: number }>(timelineNow)
    return { said: rows[0]?.timeline ?? 'standby', major: Math.floor((rows[0]?.v ?? 0) / 10_000), why: '' }
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
 * Follows a failover by itself: all hosts are asked every two seconds, and at once when a connection broke. Writes move when
 * another one takes them on a newer timeline, or when the one they went to does not take them any more.
 */
export function followPrimary(hosts: readonly pg.ClientConfig[], first: number, timeline: number): Primary {
  const listeners: ((from: number) => void)[] = []
  let [at, newest, ending, wake] = [first, timeline, false, () => undefined as void]
  let due = false

  async function look(): Promise<void> {
    const said = (await Promise.all(hosts.map(whatSays))).map((one) => one.said)
    // One that was replaced while nobody looked is no place to go back to.
    const known = said.map((one) => (typeof one === 'number' && one < newest ? 'standby' : one))
    const [from, to] = [at, whereToWrite(at, known)]
    const there = known[to]
    // Nobody yet: somebody is being chosen just now.
    due = typeof there !== 'number'
    if (typeof there === 'number') newest = there
    if (to === from) return
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
    hosts, now: () => at, isNewest: (one) => one >= newest, suspect: () => wake(), onMove: (tell) => void listeners.push(tell),
    async end() {
      ending = true
      wake()
      await loop
    },
  }
}
