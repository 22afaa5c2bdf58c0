import { dayOf } from '../../shared/calendar.ts'
import { refuse } from '../../shared/problem.ts'
import { together } from '../../shared/statements.ts'
import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { clientStore, makeClient, storyFolder } from '../clients/index.ts'
import { folderStore } from '../folders/index.ts'
import { allowReading } from '../ledger/index.ts'
import { identificationStore } from '../identification/index.ts'
import type { situations } from './contract.ts'
import { situationStore } from './store.ts'

export const situationActions: Handlers<typeof situations> = {
  async report({ newFolder, doc, newClients, people, ...facts }, { tx, member, now }) {
    if (newFolder.kind !== 'account' || newFolder.id !== facts.folder || doc.folder !== facts.folder) refuse('bad-input')
    const [folders, events, today] = [folderStore(tx, member), identificationStore(tx), dayOf(now)]
    await folders.make(newFolder)
    const added = await situationStore(tx).add(facts, today)
    await folders.write(doc)
    for (const client of newClients) await makeClient(tx, member, client, now)
    for (const person of people) {
      const folder = person.story?.id ?? person.eventFolder ?? person.person?.folder
      if (!folder) continue
      await storyFolder(tx, member, person.client, folder, person.story)
      if (person.storyDoc) await folders.write(person.storyDoc)
      if (person.person) await events.fillPerson({ ...person.person, client: person.client }, today)
      if (person.event) await events.addStatus({ ...person.event, client: person.client }, folder, today)
      if (person.centre) await events.addCentre({ ...person.centre, client: person.client }, folder, today)
    }
    await noteInLedger(tx, 'situation.reported', [newFolder.trace], added ? 'done' : 'already-there')
    return { alreadyThere: !added }
  },

  async list({ before, limit }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'figures')
    const folders = folderStore(tx, member)
    const page = await folders.page('account', before, limit)
    const [situations, traces, served, joined] = await together([situationStore(tx).inFolders(page), folders.traces(page), folders.serve(page), clientStore(tx).joined()])
    await noteInLedger(tx, 'situations.page', traces)
    return { situations, served, joined, next: page.length === limit ? (page.at(-1) ?? null) : null }
  },
}
