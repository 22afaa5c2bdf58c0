import type * as z from 'zod/mini'
import { dayOf } from '../../shared/calendar.ts'
import { refuse } from '../../shared/problem.ts'
import type { Asker, Tx } from '../../server/transaction.ts'
import type { NewFolder } from '../../vault/seal.ts'
import { folderStore } from '../folders/index.ts'
import type { newClient } from './contract.ts'
import { clientStore } from './store.ts'

/** A client and her card in one go; false when both were there before. */
export async function makeClient(tx: Tx, asker: Asker, { id, card, doc }: z.output<typeof newClient>, now: Date): Promise<boolean> {
  if (card.kind !== 'card' || doc.folder !== card.id) refuse('bad-input')
  const folders = folderStore(tx, asker)
  await folders.make(card)
  const store = clientStore(tx)
  const added = await store.add(id, card.id, dayOf(now))
  if (!added && !(await store.hasCard(id, card.id))) refuse('taken')
  await folders.write(doc)
  return added
}

/** The folder of hers that is written to: one she holds already, or a new one made in the same breath. */
export async function storyFolder(tx: Tx, asker: Asker, client: string, folder: string, made: NewFolder | null): Promise<void> {
  const store = clientStore(tx)
  const known = await store.folders(await store.allOfHer(client))
  if (!known.length) refuse('not-found')
  if (made) {
    if (made.id !== folder || made.kind === 'card' || made.kind === 'contact') refuse('bad-input')
    await folderStore(tx, asker).make(made)
    await store.addFolder(client, folder, made.kind)
    return
  }
  if (!known.some((one) => one.folder === folder)) refuse('not-found')
}

export { clientStore }
