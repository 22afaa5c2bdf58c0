import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { bytes } from '../../shared/fields.ts'
import { folderId, memberId } from '../../shared/ids.ts'

const entry = z.object({
  seq: z.int(), at: z.string(), actor: z.nullable(memberId), action: z.string(), traces: z.array(z.string()), result: z.string(),
})

export const ledger = {
  entries: endpoint({
    method: 'get', path: '/api/ledger', may: 'ledger:read', as: 'app',
    says: 'Who looked: entries of a folder, of a member, or all that the asker may see, newest first.',
    input: z.object({
      folder: z.optional(folderId), member: z.optional(memberId), before: z.optional(z.coerce.number()),
      limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 100),
    }),
    output: z.object({ entries: z.array(entry) }),
  }),
  head: endpoint({
    method: 'get', path: '/api/ledger/head', may: 'ledger:read', as: 'app',
    says: 'The newest signed head of the ledger.',
    input: z.object({}),
    output: z.object({ size: z.int(), root: bytes(32), at: z.string(), sig: bytes(64), publicKey: bytes(32) }),
  }),
}
