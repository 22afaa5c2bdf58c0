import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { day, done } from '../../shared/fields.ts'
import { folderId, memberId, recordId } from '../../shared/ids.ts'
import { docRow, folderKeyRow, holdRow, newFolder, servedDoc } from '../../vault/seal.ts'
import { institutionKind } from '../../vocabulary/index.ts'

/** Sealed: where one turns to. A place a client may stay at tells where she is, so nothing of it stands in the clear. */
export const institutionEntryWords = z.object({
  id: z.string(),
  is: z.literal('institution'),
  kind: z.enum(institutionKind.codes),
  name: z.string(),
  unit: z.string(),
  town: z.string(),
  address: z.string(),
  dutyPhones: z.array(z.string()),
  phones: z.array(z.string()),
  email: z.string(),
  hours: z.string(),
  languages: z.array(z.string()),
  note: z.string(),
  /** When somebody last saw that this is so. */
  verifiedOn: z.nullable(z.string()),
  archivedOn: z.nullable(z.string()),
})

/** Sealed: a person one speaks to there. A record of her own, so that she can be taken out alone. */
export const personEntryWords = z.object({
  id: z.string(),
  is: z.literal('person'),
  institution: z.string(),
  name: z.string(),
  role: z.string(),
  phones: z.array(z.string()),
  email: z.string(),
  /** Trained to meet somebody who may have been trafficked. */
  trained: z.enum(['yes', 'no', 'unknown']),
  archivedOn: z.nullable(z.string()),
})

/** A page of the directory: one entry written by hand, or many of an import. An entry's own page counts before any other. */
export const directoryWords = z.object({ entries: z.array(z.union([institutionEntryWords, personEntryWords])) })

export type InstitutionEntry = z.output<typeof institutionEntryWords>
export type PersonEntry = z.output<typeof personEntryWords>
export type Entry = InstitutionEntry | PersonEntry

const importId = recordId
const directoryImport = z.object({ id: importId, by: memberId, madeOn: day, entries: z.int(), state: z.enum(['coming', 'taken']) })

export const directory = {
  read: endpoint({
    method: 'get', path: '/api/directory', may: 'institutions:record', as: 'app',
    says: 'Sealed pages of the directory, as much as fits into one answer, in the order of their ids; pages of an import that has not come whole are not among them. What opens them comes with the first, which is an entry in the ledger.',
    input: z.object({ after: z.optional(z.uuid()) }),
    output: z.object({
      folders: z.array(folderId),
      served: z.object({ keys: z.array(folderKeyRow), holds: z.array(holdRow), docs: z.array(servedDoc) }),
      imports: z.array(directoryImport),
      next: z.nullable(z.uuid()),
    }),
  }),
  write: endpoint({
    method: 'post', path: '/api/directory/entries', may: 'institutions:record', as: 'app',
    says: 'Writes an institution and the people there: new ones, or new versions, all or nothing.',
    input: z.object({ folder: folderId, newFolder: z.nullable(newFolder), docs: z.array(docRow).check(z.minLength(1), z.maxLength(60)) }),
    output: done,
    changes: ({ folder }) => [{ kind: 'directory', id: folder, folder }],
  }),
  beginImport: endpoint({
    method: 'post', path: '/api/directory/imports', may: 'directory:import', as: 'app',
    says: 'Begins an import; nobody is shown any of it before it is taken.',
    input: z.object({ id: importId, folder: folderId, newFolder: z.nullable(newFolder), entries: z.int().check(z.minimum(1), z.maximum(200_000)) }),
    output: done,
  }),
  importPages: endpoint({
    method: 'post', path: '/api/directory/imports/:id/pages', may: 'directory:import', as: 'app', limit: 6_000_000,
    says: 'Sealed pages of an import that was begun; safe to send twice.',
    input: z.object({ id: importId, docs: z.array(docRow).check(z.minLength(1), z.maxLength(40)) }),
    output: done,
  }),
  takeImport: endpoint({
    method: 'post', path: '/api/directory/imports/:id/take', may: 'directory:import', as: 'app',
    says: 'All pages have come: the import is taken whole. Refused when some are missing.',
    input: z.object({ id: importId, pages: z.int().check(z.positive()) }),
    output: done,
  }),
  dropImport: endpoint({
    method: 'post', path: '/api/directory/imports/:id/drop', may: 'directory:import', as: 'app',
    says: 'Stops an import, or takes a taken one back whole; its sealed pages go. What was written by hand since stays.',
    input: z.object({ id: importId }),
    output: done,
  }),
}
