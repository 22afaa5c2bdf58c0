import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { bytes, day, done, name, text, version } from '../../shared/fields.ts'
import { folderId, recordId, teamId } from '../../shared/ids.ts'
import { docRow, newFolder } from '../../vault/seal.ts'
import { servedFolder } from '../clients/contract.ts'
import { sealedFile } from '../folders/contract.ts'
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
  /** Leaflets, posters, presentations; documents from before they could be attached have none. */
  files: z._default(z.array(sealedFile), []),
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
  /** One of hers was made invalid; she came all the same. Documents from before do not say. */
  withdrawn: z._default(z.boolean(), false),
  registration: z.nullable(z.string()),
})
export type ParticipantWords = z.output<typeof participantWords>

const kept = z.extend(eventFacts, { version, heads: z.array(headsCell) })
export type KeptEvent = z.output<typeof kept>

/** A public page of an event: public words by a worker's decision, in the clear. */
const page = z.object({
  slug: z.string().check(z.regex(/^[a-z0-9]{10,20}$/)), open: z.boolean(), locale: z.enum(['sr-Cyrl', 'sr-Latn', 'en']),
  title: name(200), said: text(4000), where: text(300), contact: name(300),
})
export type EventPage = z.output<typeof page>

/** What comes in over a page, sealed to the prevention team. Exported as words so that it is searched for everywhere. */
export const registrationWords = z.object({ name: z.string(), reach: z.string(), from: z.string(), audience: z.string() })
export type RegistrationWords = z.output<typeof registrationWords>

const registration = z.object({
  id: recordId, folder: folderId, arrivedOn: day, state: z.enum(['listed', 'waiting', 'taken', 'withdrawn']), heads: z.int(),
  team: teamId, epoch: z.nullable(z.int()), sealed: z.nullable(bytes(8192)),
})
const marks = z.nullable(z.array(z.int()))
const answers = z.object({ useful: marks, clear: marks, learnt: marks, recommends: marks })

/** Of somebody who stands by name, what the count of heads holds of her. */
const countedOne = z.pick(headsCell, { audience: true, sex: true, ageBand: true })

export const events = {
  page: endpoint({
    method: 'get', path: '/api/prevention/events/:folder/page', may: 'prevention:write', as: 'app',
    says: 'The public page of an event, what came in over it, and how many places are left (null: no limit).',
    input: z.object({ folder: folderId }),
    output: z.object({ page: z.nullable(page), left: z.nullable(z.int()), registrations: z.array(registration) }),
  }),
  putPage: endpoint({
    method: 'put', path: '/api/prevention/events/:folder/page', may: 'prevention:write', as: 'app',
    says: 'What the public page of an event says, and whether one can register on it. Its address stays what it was first.',
    input: z.extend(page, { folder: folderId }),
    output: z.object({ slug: z.string() }),
    changes: ({ folder }) => [{ kind: 'event', id: folder, folder }],
  }),
  answerRegistration: endpoint({
    method: 'post', path: '/api/prevention/events/:folder/registrations/:id', may: 'prevention:write', as: 'app',
    says: 'Takes somebody who registered into the register of participants, from the waiting list onto the list, or off it. Where there is no room, or others wait longer, it is refused unless it is to be anyway.',
    input: z.object({ folder: folderId, id: recordId, state: z.enum(['listed', 'taken', 'withdrawn']), anyway: z._default(z.boolean(), false) }),
    output: done,
    changes: ({ folder }) => [{ kind: 'event', id: folder, folder }],
  }),
  waitingRegistrations: endpoint({
    method: 'get', path: '/api/prevention/registrations', may: 'prevention:write', as: 'app',
    says: 'How many registrations of each planned event nobody has looked at yet, how many wait, and whether a place is free for who waits.',
    input: z.object({}),
    output: z.object({ events: z.array(z.object({ folder: folderId, listed: z.int(), waiting: z.int(), free: z.boolean() })) }),
  }),
  evaluations: endpoint({
    method: 'get', path: '/api/prevention/events/:folder/evaluations', may: 'prevention:write', as: 'app',
    says: 'What was answered without a name: how often each of one to four, by question; nothing of a question that fewer than five have answered.',
    input: z.object({ folder: folderId }),
    output: z.object({ given: z.int(), answers }),
  }),
  certify: endpoint({
    method: 'post', path: '/api/prevention/events/:folder/certificates', may: 'prevention:write', as: 'app',
    says: 'Makes the codes of printed certificates valid; of each code only SHA-256 is sent and kept.',
    input: z.object({ folder: folderId, hashes: z.array(bytes(32)).check(z.minLength(1), z.maxLength(300)) }),
    output: z.object({ added: z.int() }),
  }),
  withdrawCertificate: endpoint({
    method: 'post', path: '/api/prevention/events/:folder/certificates/withdraw', may: 'prevention:write', as: 'app',
    says: 'A certificate is valid no longer.',
    input: z.object({ folder: folderId, hash: bytes(32) }),
    output: done,
  }),
  calendars: endpoint({
    method: 'get', path: '/api/prevention/calendars', may: 'prevention:write', as: 'app',
    says: 'The addresses of calendars she has given out and not ended; the token itself is kept nowhere.',
    input: z.object({}),
    output: z.object({ calendars: z.array(z.object({ id: recordId, locale: z.string(), madeOn: day })) }),
  }),
  makeCalendar: endpoint({
    method: 'post', path: '/api/prevention/calendars', may: 'prevention:write', as: 'app',
    says: 'A calendar of her events in quiet words, under an address that only its bearer knows.',
    input: z.object({ id: recordId, tokenHash: bytes(32), locale: z.enum(['sr-Cyrl', 'sr-Latn', 'en']) }),
    output: done,
  }),
  endCalendar: endpoint({
    method: 'delete', path: '/api/prevention/calendars/:id', may: 'prevention:write', as: 'app',
    says: 'The address of that calendar answers nothing any more.',
    input: z.object({ id: recordId }),
    output: done,
  }),
  save: endpoint({
    method: 'post', path: '/api/prevention/events', may: 'prevention:write', as: 'app',
    says: 'A new event with its sessions; its title and words sealed. Safe to send twice.',
    input: z.extend(eventFacts, { newFolder, doc: docRow }),
    output: done,
    changes: ({ folder }) => [{ kind: 'event', id: folder, folder }],
  }),
  change: endpoint({
    method: 'put', path: '/api/prevention/events/:folder', may: 'prevention:write', as: 'app',
    says: 'Changes an event, its sessions or its state; refused when somebody changed it meanwhile. `gone`: what is known of who came only to sessions that are removed; whom of them it holds by name the count holds no longer, and heads without a name stay.',
    input: z.extend(eventFacts, { version, doc: docRow, gone: z._default(z.array(z.extend(countedOne, { heads: headsCell.shape.heads })).check(z.maxLength(300)), []) }),
    output: z.object({ version, fewer: z.int() }),
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
  takeParticipantAway: endpoint({
    method: 'post', path: '/api/prevention/events/:folder/participants/take-away', may: 'prevention:write', as: 'app',
    says: 'A name that was entered by mistake: its document gets a next version with nothing in it, its certificate is valid no longer, its place is free again, and who was counted by that name is counted no longer (`counted`: what is known of who came; null for who came to nothing). Safe to send twice.',
    input: z.object({
      folder: folderId, doc: docRow, certificate: z.nullable(bytes(32)), registration: z.nullable(recordId),
      counted: z.nullable(countedOne),
    }),
    /** Whether somebody who stood by name was taken out of the count of heads. */
    output: z.extend(done, { fewer: z.boolean() }),
    changes: ({ folder }) => [{ kind: 'event', id: folder, folder }],
  }),
}
