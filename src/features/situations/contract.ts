import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { done, version } from '../../shared/fields.ts'
import { clientId, folderId } from '../../shared/ids.ts'
import { missing } from '../../shared/missing.ts'
import { docRow, newFolder } from '../../vault/seal.ts'
import { exploitation, scope } from '../../vocabulary/index.ts'
import { joinedRecords, newClient, servedFolder } from '../clients/contract.ts'
import { centreEventFacts, personFacts, statusEventFacts } from '../identification/facts.ts'

/** One report is about so many persons at most, and of nothing that began earlier. */
export const mostPersons = 99
export const earliestYear = 1990

/** In the clear: the year it began, top-level form, internal or cross-border, how many persons. */
export const situationFacts = z.object({
  folder: folderId,
  year: z.union([z.int().check(z.minimum(earliestYear), z.maximum(2200)), z.enum(missing)]),
  form: z.enum([...exploitation.codes, ...missing]),
  scope: z.enum([...scope.codes, ...missing]),
  persons: z.int().check(z.minimum(1), z.maximum(999)),
})

/** Sealed account of what happened, with the links to the persons in it. */
export const accountWords = z.object({
  report: z.nullable(z.string()),
  account: z.string(),
  countries: z.object({ recruitment: z.array(z.string()), transit: z.array(z.string()), exploitation: z.array(z.string()) }),
  forms: z.array(z.string()),
  sector: z.string(),
  placeType: z.string(),
  places: z.string(),
  acts: z.array(z.string()),
  means: z.array(z.string()),
  control: z.array(z.string()),
  recruitment: z.string(),
  recruiterRelation: z.string(),
  duration: z.string(),
  source: z.string(),
  certainty: z.string(),
  persons: z.array(z.object({ client: z.string(), status: z.string(), minor: z.string() })),
  screening: z.nullable(z.object({ list: z.string(), version: z.string(), answers: z.record(z.string(), z.string()) })),
})
export type AccountWords = z.output<typeof accountWords>

/** One person of a report: her coarse codes and first event, in a story folder of hers that the writer may open. */
const reportedPerson = z.object({
  story: z.nullable(newFolder),
  storyDoc: z.nullable(docRow),
  person: z.nullable(personFacts),
  event: z.nullable(statusEventFacts),
  eventFolder: z.nullable(folderId),
  centre: z.nullable(centreEventFacts),
  client: clientId,
})

export const situations = {
  report: endpoint({
    method: 'post', path: '/api/situations', may: 'situations:write', as: 'app', limit: 4_194_304,
    says: 'A situation with one or several persons, its facts once: account, new clients, events; all of it or nothing.',
    input: z.extend(situationFacts, {
      newFolder,
      doc: docRow,
      newClients: z.array(newClient).check(z.maxLength(mostPersons)),
      people: z.array(reportedPerson).check(z.maxLength(mostPersons)),
    }),
    output: done,
  }),
  list: endpoint({
    method: 'get', path: '/api/situations', may: 'situations:write', as: 'app',
    says: 'A page of the situations she holds, newest first, with what opens them.',
    input: z.object({
      before: z.optional(folderId),
      limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 100),
    }),
    output: z.object({
      situations: z.array(z.extend(situationFacts, { version })), served: servedFolder, next: z.nullable(folderId),
      /** Accounts say sealed who is in them: whoever has two records is one person all the same. */
      joined: joinedRecords,
    }),
  }),
}
