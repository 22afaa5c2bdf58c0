import { noteInLedger, noteSigned } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import { refuse } from '../../shared/problem.ts'
import { clientStore } from '../clients/index.ts'
import { folderStore } from '../folders/index.ts'
import { allowReading } from '../ledger/index.ts'
import type { restrictions } from './contract.ts'
import { restrictionStore } from './store.ts'

export const restrictionActions: Handlers<typeof restrictions> = {
  async of({ client }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'record')
    const store = restrictionStore(tx, member)
    const card = (await clientStore(tx).cardOf(client)) ?? refuse('not-found')
    const there = await store.of(client)
    const folders = await store.folders(client)
    const [keepers] = there ? await store.keepers([there.box]) : []
    await noteInLedger(tx, 'folder.keys', await folderStore(tx, member).traces([card, ...folders.map((one) => one.folder)]))
    return {
      version: there?.version ?? 0, named: there?.named ?? null, since: there?.since ?? null, box: there?.box ?? null, keepers: keepers?.coordinators ?? [],
      folders, served: await folderStore(tx, member).opens(folders.map((one) => one.folder)), elsewhere: await store.elsewhere(client),
    }
  },

  async restrict({ act, ...sent }, { tx, member }) {
    const { box, label, keys, named } = sent
    if (box.kind !== 'glass' || label.folder !== box.id || keys.some((one) => one.holds.some((hold) => hold.folder !== one.key.folder))) refuse('bad-input')
    const folders = folderStore(tx, member)
    await folders.make(box)
    await folders.write(label)
    const traces = await folders.traces([...keys.map((one) => one.key.folder), box.id])
    const restricted = await restrictionStore(tx, member).restrict({ ...sent, box: box.id })
    if (restricted) await noteSigned(tx, act, { action: 'client.restricted', about: named, detail: sent }, traces)
    return { alreadyThere: !restricted }
  },

  async widen({ act, ...sent }, { tx, member }) {
    if ([...sent.base, ...sent.linked].some((hold) => hold.by !== member.id)) refuse('bad-input')
    const widened = await restrictionStore(tx, member).widen(sent.client, sent.base, sent.linked)
    const traces = await folderStore(tx, member).traces([...new Set([...sent.base, ...sent.linked].map((hold) => hold.folder))])
    if (widened) await noteSigned(tx, act, { action: 'client.widened', about: [], detail: sent }, traces)
    return { alreadyThere: !widened }
  },
}
