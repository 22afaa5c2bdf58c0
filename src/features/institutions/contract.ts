import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { day, done, pastDay } from '../../shared/fields.ts'
import { clientId, folderId, recordId, teamId } from '../../shared/ids.ts'
import { docRow, folderKeyRow, holdRow, newFolder, servedDoc } from '../../vault/seal.ts'
import { channel, direction, institutionContactTopic, institutionKind } from '../../vocabulary/index.ts'

/** One exchange with an institution. It is not a call, and a call is not one of these. */
export const institutionContactFacts = z.object({
  id: recordId,
  client: z.nullable(clientId),
  team: teamId,
  kind: z.enum(institutionKind.codes),
  topic: z.enum(institutionContactTopic.codes),
  channel: z.enum(channel.codes),
  direction: z.enum(direction.codes),
  onDay: pastDay,
})

/** What an institution does with what it is asked. */
export const institutionAnswers = ['answered', 'promised', 'refused', 'waiting'] as const

/**
 * Sealed: whom she spoke to, which entry of the directory that is, and what was promised. A link between a client and a place
 * stands nowhere else. What is optional was added later; older records do not say it.
 */
export const institutionContactWords = z.object({
  withWhom: z.string(),
  said: z.string(),
  promise: z.string(),
  promisedBy: z.nullable(z.string()),
  institution: z.optional(z.nullable(z.string())),
  person: z.optional(z.nullable(z.string())),
  /** What it was called then: a directory changes, a record does not. */
  called: z.optional(z.string()),
  answer: z.optional(z.nullable(z.enum(institutionAnswers))),
})

/** Sealed, beside the contact it is `of`: what came of it later, and on which day. */
export const institutionFollowUpWords = z.object({
  of: z.string(),
  what: z.enum(['answered', 'kept', 'broken', 'refused']),
  on: z.string(),
  note: z.string(),
})
export type InstitutionContactWords = z.output<typeof institutionContactWords>
export type InstitutionFollowUp = z.output<typeof institutionFollowUpWords>

export const institutions = {
  record: endpoint({
    method: 'post', path: '/api/institution-contacts', may: 'institutions:record', as: 'app',
    says: 'Records a contact with an institution, in the client\'s story or, without a client, in a folder of the team\'s.',
    input: z.extend(institutionContactFacts, { folder: folderId, newFolder: z.nullable(newFolder), doc: z.nullable(docRow) }),
    output: done,
    changes: ({ client, folder }) => (client === null ? [] : [{ kind: 'client', id: client, folder }]),
  }),
  followUp: endpoint({
    method: 'post', path: '/api/institution-contacts/:id/follow-ups', may: 'institutions:record', as: 'app',
    says: 'What came of a contact with an institution later: answered, promise kept or broken, refused; sealed in the contact\'s own folder.',
    input: z.object({ id: recordId, doc: docRow }),
    output: done,
  }),
  list: endpoint({
    method: 'get', path: '/api/institution-contacts', may: 'records:read', as: 'app',
    says: 'Contacts with institutions of a period that she holds, newest first, each with its own sealed words and nothing else of its folder.',
    input: z.object({ from: day, to: day, beforeDay: z.optional(day), beforeId: z.optional(recordId) }),
    output: z.object({
      contacts: z.array(z.extend(institutionContactFacts, { folder: folderId, onDay: day })),
      served: z.object({ keys: z.array(folderKeyRow), holds: z.array(holdRow), docs: z.array(servedDoc) }),
      more: z.boolean(),
    }),
  }),
}
