import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { freshDatabase } from '../../../test/support/database.ts'
import { load } from '../../../test/support/register.ts'
import { register } from '../../../test/support/trade.ts'
import { withClient } from '../../server/database/logins.ts'
import { knownMigrations, migrate } from '../../server/database/migrate.ts'
import { openPool } from '../../server/database/pools.ts'

/** How many links say something else than their contact says. */
const differing = `select count(*)::int as n from contact_client l join contact c on c.folder = l.contact
  where (l.line, l.channel, l.direction, l.type, l.subtype, l.need, l.on_day) is distinct from (c.line, c.channel, c.direction, c.type, c.subtype, c.need, c.on_day)
    or l.recorded_on < c.recorded_on`

/** How many links name another day as her first than the earliest of all links to her, whichever of her records they name, or another record as hers. */
const misdated = `select count(*)::int as n from (select l.first_day, l.counted_as, coalesce(k.merged_into, k.id) as hers, min(l.on_day) over (partition by coalesce(k.merged_into, k.id)) as earliest
  from contact_client l join client k on k.id = l.client) links where first_day <> earliest or counted_as <> hers`

let database: Awaited<ReturnType<typeof freshDatabase>>
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

describe('the link of a contact to a client says what the contact says', () => {
  const years = register()
  const [jelena, marko] = [years.client(), years.client()]
  const call = years.call('2016-05-03', { about: jelena, recorded_on: '2016-06-01' })
  const late = years.call('2016-07-01', { about: marko, linkedOn: '2017-01-10' })

  const ask = (text: string, values: readonly unknown[] = []) => withClient(database.superuser, async (client) => (await client.query<{ n: number }>(text, [...values])).rows)

  it('from when they are linked, and after the contact is corrected', async () => {
    const pool = openPool(database.superuser, 1)
    await pool.kysely.transaction().execute((tx) => load(tx, years.tables))
    await pool.end()
    expect(await ask(`select count(*)::int as n from count.contact_client where on_day = '2016-05-03' and type = 'trafficking' and recorded_on = '2016-06-01'`)).toEqual([{ n: 1 }])
    expect(await ask(`select count(*)::int as n from count.contact_client where on_day = '2016-07-01' and recorded_on = '2017-01-10'`)).toEqual([{ n: 1 }])
    await ask(`update contact set on_day = '2015-12-31', subtype = 'post_festum', need = 'recovery', line = null, channel = 'email' where folder = $1`, [call])
    expect(await ask(differing)).toEqual([{ n: 0 }])
    expect(await ask(`select count(*)::int as n from count.contact_client where on_day = '2015-12-31' and need = 'recovery' and line is null`)).toEqual([{ n: 1 }])
  })

  it('also when somebody links it while somebody else corrects it: whoever comes second waits', async () => {
    await withClient(database.superuser, async (corrects) => {
      await corrects.query('begin')
      await corrects.query(`update contact set on_day = '2014-02-02', direction = 'out' where folder = $1`, [late])
      const links = ask(`insert into contact_client (contact, client, "as", recorded_on) values ($1, $2, 'caller', '2016-07-01')`, [late, jelena])
      await expect.poll(() => ask("select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).toEqual([{ n: 1 }])
      await corrects.query('commit')
      await links
    })
    expect(await ask(differing)).toEqual([{ n: 0 }])
    expect(await ask(`select count(*)::int as n from count.contact_client where contact = $1 and on_day = '2014-02-02' and direction = 'out'`, [late])).toEqual([{ n: 2 }])
  })

  const firstOf = async (client: string) => (await withClient(database.superuser, (asks) =>
    asks.query<{ first_day: string }>(`select distinct first_day::text from count.contact_client where client = $1`, [client]))).rows.map((row) => row.first_day)
  const link = (contact: string, client: string) => ask(`insert into contact_client (contact, client, "as", recorded_on) values ($1, $2, 'about', '2018-01-01')`, [contact, client])

  it('and on which day she was first heard of: after an earlier contact, its correction, and when it was not hers after all', async () => {
    expect(await firstOf(jelena)).toEqual(['2014-02-02'])
    await link(call, marko)
    expect(await firstOf(marko)).toEqual(['2014-02-02'])
    await ask(`update contact set on_day = '2013-01-01' where folder = $1`, [call])
    expect([await firstOf(jelena), await firstOf(marko)]).toEqual([['2013-01-01'], ['2013-01-01']])
    await ask(`update contact set on_day = '2019-01-01' where folder = $1`, [call])
    expect([await firstOf(jelena), await firstOf(marko)]).toEqual([['2014-02-02'], ['2014-02-02']])
    await ask(`delete from contact_client where contact = $1 and client = $2`, [late, marko])
    expect([await firstOf(jelena), await firstOf(marko)]).toEqual([['2014-02-02'], ['2019-01-01']])
    expect(await ask(misdated)).toEqual([{ n: 0 }])
  })

  it('whichever of her records it names, as long as they are joined', async () => {
    await ask(`update client set merged_into = $2 where id = $1`, [marko, jelena])
    expect(await firstOf(jelena)).toEqual(['2014-02-02'])
    expect(await ask(misdated)).toEqual([{ n: 0 }])
    await ask(`update contact set on_day = '2012-03-03' where folder = $1`, [call])
    expect(await firstOf(jelena)).toEqual(['2012-03-03'])
    await ask(`delete from contact_client where contact = $1 and client = $2`, [call, jelena])
    await ask(`update client set merged_into = null where id = $1`, [marko])
    expect([await firstOf(jelena), await firstOf(marko)]).toEqual([['2014-02-02'], ['2012-03-03']])
  })

  it('also when her first contact turns out to be later while another is linked: neither is overlooked, whoever comes first', async () => {
    for (const correctsFirst of [true, false]) {
      await ask(`delete from contact_client where contact = $1 and client = $2`, [call, jelena])
      await ask(`update contact set on_day = '2010-01-01' where folder = $1`, [late])
      await ask(`update contact set on_day = '2011-01-01' where folder = $1`, [call])
      const corrects = [`update contact set on_day = '2012-01-01' where folder = $1`, [late]] as const
      const links = [`insert into contact_client (contact, client, "as", recorded_on) values ($1, $2, 'about', '2018-01-01')`, [call, jelena]] as const
      const [[first, whose], [second, others]] = correctsFirst ? [corrects, links] : [links, corrects]
      await withClient(database.superuser, async (client) => {
        await client.query('begin')
        await client.query(first, [...whose])
        const waits = ask(second, others)
        await expect.poll(() => ask("select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).toEqual([{ n: 1 }])
        await client.query('commit')
        await waits
      })
      expect(await firstOf(jelena)).toEqual(['2011-01-01'])
      expect(await ask(misdated)).toEqual([{ n: 0 }])
    }
  })

  it('also when a contact is linked to a record of hers while somebody finds it to be hers', async () => {
    await withClient(database.superuser, async (joins) => {
      await joins.query('begin')
      await joins.query(`update client set merged_into = $2 where id = $1`, [marko, jelena])
      const links = ask(`insert into contact_client (contact, client, "as", recorded_on) values ($1, $2, 'caller', '2018-01-01')`, [late, marko])
      await expect.poll(() => ask("select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")).toEqual([{ n: 1 }])
      await joins.query('commit')
      await links
    })
    expect(await ask(misdated)).toEqual([{ n: 0 }])
    expect(await ask(`select count(distinct client)::int as n from count.contact_client`)).toEqual([{ n: 1 }])
    await ask(`update client set merged_into = null where id = $1`, [marko])
    expect(await ask(misdated)).toEqual([{ n: 0 }])
    expect(await ask(`select count(distinct client)::int as n from count.contact_client`)).toEqual([{ n: 2 }])
  })

  it('to those who count, and to nobody who holds another of her contacts', async () => {
    const pool = openPool(database.login('app'), 1)
    for (const column of ['first_day', 'counted_as']) await expect(sql`select ${sql.ref(column)} from contact_client`.execute(pool.kysely)).rejects.toMatchObject({ code: '42501' })
    await pool.end()
  })

  it('in a house that had its links before they said so', async () => {
    const name = `t_${randomBytes(6).toString('hex')}`
    await withClient({ ...database.superuser, database: 'postgres' }, (client) => client.query(`create database ${name} owner migrator`))
    const [boot, migrator] = [{ ...database.superuser, database: name }, { ...database.login('app'), database: name, user: 'migrator', password: inject('cluster').passwords['migrator'] ?? '' }]
    await migrate(migrator, { only: knownMigrations().map((one) => one.name).filter((one) => one < '0251') })
    const pool = openPool(boot, 1)
    await pool.kysely.transaction().execute(async (tx) => {
      await load(tx, years.tables)
      await sql`update contact set type = 'other', recorded_on = '2018-03-03' where folder = ${call}`.execute(tx)
    })
    await pool.end()
    await migrate(migrator)
    await withClient(boot, async (client) => {
      expect((await client.query(differing)).rows).toEqual([{ n: 0 }])
      expect((await client.query(misdated)).rows).toEqual([{ n: 0 }])
      expect((await client.query(`select count(*)::int as n from count.contact_client where type = 'other' and recorded_on = '2018-03-03'`)).rows).toEqual([{ n: 1 }])
    })
    await withClient({ ...database.superuser, database: 'postgres' }, (client) => client.query(`drop database ${name} with (force)`))
  })
})
