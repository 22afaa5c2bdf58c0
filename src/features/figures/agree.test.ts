import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openPool } from '../../server/database/pools.ts'
import type { Pool } from '../../server/database/pools.ts'
import { freshDatabase } from '../../../test/support/database.ts'
import { rollsBack, load, registerIn } from '../../../test/support/register.ts'
import { definitions } from './definitions.ts'
import type { Definition } from './definitions.ts'
import type { Period } from './shape.ts'
import { evaluate, evaluateTable } from './evaluate.ts'
import type { Cell } from './layout.ts'
import { present } from './present.ts'
import { anyAccountPersons, anyHeard, anyPeriod, anyRegister } from '../../../test/support/random-register.ts'
import { tallies } from './sql.ts'
import { figureStore } from './store.ts'
import { sealedDimensionOf, sealedTopics } from './sealed-topics.ts'
import { dimensionOf, topicIds, topics } from './topics.ts'
import type { DimensionId, TopicId } from './topics.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
let pool: Pool
beforeAll(async () => {
  database = await freshDatabase()
  pool = openPool(database.superuser, 1)
})
afterAll(async () => {
  await pool.end()
  await database.close()
})

/** Page by page, as a reader asks for more. */
async function allPages(mine: ReturnType<typeof figureStore>, figure: Definition, period: Period): Promise<string[]> {
  const ids: string[] = []
  for (let after: { afterOn: string; afterId: string } | undefined; ;) {
    const { records } = await mine.behind(figure, period, 3, after)
    ids.push(...records.map((one) => one.id))
    const last = records.at(-1)
    if (records.length < 3 || !last) return ids
    after = { afterOn: last.on, afterId: last.id }
  }
}

const inSql = definitions.filter((one) => one.countedIn === 'sql')

it('SQL and the plain evaluator agree on every figure, whatever the register holds', async () => {
  await fc.assert(fc.asyncProperty(anyRegister, anyPeriod, async (tables, period) => {
    await rollsBack(pool.kysely, async (tx) => {
      await load(tx, tables)
      const register = await registerIn(tx)
      const counted = await figureStore(tx, 'count').tallies(period)
      for (const figure of inSql) {
        expect(present(figure, counted.get(figure.id), period, '')).toEqual(present(figure, evaluate(register, period, figure), period, ''))
      }
    })
  }), { numRuns: 150 })
})

/** What is sealed has no table; for once its rows stand in one, so that its figures are counted both ways too. */
it('both agree on the figures over sealed codes, and on whose year nobody knows', async () => {
  const sealed = definitions.filter((one) => one.countedIn === 'client' && one.records !== 'heard')
  await fc.assert(fc.asyncProperty(anyAccountPersons, fc.constantFrom(2015, 2016), fc.constantFrom(2016, 2017), async (rows, from, to) => {
    await rollsBack(pool.kysely, async (tx) => {
      const period = { from: `${from}-01-01`, to: `${to}-12-31` }
      await sql`create table count.account_person (situation text, year text, client text, status text, exploited_in text[], forms text[], sector text, recorded_on date)`.execute(tx)
      await sql`insert into count.account_person select * from jsonb_populate_recordset(null::count.account_person, ${JSON.stringify(rows)}::jsonb)`.execute(tx)
      const counted = Map.groupBy((await tallies('count', period, sealed).execute(tx)).rows, (row) => row.figure)
      const anyYear = await sql<{ n: number }>`select count(distinct client)::int as n from count.account_person
        where (year is null or year between ${String(from)} and ${String(to)}) and 'FR' = any (exploited_in) and 'labour' = any (forms) and sector = 'F'`.execute(tx)
      for (const figure of sealed) {
        const found = evaluate({ account_person: rows }, period, figure)
        const parts = (counted.get(figure.id) ?? []).flatMap(({ part, value }) => (part === null ? [] : [[part, value]]))
        expect([found.total, found.parts]).toEqual([counted.get(figure.id)?.find((row) => row.part === null)?.value, Object.fromEntries(parts)])
        if (figure.id === 'group.workers_abroad') expect(found.total + (found.undated ?? 0)).toBe(anyYear.rows[0]?.n)
      }
    })
  }), { numRuns: 60 })
})

it('what only members open is counted by the same meaning: were its codes in a view, SQL would agree', async () => {
  const figures = definitions.filter((one) => one.records === 'heard')
  await fc.assert(fc.asyncProperty(anyHeard, anyPeriod, async (heard, period) => {
    await rollsBack(pool.kysely, async (tx) => {
      await sql`create view count.heard as select * from jsonb_to_recordset(${sql.lit(JSON.stringify(heard))}::jsonb)
        as h (contact uuid, heard_of text, campaign uuid, on_day date, recorded_on date)`.execute(tx)
      const { rows } = await tallies('count', period, figures).execute(tx)
      for (const figure of figures) {
        const parts = Object.fromEntries(rows.flatMap((row) => (row.figure === figure.id && row.part !== null ? [[row.part, row.value]] : [])))
        const whole = rows.find((row) => row.figure === figure.id && row.part === null)
        expect({ total: whole?.value, later: whole?.later, parts }).toEqual(evaluate({ heard }, period, figure))
      }
    })
  }), { numRuns: 60 })
})

it('the way down leads one who holds everything to as many records as the figure counts', async () => {
  const whole = inSql.filter((one) => !one.share && !(typeof one.counts === 'object' && 'sum' in one.counts))
  await fc.assert(fc.asyncProperty(anyRegister, anyPeriod, async (tables, period) => {
    await rollsBack(pool.kysely, async (tx) => {
      await load(tx, tables)
      const [everybodys, mine] = [figureStore(tx, 'count'), figureStore(tx, 'mine')]
      const counted = await everybodys.tallies(period)
      expect(await mine.tallies(period)).toEqual(counted)
      for (const figure of whole) {
        const [ids, { shown }] = [await allPages(mine, figure, period), await mine.behind(figure, period, 1)]
        expect([figure.id, ids.length ? shown : 0, ids.length, new Set(ids).size]).toEqual([figure.id, ...Array(3).fill(counted.get(figure.id)?.total)])
      }
    })
  }), { numRuns: 25 })
})

const anyTable = fc.constantFrom(...topicIds).chain((id) => {
  const by = fc.constantFrom(...topics[id].by)
  return fc.record({ topic: fc.constant(topics[id]), rows: by, columns: fc.option(by, { nil: undefined }), only: fc.option(by, { nil: undefined }), nth: fc.nat(3) })
})
const inOrder = (cells: readonly Cell[]) => cells.map(({ row, column, value }) => JSON.stringify([row, column, value])).toSorted()

it('SQL and the plain evaluator lay out the same table, whatever is asked of whatever register', async () => {
  await fc.assert(fc.asyncProperty(anyRegister, anyPeriod, fc.array(anyTable, { minLength: 4, maxLength: 8 }), async (tables, period, asked) => {
    await rollsBack(pool.kysely, async (tx) => {
      await load(tx, tables)
      const register = await registerIn(tx)
      for (const { topic, rows, columns, only, nth } of asked) {
        const whole = { topic, rows: dimensionOf(rows), ...(columns && { columns: dimensionOf(columns) }) }
        const parts = only ? evaluateTable(register, period, { topic, rows: dimensionOf(only) }).cells.map((cell) => cell.row).filter((part) => part !== null) : []
        const part = parts[nth % (parts.length || 1)]
        const layout = only && part ? { ...whole, only: { by: dimensionOf(only), part } } : whole
        expect(inOrder(await figureStore(tx, 'count').table(period, layout))).toEqual(inOrder(evaluateTable(register, period, layout).cells))
      }
    })
  }), { numRuns: 120 })
})

it('the same asked for down and across is a table of its own wholes, on every PostgreSQL', async () => {
  await fc.assert(fc.asyncProperty(anyRegister, anyPeriod, async (tables, period) => {
    await rollsBack(pool.kysely, async (tx) => {
      await load(tx, tables)
      const register = await registerIn(tx)
      for (const topic of Object.values(topics)) {
        for (const by of topic.by) {
          const layout = { topic, rows: dimensionOf(by), columns: dimensionOf(by) }
          expect(inOrder(await figureStore(tx, 'count').table(period, layout))).toEqual(inOrder(evaluateTable(register, period, layout).cells))
        }
      }
    })
  }), { numRuns: 3 })
})

it('new clients by year are, in each year, as many as that year’s own figure says', async () => {
  await fc.assert(fc.asyncProperty(anyRegister, async (tables) => {
    await rollsBack(pool.kysely, async (tx) => {
      await load(tx, tables)
      const store = figureStore(tx, 'count')
      const table = await store.table({ from: '2015-01-01', to: '2016-12-31' }, { topic: topics.new_clients, rows: dimensionOf('type'), columns: dimensionOf('year') })
      for (const year of ['2015', '2016']) {
        const { total } = (await store.tallies({ from: `${year}-01-01`, to: `${year}-12-31` })).get('clients.new') ?? {}
        expect(table.find((cell) => cell.row === null && cell.column === year)?.value ?? 0).toBe(total)
      }
    })
  }), { numRuns: 40 })
})

/** How each figure is asked for under Explore: what, by what, and of which part only. Those over sealed codes stand below. */
type Question = { readonly topic: TopicId; readonly rows: DimensionId; readonly only?: { readonly by: DimensionId; readonly part: string } }
const questions: Readonly<Record<string, Question>> = {
  calls: { topic: 'calls', rows: 'year' },
  'calls.by_type': { topic: 'calls', rows: 'type' },
  'calls.by_subtype': { topic: 'calls', rows: 'subtype' },
  'calls.by_month': { topic: 'calls', rows: 'month' },
  'calls.post_festum_share': { topic: 'calls', rows: 'subtype', only: { by: 'type', part: 'trafficking' } },
  clients: { topic: 'clients', rows: 'type' },
  'clients.new': { topic: 'new_clients', rows: 'type' },
  reports: { topic: 'reports', rows: 'channel' },
  'reports.led_to_identification': { topic: 'reports_led', rows: 'report_month' },
  'reports.by_outcome': { topic: 'reports', rows: 'came_of' },
  'victims.identified': { topic: 'victims', rows: 'event_month' },
  'victims.women_and_girls': { topic: 'victims', rows: 'sex' },
  'victims.children': { topic: 'victims', rows: 'minor' },
  'victims.citizens_of_serbia': { topic: 'victims', rows: 'citizen_rs' },
  'victims.exploited_in_serbia': { topic: 'victims', rows: 'exploited_rs' },
  'victims.by_sex': { topic: 'victims', rows: 'sex' },
  'victims.by_form': { topic: 'victims', rows: 'form' },
  'victims.from_reports': { topic: 'victims_from_reports', rows: 'report_year' },
  'victims.formal': { topic: 'formal', rows: 'decided_by' },
  'victims.formal.by_sex': { topic: 'formal', rows: 'sex' },
  'victims.formal.by_form': { topic: 'formal', rows: 'form' },
  'victims.formal.by_minor': { topic: 'formal', rows: 'minor' },
  'victims.formal.by_citizenship': { topic: 'formal', rows: 'citizen_rs' },
  'victims.formal.by_exploited_in_serbia': { topic: 'formal', rows: 'exploited_rs' },
  services: { topic: 'services', rows: 'service' },
  'services.persons': { topic: 'assisted', rows: 'service' },
  assisted: { topic: 'assisted', rows: 'team' },
  institution_contacts: { topic: 'institution_contacts', rows: 'institution', only: { by: 'institution_topic', part: 'assistance' } },
  'institution_contacts.other_topics': { topic: 'institution_contacts', rows: 'institution_topic' },
  campaigns: { topic: 'campaigns', rows: 'campaign_year' },
  'campaigns.by_role': { topic: 'campaigns', rows: 'our_role' },
  'campaigns.reached': { topic: 'reached', rows: 'campaign_channel' },
  events: { topic: 'events', rows: 'event_kind' },
  'events.by_role': { topic: 'events', rows: 'our_role' },
  'trainings.by_audience': { topic: 'trainings', rows: 'audience' },
  heads: { topic: 'heads', rows: 'audience' },
  'heads.by_sex': { topic: 'heads', rows: 'sex' },
  'heads.by_age': { topic: 'heads', rows: 'heads_age' },
  'heads.by_place': { topic: 'heads', rows: 'place' },
  'activists.hours': { topic: 'hours', rows: 'event_kind' },
  'memoranda.in_force': { topic: 'agreements', rows: 'institution' },
  authority_requests: { topic: 'requests', rows: 'answer' },
}

/** Codes that a figure puts together are added up; of other topics, those for assistance are left out. */
function partsAsked(figure: Definition, cells: readonly Cell[]): Record<string, number> {
  const parts: Record<string, number> = {}
  for (const { row, column, value } of cells) {
    if (row === null || column !== null || (figure.records === 'otherWithInstitutions' && row === 'assistance')) continue
    const name = Object.entries(figure.by?.together ?? {}).find(([, codes]) => codes.includes(row))?.[0] ?? row
    parts[name] = (parts[name] ?? 0) + value
  }
  return parts
}
const allOf = (parts: Readonly<Record<string, number>>) => Object.values(parts).reduce((sum, one) => sum + one, 0)

it('every figure can be asked for under Explore, and says the same there', async () => {
  expect(inSql.map((one) => one.id).toSorted()).toEqual(Object.keys(questions).toSorted())
  await fc.assert(fc.asyncProperty(anyRegister, anyPeriod, async (tables, period) => {
    await rollsBack(pool.kysely, async (tx) => {
      await load(tx, tables)
      const store = figureStore(tx, 'count')
      const figures = await store.tallies(period)
      for (const figure of inSql) {
        const asked = questions[figure.id]
        if (!asked) continue
        const { topic, rows, only } = asked
        const cells = await store.table(period, { topic: topics[topic], rows: dimensionOf(rows), ...(only && { only: { by: dimensionOf(only.by), part: only.part } }) })
        const parts = partsAsked(figure, cells)
        const tally = figures.get(figure.id)
        const whole = figure.records === 'otherWithInstitutions' ? allOf(parts) : cells.find((cell) => cell.row === null)?.value ?? 0
        expect([figure.id, whole]).toEqual([figure.id, tally?.total ?? 0])
        if (figure.by) expect([figure.id, parts]).toEqual([figure.id, Object.fromEntries(Object.entries(tally?.parts ?? {}).filter(([, value]) => value > 0))])
      }
    })
  }), { numRuns: 25 })
})

it('so can every figure over sealed codes', () => {
  const asked = { 'calls.heard_of': ['heard', 'heard_of'], 'group.workers_abroad': ['workers_abroad', 'situation_status'] } as const
  const sealed = definitions.filter((one) => one.countedIn === 'client')
  expect(sealed.map((one) => one.id).toSorted()).toEqual(Object.keys(asked).toSorted())
  fc.assert(fc.property(anyHeard, anyAccountPersons, anyPeriod, (heard, account_person, period) => {
    for (const figure of sealed) {
      const [topic, rows] = asked[figure.id as keyof typeof asked]
      const by = sealedDimensionOf(rows)
      const { cells } = evaluateTable({ heard, account_person }, period, { topic: sealedTopics[topic], rows: by ?? { column: 'year' } })
      const found = evaluate({ heard, account_person }, period, figure)
      expect([figure.id, partsAsked(figure, cells), cells.find((cell) => cell.row === null)?.value ?? 0]).toEqual([figure.id, Object.fromEntries(Object.entries(found.parts).filter(([, value]) => value > 0)), found.total])
    }
  }), { numRuns: 60 })
})

it('what is asked is bound, never pasted: a hostile period is refused by the database as a date', async () => {
  const hostile = { from: "2016-01-01'; drop table contact; --", to: '2016-12-31' }
  await expect(figureStore(pool.kysely as never, 'count').tallies(hostile)).rejects.toMatchObject({ code: '22007' })
  expect((await sql`select count(*) as n from count.contact`.execute(pool.kysely)).rows).toEqual([{ n: 0 }])
})
