import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import type { Asker, Tx } from '../../server/transaction.ts'
import { dayOf } from '../../shared/calendar.ts'
import { refuse } from '../../shared/problem.ts'
import type { DocRow, NewFolder } from '../../vault/seal.ts'
import { folderStore } from '../folders/index.ts'
import { allowReading } from '../ledger/index.ts'
import type { directory } from './contract.ts'
import { directoryStore } from './store.ts'

/** The folder that is written to: one of the directory's that she holds, or a new one made in the same breath. */
async function place(tx: Tx, member: Asker, folder: string, made: NewFolder | null): Promise<void> {
  if (made) {
    if (made.id !== folder || made.kind !== 'directory') refuse('bad-input')
    await folderStore(tx, member).make(made)
  }
  if (!(await directoryStore(tx).folders()).some((one) => one === folder)) refuse('not-found')
}

const isPage = (folder: string) => (doc: DocRow) => doc.folder === folder && doc.schema.startsWith('directory/')

export const directoryActions: Handlers<typeof directory> = {
  async read({ after }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'directory')
    const [store, folders] = [directoryStore(tx), folderStore(tx, member)]
    const ids = await store.folders()
    const { docs, more } = await store.pages(ids, after)
    // Keys are read with the entry that says so, and once.
    const { keys, holds } = after === undefined ? await folders.opens(ids) : { keys: [], holds: [] }
    if (after === undefined && ids.length) await noteInLedger(tx, 'directory.read', await folders.traces(ids))
    return { folders: ids, served: { keys, holds, docs }, imports: await store.imports(), next: more ? (docs.at(-1)?.id ?? null) : null }
  },

  async write({ folder, newFolder, docs }, { tx, member }) {
    if (!docs.every(isPage(folder))) refuse('bad-input')
    await place(tx, member, folder, newFolder)
    const folders = folderStore(tx, member)
    const before = await Promise.all(docs.map((doc) => folders.has(doc)))
    for (const doc of docs) await folders.write(doc)
    const alreadyThere = before.every(Boolean)
    if (!alreadyThere) await noteInLedger(tx, 'directory.written', await folders.traces([folder]))
    return { alreadyThere }
  },

  async beginImport({ id, folder, newFolder, entries }, { tx, member, now }) {
    await place(tx, member, folder, newFolder)
    const store = directoryStore(tx)
    const begun = await store.begin(id, folder, member.id, dayOf(now), entries)
    const there = await store.import(id)
    if (there?.folder !== folder || there.by !== member.id) refuse('taken')
    return { alreadyThere: !begun }
  },

  async importPages({ id, docs }, { tx, member }) {
    const [store, folders] = [directoryStore(tx), folderStore(tx, member)]
    const one = (await store.import(id)) ?? refuse('not-found')
    if (one.by !== member.id || one.state !== 'coming') refuse('not-found')
    if (!docs.every(isPage(one.folder)) || docs.some((doc) => doc.version !== 1)) refuse('bad-input')
    for (const doc of docs) {
      // What was written by hand is no page of an import: dropping the import would take it along.
      if ((await folders.has(doc)) && !(await store.hasPage(id, doc.id))) refuse('taken')
      await folders.write(doc)
      await store.addPage(id, one.folder, doc.id)
    }
    return { alreadyThere: false }
  },

  async takeImport({ id, pages }, { tx, member }) {
    const store = directoryStore(tx)
    const taken = await store.take(id, pages)
    const one = (await store.import(id)) ?? refuse('not-found')
    if (taken) await noteInLedger(tx, 'directory.imported', await folderStore(tx, member).traces([one.folder]))
    return { alreadyThere: !taken }
  },

  async dropImport({ id }, { tx, member }) {
    const store = directoryStore(tx)
    const one = await store.import(id)
    if (!one) return { alreadyThere: true }
    const traces = await folderStore(tx, member).traces([one.folder])
    const dropped = await store.drop(id)
    if (dropped) await noteInLedger(tx, one.state === 'taken' ? 'directory.import-undone' : 'directory.import-stopped', traces)
    return { alreadyThere: !dropped }
  },
}
