import { clients } from '../features/clients/contract.ts'
import { dayOf } from '../shared/calendar.ts'
import type { ClientId, FolderId, TeamId } from '../shared/ids.ts'
import type { FolderKind, NewFolder } from '../vault/seal.ts'
import type { OpenDesk } from './session.tsx'

type Place = { readonly folder: FolderId; readonly newFolder: NewFolder | null }

/** Of a restricted client whatever is new is for the named; `like`: her card, by which its key is split. */
type Closed = { readonly like: string; readonly named: readonly string[] }

/** The client's story that I may write in, or a new one for case management and coordination. */
export async function storyOf(desk: OpenDesk, client: ClientId): Promise<Place> {
  const { place, closed } = await heldFolder(desk, client, 'story')
  return place ?? newStory(desk, closed)
}

/** A lawyer's or a psychologist's own notes and services stand in a folder of her team's; everybody else's in the story. */
export async function placeOfHelp(desk: OpenDesk, client: ClientId, team: TeamId): Promise<Place> {
  const kind = desk.house.teams.find((one) => one.id === team)?.kind
  if (kind !== 'legal' && kind !== 'psychological') return storyOf(desk, client)
  const { place, closed } = await heldFolder(desk, client, 'specialist')
  return place ?? newFolderFor(desk, 'specialist', [team], closed)
}

export function newStory(desk: OpenDesk, closed?: Closed): Promise<Place & { readonly newFolder: NewFolder }> {
  return newFolderFor(desk, 'story', [desk.team('case_management'), desk.team('coordination')], closed)
}

async function heldFolder(desk: OpenDesk, client: ClientId, kind: FolderKind): Promise<{ readonly place: Place | undefined; readonly closed: Closed | undefined }> {
  const record = await desk.call(clients.one, { client })
  await desk.keys.admit(record.served)
  const of = (wanted: string) => record.folders.find((one) => one.kind === wanted)?.folder
  const [held, card] = [of(kind), of('card')]
  return { place: held && { folder: held, newFolder: null }, closed: record.named && card ? { like: card, named: record.named } : undefined }
}

async function newFolderFor(desk: OpenDesk, kind: FolderKind, holders: readonly TeamId[], closed: Closed | undefined) {
  const newFolder = await desk.keys.makeFolder(kind, closed?.named ?? holders, dayOf(new Date()), closed && { like: closed.like })
  return { folder: newFolder.id, newFolder }
}
