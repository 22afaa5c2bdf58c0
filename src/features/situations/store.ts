import { sql } from 'kysely'
import type * as z from 'zod/mini'
import { isMissing } from '../../shared/missing.ts'
import type { Tx } from '../../server/transaction.ts'
import type { situationFacts } from './contract.ts'

export type SituationFacts = z.output<typeof situationFacts>

export function situationStore(tx: Tx) {
  return {
    async add(one: SituationFacts, recordedOn: string): Promise<boolean> {
      const { numAffectedRows } = await sql`
        insert into situation (folder, year, form, scope, persons, recorded_on)
        values (${one.folder}, ${String(one.year)}, ${one.form}, ${one.scope}, ${one.persons}, ${recordedOn})
        on conflict (folder) do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },
    async inFolders(folders: readonly string[]) {
      const { rows } = await sql<SituationFacts & { year: string; version: number }>`
        select folder, year, form, scope, persons, version from situation
        where folder = any (${[...folders]}::uuid[]) order by folder`.execute(tx)
      return rows.map(({ year, ...row }) => ({ ...row, year: isMissing(year) ? year : Number(year) }))
    },
  }
}
