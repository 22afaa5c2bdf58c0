import type { OpenDesk } from '../../../desk/session.tsx'
import { takeWhole } from '../../../desk/sheets/take-whole.ts'
import type { Way } from '../../../desk/sheets/take-whole.ts'
import { dayOf } from '../../../shared/calendar.ts'
import type { SentTo } from '../../../shared/endpoint.ts'
import { newId } from '../../../shared/ids.ts'
import type { RecordId, TeamId } from '../../../shared/ids.ts'
import { institutions } from '../contract.ts'
import { blocksOf, partsOf } from '../import-rules.ts'
import type { PastContact } from '../import-rules.ts'

/** Past contacts of a team, each sealed in a document of its own as when it is typed, in folders of a hundred. Undefined: stopped. */
export async function takeContacts(desk: OpenDesk, team: TeamId, file: string, contacts: readonly PastContact[], way: Way): Promise<RecordId | undefined> {
  const id = newId<'record'>()
  const folder = await desk.keys.makeFolder('story', [team], dayOf(new Date()))
  async function seal(part: ReturnType<typeof partsOf>[number]): Promise<SentTo<typeof institutions.importContacts>> {
    const blocks = await Promise.all(part.map(async (block) => {
      const made = await desk.keys.makeFolder('story', [team], block[0]?.facts.onDay ?? dayOf(new Date()))
      const docs = await desk.keys.sealDocs(block.flatMap(({ facts, words, later }) => [
        { doc: { folder: made.id, id: newId() as string, version: 1, schema: 'institution-contact/1' }, content: { ...words, of: facts.id } },
        ...(later ? [{ doc: { folder: made.id, id: newId() as string, version: 1, schema: 'institution-follow-up/1' }, content: { ...later, of: facts.id } }] : []),
      ]))
      return { folder: made, contacts: block.map(({ facts }) => facts), docs }
    }))
    const rows = await desk.keys.sealDoc({ folder: folder.id, id: newId(), version: 1, schema: 'past-contacts/1' }, { file, rows: part.flat().map(({ key }) => key) })
    return { id, rows, blocks }
  }
  const taken = await takeWhole(partsOf(blocksOf(contacts)), {
    begin: () => desk.call(institutions.beginImport, { id, team, folder, contacts: contacts.length }),
    seal,
    send: (part) => desk.call(institutions.importContacts, part),
    take: () => desk.call(institutions.takeImport, { id, contacts: contacts.length }),
    drop: () => desk.call(institutions.dropImport, { id }),
    counts: (part) => part.flat().length,
  }, way)
  return taken ? id : undefined
}
