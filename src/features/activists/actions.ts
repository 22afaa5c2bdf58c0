import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { dayOf } from '../../shared/calendar.ts'
import { refuse } from '../../shared/problem.ts'
import { eventStore } from '../events/index.ts'
import { folderStore } from '../folders/index.ts'
import { allowReading } from '../ledger/index.ts'
import type { activists } from './contract.ts'
import { activistStore } from './store.ts'

export const activistActions: Handlers<typeof activists> = {
  async save({ newFolder, doc, ...one }, { tx, member, now }) {
    if (newFolder.kind !== 'activist' || newFolder.id !== one.folder || doc.folder !== one.folder) refuse('bad-input')
    const [store, folders] = [activistStore(tx), folderStore(tx, member)]
    const isNew = await folders.make(newFolder)
    const added = await store.add(one, dayOf(now))
    if (isNew !== added) refuse('taken')
    await folders.write(doc)
    await noteInLedger(tx, 'activist.saved', [newFolder.trace], added ? 'done' : 'already-there')
    return { alreadyThere: !added }
  },

  async change({ version, doc, ...one }, { tx, member }) {
    if (doc.folder !== one.folder) refuse('bad-input')
    const [store, folders] = [activistStore(tx), folderStore(tx, member)]
    const there = (await store.versionOf(one.folder)) ?? refuse('not-found')
    if (!(await store.change(one, version))) {
      if (there === version + 1 && (await folders.has(doc))) return { version: there }
      refuse('changed-meanwhile', { current: there })
    }
    await folders.write(doc)
    await noteInLedger(tx, 'activist.changed', await folders.traces([one.folder]))
    return { version: version + 1 }
  },

  async list({ year }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'prevention')
    const rows = await activistStore(tx).list(year)
    const folders = folderStore(tx, member)
    const ids = rows.map((row) => row.folder)
    if (ids.length) await noteInLedger(tx, 'activists.page', await folders.traces(ids))
    return { activists: rows, served: await folders.serve(ids) }
  },

  async giveHours(hours, { tx, member, now }) {
    const store = activistStore(tx)
    if ((await store.versionOf(hours.folder)) === undefined) refuse('not-found')
    if (hours.event && !(await eventStore(tx).byFolder(hours.event))) refuse('not-found')
    const added = await store.giveHours(hours, dayOf(now))
    if (!added && !(await store.hasHours(hours))) refuse('taken')
    await noteInLedger(tx, 'activist.hours', await folderStore(tx, member).traces([hours.folder]), added ? 'done' : 'already-there')
    return { alreadyThere: !added }
  },

  async takeBackHours({ folder, id }, { tx, member }) {
    const store = activistStore(tx)
    if ((await store.versionOf(folder)) === undefined) refuse('not-found')
    const taken = await store.takeBack(folder, id)
    if (taken) await noteInLedger(tx, 'activist.hours-taken-back', await folderStore(tx, member).traces([folder]))
    return { alreadyThere: !taken }
  },

  async giveHoursAt({ event, onDay, given }, { tx, member, now }) {
    const store = activistStore(tx)
    const { kind } = (await eventStore(tx).byFolder(event)) ?? refuse('not-found')
    const people = given.map((one) => one.folder)
    if (new Set(people).size < people.length) refuse('bad-input', { flaws: [{ path: 'given', rule: 'twice' }] })
    if (!(await store.holdsAll(people))) refuse('not-found')
    let added = 0
    for (const one of given) {
      const hours = { ...one, event, kind, onDay }
      if (await store.giveHours(hours, dayOf(now))) added += 1
      else if (!(await store.hasHours(hours))) refuse('taken')
    }
    // Sent again it is what it was; half of it would be something else.
    if (added > 0 && added < given.length) refuse('taken')
    await noteInLedger(tx, 'activist.hours', await folderStore(tx, member).traces([event, ...people]), added ? 'done' : 'already-there')
    return { alreadyThere: added === 0 }
  },

  async hoursAt({ event }, { tx }) {
    if (!(await eventStore(tx).byFolder(event))) refuse('not-found')
    return { given: await activistStore(tx).hoursAt(event) }
  },

  async hoursOf({ folder }, { tx }) {
    if ((await activistStore(tx).versionOf(folder)) === undefined) refuse('not-found')
    return { given: await activistStore(tx).hoursOf(folder) }
  },
}
