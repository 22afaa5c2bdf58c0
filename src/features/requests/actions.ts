import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { dayOf } from '../../shared/calendar.ts'
import { refuse } from '../../shared/problem.ts'
import { folderStore } from '../folders/index.ts'
import { allowReading } from '../ledger/index.ts'
import type { requests } from './contract.ts'
import { whyNot } from './rules.ts'
import { requestStore } from './store.ts'

function check(one: Parameters<typeof whyNot>[0]): void {
  const wrong = whyNot(one)
  if (wrong) refuse('contradiction', { flaws: [{ path: 'answeredOn', rule: wrong }] })
}

export const requestActions: Handlers<typeof requests> = {
  async make({ newFolder, doc, ...one }, { tx, member, now }) {
    if (newFolder.id !== one.folder || newFolder.kind !== 'request' || doc.folder !== one.folder) refuse('bad-input')
    check(one)
    const folders = folderStore(tx, member)
    const made = await folders.make(newFolder)
    const added = await requestStore(tx).add(one, dayOf(now))
    if (made !== added) refuse('taken')
    await folders.write(doc)
    if (added) await noteInLedger(tx, 'request.received', await folders.traces([one.folder]))
    return { alreadyThere: !added }
  },

  async change({ version, doc, ...one }, { tx, member }) {
    if (doc.folder !== one.folder) refuse('bad-input')
    check(one)
    const [store, folders] = [requestStore(tx), folderStore(tx, member)]
    const there = (await store.byFolder(one.folder)) ?? refuse('not-found')
    if (!(await store.change(one, version))) {
      if (there.version === version + 1 && (await folders.has(doc))) return { version: there.version }
      refuse('changed-meanwhile', { current: there.version })
    }
    await folders.write(doc)
    await noteInLedger(tx, one.answer === 'pending' ? 'request.changed' : 'request.answered', await folders.traces([one.folder]))
    return { version: version + 1 }
  },

  async list(_, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'requests')
    const [store, folders] = [requestStore(tx), folderStore(tx, member)]
    const all = await store.list()
    const ids = all.map((one) => one.folder)
    if (ids.length) await noteInLedger(tx, 'requests.read', await folders.traces(ids))
    return { requests: all, served: await folders.serve(ids) }
  },
}
