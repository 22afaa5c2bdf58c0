import { refuse } from '../../shared/problem.ts'
import { together } from '../../shared/statements.ts'
import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { folderStore } from '../folders/index.ts'
import { allowReading } from '../ledger/index.ts'
import type { figures } from './contract.ts'
import { checkPeriod, presentAll } from './count.ts'
import { definitionOf } from './definitions.ts'
import { figureStore } from './store.ts'
import { dimensionOf, topics } from './topics.ts'

export const figureActions: Handlers<typeof figures> = {
  async count({ from, to, locale }, { tx }) {
    const period = { from, to }
    checkPeriod(period)
    const store = figureStore(tx, 'count')
    const [tallies, regrouped] = await together([store.tallies(period), store.regrouped(period), noteInLedger(tx, 'figures.counted', [])])
    return { period, figures: presentAll(tallies, period, locale), regrouped }
  },

  async records({ figure: id, from, to, limit, afterOn, afterId }, { tx, member, now, house }) {
    checkPeriod({ from, to })
    const figure = definitionOf(id)
    // What only members open is also only in their programs: there is nothing here to lead to.
    if (!figure || figure.countedIn === 'client') refuse('not-found')
    await allowReading({ tx, now, house }, 'figures')
    const after = afterOn !== undefined && afterId ? { afterOn, afterId } : undefined
    const { records, shown, counted } = await figureStore(tx, 'mine').behind(figure, { from, to }, limit, after)
    await noteInLedger(tx, 'figures.records', figure.unit === 'contact' ? await folderStore(tx, member).traces(records.map((one) => one.id)) : [])
    const last = records.length === limit ? records.at(-1) : undefined
    return { unit: figure.unit, records, shown, counted, next: last ? { afterOn: last.on, afterId: last.id } : null }
  },

  async table({ topic, rows, columns, only, part, from, to }, { tx }) {
    checkPeriod({ from, to })
    const by: readonly string[] = topics[topic].by
    const flaws = Object.entries({ rows, columns, only }).filter(([, id]) => id && !by.includes(id)).map(([path]) => ({ path, rule: 'not-of-this-topic' }))
    if (flaws.length) refuse('bad-input', { flaws })
    const cells = await figureStore(tx, 'count').table({ from, to }, {
      topic: topics[topic], rows: dimensionOf(rows), ...(columns && { columns: dimensionOf(columns) }),
      ...(only && part !== undefined && { only: { by: dimensionOf(only), part } }),
    })
    await noteInLedger(tx, 'figures.counted', [])
    return { cells }
  },

  async situations({ from, to }, { tx }) {
    checkPeriod({ from, to })
    const [all] = await together([figureStore(tx, 'count').situations({ from, to }), noteInLedger(tx, 'figures.counted', [])])
    return { all }
  },
}
