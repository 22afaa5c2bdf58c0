import { noteInLedger, noteSigned } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import type { Tx } from '../../server/transaction.ts'
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
    const boxes = there ? [there.box] : []
    const [keepers] = await store.keepers(boxes)
    await noteInLedger(tx, 'folder.keys', await folderStore(tx, member).traces([card, ...boxes, ...folders.map((one) => one.folder)]))
    return {
      version: there?.version ?? 0, named: there?.named ?? null, since: there?.since ?? null, box: there?.box ?? null, keepers: keepers?.coordinators ?? [],
      folders, beside: await store.beside(client), label: await folderStore(tx, member).serve(boxes, 'glass-label/'), served: await folderStore(tx, member).opens(folders.map((one) => one.folder)), elsewhere: await store.elsewhere(client),
    }
  },

  async restrict({ act, ...sent }, { tx, member }) {
    const { box, label, keys, named } = sent
    if (box.kind !== 'glass' || label.folder !== box.id || keys.some((one) => one.holds.some((hold) => hold.folder !== one.key.folder))) refuse('bad-input')
    const folders = folderStore(tx, member)
    await folders.make(box)
    await folders.write(label)
    const traces = await folders.traces([...keys.map((one) => one.key.folder), box.id])
    const store = restrictionStore(tx, member)
    const restricted = await store.restrict({ ...sent, box: box.id })
    if (restricted) await noteSigned(tx, act, { action: 'client.restricted', about: named, detail: sent }, traces)
    return { alreadyThere: !restricted, ended: restricted ? await noteEnded(tx, await store.endedNow(sent.client)) : 0 }
  },

  async widen({ act, ...sent }, { tx, member }) {
    if ([...sent.base, ...sent.linked].some((hold) => hold.by !== member.id)) refuse('bad-input')
    const store = restrictionStore(tx, member)
    const widened = await store.widen(sent.client, sent.base, sent.linked)
    const traces = await folderStore(tx, member).traces([...new Set([...sent.base, ...sent.linked].map((hold) => hold.folder))])
    if (widened) await noteSigned(tx, act, { action: 'client.widened', about: [], detail: sent }, traces)
    return { alreadyThere: !widened, ended: widened ? await noteEnded(tx, await store.endedNow(sent.client)) : 0 }
  },
}

/** The end of an opening stands in the ledger by itself, beside the act that ended it. */
async function noteEnded(tx: Tx, ended: readonly (readonly string[])[]): Promise<number> {
  for (const traces of ended) await noteInLedger(tx, 'glass.ended-with', traces)
  return ended.length
}
