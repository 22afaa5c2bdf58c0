import { sql } from 'kysely'
import type { ClientId, FolderId } from '../../shared/ids.ts'
import type { Tx } from '../../server/transaction.ts'
import { plannedAnew } from '../../shared/statements.ts'
import type { ContactFacts } from './facts.ts'

const columns = sql`c.folder, c.line, c.team, c.channel, c.direction, c.type, c.subtype, c.need, c.outcome, c.urgency,
  c.on_day as "onDay", c.part_of_day as "partOfDay", c.minutes_band as "minutesBand", c.version`

export type StoredContact = ContactFacts & { readonly version: number }
export type As = 'caller' | 'about'
type Listing = {
  readonly before?: { readonly day: string; readonly folder: string } | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly type?: string | undefined
  readonly subtype?: string | undefined
  readonly unlinked?: boolean | undefined
  readonly clients?: readonly string[] | undefined
}

export function contactStore(tx: Tx) {
  return {
    async add(one: ContactFacts, recordedOn: string): Promise<boolean> {
      const { numAffectedRows } = await sql`
        insert into contact (folder, line, channel, direction, type, subtype, need, outcome, urgency, on_day, part_of_day, minutes_band, team, recorded_on)
        values (${one.folder}, ${one.line}, ${one.channel}, ${one.direction}, ${one.type}, ${one.subtype}, ${one.need}, ${one.outcome},
          ${one.urgency}, ${one.onDay}, ${one.partOfDay}, ${one.minutesBand}, ${one.team}, ${recordedOn})
        on conflict (folder) do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async change(one: ContactFacts, version: number): Promise<boolean> {
      const { numAffectedRows } = await sql`
        update contact set line = ${one.line}, channel = ${one.channel}, direction = ${one.direction}, type = ${one.type},
          subtype = ${one.subtype}, need = ${one.need}, outcome = ${one.outcome}, urgency = ${one.urgency}, on_day = ${one.onDay},
          part_of_day = ${one.partOfDay}, minutes_band = ${one.minutesBand}, version = version + 1
        where folder = ${one.folder} and version = ${version}`.execute(tx)
      return Boolean(numAffectedRows)
    },

    async byFolder(folder: string): Promise<StoredContact | undefined> {
      return (await sql<StoredContact>`select ${columns} from contact c where c.folder = ${folder}`.execute(tx)).rows[0]
    },

    /**
     * Newest first, from the holds of the asker, keyset: never an offset, never a count. Every hold of a contact is listed under
     * the contact's day, so that a folder held twice is one line. For some clients it starts at their links, which are few.
     */
    async list({ before, from, to, type, subtype, unlinked, clients }: Listing, limit: number): Promise<StoredContact[]> {
      const here = sql.join([
        sql`h.kind = 'contact' and not h.superseded`,
        ...(before ? [sql`(h.listed, h.folder) < (${before.day}::date, ${before.folder}::uuid)`] : []),
        ...(from ? [sql`h.listed >= ${from}::date`] : []),
        ...(to ? [sql`h.listed <= ${to}::date`] : []),
        ...(type || subtype ? [sql`exists (select 1 from contact t where t.folder = h.folder and t.type = coalesce(${type ?? null}, t.type) and t.subtype = coalesce(${subtype ?? null}, t.subtype))`] : []),
        ...(unlinked ? [sql`not exists (select 1 from contact_client l where l.contact = h.folder)`] : []),
      ], sql` and `)
      const held = clients
        ? sql`select h.listed, h.folder from (select distinct contact from contact_client
              where client = any (array(select unnest(all_of_her(asked)) from unnest(${[...clients]}::uuid[]) asked))) l
            join hold h on h.folder = l.contact and h.holder = any ((select my_holders())::uuid[]) where ${here}`
        : sql`select h.listed, h.folder from unnest((select my_holders())::uuid[]) as m (holder)
            cross join lateral (select h.listed, h.folder from hold h where h.holder = m.holder and ${here} order by h.listed desc, h.folder desc limit ${limit}) h`
      // Whom or which days it is narrowed to decides how it is best read.
      const narrowed = from || to || type || subtype || unlinked || clients
      const { rows } = await sql<StoredContact>`${sql.raw(narrowed ? plannedAnew : '')}
        select ${columns} from (select distinct listed, folder from (${held}) held order by listed desc, folder desc limit ${limit}) mine
        join contact c on c.folder = mine.folder order by mine.listed desc, mine.folder desc`.execute(tx)
      return rows
    },

    /** Whom these contacts concern, each once, however many records she has. */
    async linksOf(folders: readonly string[]) {
      return (await sql<{ contact: FolderId; client: ClientId; as: As }>`
        select distinct l.contact, coalesce(c.merged_into, l.client) as client, l."as" from contact_client l left join client c on c.id = l.client
        where l.contact = any (${[...folders]}::uuid[]) order by l."as" desc`.execute(tx)).rows
    },

    async listUnder(folder: string, day: string): Promise<void> {
      await sql`select list_under(${folder}, ${day})`.execute(tx)
    },

    /** Of all her records; a contact that both were linked to comes once. */
    async ofClient(her: readonly string[]): Promise<(StoredContact & { as: As })[]> {
      return (await sql<StoredContact & { as: As }>`
        select ${columns}, l."as" from (select distinct contact, "as" from contact_client where client = any (${[...her]}::uuid[])) l
        join contact c on c.folder = l.contact order by c.on_day desc, c.folder`.execute(tx)).rows
    },

    async links(folder: string) {
      return (await this.linksOf([folder])).map(({ client, as }) => ({ client, as }))
    },

    /** Waits until nobody else changes what is linked to these clients. Before the first link of several, so that no two writers wait for each other. */
    async turnOf(clients: readonly string[]): Promise<void> {
      await sql`select her_turn(${[...clients]}::uuid[])`.execute(tx)
    },

    async link(contact: FolderId, client: string, as: As, recordedOn: string): Promise<boolean> {
      const { numAffectedRows } = await sql`
        insert into contact_client (contact, client, "as", recorded_on) values (${contact}, ${client}, ${as}, ${recordedOn})
        on conflict do nothing`.execute(tx)
      return Boolean(numAffectedRows)
    },

    /** Which of her records were linked so, and are no more. */
    async unlink(contact: string, client: string, as: As): Promise<ClientId[]> {
      const { rows } = await sql<{ client: ClientId }>`
        delete from contact_client where contact = ${contact} and client = any (all_of_her(${client})) and "as" = ${as} returning client`.execute(tx)
      return rows.map((row) => row.client)
    },

    /** Help given and institutions spoken to in this contact, which are nobody's so far, are for whom it is about, else for whoever called: as if she had been linked from the start. */
    async giveToLinked(contact: string): Promise<void> {
      const linked = sql`(select l.client from contact_client l where l.contact = ${contact} order by l."as" = 'about' desc, l.recorded_on, l.client limit 1)`
      await sql`update service set client = ${linked} where contact = ${contact} and client is null and ${linked} is not null`.execute(tx)
      await sql`update institution_contact set client = ${linked} where contact = ${contact} and client is null and ${linked} is not null`.execute(tx)
    },

    /** It was on another day, and with it what was given and who was spoken to. */
    async moveGiven(contact: string, day: string): Promise<void> {
      await sql`update service set on_day = ${day} where contact = ${contact}`.execute(tx)
      await sql`update institution_contact set on_day = ${day} where contact = ${contact}`.execute(tx)
    },

    /** Help given and institutions spoken to in this contact were not for her. */
    async forgetClient(contact: string, client: string): Promise<void> {
      await sql`update service set client = null where contact = ${contact} and client = ${client}`.execute(tx)
      await sql`update institution_contact set client = null where contact = ${contact} and client = ${client}`.execute(tx)
    },

    async takeBack(contact: string, client: string): Promise<void> {
      await sql`select take_back(${contact}, ${client})`.execute(tx)
    },

    async dropDraft(draft: string): Promise<void> {
      await sql`delete from draft where id = ${draft}`.execute(tx)
    },
  }
}
