import { createHash } from 'node:crypto'
import { PostgresDriver } from 'kysely'
import type { DatabaseConnection, TransactionSettings } from 'kysely'
import type pg from 'pg'
import { plannedAnew } from '../../shared/statements.ts'

const named = new Map<string, string>()
const mostNames = 500

/**
 * On this connection every statement has a name: PostgreSQL reads, rewrites and plans it once, row-level security within, and
 * not anew each time.
 */
export function nameStatements(client: pg.PoolClient): void {
  const send = client.query.bind(client) as Query
  let generation = 0
  client.query = ((text, values, ...more) => {
    const name = typeof text === 'string' && Array.isArray(values) && values.length ? nameOf(text) : undefined
    if (!name) return send(text, values, ...more)
    return send({ name: `${generation}.${name}`, text, values }).catch((error: unknown) => {
      // A newer node of the program changed the tables meanwhile: asked again it is read anew.
      if ((error as { code?: unknown }).code === '0A000') generation++
      throw error
    })
  }) as Query as typeof client.query
}

/** What is sent within one turn of the program goes in one packet: a write to the socket costs more than most statements. */
export function sendTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as pg.Client).connection
  const send = client.query.bind(client) as Query
  let gathering = false
  client.query = ((...given) => {
    if (!gathering) {
      gathering = true
      stream.cork()
      process.nextTick(() => { gathering = false; stream.uncork() })
    }
    return send(...given)
  }) as Query as typeof client.query
}

type Query = (statement: unknown, ...more: readonly unknown[]) => Promise<unknown>

function nameOf(text: string): string | undefined {
  const known = named.get(text)
  if (known || named.size >= mostNames || text.trimStart().startsWith(plannedAnew)) return known
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 20)
  named.set(text, name)
  return name
}

/** Sends `begin` together with the first statement; a transaction that did not begin is never said to be committed. */
export class BeginsWithTheFirst extends PostgresDriver {
  readonly #begun = new WeakMap<DatabaseConnection, Promise<void>>()

  override async beginTransaction(connection: Parameters<PostgresDriver['beginTransaction']>[0], settings: TransactionSettings): Promise<void> {
    const begun = super.beginTransaction(connection, settings)
    begun.catch(() => undefined)
    this.#begun.set(connection, begun)
  }

  override async commitTransaction(connection: Parameters<PostgresDriver['commitTransaction']>[0]): Promise<void> {
    await this.#begun.get(connection)
    return super.commitTransaction(connection)
  }
}
