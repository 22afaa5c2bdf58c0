import type { OpenDesk } from '../../../desk/session.tsx'
import { newId } from '../../../shared/ids.ts'
import type { FolderId, RecordId } from '../../../shared/ids.ts'
import { directory } from '../contract.ts'
import type { Entry } from '../contract.ts'
import { pagesOf } from '../import-rules.ts'
import { newDirectory } from './directory.ts'

type Way = { readonly progress: (done: number) => void; readonly stopped: () => boolean }
const together = 20

/**
 * Seals the pages and sends them; only when all have come is the import taken, in one step. Stopped or broken off on the
 * way, what came is dropped: nobody has seen any of it. Undefined: stopped.
 */
export async function takeImport(desk: OpenDesk, there: FolderId | null, entries: readonly Entry[], { progress, stopped }: Way): Promise<RecordId | undefined> {
  const id = newId<'record'>()
  const newFolder = there ? null : await newDirectory(desk)
  const folder = (there ?? newFolder?.id) as FolderId
  const pages = pagesOf(entries)
  await desk.call(directory.beginImport, { id, folder, newFolder, entries: entries.length })
  try {
    let done = 0
    for (let at = 0; at < pages.length && !stopped(); at += together) {
      const some = pages.slice(at, at + together)
      const docs = await desk.keys.sealDocs(some.map((page) => ({ doc: { folder, id: newId() as string, version: 1, schema: 'directory/1' }, content: { entries: page } })))
      await desk.call(directory.importPages, { id, docs })
      done += some.reduce((sum, page) => sum + page.length, 0)
      progress(done)
    }
    if (stopped()) {
      await desk.call(directory.dropImport, { id })
      return undefined
    }
    await desk.call(directory.takeImport, { id, pages: pages.length })
    return id
  } catch (problem) {
    await desk.call(directory.dropImport, { id }).catch(() => undefined)
    throw problem
  }
}
