import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import pg from 'pg'
import type { Change } from '../../shared/changes.ts'

export type Told = { readonly by: string | null; readonly change: Change }

export type Bell = {
  /** Tells every node of the program, this one too. */
  readonly tell: (told: readonly Told[]) => Promise<void>
  readonly end: () => Promise<void>
}

type Given = {
  readonly login: pg.ClientConfig
  readonly pool: Kysely<unknown>
  readonly hear: (told: readonly Told[]) => void
  readonly pollEvery?: number
}

type Row = { readonly n: number; readonly said: readonly Told[] | { readonly ping: string } }

const remembered = 5000

/**
 * The bell between the nodes of the program: LISTEN, and looking every second for as long as nothing is heard that way
 * (a connection that broke, a pooler that lets no LISTEN through). What comes by both ways is told once.
 */
export function openBell({ login, pool, hear, pollEvery = 1000 }: Given): Bell {
  const me = crypto.randomUUID()
  const known = new Set<number>()
  let [ended, listening, waits] = [false, false, 1000]
  let client: pg.Client | undefined
  let again: NodeJS.Timeout | undefined

  const say = (said: Row['said']) => sql`select tell_nodes(${JSON.stringify(said)}::jsonb)`.execute(pool)

  function take({ n, said }: Row) {
    if (known.has(n)) return
    known.add(n)
    if (known.size > remembered) for (const old of [...known].slice(0, remembered / 2)) known.delete(old)
    if (Array.isArray(said)) hear(said as readonly Told[])
  }

  async function listen(): Promise<void> {
    const mine = new pg.Client({ ...login, connectionTimeoutMillis: 10_000, keepAlive: true })
    client = mine
    const lost = () => {
      if (client !== mine) return
      client = undefined
      listening = false
      mine.end().catch(() => undefined)
      if (ended) return
      again = setTimeout(() => void listen(), waits)
      waits = Math.min(waits * 2, 30_000)
    }
    mine.on('error', lost)
    mine.on('end', lost)
    mine.on('notification', ({ payload }) => {
      const row = JSON.parse(payload ?? '{}') as Row
      if ('ping' in row.said && row.said.ping === me) [listening, waits] = [true, 1000]
      take(row)
    })
    try {
      await mine.connect()
      await mine.query('listen wayout')
      await say({ ping: me })
    } catch {
      lost()
    }
  }

  const lately = async () => (await sql<Row>`select n, said from told_lately()`.execute(pool).catch(() => ({ rows: [] }))).rows
  /** What was told before this node began is nobody's news here. */
  const before = lately().then((rows) => rows.forEach(({ n }) => known.add(n)))

  async function look(): Promise<void> {
    await before
    if (!listening) for (const row of await lately()) take(row)
  }
  const looking = setInterval(() => void look(), pollEvery)
  looking.unref()
  void listen()

  return {
    tell: async (told) => {
      // A notification carries 8000 bytes.
      for (let at = 0; at < told.length; at += 30) await say(told.slice(at, at + 30))
    },
    async end() {
      ended = true
      clearInterval(looking)
      clearTimeout(again)
      await client?.end().catch(() => undefined)
    },
  }
}
