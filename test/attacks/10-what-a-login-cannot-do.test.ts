import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contacts } from '../../src/features/contacts/contract.ts'
import { sequence } from '../../src/ledger/sequence.ts'
import { withClient } from '../../src/server/database/logins.ts'
import type { LoginName } from '../../src/server/database/logins.ts'
import { openPool } from '../../src/server/database/pools.ts'
import { foundedHouse } from '../support/house.ts'
import type { House } from '../support/house.ts'

let house: House
let session: string

beforeAll(async () => {
  house = await foundedHouse()
  await house.coordinator.call(contacts.list, {})
  const sequencer = openPool(house.database.login('sequencer'), 1)
  await sequence(sequencer.kysely, () => new Uint8Array(64))
  await sequencer.end()
  session = await withClient(house.database.superuser, async (client) => (await client.query<{ hash: string }>("select encode(token_hash, 'hex') as hash from session limit 1")).rows[0]?.hash ?? '')
})
afterAll(() => house.close())

/** As somebody who may run any statement under a login of the program, in the session of a coordinator. */
async function as(login: LoginName, statement: string): Promise<string> {
  return withClient(house.database.login(login), async (client: pg.Client) => {
    await client.query("select set_config('app.session', $1, false)", [session])
    return client.query(statement).then((done) => `done: ${done.rowCount}`, (error: { code?: string }) => error.code ?? 'unknown')
  })
}
/** Insufficient privilege, or a row that no policy lets in. */
const denied = '42501'
const entry = "(seq, at, action, traces, result, leaf) values (99, now(), 'x', '{}', 'done', sha256('x'))"

const ledger = [
  `insert into ledger_entry ${entry}`, "update ledger_entry set action = 'x'", 'delete from ledger_entry', 'truncate ledger_entry',
  "insert into ledger_head (size, root, at, sig) values (99, sha256('x'), now(), sha512('x'))", 'update ledger_head set size = size + 1', 'delete from ledger_head',
  "insert into ledger_node (level, place, hash) values (0, 99, sha256('x'))", "update ledger_node set hash = sha256('x')", 'delete from ledger_node',
  "insert into pending (action, traces, result) values ('x', '{}', 'done')", "update pending set action = 'x'", 'delete from pending', 'select * from pending',
  'select * from witness', "insert into witness (id, token_hash, made_by) select gen_random_uuid(), sha256('x'), id from member", 'drop table ledger_entry',
  'alter table ledger_entry disable row level security', 'create trigger quiet before insert on pending execute function now()',
  "create or replace function note(action text, traces uuid[], result text) returns void language sql as 'select'", 'set role audit_writer', 'set role migrator',
]
const rules = [
  'create policy all_of_it on hold using (true)', 'alter policy see on contact using (true)', 'drop policy see on hold', 'alter table hold disable row level security',
  "insert into hold (holder, folder, gen, kind, listed, form, epoch, wrap, by, sig) select id, id, 1, 'card', now(), 'own', 0, sha512('x'), id, sha512('x') from member",
  'insert into seat (member, holder, epoch) select id, id, 9 from member', "update member set roles = '{director}'", "update hold set holder = gen_random_uuid()",
  'set role guard', 'alter role app superuser', 'alter role app bypassrls', 'set session_replication_role = replica',
]
const machine = [
  "select pg_read_file('/etc/passwd')", "select pg_read_binary_file('postgresql.conf')", "select pg_ls_dir('.')", "select lo_import('/etc/passwd')",
  "copy member to '/tmp/out'", "copy (select 1) to program 'true'", "create extension file_fdw", "load 'auto_explain'", 'create function evil() returns void language c as \'/lib/x\', \'x\'',
  'select * from pg_authid',
]

it('the login app does its own work in that session: it reads the ledger and notes in it', async () => {
  expect(await as('app', 'select * from ledger_entry')).toMatch(/^done: [1-9]/)
  expect(await as('app', "select note('contacts.page', '{}', 'done')")).toBe('done: 1')
})

describe('the login app, whatever statement is put into it, cannot', () => {
  it.each(ledger)('touch the ledger: %s', async (statement) => expect(await as('app', statement)).toBe(denied))
  it.each(rules)('alter a rule, a grant or a role: %s', async (statement) => expect(await as('app', statement)).toBe(denied))
  it.each(machine)('read or write the machine: %s', async (statement) => expect(await as('app', statement)).toBe(denied))
})

describe('no other login of every day can rewrite what was ordered', () => {
  it.each(['stats', 'sequencer', 'backup'] as const)('%s', async (login) => {
    for (const statement of ["update ledger_entry set action = 'x'", 'delete from ledger_entry', 'truncate ledger_entry', 'update ledger_head set size = 1', 'delete from ledger_node', 'select * from witness']) {
      if (login === 'backup' && statement.startsWith('select')) continue
      expect([statement, await as(login, statement)]).toEqual([statement, denied])
    }
  })
})

describe('a witness’s functions answer nobody without a token', () => {
  it.each(["select * from witness_heads(sha256('x'), 0, 10)", "select * from witness_range(sha256('x'), 0, 10)", "select * from witness_nodes(sha256('x'), '{0}', '{0}')"])('%s', async (statement) =>
    expect(await as('app', statement)).toBe('done: 0'))
  it('and the entries that are there were not touched by any of this', async () => {
    const rows = await withClient(house.database.superuser, async (client) => (await client.query<{ action: string }>('select action from ledger_entry order by seq')).rows)
    expect(rows.length).toBeGreaterThan(3)
    expect(rows.filter((row) => row.action === 'x')).toEqual([])
  })
})
