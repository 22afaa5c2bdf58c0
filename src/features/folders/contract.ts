import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { folderId } from '../../shared/ids.ts'
import { folderKeyRow, holdRow } from '../../vault/seal.ts'

export const folders = {
  keys: endpoint({
    method: 'get', path: '/api/folders/:folder/keys', may: 'member', as: 'app',
    says: 'The keys of a folder and everybody who holds it now, for whoever holds it and is about to write into it.',
    input: z.object({ folder: folderId }),
    output: z.object({
      keys: z.array(folderKeyRow), holds: z.array(holdRow),
      /** Of each holder the newest epoch (0: a person), of recovery the newest generation, and whether she has left the house. */
      newest: z.array(z.object({ holder: z.uuid(), epoch: z.int(), left: z.boolean() })),
    }),
  }),
}
