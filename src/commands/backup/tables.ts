import type pg from 'pg'
import { StartRefusal } from '../../server/database/refusal.ts'
import type { Kind } from '../../shared/backups.ts'
import type { Table } from './rows.ts'

export type Sequence = { readonly name: string; readonly last: number }
export type Shape = { readonly tables: readonly Table[]; readonly leftOut: readonly string[]; readonly sequences: readonly Sequence[] }

/** Known from the migrations themselves; a restored database makes its own. */
const ownRecord = 'migration'
/** Whoever was signed in then must not be so again. */
const neverKept = ['session']
/** What opens, or is opened by one member's passphrase alone: never in an archive, whatever refers to it. */
const opens = ['hold', 'token', 'draft', 'session', 'invite', 'new_keys']
/**
 * Beside what is counted an archive has the house's frame, its ledger, and sealed documents without a key: documents that
 * were damaged unnoticed can be put back to holds that still live. A table nobody has thought of stays out.
 */
const frame = [
  'organisation', 'recovery', 'recovery_proof', 'line', 'team', 'member', 'former_certificate', 'seat_to_give', 'account', 'team_epoch', 'seat', 'folder', 'folder_key',
  'doc', 'chunk', 'client_folder', 'pending', 'ledger_entry', 'ledger_node', 'ledger_head', 'ledger_key',
]

/** `move`: the whole house as it is. */
export async function shapeFor(kind: Kind | 'move', client: pg.Client): Promise<Shape> {
  const all = await everyTable(client)
  const counted = kind === 'archive' ? await countedTables(client) : []
  const isIn = (table: Known) => {
    if (kind === 'move') return true
    if (kind === 'full') return !neverKept.some((name) => table.name === name)
    return !opens.includes(table.name) && (counted.includes(table.oid) || frame.includes(table.name))
  }
  const inside = all.filter(isIn)
  return { tables: inside.map(({ name, columns }) => ({ name, columns })), leftOut: all.filter((one) => !inside.includes(one)).map((one) => one.name), sequences: await sequencesOf(client, inside.map((one) => one.oid)) }
}

type Known = Table & { readonly oid: string; readonly readable: boolean }

/** Throws when a table could not be read whole: half a backup would look like a whole one. */
async function everyTable(client: pg.Client): Promise<Known[]> {
  const { rows } = await client.query<Known>(`
    select c.oid::text as oid, case n.nspname when 'public' then quote_ident(c.relname) else format('%I.%I', n.nspname, c.relname) end as name,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      has_table_privilege(c.oid, 'select') and (not c.relrowsecurity or current_user <> 'backup'
        or exists (select 1 from pg_policy p where p.polrelid = c.oid and p.polname = 'back up')) as readable
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname !~ '^(pg_|information_schema)' and c.relkind = 'r' and c.relpersistence = 'p' and c.relname <> '${ownRecord}' order by 2`)
  const blind = rows.find((row) => !row.readable)
  if (blind) {
    throw new StartRefusal(`The login backup cannot read all of the table ${blind.name}, so no backup was made.`, 'Start this version of the program once; that lets it.')
  }
  return rows
}

/** What the views of schema `count` read, through as many views as there are, and whatever those tables refer to. */
async function countedTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ oid: string }>(`
    with recursive seen as (
      select c.oid from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'count'
      union
      select d.refobjid from seen join pg_rewrite w on w.ev_class = seen.oid
        join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
    ), counted as (
      select c.oid from seen join pg_class c using (oid) where c.relkind = 'r'
      union
      select f.confrelid from counted join pg_constraint f on f.conrelid = counted.oid and f.contype = 'f')
    select oid::text as oid from counted`)
  return rows.map((row) => row.oid)
}

async function sequencesOf(client: pg.Client, tables: readonly string[]): Promise<Sequence[]> {
  const { rows } = await client.query<{ name: string; last: string }>(`
    select format('%I.%I', s.schemaname, s.sequencename) as name, s.last_value::text as last from pg_sequences s
    left join pg_depend d on d.objid = format('%I.%I', s.schemaname, s.sequencename)::regclass and d.deptype in ('a', 'i') and d.refclassid = 'pg_class'::regclass
    where s.last_value is not null and (d.refobjid is null or d.refobjid = any ($1::oid[])) and s.schemaname !~ '^pg_' order by 1`, [tables])
  return rows.map((row) => ({ ...row, last: Number(row.last) }))
}
