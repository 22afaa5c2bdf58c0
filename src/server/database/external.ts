import pg from 'pg'
import { StartRefusal } from './refusal.ts'

/** Where the server of a DATABASE_URL is; the program's logins replace the URL's own. */
export function external(url: string) {
  const parsed = read(url)
  return { host: parsed.hostname, port: Number(parsed.port || 5432), database: decodeURIComponent(parsed.pathname.slice(1)) }
}

/** Refuses in a sentence when nothing answers there, or something too old. */
export async function reach(url: string): Promise<pg.ClientConfig> {
  const { host, port } = external(url)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ v: number }>("select current_setting('server_version_num')::int as v")
    const major = Math.floor((rows[0]?.v ?? 0) / 10_000)
    if (major < 15) throw new StartRefusal(`The PostgreSQL at ${host}:${port} is version ${major}; Wayout needs 15 or newer.`, 'Name another with DATABASE_URL.')
    return { connectionString: url }
  } catch (error) {
    if (error instanceof StartRefusal) throw error
    throw new StartRefusal(`The PostgreSQL at ${host}:${port} does not answer: ${whyOf(error)}`, 'Start it or correct DATABASE_URL.')
  } finally {
    await client.end().catch(() => undefined)
  }
}

function read(url: string): URL {
  try {
    return new URL(url)
  } catch {
    throw new StartRefusal('DATABASE_URL is not an address.', 'It looks like postgres://login:password@host:5432/database.')
  }
}

/** The server's own words name login and database, never the password. */
function whyOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  return message || code || 'no reason given'
}
