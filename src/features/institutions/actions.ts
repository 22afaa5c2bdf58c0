import { dayOf } from '../../shared/calendar.ts'
import { refuse } from '../../shared/problem.ts'
import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { storyFolder } from '../clients/index.ts'
import { folderStore } from '../folders/index.ts'
import { allowReading } from '../ledger/index.ts'
import type { institutions } from './contract.ts'
import { importActions } from './import-actions.ts'
import { institutionContactStore } from './store.ts'

const pageOf = 500

export const institutionActions: Handlers<typeof institutions> = {
  ...importActions,

  async record({ folder, newFolder, doc, ...one }, { tx, member, now }) {
    const folders = folderStore(tx, member)
    if (one.client) await storyFolder(tx, member, one.client, folder, newFolder)
    else if (newFolder) await folders.make(newFolder)
    const store = institutionContactStore(tx)
    // Sent again after it was taken back: its words are there, and it stays taken back.
    if (doc && (await folders.has(doc)) && !(await store.isThere(one.id, folder))) return { alreadyThere: true }
    const added = await store.add(one, { folder, contact: null, recordedOn: dayOf(now) })
    if (!added && !(await store.matches(one, folder))) refuse('taken')
    if (doc) await folders.write(doc)
    await noteInLedger(tx, 'institution-contact.recorded', await folders.traces([folder]))
    return { alreadyThere: !added }
  },

  async takeBack({ id, folder, docs }, { tx, member }) {
    const [store, folders] = [institutionContactStore(tx), folderStore(tx, member)]
    const traces = await folders.traces([folder])
    if (!traces.length) refuse('not-found')
    const gone = await store.takeBack(id, folder)
    if (!gone && (await store.isThere(id, folder))) refuse('not-allowed')
    if (!gone) return { alreadyThere: true, client: null, contact: null }
    await folders.empty(docs, folder, 'institution-')
    await noteInLedger(tx, 'institution-contact.taken-back', traces)
    return { alreadyThere: false, ...gone }
  },

  async followUp({ id, doc }, { tx, member }) {
    const one = (await institutionContactStore(tx).byId(id)) ?? refuse('not-found')
    if (doc.folder !== one.folder || !doc.schema.startsWith('institution-follow-up/')) refuse('bad-input')
    const folders = folderStore(tx, member)
    const alreadyThere = await folders.has(doc)
    await folders.write(doc)
    if (!alreadyThere) await noteInLedger(tx, 'institution-contact.followed', await folders.traces([one.folder]))
    return { alreadyThere }
  },

  async list({ from, to, beforeDay, beforeId }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'institutions')
    const before = beforeDay && beforeId ? { day: beforeDay, id: beforeId } : undefined
    const store = institutionContactStore(tx)
    const rows = await store.list(from, to, before, pageOf + 1)
    const contacts = rows.slice(0, pageOf)
    const folders = folderStore(tx, member)
    const ids = [...new Set(contacts.map((one) => one.folder))]
    const served = before ? await store.servedBefore(ids, to, before) : []
    // In one order: the same page looked at again is the same entry, and is not counted twice.
    await noteInLedger(tx, 'institution-contacts.page', (await folders.traces(ids)).sort())
    return { contacts, served: await folders.serve(ids.filter((id) => !served.includes(id)), 'institution-'), more: rows.length > pageOf }
  },
}
