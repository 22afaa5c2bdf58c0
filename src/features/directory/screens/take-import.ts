import type { OpenDesk } from '../../../desk/session.tsx'
import { takeWhole } from '../../../desk/sheets/take-whole.ts'
import type { Way } from '../../../desk/sheets/take-whole.ts'
import { newId } from '../../../shared/ids.ts'
import type { FolderId, RecordId } from '../../../shared/ids.ts'
import { directory } from '../contract.ts'
import type { Entry } from '../contract.ts'
import { pagesOf } from '../import-rules.ts'
import { newDirectory } from './directory.ts'

const together = 20

/** The directory's pages of an import, twenty at a time. Undefined: stopped. */
export async function takeImport(desk: OpenDesk, there: FolderId | null, entries: readonly Entry[], way: Way): Promise<RecordId | undefined> {
  const id = newId<'record'>()
  const newFolder = there ? null : await newDirectory(desk)
  const folder = (there ?? newFolder?.id) as FolderId
  const pages = pagesOf(entries)
  const parts = Array.from({ length: Math.ceil(pages.length / together) }, (_, at) => pages.slice(at * together, (at + 1) * together))
  const taken = await takeWhole(parts, {
    begin: () => desk.call(directory.beginImport, { id, folder, newFolder, entries: entries.length }),
    seal: (part) => desk.keys.sealDocs(part.map((page) => ({ doc: { folder, id: newId() as string, version: 1, schema: 'directory/1' }, content: { entries: page } }))),
    send: (docs) => desk.call(directory.importPages, { id, docs }),
    take: () => desk.call(directory.takeImport, { id, pages: pages.length }),
    drop: () => desk.call(directory.dropImport, { id }),
    counts: (part) => part.reduce((sum, page) => sum + page.length, 0),
  }, way)
  return taken ? id : undefined
}
