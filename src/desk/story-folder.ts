import { clients } from '../features/clients/contract.ts'
import { dayOf } from '../shared/calendar.ts'
import type { ClientId, FolderId, TeamId } from '../shared/ids.ts'
import type { FolderKind, NewFolder } from '../vault/seal.ts'
import type { OpenDesk } from './session.tsx'

type Place = { readonly folder: FolderId; readonly newFolder: NewFolder | null }

/** The client's story that I may write in, or a new one for case management and coordination. */
export async function storyOf(desk: OpenDesk, client: ClientId): Promise<Place> {
  return (await heldFolder(desk, client, 'story')) ?? newStory(desk)
}

/** A lawyer's or a psychologist's own notes and services stand in a folder of her team's; everybody else's in the story. */
export async function placeOfHelp(desk: OpenDesk, client: ClientId, team: TeamId): Promise<Place> {
  const kind = desk.house.teams.find((one) => one.id === team)?.kind
  if (kind !== 'legal' && kind !== 'psychological') return storyOf(desk, client)
  return (await heldFolder(desk, client, 'specialist')) ?? newFolderFor(desk, 'specialist', [team])
}

export function newStory(desk: OpenDesk): Promise<Place & { readonly newFolder: NewFolder }> {
  return newFolderFor(desk, 'story', [desk.team('case_management'), desk.team('coordination')])
}

async function heldFolder(desk: OpenDesk, client: ClientId, kind: FolderKind): Promise<Place | undefined> {
  const record = await desk.call(clients.one, { client })
  await desk.keys.admit(record.served)
  const held = record.folders.find((one) => one.kind === kind)
  return held && { folder: held.folder, newFolder: null }
}

async function newFolderFor(desk: OpenDesk, kind: FolderKind, holders: readonly TeamId[]) {
  const newFolder = await desk.keys.makeFolder(kind, holders, dayOf(new Date()))
  return { folder: newFolder.id, newFolder }
}
