import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { dayOf } from '../../shared/calendar.ts'
import { refuse } from '../../shared/problem.ts'
import { together } from '../../shared/statements.ts'
import type { DocRow } from '../../vault/seal.ts'
import { folderStore } from '../folders/index.ts'
import { allowReading } from '../ledger/index.ts'
import type { institutions } from './contract.ts'
import { institutionImportStore } from './import-store.ts'

type Importing = Pick<Handlers<typeof institutions>, 'imports' | 'importRows' | 'beginImport' | 'importContacts' | 'takeImport' | 'dropImport'>

const isFirst = (folder: string, shape: string) => (doc: DocRow) => doc.folder === folder && doc.version === 1 && doc.schema.startsWith(shape)

/** Past contacts from spreadsheets: begun, brought in parts, taken in one step, dropped as a whole. */
export const importActions: Importing = {
  async imports(_, { tx }) {
    return { imports: (await institutionImportStore(tx).all()).map(({ folder: _own, ...one }) => one) }
  },

  async importRows({ id }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'institutions')
    const one = (await institutionImportStore(tx).one(id)) ?? refuse('not-found')
    const folders = folderStore(tx, member)
    await noteInLedger(tx, 'institution-contacts.import-read', await folders.traces([one.folder]))
    return { served: await folders.serve([one.folder], 'past-contacts/') }
  },

  async beginImport({ id, team, folder, contacts }, { tx, member, now }) {
    if (folder.kind !== 'story') refuse('bad-input')
    const store = institutionImportStore(tx)
    const made = await folderStore(tx, member).make(folder)
    const before = await store.one(id)
    if (made === Boolean(before)) refuse('taken')
    if (made) await store.begin({ id, folder: folder.id, by: member.id, team, madeOn: dayOf(now), contacts })
    else if (before?.folder !== folder.id || before.by !== member.id || before.team !== team || before.contacts !== contacts) refuse('taken')
    return { alreadyThere: !made }
  },

  async importContacts({ id, rows, blocks }, { tx, member }) {
    const [store, folders] = [institutionImportStore(tx), folderStore(tx, member)]
    const one = (await store.one(id)) ?? refuse('not-found')
    if (one.by !== member.id || one.state !== 'coming') refuse('not-found')
    if (!isFirst(one.folder, 'past-contacts/')(rows)) refuse('bad-input')
    // Words are sealed for every contact, each in a document of its own, as when it is typed; so is what came of one later.
    const asTyped = blocks.every(({ folder, contacts, docs }) => {
      const of = (shape: string) => docs.filter(isFirst(folder.id, shape)).length
      const [words, later] = [of('institution-contact/'), of('institution-follow-up/')]
      return folder.kind === 'story' && words === contacts.length && later <= words && words + later === docs.length
    })
    if (!asTyped) refuse('bad-input')
    const made = await together(blocks.map(({ folder }) => folders.make(folder)))
    // A folder that was there before is none of an import: dropping the import would take along what stands in it.
    const there = blocks.filter((_, at) => !made[at]).map(({ folder }) => folder.id)
    if (there.length && (await store.blocksAmong(id, there)) < there.length) refuse('taken')
    await store.addBlocks(id, blocks.map(({ folder }) => folder.id))
    const [, kept] = await together([
      folders.writeFirst([rows, ...blocks.flatMap(({ docs }) => docs)]),
      store.keepWaiting(id, blocks.flatMap(({ folder, contacts }) => contacts.map((contact) => ({ ...contact, folder: folder.id })))),
    ])
    if (!kept) refuse('taken')
    return { alreadyThere: false }
  },

  async takeImport({ id, contacts }, { tx, member, now }) {
    const store = institutionImportStore(tx)
    const taken = await store.take(id, contacts, dayOf(now))
    if (taken) await noteInLedger(tx, 'institution-contacts.imported', await folderStore(tx, member).traces(await store.folders(id)))
    return { alreadyThere: !taken }
  },

  async dropImport({ id }, { tx, member }) {
    const store = institutionImportStore(tx)
    const one = await store.one(id)
    if (!one) return { alreadyThere: true }
    const traces = await folderStore(tx, member).traces([one.folder, ...(await store.folders(id))])
    const dropped = await store.drop(id)
    if (dropped) await noteInLedger(tx, one.state === 'taken' ? 'institution-contacts.import-undone' : 'institution-contacts.import-stopped', traces)
    return { alreadyThere: !dropped }
  },
}
