import { dayOf } from '../../shared/calendar.ts'
import { refuse } from '../../shared/problem.ts'
import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { storyFolder } from '../clients/index.ts'
import { folderStore } from '../folders/index.ts'
import type { services } from './contract.ts'
import { serviceStore } from './store.ts'

export const serviceActions: Handlers<typeof services> = {
  async record({ folder, newFolder, doc, ...service }, { tx, member, now }) {
    await storyFolder(tx, member, service.client, folder, newFolder)
    const store = serviceStore(tx)
    // Sent again after it was taken back: its words are there, and it stays taken back.
    if (doc && (await folderStore(tx, member).has(doc)) && !(await store.isThere(service.id, folder))) return { alreadyThere: true }
    const added = await store.add(service, { folder, contact: null, recordedOn: dayOf(now) })
    if (!added && !(await store.matches(service, folder))) refuse('taken')
    if (doc) await folderStore(tx, member).write(doc)
    await noteInLedger(tx, 'service.recorded', await folderStore(tx, member).traces([folder]))
    return { alreadyThere: !added }
  },

  async takeBack({ id, folder, docs }, { tx, member }) {
    const [store, folders] = [serviceStore(tx), folderStore(tx, member)]
    const traces = await folders.traces([folder])
    if (!traces.length) refuse('not-found')
    const gone = await store.takeBack(id, folder)
    if (!gone && (await store.isThere(id, folder))) refuse('not-allowed')
    if (!gone) return { alreadyThere: true, client: null, contact: null }
    await folders.empty(docs, folder, 'service/')
    await noteInLedger(tx, 'service.taken-back', traces)
    return { alreadyThere: false, ...gone }
  },
}
