import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { day, done, version } from '../../shared/fields.ts'
import { clientId, folderId, recordId, memberId } from '../../shared/ids.ts'
import { signedHead } from '../../shared/signed-head.ts'
import { docRow, folderKeyRow, holdRow, newFolder, servedDoc } from '../../vault/seal.ts'
import { contactFacts } from '../contacts/facts.ts'
import { centreEventFacts, personFacts, statusEventFacts } from '../identification/facts.ts'
import { institutionContactFacts } from '../institutions/contract.ts'
import { serviceFacts } from '../services/contract.ts'

export const safeContact = z.object({
  ok: z.enum(['yes', 'no', 'unknown', 'not_asked', 'declined']),
  hours: z.string(),
  ask: z.string(),
  say: z.string(),
  codeWord: z.string(),
})

/** `from`: the contact it was agreed in; nothing where somebody wrote it, or before that was kept. */
const agreement = z.object({ text: z.string(), on: z.string(), by: z.nullable(z.string()), from: z.optional(z.string()) })
const changedByJoining = z.partial(z.object({ town: z.string(), safe: safeContact, agreed: agreement, lastDay: z.string() }))

/** Sealed, held by everyone who takes calls: the few words one searches by, safe contact, what was agreed last. */
export const cardWords = z.object({
  code: z.string(),
  names: z.array(z.string()),
  aliases: z.array(z.string()),
  phones: z.array(z.string()),
  town: z.string(),
  safe: safeContact,
  agreed: agreement,
  lastDay: z.string(),
  /** What came from the cards of other records of hers, and what it changed. */
  taken: z.optional(z.array(z.object({ from: z.string(), aliases: z.array(z.string()), phones: z.array(z.string()), before: changedByJoining, after: changedByJoining }))),
})

/** What is served with a folder, so that its holder can open it. */
export const servedFolder = z.object({
  keys: z.array(folderKeyRow),
  holds: z.array(holdRow),
  docs: z.array(servedDoc),
})

const servedCard = z.object({ client: clientId, key: folderKeyRow, hold: holdRow, doc: servedDoc,
  /** Earlier keys, where her words were written before the newest. */
  earlier: z.optional(z.array(folderKeyRow)),
  /** Those to whom she is restricted. */
  named: z.nullable(z.array(memberId)),
})

/** Records that turned out to be of somebody written down before, and into whose they were joined. */
export const joinedRecords = z.array(z.object({ client: clientId, into: clientId }))

export const newClient = z.object({ id: clientId, card: newFolder, doc: docRow })

export const clients = {
  cards: endpoint({
    method: 'get', path: '/api/cards', may: 'clients:find', as: 'app',
    says: 'A segment of sealed cards (1,000 at most), in order of their folders; the ledger notes the segment.',
    input: z.object({ after: z.optional(folderId), limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(1000)), 1000) }),
    output: z.object({
      cards: z.array(servedCard),
      joined: joinedRecords,
      next: z.nullable(folderId),
    }),
  }),
  copyPart: endpoint({
    method: 'get', path: '/api/cards/part', may: 'clients:find', as: 'app',
    says: 'The program\'s part of the key to what her desk keeps sealed of cards; another one every month.',
    input: z.object({}),
    output: z.object({ part: z.string() }),
  }),
  cardVersions: endpoint({
    method: 'get', path: '/api/cards/versions', may: 'clients:find', as: 'app',
    says: 'Which cards are hers to find, and in which version: what her desk kept sealed of the others is used no more. The ledger notes them as it notes segments.',
    input: z.object({}),
    output: z.object({
      cards: z.array(z.tuple([clientId, recordId, version])),
      /** Who is restricted, and to whom. */
      restricted: z.array(z.object({ client: clientId, named: z.array(memberId) })),
      joined: joinedRecords,
    }),
  }),
  cardsOf: endpoint({
    method: 'post', path: '/api/cards/some', may: 'clients:find', as: 'app',
    says: 'The cards of these clients, as far as she holds them: what others wrote while she was there. The ledger notes which.',
    input: z.object({ clients: z.array(clientId).check(z.minLength(1), z.maxLength(200)) }),
    output: z.object({ cards: z.array(servedCard), joined: joinedRecords }),
  }),
  make: endpoint({
    method: 'post', path: '/api/clients', may: 'clients:write', as: 'app',
    says: 'Makes a client with her card.',
    input: newClient,
    output: done,
    changes: ({ id, card }) => [{ kind: 'card', id, folder: card.id }],
  }),
  one: endpoint({
    method: 'get', path: '/api/clients/:client', may: 'clients:find', as: 'app',
    says: 'Everything of a client that the asker\'s holds open: folders, contacts, services, events; of all her records, where some were joined.',
    input: z.object({ client: clientId }),
    output: z.object({
      /** Her record that stays; another than was asked for where that was joined to it. */
      client: clientId,
      named: z.nullable(z.array(memberId)),
      /** Her other records. */
      joined: z.array(clientId),
      folders: z.array(z.object({ client: clientId, folder: folderId, kind: z.string() })),
      served: servedFolder,
      contacts: z.array(z.extend(contactFacts, { as: z.enum(['caller', 'about']), version })),
      services: z.array(z.extend(serviceFacts, { folder: folderId, onDay: day })),
      institutionContacts: z.array(z.extend(institutionContactFacts, { folder: folderId, onDay: day })),
      statusEvents: z.array(z.extend(statusEventFacts, { folder: folderId, month: z.string(), recordedOn: day })),
      centreEvents: z.array(z.extend(centreEventFacts, { folder: folderId, month: z.string(), recordedOn: day })),
      persons: z.array(z.extend(personFacts, { version })),
    }),
  }),
  openings: endpoint({
    method: 'get', path: '/api/clients/:client/openings', may: 'ledger:read', as: 'app',
    says: 'Who opened the folders of a client, newest first (3,000 entries at most), with the newest signed head: to be printed for her.',
    input: z.object({ client: clientId }),
    output: z.object({
      entries: z.array(z.object({ seq: z.int(), at: z.string(), actor: z.nullable(memberId), action: z.string(), result: z.string() })),
      older: z.boolean(), head: z.nullable(signedHead),
    }),
  }),
  join: endpoint({
    method: 'post', path: '/api/clients/:client/join', may: 'clients:write', as: 'app',
    says: 'Joins another record of the same person to this one: nothing moves, nobody holds more than before, both are shown and counted as one.',
    input: z.object({ client: clientId, joins: clientId, card: z.nullable(docRow) }),
    output: done,
    changes: ({ client, joins }) => [{ kind: 'restricted', id: client }, { kind: 'restricted', id: joins }],
  }),
  part: endpoint({
    method: 'post', path: '/api/clients/:client/part', may: 'clients:write', as: 'app',
    says: 'Takes a record that was joined to this one apart again.',
    input: z.object({ client: clientId, parts: clientId, card: z.nullable(docRow) }),
    output: done,
    changes: ({ client, parts }) => [{ kind: 'restricted', id: client }, { kind: 'restricted', id: parts }],
  }),
  writeCard: endpoint({
    method: 'put', path: '/api/clients/:client/card', may: 'clients:write', as: 'app',
    says: 'A new version of her card; refused when another version came meanwhile.',
    input: z.object({ client: clientId, doc: docRow }),
    output: done,
    changes: ({ client, doc }) => [{ kind: 'card', id: client, folder: doc.folder }],
  }),
  addFolder: endpoint({
    method: 'post', path: '/api/clients/:client/folders', may: 'clients:write', as: 'app',
    says: 'Adds a folder (story, identity, whereabouts) with its first document to a client.',
    input: z.object({ client: clientId, folder: newFolder, doc: docRow }),
    output: done,
    changes: ({ client, folder }) => [{ kind: 'client', id: client, folder: folder.id }],
  }),
  writeDoc: endpoint({
    method: 'post', path: '/api/folders/:folder/docs', may: 'clients:write', as: 'app', limit: 1_500_000,
    says: 'Writes a document version into a folder she holds.',
    input: z.object({ folder: folderId, doc: docRow }),
    output: done,
  }),
}

export const noteWords = z.object({ kind: z.enum(['note', 'screening']), on: z.string(), text: z.string(), screening: z.nullable(z.unknown()) })
export type CardWords = z.output<typeof cardWords>
export const noteId = recordId
