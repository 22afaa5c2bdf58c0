import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { day, done } from '../../shared/fields.ts'
import { folderId, memberId, teamId } from '../../shared/ids.ts'
import { docRow, folderKeyRow, holdRow, newFolder, servedDoc } from '../../vault/seal.ts'

/** Sealed, held by the team it is for: what the next shift must know, and which clients it speaks of. */
export const handOverWords = z.object({ at: z.string(), text: z.string(), clients: z.array(z.string()) })
export type HandOverWords = z.output<typeof handOverWords>

const note = z.object({
  folder: folderId, team: teamId, by: memberId, writtenOn: day,
  seen: z.array(z.object({ member: memberId, seenOn: day })),
  /** Of the team's members those who have not seen it; the writer is not asked. */
  unseen: z.array(memberId),
})

export const handOvers = {
  write: endpoint({
    method: 'post', path: '/api/hand-overs', may: 'services:record', as: 'app',
    says: 'Leaves a sealed note for a team; its members are asked to say that they have seen it.',
    input: z.object({ folder: folderId, team: teamId, newFolder, doc: docRow }),
    output: done,
    changes: ({ folder }) => [{ kind: 'hand-over', id: folder, folder }],
  }),
  list: endpoint({
    method: 'get', path: '/api/hand-overs', may: 'services:record', as: 'app',
    says: 'Notes of the last two weeks that she holds, newest first, older ones as long as she has not seen them, and who has seen each.',
    input: z.object({}),
    output: z.object({ notes: z.array(note), served: z.object({ keys: z.array(folderKeyRow), holds: z.array(holdRow), docs: z.array(servedDoc) }) }),
  }),
  see: endpoint({
    method: 'post', path: '/api/hand-overs/:folder/seen', may: 'services:record', as: 'app',
    says: 'She has seen this note.',
    input: z.object({ folder: folderId }),
    output: done,
    changes: ({ folder }) => [{ kind: 'hand-over', id: folder, folder }],
  }),
}
