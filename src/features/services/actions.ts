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
    const added = await store.add(service, { folder, contact: null, recordedOn: dayOf(now) })
    if (!added && !(await store.matches(service, folder))) refuse('taken')
    if (doc) await folderStore(tx, member).write(doc)
    await noteInLedger(tx, 'service.recorded', await folderStore(tx, member).traces([folder]))
    return { alreadyThere: !added }
  },
}
