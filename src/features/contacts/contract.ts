import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { day, done, version } from '../../shared/fields.ts'
import { clientId, folderId, recordId } from '../../shared/ids.ts'
import type { ClientId, FolderId } from '../../shared/ids.ts'
import { docRow, holdRow, newFolder, renewal, servedDoc } from '../../vault/seal.ts'
import { newClient, safeContact, servedFolder } from '../clients/contract.ts'
import { institutionContactFacts } from '../institutions/contract.ts'
import { serviceFacts } from '../services/contract.ts'
import { contactFacts } from './facts.ts'

/** Sealed: what she says, exact times, how she calls. */
export const contactWords = z.object({
  startedAt: z.string(),
  endedAt: z.nullable(z.string()),
  says: z.string(),
  agreed: z.string(),
  agreedBy: z.nullable(z.string()),
  calledBy: z.string(),
  number: z.string(),
  contactor: z.string(),
  language: z.string(),
  interpreter: z.string(),
  heardOf: z.string(),
  /** Which campaign, where she heard of the line by one and says which. */
  campaign: z.optional(z.nullable(z.string())),
  safe: z.nullable(safeContact),
  screening: z.nullable(z.object({ list: z.string(), version: z.string(), answers: z.record(z.string(), z.string()) })),
  /** When this version was written, and its counted codes as they stood then: what a correction changed can be read. */
  writtenAt: z.optional(z.string()),
  codes: z.optional(z.record(z.string(), z.nullable(z.string()))),
})
export type ContactWords = z.output<typeof contactWords>

const as = z.enum(['caller', 'about'])

type Linking = { readonly folder: FolderId; readonly client: ClientId; readonly card: { readonly folder: FolderId } | null }
const linking = ({ folder, client, card }: Linking) => [
  { kind: 'contact' as const, id: folder, folder }, { kind: 'client' as const, id: client, folder },
  ...(card ? [{ kind: 'card' as const, id: client, folder: card.folder }] : []),
]

/** Where a page of the list begins and what it leaves out. */
const within = {
  from: z.optional(day), to: z.optional(day), type: z.optional(contactFacts.shape.type), subtype: z.optional(contactFacts.shape.subtype),
  beforeDay: z.optional(day),
  beforeFolder: z.optional(folderId),
  limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100)), 50),
}
const page = z.object({
  contacts: z.array(z.extend(contactFacts, { onDay: day, version })),
  links: z.array(z.object({ contact: folderId, client: clientId, as })),
  served: servedFolder,
  more: z.boolean(),
})

export const contacts = {
  save: endpoint({
    method: 'post', path: '/api/contacts', may: 'contacts:take', as: 'app', limit: 2_097_152,
    says: 'Saves a contact with all that came of it: new clients, links, services, institution contacts; all or nothing, and safe to send twice.',
    input: z.object({
      contact: contactFacts,
      newFolder,
      doc: docRow,
      newClients: z.array(newClient).check(z.maxLength(20)),
      links: z.array(z.object({ client: clientId, as, holds: z.array(holdRow) })).check(z.maxLength(40)),
      cards: z.array(z.object({ client: clientId, doc: docRow })).check(z.maxLength(40)),
      services: z.array(serviceFacts).check(z.maxLength(40)),
      institutionContacts: z.array(z.object({ facts: institutionContactFacts, doc: z.nullable(docRow) })).check(z.maxLength(20)),
      draft: z.nullable(recordId),
    }),
    output: done,
    changes: ({ contact: { folder }, newClients, cards, links }) => [
      { kind: 'contact', id: folder, folder },
      ...newClients.map((one) => ({ kind: 'card' as const, id: one.id, folder: one.card.id })),
      ...cards.map(({ client, doc }) => ({ kind: 'card' as const, id: client, folder: doc.folder })),
      ...links.map(({ client }) => ({ kind: 'client' as const, id: client, folder })),
    ],
  }),
  list: endpoint({
    method: 'get', path: '/api/contacts', may: 'contacts:take', as: 'app',
    says: 'Contacts she holds, newest first, with whom they concern and with what opens them; one ledger entry for the page.',
    input: z.object({ ...within, linked: z.optional(z.literal('no')) }),
    output: page,
  }),
  ofClients: endpoint({
    method: 'post', path: '/api/contacts/of-clients', may: 'contacts:take', as: 'app',
    says: 'The contacts she holds that concern any of these clients, as in the list: whoever was found by a name, newest first.',
    input: z.object({ ...within, clients: z.array(clientId).check(z.minLength(1), z.maxLength(1000)) }),
    output: page,
  }),
  one: endpoint({
    method: 'get', path: '/api/contacts/:folder', may: 'contacts:take', as: 'app',
    says: 'One contact with its links, services, institution contacts and document.',
    input: z.object({ folder: folderId }),
    output: z.object({
      contact: z.extend(contactFacts, { onDay: day, version }),
      links: z.array(z.object({ client: clientId, as })),
      services: z.array(z.extend(serviceFacts, { onDay: day })),
      institutionContacts: z.array(z.extend(institutionContactFacts, { onDay: day })),
      served: servedFolder,
    }),
  }),
  addHelp: endpoint({
    method: 'post', path: '/api/contacts/:folder/help', may: 'contacts:take', as: 'app',
    says: 'Help given in a contact that was saved without it, each one service of the contact\'s day and team, for a client it is linked to. Safe to send twice.',
    input: z.object({ folder: folderId, client: z.nullable(clientId), given: z.array(z.pick(serviceFacts, { id: true, kind: true })).check(z.minLength(1), z.maxLength(40)) }),
    output: done,
    changes: ({ folder, client }) => [{ kind: 'contact', id: folder, folder }, ...(client ? [{ kind: 'client' as const, id: client, folder }] : [])],
  }),
  addInstitution: endpoint({
    method: 'post', path: '/api/contacts/:folder/institutions', may: 'institutions:record', as: 'app',
    says: 'A contact with an institution because of a contact that was saved without it, on the contact\'s day and for its team, for a client it is linked to. Safe to send twice.',
    input: z.extend(z.omit(institutionContactFacts, { team: true, onDay: true }), { folder: folderId, doc: docRow }),
    output: done,
    changes: ({ folder, client }) => [{ kind: 'contact', id: folder, folder }, ...(client ? [{ kind: 'client' as const, id: client, folder }] : [])],
  }),
  versions: endpoint({
    method: 'get', path: '/api/contacts/:folder/versions', may: 'contacts:take', as: 'app',
    says: 'Every version of a contact\'s words as they were sealed, the first one first.',
    input: z.object({ folder: folderId }),
    output: z.object({ docs: z.array(servedDoc) }),
  }),
  change: endpoint({
    method: 'put', path: '/api/contacts/:folder', may: 'contacts:take', as: 'app', limit: 2_097_152,
    says: 'Corrects a contact; refused when somebody changed it meanwhile.',
    input: z.extend(contactFacts, { version, doc: z.nullable(docRow) }),
    output: z.object({ version }),
    changes: ({ folder }) => [{ kind: 'contact', id: folder, folder }],
  }),
  link: endpoint({
    method: 'post', path: '/api/contacts/:folder/links', may: 'contacts:take', as: 'app',
    says: 'Links a contact to a client, as caller or about; adds the holds that her helpers need, and writes on her card what was agreed. To a restricted client it comes with a new key for those named.',
    input: z.object({ folder: folderId, client: clientId, as, holds: z.array(holdRow), moves: z.optional(renewal), card: z._default(z.nullable(docRow), null) }),
    output: done,
    changes: linking,
  }),
  unlink: endpoint({
    method: 'post', path: '/api/contacts/:folder/unlink', may: 'contacts:take', as: 'app',
    says: 'Takes back a wrong link, only those holds that it added, and what stood on her card because of it; what was never a restricted client\'s is given back to its team.',
    input: z.object({ folder: folderId, client: clientId, as, gives: z.optional(z.array(holdRow).check(z.maxLength(5))), card: z._default(z.nullable(docRow), null) }),
    output: z.object({ unlinked: z.boolean() }),
    changes: linking,
  }),
}
