import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { refuse } from '../../shared/problem.ts'
import type { folders } from './contract.ts'
import { folderStore } from './store.ts'

export const folderActions: Handlers<typeof folders> = {
  async keys({ folder }, { tx, member }) {
    const store = folderStore(tx, member)
    const current = await store.current(folder)
    if (!current.keys.length) refuse('not-found')
    await noteInLedger(tx, 'folder.keys', await store.traces([folder]))
    return current
  },
}
