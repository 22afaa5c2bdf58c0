import type pg from 'pg'
import { contactSubtype, contactType } from '../../vocabulary/index.ts'

/** Whose rows: made by a member, held by teams, on a line of the house. */
export type Owner = { readonly by: string; readonly team: string; readonly line: string; readonly contactHolders: readonly string[]; readonly cardHolders: readonly string[] }
type Span = { readonly from: number; readonly to: number }
export type Many = { readonly contacts: Span; readonly clients: Span; readonly docs: boolean }

const batch = 50_000

/**
 * Many contacts of fourteen years and many clients, as the superuser: real folders, keys, holds and facts whose sealed parts are
 * of the right length and open for nobody. What is listed and counted of them is what matters here. Six of ten are linked.
 */
export async function addMany(superuser: pg.Client, owner: Owner, { contacts, clients, docs }: Many, progress: (share: number) => void = () => undefined, signal?: AbortSignal): Promise<void> {
  // Nothing refers to what is not there, and a million times five references are not looked up.
  await superuser.query('set session_replication_role = replica')
  const all = contacts.to - contacts.from + clients.to - clients.from
  let done = 0
  const spans = (span: Span) => Array.from({ length: Math.ceil((span.to - span.from) / batch) }, (_, at): Span => ({ from: span.from + at * batch, to: Math.min(span.to, span.from + (at + 1) * batch) }))
  const step = async (text: string, values: readonly unknown[], { from, to }: Span) => {
    signal?.throwIfAborted()
    await superuser.query(text, [from, to, owner.by, docs, ...values])
    progress((done += to - from) / all)
  }
  for (const span of spans(clients)) await step(addClients, [owner.cardHolders], span)
  for (const span of spans(contacts)) {
    await step(addContacts, [owner.contactHolders, contactType.codes, contactSubtype.codes, owner.line, owner.team, clients.to], span)
  }
  signal?.throwIfAborted()
  await superuser.query(`update contact_client l set first_day = f.first_day from (select client, min(on_day) as first_day from contact_client group by client) f
    where f.client = l.client and l.first_day <> f.first_day`)
  await superuser.query('vacuum full contact_client')
  await superuser.query('set session_replication_role = origin')
  // As in a house that has long been there, where the database has gone over what was written.
  await superuser.query('vacuum analyze')
}

/** Lets one more holder have so many of the newest contacts and cards, as a lawyer has her fifty. */
export async function letHave(superuser: pg.Client, holder: string, most: number): Promise<void> {
  for (const kind of ['contact', 'card']) {
    await superuser.query(`
      insert into hold (holder, folder, gen, kind, listed, form, epoch, wrap, by, sig)
      select $1::uuid, folder, gen, kind, listed, 'own', 0, wrap, by, sig from (
        select distinct on (folder) * from hold where kind = $2 and not superseded order by folder limit $3) newest`, [holder, kind, most])
  }
}

/** The same id for the same number, of the form that random ones have. */
const idOf = (what: string, number: string) => `overlay(overlay(md5('${what} ' || ${number}) placing '4' from 13) placing '8' from 17)::uuid`

const sealed = (kind: string, holders: string) => `
  f as (insert into folder (id, kind, trace, made_by) select folder, '${kind}', gen_random_uuid(), $3::uuid from made),
  k as (insert into folder_key (folder, gen, commitment, by, sig) select folder, 1, decode(repeat('01', 32), 'hex'), $3::uuid, decode(repeat('02', 64), 'hex') from made),
  h as (insert into hold (holder, folder, gen, kind, listed, form, epoch, wrap, by, sig)
    select holder, folder, 1, '${kind}', day, 'team', 1, decode(repeat('03', 60), 'hex'), $3::uuid, decode(repeat('04', 64), 'hex') from made cross join unnest(${holders}::uuid[]) holder),
  d as (insert into doc (folder, id, version, gen, schema, blob, author, head, sig)
    select folder, gen_random_uuid(), 1, 1, '${kind}/1', decode(repeat('05', 557), 'hex'), $3::uuid, null, decode(repeat('06', 64), 'hex') from made where $4)`

const addClients = `
  with made as materialized (
    select n, ${idOf('client', 'n')} as client, ${idOf('card', 'n')} as folder, date '2012-01-01' + (n * 7919 % 5110)::int as day
    from generate_series($1::bigint, $2::bigint - 1) n),
  ${sealed('card', '$5')},
  c as (insert into client (id, folder, recorded_on) select client, folder, day from made)
  insert into client_folder (client, folder, kind) select client, folder, 'card' from made`

const addContacts = `
  with made as materialized (
    select n, gen_random_uuid() as folder, date '2012-01-01' + (n * 7919 % 5110)::int as day, ($7::text[])[1 + n % cardinality($7::text[])] as subtype
    from generate_series($1::bigint, $2::bigint - 1) n),
  ${sealed('contact', '$5')},
  c as (insert into contact (folder, line, channel, direction, type, subtype, need, outcome, urgency, on_day, part_of_day, minutes_band, team, recorded_on)
    select folder, $8::uuid, case when n % 8 = 7 then 'email' else 'phone' end, case when n % 9 = 8 then 'out' else 'in' end, ($6::text[])[1 + n % cardinality($6::text[])], subtype,
      case when subtype = 'post_festum' then 'recovery' end, 'counselled', 'not_asked', day, 'evening', '15_30', $9::uuid, day from made
    returning folder, line, channel, direction, type, subtype, need, on_day)
  insert into contact_client (contact, client, "as", recorded_on, line, channel, direction, type, subtype, need, on_day, first_day, counted_as)
  select folder, client, case when n % 2 = 0 then 'caller' else 'about' end, day, c.line, c.channel, c.direction, c.type, c.subtype, c.need, c.on_day, c.on_day, client
  from made join c using (folder) cross join lateral (select ${idOf('client', 'n * 31 % $10::bigint')} as client) hers where n % 10 < 6`
