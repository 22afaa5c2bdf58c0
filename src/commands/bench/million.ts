import pg from 'pg'
import { figures } from '../../features/figures/contract.ts'
import { definitions, figureStore, topics } from '../../features/figures/index.ts'
import type { Definition } from '../../features/figures/index.ts'
import type { Call } from '../../shared/call.ts'
import { withClient } from '../../server/database/logins.ts'
import { openPool } from '../../server/database/pools.ts'
import { emptyHouse } from './empty-house.ts'
import { addMany } from './many.ts'
import { median } from './result.ts'
import type { Result } from './result.ts'
import { signInOver } from './sign-in.ts'

const period = { from: '2019-01-01', to: '2019-12-31' }
const everyYear = { from: '2012-01-01', to: '2025-12-31' }
const calls = `from count.contact where channel = 'phone' and direction = 'in' and line is not null and on_day between '${period.from}' and '${period.to}'`
const linked = `from count.contact_client where channel = 'phone' and direction = 'in' and line is not null and on_day between '${period.from}' and '${period.to}'`

/** What somebody who knows SQL would write for the figure alone. */
const plainly: Readonly<Record<string, string>> = {
  'calls.by_month': `select date_trunc('month', on_day), count(*) ${calls} group by 1`,
  'calls.by_type': `select type, count(*) ${calls} group by 1`,
  'calls.by_subtype': `select subtype, count(*) ${calls} group by 1`,
  clients: `select count(distinct client) ${linked}`,
  // "not in" is no hash once the earlier clients outgrow work_mem: over a million contacts it takes minutes.
  'clients.new': `select count(*) from (select distinct client ${linked}) c where not exists (select from count.contact_client b where b.client = c.client and b.on_day < '${period.from}')`,
}

/**
 * A year's figures over so many contacts, nothing summed up beforehand, as the role that counts: each figure alone in the program's
 * way beside the plain statement, in turns, and all figures of the year together over HTTP.
 */
export async function benchMillion(contacts: number, progress: (share: number) => void, signal: AbortSignal): Promise<Result[]> {
  const house = await emptyHouse()
  try {
    const { keeper, login } = house
    const phrase = await house.letIn('counts', ['sos_line'])
    const team = keeper.team('sos_line')
    const owner = { by: keeper.me, team, line: keeper.line, contactHolders: [team, keeper.vault.organisation], cardHolders: [keeper.team('finders'), keeper.vault.organisation] }
    await withClient(login('boot'), (superuser) => addMany(superuser, owner, { contacts: { from: 0, to: contacts }, clients: { from: 0, to: Math.ceil(contacts / 10) }, docs: false }, progress, signal))
    const results = await figureByFigure(login('stats'))
    const desk = await signInOver(house.origin, 'counts', phrase)
    const all = await thrice(() => desk.call(figures.count, period))
    return [...results, { id: 'figures.year', value: all, unit: 'ms', says: 'all figures of the year at once, through HTTP' }, ...(await tableByTable(desk.call))]
  } finally {
    await house.remove()
  }
}

async function figureByFigure(stats: pg.ClientConfig): Promise<Result[]> {
  const pool = openPool(stats, 1)
  const plain = new pg.Client(stats)
  await plain.connect()
  try {
    const results: Result[] = []
    for (const [id, text] of Object.entries(plainly)) {
      const figure = definitions.find((one) => one.id === id) as Definition
      const times = { ours: [] as number[], plain: [] as number[] }
      for (let round = -1; round < 5; round++) {
        const ours = await took(() => pool.kysely.transaction().execute((tx) => figureStore(tx, 'count').tallies(period, [figure])))
        const theirs = await took(() => plain.query(text))
        if (round >= 0) { times.ours.push(ours); times.plain.push(theirs) }
      }
      const [ours, theirs] = [median(times.ours), median(times.plain)]
      results.push(
        { id: `figures.${id}`, value: ours, unit: 'ms', bar: 1000, says: `${id} of a year` },
        { id: `figures.${id}.ratio`, value: ours / theirs, unit: 'ratio', bar: 3, says: `${id}: beside the plain statement (${theirs.toFixed(0)} ms)` },
      )
    }
    return results
  } finally {
    await plain.end()
    await pool.end()
  }
}

/** Every table of two dimensions that contacts and their clients make: the slowest of each topic, over all years there are and within one. */
async function tableByTable(call: Call): Promise<Result[]> {
  const results: Result[] = []
  for (const [topic, years, of] of [['contacts', everyYear, 'all years'], ['calls', everyYear, 'all years'], ['clients', period, 'one year'], ['new_clients', period, 'one year'], ['clients', everyYear, 'all years'], ['new_clients', everyYear, 'all years']] as const) {
    const by = topics[topic].by
    const pairs = by.flatMap((rows, at) => by.slice(at + 1).map((columns) => ({ rows, columns })))
    const times: { readonly name: string; readonly ms: number }[] = []
    for (const { rows, columns } of pairs) times.push({ name: `${rows} by ${columns}`, ms: await took(() => call(figures.table, { topic, rows, columns, ...years })) })
    const slowest = times.reduce((one, other) => (other.ms > one.ms ? other : one))
    const half = median(times.map(({ ms }) => ms)).toFixed(0)
    results.push({ id: `tables.${topic}.${of.replace(' ', '-')}`, value: slowest.ms, unit: 'ms', bar: 1000, says: `${topic} of ${of} by two codes: the slowest of ${pairs.length} tables, ${slowest.name} (half of them under ${half} ms)` })
  }
  return results
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now()
  await work()
  return performance.now() - begun
}

const thrice = async (work: () => Promise<unknown>) => median([await took(work), await took(work), await took(work)])
