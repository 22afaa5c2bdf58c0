import { dayOf } from '../../shared/calendar.ts'
import { refuse } from '../../shared/problem.ts'
import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { storyFolder } from '../clients/index.ts'
import { contactStore } from '../contacts/index.ts'
import { folderStore } from '../folders/index.ts'
import { allowReading } from '../ledger/index.ts'
import type { identification } from './contract.ts'
import { whyNotEvent } from './rules.ts'
import { identificationStore } from './store.ts'

export const identificationActions: Handlers<typeof identification> = {
  async recordStatus({ folder, newFolder, doc, ...event }, { tx, member, now }) {
    const report = event.report && (await contactStore(tx).byFolder(event.report))
    const path = whyNotEvent(event, report ? report.onDay : undefined)
    if (path) refuse('contradiction', { flaws: [{ path, rule: 'contradiction' }] })
    await storyFolder(tx, member, event.client, folder, newFolder)
    const store = identificationStore(tx)
    const added = await store.addStatus(event, folder, dayOf(now))
    if (!added && !(await store.hasStatus(event, folder))) refuse('taken')
    if (doc) await folderStore(tx, member).write(doc)
    await noteInLedger(tx, 'status.recorded', await folderStore(tx, member).traces([folder]))
    return { alreadyThere: !added }
  },

  async recordCentre({ folder, newFolder, doc, ...event }, { tx, member, now }) {
    await storyFolder(tx, member, event.client, folder, newFolder)
    const store = identificationStore(tx)
    const added = await store.addCentre(event, folder, dayOf(now))
    if (!added && !(await store.hasCentre(event, folder))) refuse('taken')
    if (doc) await folderStore(tx, member).write(doc)
    await noteInLedger(tx, 'centre.recorded', await folderStore(tx, member).traces([folder]))
    return { alreadyThere: !added }
  },

  async recordPerson({ version, newFolder, doc, ...person }, { tx, member, now }) {
    await storyFolder(tx, member, person.client, person.folder, newFolder)
    const store = identificationStore(tx)
    const written = version === 1 ? await store.addPerson(person, dayOf(now)) : await store.changePerson(person, version - 1)
    if (!written && !(await store.hasPerson(person, version))) refuse('changed-meanwhile')
    if (doc) await folderStore(tx, member).write(doc)
    await noteInLedger(tx, 'person.recorded', await folderStore(tx, member).traces([person.folder]))
    return { alreadyThere: !written }
  },

  async persons({ after, limit }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'figures')
    const persons = await identificationStore(tx).personsPage(after, limit)
    const folders = folderStore(tx, member)
    const ids = persons.map((row) => row.folder)
    await noteInLedger(tx, 'persons.page', await folders.traces(ids))
    return { persons, served: await folders.serve(ids, 'person/'), next: persons.length === limit ? (ids.at(-1) ?? null) : null }
  },

  async events({ after, limit }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'figures')
    const events = await identificationStore(tx).eventsPage(after, limit)
    await noteInLedger(tx, 'events.page', await folderStore(tx, member).traces([...new Set(events.map((row) => row.folder))]))
    return { events, next: events.length === limit ? (events.at(-1)?.id ?? null) : null }
  },
}
