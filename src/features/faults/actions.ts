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
    const { rows } = await sql<{ founded_on: string; last: Date | null }>`
      select founded_on, (select at from ledger_head order by size desc limit 1) as last from organisation`.execute(tx)
    const noticed = { ...machine, now, isNew: rows[0]?.founded_on === dayOf(now), lastEntry: rows[0]?.last ?? undefined }
    return {
      lastBackup: machine.lastBackup?.toISOString() ?? null,
      faults: faultsOf(noticed).map(({ kind, at }) => ({ kind, at: at?.toISOString() ?? null })),
    }
  },
}
