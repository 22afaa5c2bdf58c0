import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { done, version } from '../../shared/fields.ts'
import { folderId } from '../../shared/ids.ts'
import { docRow, newFolder } from '../../vault/seal.ts'
import { centreEventFacts, personFacts, statusEventFacts } from './facts.ts'

/** Sealed reasons of an identification event. */
export const statusEventWords = z.object({
  basis: z.array(z.string()),
  herView: z.string(),
  reasons: z.string(),
  documentNumber: z.string(),
})

/** Sealed finer codes of a person, in her story. */
export const personWords = z.object({
  citizenships: z.array(z.string()),
  ageBand: z.string(),
  birthYear: z.nullable(z.int()),
  gender: z.string(),
  education: z.string(),
  familyStatus: z.string(),
  languages: z.array(z.string()),
  /** What she needs to be able to come, read, hear. */
  needs: z.string(),
})

export const identification = {
  recordStatus: endpoint({
    method: 'post', path: '/api/status-events', may: 'situations:write', as: 'app',
    says: 'Adds a dated identification event: status, decided by whom, in which month, from which report.',
    input: z.extend(statusEventFacts, { folder: folderId, newFolder: z.nullable(newFolder), doc: z.nullable(docRow) }),
    output: done,
    changes: ({ client, folder }) => [{ kind: 'client', id: client, folder }],
  }),
  recordCentre: endpoint({
    method: 'post', path: '/api/centre-events', may: 'situations:write', as: 'app',
    says: 'Adds a report to the national Centre, or its outcome.',
    input: z.extend(centreEventFacts, { folder: folderId, newFolder: z.nullable(newFolder), doc: z.nullable(docRow) }),
    output: done,
    changes: ({ client, folder }) => [{ kind: 'client', id: client, folder }],
  }),
  recordPerson: endpoint({
    method: 'put', path: '/api/persons/:folder', may: 'situations:write', as: 'app',
    says: 'Writes the coarse codes of a person (version 1 makes the row) and her sealed finer ones.',
    input: z.extend(personFacts, { version, newFolder: z.nullable(newFolder), doc: z.nullable(docRow) }),
    output: done,
    changes: ({ client, folder }) => [{ kind: 'client', id: client, folder }],
  }),
}
