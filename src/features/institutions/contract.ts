import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { done, pastDay } from '../../shared/fields.ts'
import { clientId, folderId, recordId, teamId } from '../../shared/ids.ts'
import { docRow, newFolder } from '../../vault/seal.ts'
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

/** Sealed: whom she spoke to and what was promised. */
export const institutionContactWords = z.object({
  withWhom: z.string(),
  said: z.string(),
  promise: z.string(),
  promisedBy: z.nullable(z.string()),
})

export const institutions = {
  record: endpoint({
    method: 'post', path: '/api/institution-contacts', may: 'institutions:record', as: 'app',
    says: 'Records a contact with an institution, in the client\'s story or, without a client, in a folder of the team\'s.',
    input: z.extend(institutionContactFacts, { folder: folderId, newFolder: z.nullable(newFolder), doc: z.nullable(docRow) }),
    output: done,
    changes: ({ client, folder }) => (client === null ? [] : [{ kind: 'client', id: client, folder }]),
  }),
}
