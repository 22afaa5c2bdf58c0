import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { dayOf } from '../../shared/calendar.ts'
import { refuse } from '../../shared/problem.ts'
import type { pathways } from './contract.ts'
import { flawsOf } from './rules.ts'
import { pathwayStore } from './store.ts'

/** The one that comes with the program. */
const shipped = 'RS'

export const pathwayActions: Handlers<typeof pathways> = {
  async list(_, { tx }) {
    const store = pathwayStore(tx)
    return { pathways: await store.newest(), applied: (await store.applied()) ?? shipped }
  },

  async add({ pathway }, { tx, member, now }) {
    const flaws = flawsOf(pathway)
    if (flaws.length) refuse('bad-input', { flaws })
    const store = pathwayStore(tx)
    const newest = await store.version(pathway.country)
    if (pathway.version <= newest) {
      if (await store.same(pathway)) return { alreadyThere: true }
      refuse('taken', { current: newest })
    }
    if (!(await store.add(pathway, member.id, dayOf(now)))) refuse('taken')
    await noteInLedger(tx, 'pathway.added', [])
    return { alreadyThere: false }
  },

  async takeAway({ country, version }, { tx }) {
    const store = pathwayStore(tx)
    const was = await store.applied()
    const gone = await store.takeAway(country, version)
    // Added anew one day, it would not be shown on clients' pages before somebody chooses it.
    if (gone && was === country && !(await store.version(country))) await store.apply(shipped)
    if (gone) await noteInLedger(tx, 'pathway.taken-away', [])
    return { alreadyThere: !gone }
  },

  async apply({ country }, { tx }) {
    const store = pathwayStore(tx)
    if (country !== shipped && !(await store.version(country))) refuse('bad-input', { flaws: [{ path: 'country', rule: 'no-such-pathway' }] })
    const before = (await store.applied()) ?? shipped
    await store.apply(country)
    if (before !== country) await noteInLedger(tx, 'pathway.applied', [])
    return { alreadyThere: before === country }
  },
}
