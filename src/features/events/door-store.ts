import { sql } from 'kysely'
import type { Tx } from '../../server/transaction.ts'
import { bytea } from '../folders/index.ts'

export type DoorPage = {
  readonly title: string; readonly said: string; readonly where: string; readonly contact: string; readonly locale: string
  readonly open: boolean; readonly begun: boolean; readonly left: number | null; readonly trace: string
  readonly organisation: string; readonly team: string; readonly epoch: number; readonly publicKey: string
  readonly sessions: readonly { readonly onDay: string; readonly starts: string | null; readonly ends: string | null }[]
}
/** `again`: it had arrived before, for so many, with a name or without, and that is what stands. */
export type Registered = {
  readonly state: 'listed' | 'waiting' | 'taken' | 'withdrawn' | 'closed' | 'old-key' | 'not-found'; readonly again: boolean; readonly heads?: number; readonly named?: boolean
}
type Letter = { readonly epoch: number; readonly sealed: string }
type CalendarRow = { readonly session: string; readonly on_day: string; readonly starts: string | null; readonly ends: string | null; readonly kind: string; readonly state: string; readonly locale: string }

/** What somebody without an account may do, each by one function of the database that shows no more than its answer. */
export function doorStore(tx: Tx) {
  return {
    async page(slug: string): Promise<DoorPage | undefined> {
      return (await sql<{ page: DoorPage | null }>`select door_page(${slug}) as page`.execute(tx)).rows[0]?.page ?? undefined
    },
    async register(slug: string, id: string, heads: number, letter: Letter | undefined): Promise<Registered> {
      const { rows } = await sql<{ said: Registered }>`select door_register(${slug}, ${id}::uuid, ${heads}::int, ${letter?.epoch ?? null}::int, ${letter ? bytea(letter.sealed) : null}::bytea) as said`.execute(tx)
      return rows[0]?.said ?? { state: 'not-found', again: false }
    },
    async evaluate(slug: string, id: string, answers: Readonly<Record<string, number | null>>): Promise<boolean> {
      return (await sql<{ done: boolean }>`select door_evaluate(${slug}, ${id}::uuid, ${JSON.stringify(answers)}::jsonb) as done`.execute(tx)).rows[0]?.done ?? false
    },
    async isValid(codeHash: Uint8Array): Promise<boolean> {
      return (await sql<{ valid: boolean }>`select door_certificate(${codeHash}::bytea) as valid`.execute(tx)).rows[0]?.valid ?? false
    },
    async calendar(tokenHash: Uint8Array): Promise<readonly CalendarRow[] | undefined> {
      if (!(await sql<{ there: boolean }>`select is_calendar(${tokenHash}::bytea) as there`.execute(tx)).rows[0]?.there) return undefined
      return (await sql<CalendarRow>`select * from door_calendar(${tokenHash}::bytea)`.execute(tx)).rows
    },
  }
}
