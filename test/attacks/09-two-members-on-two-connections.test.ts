import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contacts } from '../../src/features/contacts/contract.ts'
import { drafts } from '../../src/features/drafts/contract.ts'
import { sessions } from '../../src/features/sessions/contract.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { newId } from '../../src/shared/ids.ts'
import type { FolderId, RecordId } from '../../src/shared/ids.ts'
import { contactOf, sealed } from '../support/foreign.ts'
import { foundedHouse, letIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'

type One = { readonly by: SignedIn; readonly contact: FolderId; readonly draft: RecordId }

let house: House
let two: readonly [One, One]

beforeAll(async () => {
  house = await foundedHouse(undefined, 2)
  two = [await somebody('jelena'), await somebody('vesna')]
})
afterAll(() => house.close())

/** A member with a contact and a draft that she alone holds. */
async function somebody(name: string): Promise<One> {
  const by = await letIn(house, name, ['consultant'], [], house.team('coordination'))
  const { folder, doc } = await sealed(by, 'contact', [by.me], { says: name })
  await by.call(contacts.save, {
    contact: contactOf(folder.id, house.line.id, house.team('sos_line')), newFolder: folder, doc, newClients: [], links: [], cards: [], services: [],
    institutionContacts: [], draft: null,
  })
  const draft = newId<'record'>()
  await by.call(drafts.keep, { id: draft, blob: await by.vault.sealDraft(draft, { says: name }) })
  return { by, contact: folder.id, draft }
}

/** One request of hers, and what she got: always only her own. */
const asks: readonly ((mine: One, other: One) => Promise<unknown>)[] = [
  async ({ by }) => (await by.call(contacts.list, {})).contacts.map(({ folder }) => folder),
  async ({ by }) => (await by.call(drafts.mine, {})).drafts.map(({ id }) => id),
  async ({ by }) => (await by.call(sessions.mine, {})).sessions.length,
  async ({ by }, other) => by.call(contacts.one, { folder: other.contact }).then(() => 'served', (problem: { kind: string }) => problem.kind),
]

describe('two members at once on two connections', () => {
  it('get their own in 200 requests that run through one another, and never the other’s', async () => {
    const expected = (one: One) => [[one.contact], [one.draft], 1, 'not-found']
    const answers = await Promise.all(Array.from({ length: 200 }, async (_, at) => {
      const [mine, other] = at % 2 ? [two[1], two[0]] : two
      const way = (at >> 1) % asks.length
      return { answer: await asks[way]?.(mine, other), right: expected(mine)[way] }
    }))
    expect(answers.filter(({ answer, right }) => JSON.stringify(answer) !== JSON.stringify(right))).toEqual([])
    const { rows } = await withClient(house.database.superuser, (client) =>
      client.query<{ n: number }>("select count(*)::int as n from pg_stat_activity where datname = current_database() and usename = 'app'"))
    expect(rows[0]?.n).toBe(2)
  })
})

describe('without a member, a connection', () => {
  it.each([['that served somebody before', undefined], ['with a made-up session', 'ab'.repeat(32)], ['with an empty one', '']])('%s sees no row of any table', async (_, session) => {
    const seen = await house.database.pools.app.connection().execute(async (connection) => {
      if (session !== undefined) await sql`select set_config('app.session', ${session}, false)`.execute(connection)
      const { rows: tables } = await sql<{ name: string }>`select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        where c.relkind in ('r', 'v', 'm', 'p') and n.nspname !~ '^pg_|information_schema' and has_schema_privilege(n.oid, 'usage') and has_table_privilege(c.oid, 'select') order by 1`.execute(connection)
      expect(tables.length).toBeGreaterThan(15)
      const counted: [string, number][] = []
      for (const { name } of tables) {
        const { rows } = await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(name)}`.execute(connection)
        counted.push([name, rows[0]?.n ?? -1])
      }
      await sql`reset app.session`.execute(connection)
      return counted
    })
    expect(seen.filter(([, rows]) => rows !== 0)).toEqual([])
  })

  it('with her session set sees hers: the rows were there', async () => {
    const { contacts: all } = await two[0].by.call(contacts.list, {})
    expect(all).toHaveLength(1)
  })
})
