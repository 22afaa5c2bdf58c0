import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { day, done, pastDay, version } from '../../shared/fields.ts'
import { folderId, recordId, teamId } from '../../shared/ids.ts'
import { docRow, newFolder } from '../../vault/seal.ts'
import { eventKind } from '../../vocabulary/index.ts'
import { servedFolder } from '../clients/contract.ts'
import { hoursGiven } from './rules.ts'

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

const hours = z.int().check(z.minimum(hoursGiven.from), z.maximum(hoursGiven.to))

/** Whole hours; for an event, or for none (`not_applicable`). */
export const activistHours = z.object({
  id: recordId,
  folder: folderId,
  event: z.nullable(folderId),
  kind: z.enum([...eventKind.codes, 'not_applicable']),
  onDay: pastDay,
  hours,
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
    says: 'Every activist she holds with the hours given in all and this year and at how many events, and what opens them.',
    input: z.object({ year: z.coerce.number().check(z.int()) }),
    output: z.object({
      activists: z.array(z.extend(activistFacts, { version, hours: z.int(), hoursOfYear: z.int(), events: z.int(), lastOn: z.nullable(day) })), served: servedFolder,
    }),
  }),
  giveHours: endpoint({
    method: 'post', path: '/api/activists/:folder/hours', may: 'prevention:write', as: 'app',
    says: 'Hours an activist gave on a day, for an event or for none.',
    input: activistHours,
    output: done,
    changes: ({ folder }) => [{ kind: 'activist', id: folder, folder }],
  }),
  hoursOf: endpoint({
    method: 'get', path: '/api/activists/:folder/hours', may: 'prevention:write', as: 'app',
    says: 'Hours of an activist she holds that were given for no event, the newest first. Those of an event stand on its page.',
    input: z.object({ folder: folderId }),
    output: z.object({ given: z.array(z.object({ id: recordId, kind: z.enum([...eventKind.codes, 'not_applicable']), onDay: day, hours: z.int() })) }),
  }),
  takeBackHours: endpoint({
    method: 'delete', path: '/api/activists/:folder/hours/:id', may: 'prevention:write', as: 'app',
    says: 'Hours that were written down by mistake are counted no longer.',
    input: z.object({ folder: folderId, id: recordId }),
    output: done,
    changes: ({ folder }) => [{ kind: 'activist', id: folder, folder }],
  }),
  giveHoursAt: endpoint({
    method: 'post', path: '/api/prevention/events/:event/hours', may: 'prevention:write', as: 'app',
    says: 'Who helped with an event and how many hours each, all at once; what for is the kind of the event. Safe to send twice.',
    input: z.object({ event: folderId, onDay: pastDay, given: z.array(z.object({ id: recordId, folder: folderId, hours })).check(z.minLength(1), z.maxLength(100)) }),
    output: done,
    changes: ({ event, given }) => [{ kind: 'event', id: event, folder: event }, ...given.map(({ folder }) => ({ kind: 'activist', id: folder, folder }) as const)],
  }),
  hoursAt: endpoint({
    method: 'get', path: '/api/prevention/events/:event/hours', may: 'prevention:write', as: 'app',
    says: 'Who gave hours for an event: of the activists she holds, without their names.',
    input: z.object({ event: folderId }),
    output: z.object({ given: z.array(z.object({ id: recordId, folder: folderId, onDay: day, hours: z.int() })) }),
  }),
}
