import * as z from 'zod/mini'
import type { Change } from '../../shared/changes.ts'
import { endpoint } from '../../shared/endpoint.ts'
import { done, pastDay } from '../../shared/fields.ts'
import { clientId, folderId, recordId, teamId } from '../../shared/ids.ts'
import type { FolderId } from '../../shared/ids.ts'
import { docRow, newFolder } from '../../vault/seal.ts'
import { assistance, serviceState } from '../../vocabulary/index.ts'

/** So many times on one day; more are no slip of one key. */
export const timesGiven = { from: 1, to: 999 } as const

/** A service given: counted in times and in persons. */
export const serviceFacts = z.object({
  id: recordId,
  client: z.nullable(clientId),
  team: teamId,
  kind: z.enum(assistance.codes),
  state: z.enum(serviceState.codes),
  times: z.int().check(z.minimum(timesGiven.from), z.maximum(timesGiven.to)),
  onDay: pastDay,
})

/** Sealed: what it was in words; of what was declined, why and when she would like to be asked again (null: at her pace). */
export const serviceWords = z.object({
  note: z.string(),
  why: z.string(),
  askAgain: z.nullable(z.string()),
})

/** What is taken back, where it stands, and the next versions of its words, emptied. */
export const takeBack = z.object({ id: recordId, folder: folderId, docs: z.array(docRow).check(z.maxLength(50)) })
/** Whose it was, and in which contact. */
export const takenBack = z.extend(done, { client: z.nullable(clientId), contact: z.nullable(folderId) })
export const whoHears = (folder: FolderId, { client, contact }: z.input<typeof takenBack>): Change[] => [
  ...(client ? [{ kind: 'client' as const, id: client, folder }] : []), ...(contact ? [{ kind: 'contact' as const, id: contact, folder }] : []),
]

export const services = {
  record: endpoint({
    method: 'post', path: '/api/services', may: 'services:record', as: 'app',
    says: 'Records a service outside a contact, in the client\'s story (a new folder where she has none that the writer may open).',
    input: z.extend(serviceFacts, { client: clientId, folder: folderId, newFolder: z.nullable(newFolder), doc: z.nullable(docRow) }),
    output: done,
    changes: ({ client, folder }) => (client === null ? [] : [{ kind: 'client', id: client, folder }]),
  }),
  takeBack: endpoint({
    method: 'post', path: '/api/services/:id/take-back', may: 'services:record', as: 'app',
    says: 'Help that was written down by mistake, in a contact or on her page, is counted no longer; its words get a next version with nothing in it. Safe to send twice.',
    input: takeBack,
    output: takenBack,
    changes: ({ folder }, said) => whoHears(folder, said),
  }),
}
