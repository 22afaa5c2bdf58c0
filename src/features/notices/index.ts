import { sql } from 'kysely'
import type { MemberId, TeamId } from '../../shared/ids.ts'
import type { Tx } from '../../server/transaction.ts'

/**
 * Tells a member what was done to her own keys or account: she sees it on Today until she says so. In the transaction of what
 * it tells of. `what` is a code of two words, `passkey.added`; its wording stands in this feature's words.
 */
export async function tellMember(tx: Tx, who: MemberId, what: string): Promise<void> {
  await sql`select tell_member(${who}, ${what})`.execute(tx)
}

/** Tells those who share these teams with her, and the managers, what became of a colleague. */
export async function tellColleagues(tx: Tx, about: MemberId, what: string, teams: readonly TeamId[]): Promise<void> {
  await sql`select tell_colleagues(${about}, ${what}, ${[...teams]}::uuid[])`.execute(tx)
}

/** Tells the coordinators, by whoever looks after members, what became of a colleague's work. */
export async function tellCoordinators(tx: Tx, about: MemberId, what: string): Promise<void> {
  await sql`select tell_coordinators(${about}, ${what})`.execute(tx)
}
