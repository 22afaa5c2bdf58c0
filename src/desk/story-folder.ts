import { clients } from '../features/clients/contract.ts'
import { dayOf } from '../shared/calendar.ts'
import type { ClientId, FolderId } from '../shared/ids.ts'
import type { NewFolder } from '../vault/seal.ts'
import type { OpenDesk } from './session.tsx'

/** The client's story that I may write in, or a new one for case management and coordination. */
export async function storyOf(desk: OpenDesk, client: ClientId): Promise<{ readonly folder: FolderId; readonly newFolder: NewFolder | null }> {
  const record = await desk.call(clients.one, { client })
  await desk.keys.admit(record.served)
  const held = record.folders.find((one) => one.kind === 'story')
  if (held) return { folder: held.folder, newFolder: null }
  return newStory(desk)
}

export async function newStory(desk: OpenDesk): Promise<{ readonly folder: FolderId; readonly newFolder: NewFolder }> {
  const newFolder = await desk.keys.makeFolder('story', [desk.team('case_management'), desk.team('coordination')], dayOf(new Date()))
  return { folder: newFolder.id, newFolder }
}
