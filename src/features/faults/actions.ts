import { sql } from 'kysely'
import { dayOf } from '../../shared/calendar.ts'
import type { Handlers } from '../../server/handlers.ts'
import type { faults } from './contract.ts'
import { faultsOf } from './rules.ts'

/** No ledger entry: nothing here is about anybody. */
export const faultActions: Handlers<typeof faults> = {
  async list(_, { tx, now, house }) {
    const machine = house.machine?.()
    if (!machine) return { lastBackup: null, faults: [] }
    // The latest by the clock, not the newest: whoever unlocks to look at this makes a newer one.
    const { rows } = await sql<{ founded_on: string; last: Date | null; went_on: Date | null }>`
      select founded_on, latest.at as last, (select h.at from ledger_head h where h.size > latest.size order by h.size limit 1) as went_on
      from organisation left join lateral (select at, size from ledger_head order by at desc limit 1) latest on true`.execute(tx)
    const noticed = { ...machine, now, isNew: rows[0]?.founded_on === dayOf(now), lastEntry: rows[0]?.last ?? undefined, wentOn: rows[0]?.went_on ?? undefined }
    return {
      lastBackup: machine.lastBackup?.toISOString() ?? null,
      faults: faultsOf(noticed).map(({ kind, at }) => ({ kind, at: at?.toISOString() ?? null })),
    }
  },
}
