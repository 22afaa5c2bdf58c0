import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { day, done, pastDay, version } from '../../shared/fields.ts'
import { folderId } from '../../shared/ids.ts'
import { docRow, folderKeyRow, holdRow, newFolder, servedDoc } from '../../vault/seal.ts'
import { clientTold, institutionKind, requestAnswer, requestBasis } from '../../vocabulary/index.ts'

/** In the clear and counted: which kind of body asked, on what it rests, when, what it was answered, whether the client knows. */
export const requestFacts = z.object({
  folder: folderId,
  kind: z.enum(institutionKind.codes),
  basis: z.enum(requestBasis.codes),
  receivedOn: pastDay,
  dueOn: z.nullable(day),
  answeredOn: z.nullable(pastDay),
  answer: z.enum(requestAnswer.codes),
  told: z.enum(clientTold.codes),
})

/** Sealed: who asks, about whom, for what, and what exactly was given. */
export const requestWords = z.object({
  institution: z.nullable(z.string()),
  authority: z.string(),
  reference: z.string(),
  client: z.nullable(z.string()),
  asked: z.string(),
  lawNamed: z.string(),
  answered: z.string(),
  toldHow: z.string(),
})
export type RequestWords = z.output<typeof requestWords>

const changed = ({ folder }: { readonly folder: string }) => [{ kind: 'request', id: folder, folder } as const]

export const requests = {
  make: endpoint({
    method: 'post', path: '/api/requests', may: 'requests:keep', as: 'app',
    says: 'Keeps a request of an authority for information, its words sealed for coordination, case management and the writer\'s team.',
    input: z.extend(requestFacts, { newFolder, doc: docRow }),
    output: done,
    changes: changed,
  }),
  change: endpoint({
    method: 'put', path: '/api/requests/:folder', may: 'requests:keep', as: 'app',
    says: 'A new version of a request: what was answered, and that the client was told.',
    input: z.extend(requestFacts, { version, doc: docRow }),
    output: z.object({ version }),
    changes: changed,
  }),
  list: endpoint({
    method: 'get', path: '/api/requests', may: 'requests:keep', as: 'app',
    says: 'The register of requests that she holds, the latest first (500 at most), with what opens them.',
    input: z.object({}),
    output: z.object({
      requests: z.array(z.extend(requestFacts, { receivedOn: day, answeredOn: z.nullable(day), version })),
      served: z.object({ keys: z.array(folderKeyRow), holds: z.array(holdRow), docs: z.array(servedDoc) }),
    }),
  }),
}
