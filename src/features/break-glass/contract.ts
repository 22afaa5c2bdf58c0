import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { bytes, day, done } from '../../shared/fields.ts'
import { clientId, folderId, memberId, recordId } from '../../shared/ids.ts'
import { signedAct } from '../../shared/signed-act.ts'
import { docRow, folderKeyRow, glassShareRow, holdRow } from '../../vault/seal.ts'
import { servedFolder } from '../clients/contract.ts'

/** Sealed, held by coordination and the named: why a restricted record must be opened. */
export const reasonWords = z.object({ request: z.string(), reason: z.string() })

const request = z.object({
  id: recordId, client: clientId, box: folderId, askedBy: memberId, askedAt: z.string(), hours: z.int(), sig: bytes(64),
  agreedBy: z.nullable(memberId), agreedAt: z.nullable(z.string()), until: z.nullable(z.string()), endedAt: z.nullable(z.string()), endedBy: z.nullable(memberId),
})
const passed = z.object({ folder: folderId, gen: z.int(), wrap: bytes(120), sig: bytes(64) })
const most = z.maxLength(2000)

export const breakGlass = {
  list: endpoint({
    method: 'get', path: '/api/break-glass', may: 'glass:break', as: 'app',
    says: 'Restricted clients by their sealed labels, and who asked and agreed to open one: for coordinators.',
    input: z.object({}),
    output: z.object({
      restricted: z.array(z.object({ client: clientId, box: folderId, named: z.array(memberId), since: day, by: memberId, sig: bytes(64), keepers: z.array(memberId) })),
      requests: z.array(request), served: servedFolder,
    }),
  }),
  ofClient: endpoint({
    method: 'get', path: '/api/clients/:client/break-glass', may: 'clients:find', as: 'app',
    says: 'When a restricted client was opened in danger, by whom and why: for the named.',
    input: z.object({ client: clientId }),
    output: z.object({ requests: z.array(request), served: servedFolder }),
  }),
  forAll: endpoint({
    method: 'get', path: '/api/break-glass/running', may: 'member', as: 'app',
    says: 'Which openings in danger run, or ran within a week: who asked, who agreed, until when. Whose record it is only coordinators, the named and she who opened it see.',
    input: z.object({}),
    output: z.object({ openings: z.array(z.object({ id: recordId, askedBy: memberId, agreedBy: memberId, agreedAt: z.string(), until: z.string(), endedBy: z.nullable(memberId), client: z.nullable(clientId) })) }),
  }),
  ask: endpoint({
    method: 'post', path: '/api/break-glass', may: 'glass:break', as: 'app',
    says: 'A coordinator asks to open a restricted client for some hours; the reason is sealed. The named and all coordinators are told.',
    input: z.object({ id: recordId, client: clientId, box: folderId, hours: z.int().check(z.minimum(1), z.maximum(72)), sig: bytes(64), reason: docRow, act: signedAct }),
    output: done,
    changes: () => [{ kind: 'glass' }],
  }),
  shares: endpoint({
    method: 'get', path: '/api/break-glass/:request/shares', may: 'glass:break', as: 'app',
    says: 'The asker\'s own halves for a request of another coordinator that waits for one.',
    input: z.object({ request: recordId }),
    output: z.object({ shares: z.array(glassShareRow) }),
  }),
  agree: endpoint({
    method: 'post', path: '/api/break-glass/:request/agree', may: 'glass:break', as: 'app', limit: 2_097_152,
    says: 'A second coordinator agrees and passes her halves on, sealed to whoever asked. The whole team is told; the hours begin.',
    input: z.object({ request: recordId, halves: z.array(passed).check(z.minLength(1), most), act: signedAct }),
    output: z.object({ until: z.string() }),
    changes: () => [{ kind: 'glass' }],
  }),
  halves: endpoint({
    method: 'get', path: '/api/break-glass/:request/halves', may: 'glass:break', as: 'app',
    says: 'For whoever asked, once another agreed: both halves of each folder\'s key, sealed to her.',
    input: z.object({ request: recordId }),
    output: z.object({ halves: z.array(z.object({ key: folderKeyRow, mine: glassShareRow, other: passed })) }),
  }),
  open: endpoint({
    method: 'post', path: '/api/break-glass/:request/open', may: 'glass:break', as: 'app', limit: 2_097_152,
    says: 'Her holds for as long as the opening lasts; they end by themselves.',
    input: z.object({ request: recordId, holds: z.array(holdRow).check(z.minLength(1), most) }),
    output: z.object({}),
  }),
  end: endpoint({
    method: 'post', path: '/api/break-glass/:request/end', may: 'member', as: 'app',
    says: 'Ends an opening before its hour, or refuses one: by any coordinator and any of the named.',
    input: z.object({ request: recordId, act: signedAct }),
    output: done,
    changes: () => [{ kind: 'glass' }],
  }),
  reads: endpoint({
    method: 'get', path: '/api/break-glass/:request/reads', may: 'ledger:read', as: 'app',
    says: 'What was opened while an opening lasted, from the ledger: for coordinators and the named.',
    input: z.object({ request: recordId }),
    output: z.object({ entries: z.array(z.object({ seq: z.int(), at: z.string(), action: z.string(), folders: z.int() })) }),
  }),
}
