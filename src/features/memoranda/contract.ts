import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { day, done, pastDay, version } from '../../shared/fields.ts'
import { folderId } from '../../shared/ids.ts'
import { docRow, folderKeyRow, holdRow, newFolder, servedDoc } from '../../vault/seal.ts'
import { institutionKind } from '../../vocabulary/index.ts'
import { sealedFile } from '../folders/contract.ts'

/** In the clear and counted: with which kind of body, and the days between which it holds. Without `untilOn` it has no end. */
export const memorandumFacts = z.object({
  folder: folderId,
  kind: z.enum(institutionKind.codes),
  signedOn: pastDay,
  untilOn: z.nullable(day),
  /** The last day it held, where it was ended before its time or had no end. */
  endedOn: z.nullable(pastDay),
})

/** Sealed: with whom, about what, whom to turn to, and the paper itself. */
export const memorandumWords = z.object({
  parties: z.array(z.object({ institution: z.nullable(z.string()), name: z.string() })),
  scope: z.string(),
  contactPoints: z.array(z.object({ name: z.string(), reached: z.string() })),
  /** Days before its end on which Today begins to remind. */
  remindDays: z.number(),
  file: z.nullable(sealedFile),
})
export type MemorandumWords = z.output<typeof memorandumWords>

const changed = ({ folder }: { readonly folder: string }) => [{ kind: 'memorandum', id: folder, folder } as const]

export const memoranda = {
  make: endpoint({
    method: 'post', path: '/api/memoranda', may: 'memoranda:write', as: 'app',
    says: 'Keeps an agreement with an institution; its words are sealed for every team that works with institutions.',
    input: z.extend(memorandumFacts, { newFolder, doc: docRow }),
    output: done,
    changes: changed,
  }),
  change: endpoint({
    method: 'put', path: '/api/memoranda/:folder', may: 'memoranda:write', as: 'app',
    says: 'A new version of an agreement: its days, its words, the paper that belongs to it.',
    input: z.extend(memorandumFacts, { version, doc: docRow }),
    output: z.object({ version }),
    changes: changed,
  }),
  list: endpoint({
    method: 'get', path: '/api/memoranda', may: 'institutions:record', as: 'app',
    says: 'Agreements that she holds, the latest signed first, with what opens them.',
    input: z.object({}),
    output: z.object({
      memoranda: z.array(z.extend(memorandumFacts, { signedOn: day, endedOn: z.nullable(day), version })),
      served: z.object({ keys: z.array(folderKeyRow), holds: z.array(holdRow), docs: z.array(servedDoc) }),
    }),
  }),
}
