import { dayOf } from '../../shared/calendar.ts'
import { refuse } from '../../shared/problem.ts'
import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { storyFolder } from '../clients/index.ts'
import { folderStore } from '../folders/index.ts'
import type { institutions } from './contract.ts'
import { institutionContactStore } from './store.ts'

export const institutionActions: Handlers<typeof institutions> = {
  async record({ folder, newFolder, doc, ...one }, { tx, member, now }) {
    const folders = folderStore(tx, member)
    if (one.client) await storyFolder(tx, member, one.client, folder, newFolder)
    else if (newFolder) await folders.make(newFolder)
    const store = institutionContactStore(tx)
    const added = await store.add(one, { folder, contact: null, recordedOn: dayOf(now) })
    if (!added && !(await store.matches(one, folder))) refuse('taken')
    if (doc) await folders.write(doc)
    await noteInLedger(tx, 'institution-contact.recorded', await folders.traces([folder]))
    return { alreadyThere: !added }
  },
}
