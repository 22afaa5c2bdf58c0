import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { dayOf } from '../../shared/calendar.ts'
import { refuse } from '../../shared/problem.ts'
import { folderStore } from '../folders/index.ts'
import { allowReading } from '../ledger/index.ts'
import type { memoranda } from './contract.ts'
import { whyNotDays } from './rules.ts'
import type { Held } from './rules.ts'
import { memorandumStore } from './store.ts'

function check(one: Held): void {
  const wrong = whyNotDays(one)
  if (wrong) refuse('contradiction', { flaws: [{ path: wrong === 'until-before-signed' ? 'untilOn' : 'endedOn', rule: wrong }] })
}

export const memorandumActions: Handlers<typeof memoranda> = {
  async make({ newFolder, doc, ...one }, { tx, member, now }) {
    if (newFolder.id !== one.folder || newFolder.kind !== 'memorandum' || doc.folder !== one.folder) refuse('bad-input')
    check(one)
    const folders = folderStore(tx, member)
    const made = await folders.make(newFolder)
    const added = await memorandumStore(tx).add(one, dayOf(now))
    if (made !== added) refuse('taken')
    await folders.write(doc)
    if (added) await noteInLedger(tx, 'memorandum.made', await folders.traces([one.folder]))
    return { alreadyThere: !added }
  },

  async change({ version, doc, ...one }, { tx, member }) {
    if (doc.folder !== one.folder) refuse('bad-input')
    check(one)
    const [store, folders] = [memorandumStore(tx), folderStore(tx, member)]
    const there = (await store.byFolder(one.folder)) ?? refuse('not-found')
    if (!(await store.change(one, version))) {
      if (there.version === version + 1 && (await folders.has(doc))) return { version: there.version }
      refuse('changed-meanwhile', { current: there.version })
    }
    await folders.write(doc)
    await noteInLedger(tx, 'memorandum.changed', await folders.traces([one.folder]))
    return { version: version + 1 }
  },

  async list(_, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'directory')
    const [store, folders] = [memorandumStore(tx), folderStore(tx, member)]
    const all = await store.list()
    const ids = all.map((one) => one.folder)
    if (ids.length) await noteInLedger(tx, 'memoranda.read', await folders.traces(ids))
    return { memoranda: all, served: await folders.serve(ids) }
  },
}
