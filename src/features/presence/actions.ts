import type { Handlers } from '../../server/handlers.ts'
import type { presence } from './contract.ts'
import { presenceStore } from './store.ts'

const silence = 150_000

/** Not in the ledger: who was away when is nobody's record. */
export const presenceActions: Handlers<typeof presence> = {
  async here(_, { tx, now }) {
    return { members: await presenceStore(tx).here(now) }
  },
  async be({ state }, { tx, member, now }) {
    return { changed: await presenceStore(tx).be(member.id, state, now, new Date(now.getTime() + silence)) }
  },
  async leave(_, { tx, member }) {
    await presenceStore(tx).leave(member.id)
    return {}
  },
}
