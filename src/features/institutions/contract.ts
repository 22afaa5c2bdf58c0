import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { day, done, pastDay } from '../../shared/fields.ts'
import { clientId, folderId, memberId, recordId, teamId } from '../../shared/ids.ts'
import { docRow, folderKeyRow, holdRow, newFolder, servedDoc } from '../../vault/seal.ts'
import { channel, direction, institutionContactTopic, institutionKind } from '../../vocabulary/index.ts'
import { takeBack, takenBack, whoHears } from '../services/contract.ts'
import { contactsInBlock, mostPastContacts } from './import-size.ts'

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
/** Sealed, with a part of an import: from which file, and of each of its rows a short hash, so that the same rows are not brought twice. */
export const pastContactsWords = z.object({ file: z.string(), rows: z.array(z.string()) })

/** A past contact as it waits to be taken; its team is the import's, and it is about no client. */
const pastContactFacts = z.pick(institutionContactFacts, { id: true, kind: true, topic: true, channel: true, direction: true, onDay: true })
export type PastContactFacts = z.output<typeof pastContactFacts>

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
  takeBack: endpoint({
    method: 'post', path: '/api/institution-contacts/:id/take-back', may: 'institutions:record', as: 'app',
    says: 'A contact with an institution that was written down by mistake is counted no longer; its words, and what was noted of it later, get a next version with nothing in it. What came with an import goes with it only. Safe to send twice.',
    input: takeBack,
    output: takenBack,
    changes: ({ folder }, said) => whoHears(folder, said),
  }),
  followUp: endpoint({
    method: 'post', path: '/api/institution-contacts/:id/follow-ups', may: 'institutions:record', as: 'app',
    says: 'What came of a contact with an institution later: answered, promise kept or broken, refused; sealed in the contact\'s own folder.',
    input: z.object({ id: recordId, doc: docRow }),
    output: done,
  }),
  list: endpoint({
    method: 'get', path: '/api/institution-contacts', may: 'records:read', as: 'app',
    says: 'Contacts with institutions of a period that she holds, newest first, with the sealed words of their folders\' contacts with institutions and nothing else of those folders. A folder is served once in a walk, with the newest of its contacts in the period; contacts that came with an import share one with their neighbours.',
    input: z.object({ from: day, to: day, beforeDay: z.optional(day), beforeId: z.optional(recordId) }),
    output: z.object({
      /** `imported`: it goes with its import only. */
      contacts: z.array(z.extend(institutionContactFacts, { folder: folderId, onDay: day, imported: z.boolean() })),
      served: z.object({ keys: z.array(folderKeyRow), holds: z.array(holdRow), docs: z.array(servedDoc) }),
      more: z.boolean(),
    }),
  }),
  imports: endpoint({
    method: 'get', path: '/api/institution-contacts/imports', may: 'institutions:import', as: 'app',
    says: 'Imports of past contacts with institutions that she holds, the newest first; those that did not come to their end too.',
    input: z.object({}),
    output: z.object({ imports: z.array(z.object({ id: recordId, by: memberId, team: teamId, madeOn: day, contacts: z.int(), state: z.enum(['coming', 'taken']) })) }),
  }),
  importRows: endpoint({
    method: 'get', path: '/api/institution-contacts/imports/:id/rows', may: 'institutions:import', as: 'app',
    says: 'Which rows came with an import, sealed: so that the next one leaves them out. An entry in the ledger.',
    input: z.object({ id: recordId }),
    output: z.object({ served: z.object({ keys: z.array(folderKeyRow), holds: z.array(holdRow), docs: z.array(servedDoc) }) }),
  }),
  beginImport: endpoint({
    method: 'post', path: '/api/institution-contacts/imports', may: 'institutions:import', as: 'app',
    says: 'Begins an import of past contacts with institutions of a team; none of them is counted or listed before it is taken.',
    input: z.object({ id: recordId, team: teamId, folder: newFolder, contacts: z.int().check(z.minimum(1), z.maximum(mostPastContacts)) }),
    output: done,
  }),
  importContacts: endpoint({
    method: 'post', path: '/api/institution-contacts/imports/:id/contacts', may: 'institutions:import', as: 'app', limit: 8_000_000,
    says: 'Contacts of an import that was begun, in folders of a hundred with their sealed words and what came of them later, each in a document of its own; safe to send twice.',
    input: z.object({
      id: recordId, rows: docRow,
      blocks: z.array(z.object({
        folder: newFolder, contacts: z.array(pastContactFacts).check(z.minLength(1), z.maxLength(contactsInBlock)), docs: z.array(docRow).check(z.minLength(1), z.maxLength(2 * contactsInBlock)),
      })).check(z.minLength(1), z.maxLength(20)),
    }),
    output: done,
  }),
  takeImport: endpoint({
    method: 'post', path: '/api/institution-contacts/imports/:id/take', may: 'institutions:import', as: 'app',
    says: 'All contacts have come: the import is taken whole, in one step and with one entry in the ledger. Refused when some are missing.',
    input: z.object({ id: recordId, contacts: z.int().check(z.positive()) }),
    output: done,
  }),
  dropImport: endpoint({
    method: 'post', path: '/api/institution-contacts/imports/:id/drop', may: 'institutions:import', as: 'app',
    says: 'Stops an import, or takes a taken one back whole: its contacts, their sealed words, what was noted of them later, and their keys go.',
    input: z.object({ id: recordId }),
    output: done,
  }),
}
