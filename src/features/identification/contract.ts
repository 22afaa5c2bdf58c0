import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { day, done, version } from '../../shared/fields.ts'
import { clientId, folderId, recordId } from '../../shared/ids.ts'
import { docRow, newFolder } from '../../vault/seal.ts'
import { servedFolder } from '../clients/contract.ts'
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

export type PersonWords = z.output<typeof personWords>

const limit = (most: number) => z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(most)), most)
const maybe = z.nullable(z.string())

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
  persons: endpoint({
    method: 'get', path: '/api/persons', may: 'situations:write', as: 'app',
    says: 'A page of the people whose stories she holds, with what opens the sealed codes about them. Joined files are one client.',
    input: z.object({ after: z.optional(folderId), limit: limit(200) }),
    output: z.object({ persons: z.array(z.object({ folder: folderId, client: clientId })), served: servedFolder, next: z.nullable(folderId) }),
  }),
  events: endpoint({
    method: 'get', path: '/api/status-events', may: 'situations:write', as: 'app',
    says: 'A page of the identification events she holds, with the coarse codes of their clients. Joined files are one client.',
    input: z.object({ after: z.optional(recordId), limit: limit(1000) }),
    output: z.object({
      events: z.array(z.extend(statusEventFacts, {
        month: day, recordedOn: day, sex: maybe, form: maybe, citizenRs: maybe, exploitedRs: maybe,
      })),
      next: z.nullable(recordId),
    }),
  }),
}
