import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { bytes, done } from '../../shared/fields.ts'
import { folderId, memberId } from '../../shared/ids.ts'
import { folderKeyRow, glassShareRow, holdRow } from '../../vault/seal.ts'

/** A file in pieces beside a record, named in the record's sealed document. `pieces` are their hashes, so that the signed document vouches for them. */
export const sealedFile = z.object({ id: z.string(), name: z.string(), type: z.string(), size: z.number(), gen: z.number(), pieces: z.array(z.string()) })
export type SealedFile = z.output<typeof sealedFile>

/** Which piece; 64 of them at most. */
const place = z.coerce.number().check(z.int(), z.minimum(0), z.maximum(63))

export const folders = {
  keys: endpoint({
    method: 'get', path: '/api/folders/:folder/keys', may: 'member', as: 'app',
    says: 'The keys of a folder and everybody who holds it now, for whoever holds it and is about to write into it.',
    input: z.object({ folder: folderId }),
    output: z.object({
      keys: z.array(folderKeyRow), holds: z.array(holdRow),
      /** Somebody was taken off the newest key: what is written next goes under a new one. */
      stale: z.boolean(),
      /** Where it concerns a restricted client: to whom. */
      named: z.nullable(z.array(memberId)),
      /** Halves of the newest key, sealed to coordinators: she who makes the next splits it for the same. */
      glass: z.array(glassShareRow),
      /** Of each holder the newest epoch (of a person: how many times she got new keys), of recovery the newest generation, and whether she has left the house. */
      newest: z.array(z.object({ holder: z.uuid(), epoch: z.int(), left: z.boolean() })),
    }),
  }),
  writePiece: endpoint({
    method: 'post', path: '/api/folders/:folder/files/:file/pieces/:n', may: 'member', as: 'app', limit: 1_500_000,
    says: 'A sealed piece of a file, for whoever holds the folder; a signed document names its hash. The first piece is an entry in the ledger, and no other is taken before it. `unnamed`: no document names the file yet, so it goes after a day unless it is kept. Safe to send twice.',
    input: z.object({ folder: folderId, file: z.uuid(), n: place, bytes: bytes(1_048_576).check(z.minLength(1)), unnamed: z._default(z.boolean(), false) }),
    output: done,
  }),
  keepFile: endpoint({
    method: 'post', path: '/api/folders/:folder/files/:file/keep', may: 'member', as: 'app',
    says: 'A document is about to name this file, for the first time or again: its pieces stay. Not found where they are gone.',
    input: z.object({ folder: folderId, file: z.uuid() }),
    output: done,
  }),
  letFileGo: endpoint({
    method: 'post', path: '/api/folders/:folder/files/:file/go', may: 'member', as: 'app',
    says: 'No document names this file any more: its pieces go after a day, for whoever writes in the folder. `stopped`: it never was named, and they go at once.',
    input: z.object({ folder: folderId, file: z.uuid(), stopped: z.boolean() }),
    output: done,
  }),
  readPiece: endpoint({
    method: 'get', path: '/api/folders/:folder/files/:file/pieces/:n', may: 'member', as: 'app',
    says: 'A sealed piece of a file; every one that is read is an entry in the ledger.',
    input: z.object({ folder: folderId, file: z.uuid(), n: place }),
    output: z.object({ bytes: bytes(1_048_576) }),
  }),
}
