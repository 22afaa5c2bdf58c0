import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { day, done, version } from '../../shared/fields.ts'
import { folderId } from '../../shared/ids.ts'
import { docRow, newFolder } from '../../vault/seal.ts'
import { servedFolder } from '../clients/contract.ts'
import { eventFacts, headsCell } from './facts.ts'

/** Sealed, held by prevention and coordination. `activists` are ids of their folders. */
export const eventWords = z.object({
  title: z.string(),
  about: z.string(),
  where: z.string(),
  audiences: z.array(z.string()),
  trainers: z.string(),
  activists: z.array(z.string()),
  partners: z.string(),
  materials: z.string(),
  notes: z.string(),
})
export type EventWords = z.output<typeof eventWords>

/** One named participant, sealed in a folder that the prevention team alone holds. No id of anybody else's is in it. `present` are ids of sessions. */
export const participantWords = z.object({
  name: z.string(),
  reach: z.string(),
  from: z.string(),
  audience: z.string(),
  sex: z.string(),
  ageBand: z.string(),
  present: z.array(z.string()),
  certificate: z.nullable(z.string()),
  registration: z.nullable(z.string()),
})
export type ParticipantWords = z.output<typeof participantWords>

const kept = z.extend(eventFacts, { version, heads: z.array(headsCell) })
export type KeptEvent = z.output<typeof kept>

export const events = {
  save: endpoint({
    method: 'post', path: '/api/prevention/events', may: 'prevention:write', as: 'app',
    says: 'A new event with its sessions; its title and words sealed. Safe to send twice.',
    input: z.extend(eventFacts, { newFolder, doc: docRow }),
    output: done,
    changes: ({ folder }) => [{ kind: 'event', id: folder, folder }],
  }),
  change: endpoint({
    method: 'put', path: '/api/prevention/events/:folder', may: 'prevention:write', as: 'app',
    says: 'Changes an event, its sessions or its state; refused when somebody changed it meanwhile.',
    input: z.extend(eventFacts, { version, doc: docRow }),
    output: z.object({ version }),
    changes: ({ folder }) => [{ kind: 'event', id: folder, folder }],
  }),
  countHeads: endpoint({
    method: 'put', path: '/api/prevention/events/:folder/heads', may: 'prevention:write', as: 'app',
    says: 'Who was there, as heads by audience, sex, age and place, all at once; whoever counts says that it was held.',
    input: z.object({ folder: folderId, version, heads: z.array(headsCell).check(z.maxLength(300)) }),
    output: z.object({ version }),
    changes: ({ folder }) => [{ kind: 'event', id: folder, folder }],
  }),
  list: endpoint({
    method: 'get', path: '/api/prevention/events', may: 'prevention:write', as: 'app',
    says: 'Events she holds, with what opens them: those still planned, the next first; or the others, newest first.',
    input: z.object({
      which: z._default(z.enum(['planned', 'past']), 'past'),
      beforeDay: z.optional(day), beforeFolder: z.optional(folderId),
      limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 50),
    }),
    output: z.object({ events: z.array(kept), served: servedFolder }),
  }),
  one: endpoint({
    method: 'get', path: '/api/prevention/events/:folder', may: 'prevention:write', as: 'app',
    says: 'One event with its sessions, heads and document, and the others of its series.',
    input: z.object({ folder: folderId }),
    output: z.object({ event: kept, series: z.array(z.object({ folder: folderId, onDay: day })), served: servedFolder }),
  }),
  participants: endpoint({
    method: 'get', path: '/api/prevention/events/:folder/participants', may: 'prevention:write', as: 'app',
    says: 'The register of named participants of an event, for the prevention team alone; empty for everybody else.',
    input: z.object({ folder: folderId }),
    output: z.object({ register: z.nullable(folderId), served: servedFolder }),
  }),
  writeParticipant: endpoint({
    method: 'post', path: '/api/prevention/events/:folder/participants', may: 'prevention:write', as: 'app',
    says: 'Writes one named participant into the event\'s register, and makes the register with the first.',
    input: z.object({ folder: folderId, newFolder: z.nullable(newFolder), doc: docRow }),
    output: done,
    changes: ({ folder }) => [{ kind: 'event', id: folder, folder }],
  }),
}
