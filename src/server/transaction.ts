import { sql } from 'kysely'
import type { DatabaseConnection, Kysely, QueryExecutorProvider, Transaction } from 'kysely'
import { KeptProblem, Problem } from '../shared/problem.ts'
import type { ProblemKind } from '../shared/problem.ts'
import type { MemberId } from '../shared/ids.ts'
import type { Role } from '../shared/roles.ts'

/** Where statements are carried out: one transaction, as whoever asks. */
export type Tx = QueryExecutorProvider

/** One connection pool per login; a handler sees only the transaction of the one its endpoint names. */
export type Pools = { readonly app: Kysely<unknown>; readonly stats: Kysely<unknown> }

export type Asker = { readonly id: MemberId; readonly roles: readonly Role[]; readonly endsAt: Date }

/**
 * Runs `work` in one transaction whose row-level security sees the owner of the session token.
 * Without a token the context is empty and every table of people shows no rows.
 */
export async function inTransaction<T>(
  pool: Kysely<unknown>,
  tokenHash: Uint8Array | undefined,
  work: (tx: Tx, asker: Asker | undefined) => Promise<T>,
): Promise<T> {
  try {
    const done = await pool.transaction().execute((whole) => whole.getExecutor().provideConnection(async (connection) => {
      const tx = sendingAtOnce(whole, connection)
      const asker = tokenHash && (await enter(tx, tokenHash))
      return work(tx, asker).then((said) => ({ said }), unlessKept)
    }))
    if ('kept' in done) throw done.kept
    return done.said
  } catch (error) {
    throw asProblem(error)
  }
}

/** Kysely would have each statement wait for the answer to the one before; here they are sent as they come (`together`). */
function sendingAtOnce(whole: Transaction<unknown>, connection: DatabaseConnection): Tx {
  const executor = whole.getExecutor().withConnectionProvider({ provideConnection: (work) => work(connection) })
  return { getExecutor: () => executor }
}

/** Thrown inside the transaction it would take back what it must leave. */
function unlessKept(problem: unknown): { kept: KeptProblem } {
  if (problem instanceof KeptProblem) return { kept: problem }
  throw problem
}

async function enter(tx: Tx, tokenHash: Uint8Array): Promise<Asker | undefined> {
  const { rows } = await sql<{ id: MemberId; roles: Role[]; ends_at: Date }>`
    select id, roles, ends_at from enter(${tokenHash})`.execute(tx)
  const row = rows[0]
  return row && { id: row.id, roles: row.roles, endsAt: row.ends_at }
}

/** Ended before its time, by herself from elsewhere or by whoever closed the account: her desk then locks. */
export async function wasEnded(tx: Tx, tokenHash: Uint8Array): Promise<boolean> {
  const { rows } = await sql<{ ended: boolean }>`select was_ended(${tokenHash}) as ended`.execute(tx)
  return rows[0]?.ended ?? false
}

/** What the guard functions and constraints of the database say, in the words of the API. */
const refusals: Readonly<Record<string, ProblemKind>> = {
  WA400: 'bad-input',
  WA401: 'not-signed-in',
  WA403: 'not-allowed',
  WA404: 'not-found',
  WA409: 'taken',
  WA410: 'changed-meanwhile',
  WA411: 'keys-changed',
  WA413: 'wrong-papers',
  WA412: 'restricted',
  WA414: 'joined',
  WA415: 'last-coordinator',
  WA422: 'missing-recovery',
  '23503': 'out-of-order',
  '23505': 'taken',
  '23514': 'bad-input',
  '22P02': 'bad-input',
  // A character that no text of the database may hold: NUL.
  '22021': 'bad-input',
  '22P05': 'bad-input',
  '42501': 'not-found',
  '57P01': 'not-ready',
  '57P03': 'not-ready',
  '57P02': 'not-ready',
  '25006': 'not-ready',
  // The tables changed under a prepared statement: asked again it is prepared anew.
  '0A000': 'not-ready',
  '53300': 'not-ready',
  '53100': 'no-room',
}

/** How the driver says that the database went away while it was asked. */
const wentAway = /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/
const lostCodes = ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'ENOTFOUND', 'EAI_AGAIN']

function asProblem(error: unknown): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error
  const code = (error as { code?: unknown }).code
  const kind = typeof code === 'string' ? refusals[code] : undefined
  if (kind) return new Problem(kind)
  return lostCodes.includes(String(code)) || wentAway.test(error.message) ? new Problem('not-ready') : error
}
