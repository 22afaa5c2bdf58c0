import { sql } from 'kysely'
import type * as z from 'zod/mini'
import type { ClientId, FolderId } from '../../shared/ids.ts'
import type { Tx } from '../../server/transaction.ts'
import type { centreEventFacts, personFacts, statusEventFacts } from './facts.ts'

export type StatusEventFacts = z.output<typeof statusEventFacts>
export type CentreEventFacts = z.output<typeof centreEventFacts>
export type PersonFacts = z.output<typeof personFacts>
type CoarseCodes = { readonly [Code in 'sex' | 'form' | 'citizenRs' | 'exploitedRs']: string | null }
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
    /** A report fills in what nobody asked before; what is known already stays as it is. */
    async fillPerson(person: PersonFacts, recordedOn: string): Promise<void> {
      if (await this.addPerson(person, recordedOn)) return
      await sql`
        update person set version = version + 1,
          sex = case sex when 'not_asked' then ${person.sex} else sex end, form = case form when 'not_asked' then ${person.form} else form end,
          citizen_rs = case citizen_rs when 'not_asked' then ${person.citizenRs} else citizen_rs end,
          exploited_rs = case exploited_rs when 'not_asked' then ${person.exploitedRs} else exploited_rs end
        where folder = ${person.folder} and client = any (all_of_her(${person.client})) and (
          (sex = 'not_asked' and ${person.sex}::text <> 'not_asked') or (form = 'not_asked' and ${person.form}::text <> 'not_asked')
          or (citizen_rs = 'not_asked' and ${person.citizenRs}::text <> 'not_asked') or (exploited_rs = 'not_asked' and ${person.exploitedRs}::text <> 'not_asked'))`.execute(tx)
    },
    async hasPerson(person: PersonFacts, version: number): Promise<boolean> {
      const { rows } = await sql`select 1 from person where folder = ${person.folder} and client = any (all_of_her(${person.client})) and version = ${version}
        and sex = ${person.sex} and form = ${person.form} and citizen_rs = ${person.citizenRs} and exploited_rs = ${person.exploitedRs}`.execute(tx)
      return rows.length > 0
    },
    async hasCentre(event: CentreEventFacts, folder: string): Promise<boolean> {
      const { rows } = await sql`select 1 from centre_event where id = ${event.id} and folder = ${folder} and client = any (all_of_her(${event.client}))
        and step = ${event.step} and outcome = ${event.outcome} and month = ${firstDay(event.month)}`.execute(tx)
      return rows.length > 0
    },
    async changePerson(person: PersonFacts, version: number): Promise<boolean> {
      const { numAffectedRows } = await sql`
        update person set sex = ${person.sex}, form = ${person.form}, citizen_rs = ${person.citizenRs}, exploited_rs = ${person.exploitedRs},
          version = version + 1 where folder = ${person.folder} and version = ${version}`.execute(tx)
      return Boolean(numAffectedRows)
    },
    async hasStatus(event: StatusEventFacts, folder: string): Promise<boolean> {
      const { rows } = await sql`select 1 from status_event where id = ${event.id} and folder = ${folder} and client = any (all_of_her(${event.client}))
        and status = ${event.status} and decided_by = ${event.decidedBy} and month = ${firstDay(event.month)}`.execute(tx)
      return rows.length > 0
    },
    async statusEvents(her: readonly string[]) {
      return (await sql<StatusEventFacts & Stored>`
        select id, folder, client, status, decided_by as "decidedBy", to_char(month, 'YYYY-MM') as month, minor, report,
          recorded_on as "recordedOn" from status_event where client = any (${[...her]}::uuid[]) order by month, id`.execute(tx)).rows
    },
    async centreEvents(her: readonly string[]) {
      return (await sql<CentreEventFacts & Stored>`
        select id, folder, client, step, outcome, to_char(month, 'YYYY-MM') as month, recorded_on as "recordedOn"
        from centre_event where client = any (${[...her]}::uuid[]) order by month, id`.execute(tx)).rows
    },
    /** Everybody she may open, in order of folder id: random, so the order tells nothing. */
    async personsPage(after: string | undefined, limit: number) {
      return (await sql<{ folder: FolderId; client: ClientId }>`
        select p.folder, o.client from person p join mine.one_client o on o.id = p.client
        where ${after ?? null}::uuid is null or p.folder > ${after ?? null}::uuid order by p.folder limit ${limit}`.execute(tx)).rows
    },
    /** Events as they are counted, in order of event id, with the folder each stands in. */
    async eventsPage(after: string | undefined, limit: number) {
      return (await sql<StatusEventFacts & Stored & CoarseCodes>`
        select v.event as id, e.folder, v.client, v.status, v.decided_by as "decidedBy", v.month::text as month, v.minor, v.report, v.sex, v.form,
          v.citizen_rs as "citizenRs", v.exploited_rs as "exploitedRs", v.recorded_on::text as "recordedOn"
        from mine.status_event v join status_event e on e.id = v.event
        where ${after ?? null}::uuid is null or v.event > ${after ?? null}::uuid order by v.event limit ${limit}`.execute(tx)).rows
    },
    async persons(her: readonly string[]) {
      return (await sql<PersonFacts & { version: number }>`
        select folder, client, sex, form, citizen_rs as "citizenRs", exploited_rs as "exploitedRs", version
        from person where client = any (${[...her]}::uuid[]) order by array_position(${[...her]}::uuid[], client), folder`.execute(tx)).rows
    },
  }
}
