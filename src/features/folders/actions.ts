import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { dayOf } from '../../shared/calendar.ts'
import { refuse } from '../../shared/problem.ts'
import { allowReading } from '../ledger/index.ts'
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

  async writePiece({ folder, file, n, bytes, unnamed }, { tx, member, now }) {
    const store = folderStore(tx, member)
    const traces = await store.traces([folder])
    if (!traces.length) refuse('not-found')
    // One entry for a file is enough, because nothing of it is kept before the piece that makes the entry.
    if (n > 0 && !(await store.hasBegun(folder, file))) refuse('out-of-order')
    const added = await store.addPiece(folder, file, n, bytes)
    if (!added && (await store.piece(folder, file, n)) !== bytes) refuse('taken')
    if (added && n === 0) {
      if (unnamed) await store.letFileGo(folder, file, dayOf(now))
      await noteInLedger(tx, 'file.written', traces)
    }
    return { alreadyThere: !added }
  },

  async keepFile({ folder, file }, { tx, member }) {
    const store = folderStore(tx, member)
    const kept = await store.keepFile(folder, file)
    if (!(await store.hasBegun(folder, file))) refuse('not-found')
    if (kept) await noteInLedger(tx, 'file.kept', await store.traces([folder]))
    return { alreadyThere: !kept }
  },

  async letFileGo({ folder, file, stopped }, { tx, member, now }) {
    const store = folderStore(tx, member)
    if (!(await store.hasBegun(folder, file))) refuse('not-found')
    // What was sent and never kept goes at once; what a document named goes by those who write there, and not by all who may read it.
    if (!stopped && !(await store.writesIn(folder))) refuse('not-allowed')
    const gone = stopped ? await store.dropUnnamed(folder, file) : await store.letFileGo(folder, file, dayOf(now))
    if (gone) await noteInLedger(tx, 'file.let-go', await store.traces([folder]))
    return { alreadyThere: !gone }
  },

  async readPiece({ folder, file, n }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'record')
    const store = folderStore(tx, member)
    const bytes = (await store.piece(folder, file, n)) ?? refuse('not-found')
    // Each piece opens by itself: whoever leaves out the first would have read the rest unseen.
    await noteInLedger(tx, 'file.opened', await store.traces([folder]))
    return { bytes }
  },
}
