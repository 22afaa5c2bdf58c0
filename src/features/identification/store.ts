import { sql } from 'kysely'
import type * as z from 'zod/mini'
import type { Tx } from '../../server/transaction.ts'
import type { centreEventFacts, personFacts, statusEventFacts } from './facts.ts'

export type StatusEventFacts = z.output<typeof statusEventFacts>
export type CentreEventFacts = z.output<typeof centreEventFacts>
export type PersonFacts = z.output<typeof personFacts>
type Stored = { readonly folder: string; readonly recordedOn: string }

const firstDay = (month: string) => `${month}-01`

export function identificationStore(tx: Tx) {
  return {
    async addStatus(event: StatusEventFacts, folder: string, recordedOn: string): Promise<boolean> {
      const { numAffectedRows } = await sql`
        insert into status_event (id, folder, client, status, decided_by, month, minor, report, recorded_on)
        values (${event.id}, ${folder}, ${event.client}, ${event.status}, ${event.decidedBy}, ${firstDay(event.month)}, ${event.minor},
          ${event.report}, ${recordedOn}) on conflict (id) do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },
    async addCentre(event: CentreEventFacts, folder: string, recordedOn: string): Promise<boolean> {
      const { numAffectedRows } = await sql`
        insert into centre_event (id, folder, client, step, outcome, month, recorded_on)
        values (${event.id}, ${folder}, ${event.client}, ${event.step}, ${event.outcome}, ${firstDay(event.month)}, ${recordedOn})
        on conflict (id) do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },
    async addPerson(person: PersonFacts, recordedOn: string): Promise<boolean> {
      const { numAffectedRows } = await sql`
        insert into person (folder, client, sex, form, citizen_rs, exploited_rs, recorded_on)
        values (${person.folder}, ${person.client}, ${person.sex}, ${person.form}, ${person.citizenRs}, ${person.exploitedRs}, ${recordedOn})
        on conflict (folder) do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },
    async changePerson(person: PersonFacts, version: number): Promise<boolean> {
      const { numAffectedRows } = await sql`
        update person set sex = ${person.sex}, form = ${person.form}, citizen_rs = ${person.citizenRs}, exploited_rs = ${person.exploitedRs},
          version = version + 1 where folder = ${person.folder} and version = ${version}`.execute(tx)
      return Boolean(numAffectedRows)
    },
    async hasStatus(event: StatusEventFacts, folder: string): Promise<boolean> {
      const { rows } = await sql`select 1 from status_event where id = ${event.id} and folder = ${folder} and client = ${event.client}
        and status = ${event.status} and decided_by = ${event.decidedBy} and month = ${firstDay(event.month)}`.execute(tx)
      return rows.length > 0
    },
    async statusEvents(client: string) {
      return (await sql<StatusEventFacts & Stored>`
        select id, folder, client, status, decided_by as "decidedBy", to_char(month, 'YYYY-MM') as month, minor, report,
          recorded_on as "recordedOn" from status_event where client = ${client} order by month, id`.execute(tx)).rows
    },
    async centreEvents(client: string) {
      return (await sql<CentreEventFacts & Stored>`
        select id, folder, client, step, outcome, to_char(month, 'YYYY-MM') as month, recorded_on as "recordedOn"
        from centre_event where client = ${client} order by month, id`.execute(tx)).rows
    },
    async persons(client: string) {
      return (await sql<PersonFacts & { version: number }>`
        select folder, client, sex, form, citizen_rs as "citizenRs", exploited_rs as "exploitedRs", version
        from person where client = ${client}`.execute(tx)).rows
    },
  }
}
