import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { day, done, pastDay, version } from '../../shared/fields.ts'
import { folderId, recordId, teamId } from '../../shared/ids.ts'
import { docRow, newFolder } from '../../vault/seal.ts'
import { eventKind } from '../../vocabulary/index.ts'
import { servedFolder } from '../clients/contract.ts'

export const activistFacts = z.object({ folder: folderId, team: teamId, state: z.enum(['active', 'left']) })

/** Sealed, held by prevention and coordination: who somebody is, what she is trained for, when she is free. */
export const activistWords = z.object({
  name: z.string(),
  reach: z.string(),
  lecturer: z.boolean(),
  /** Kinds of events and audiences she is trained for, by code. */
  trainedFor: z.array(z.string()),
  languages: z.string(),
  free: z.string(),
  notes: z.string(),
})
export type ActivistWords = z.output<typeof activistWords>

/** Whole hours; for an event, or for none (`not_applicable`). */
export const activistHours = z.object({
  id: recordId,
  folder: folderId,
  event: z.nullable(folderId),
  kind: z.enum([...eventKind.codes, 'not_applicable']),
  onDay: pastDay,
  hours: z.int().check(z.minimum(1), z.maximum(200)),
})

export const activists = {
  save: endpoint({
    method: 'post', path: '/api/activists', may: 'prevention:write', as: 'app',
    says: 'A new activist or lecturer; everything but being one is sealed. Safe to send twice.',
    input: z.extend(activistFacts, { newFolder, doc: docRow }),
    output: done,
    changes: ({ folder }) => [{ kind: 'activist', id: folder, folder }],
  }),
  change: endpoint({
    method: 'put', path: '/api/activists/:folder', may: 'prevention:write', as: 'app',
    says: 'Changes what is known of an activist; refused when somebody changed it meanwhile.',
    input: z.extend(activistFacts, { version, doc: docRow }),
    output: z.object({ version }),
    changes: ({ folder }) => [{ kind: 'activist', id: folder, folder }],
  }),
  list: endpoint({
    method: 'get', path: '/api/activists', may: 'prevention:write', as: 'app',
    says: 'Every activist she holds with the hours given in all and this year, and what opens them.',
    input: z.object({ year: z.coerce.number().check(z.int()) }),
    output: z.object({
      activists: z.array(z.extend(activistFacts, { version, hours: z.int(), hoursOfYear: z.int(), lastOn: z.nullable(day) })), served: servedFolder,
    }),
  }),
  giveHours: endpoint({
    method: 'post', path: '/api/activists/:folder/hours', may: 'prevention:write', as: 'app',
    says: 'Hours an activist gave on a day, for an event or for none.',
    input: activistHours,
    output: done,
    changes: ({ folder }) => [{ kind: 'activist', id: folder, folder }],
  }),
}
