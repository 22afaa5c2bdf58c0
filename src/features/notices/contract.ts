import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { memberId } from '../../shared/ids.ts'

export const notices = {
  unseen: endpoint({
    method: 'get', path: '/api/notices', may: 'member', as: 'app',
    says: 'What was done to her own keys and account, and what became of colleagues, that she has not seen yet, newest first.',
    input: z.object({}),
    output: z.object({ notices: z.array(z.object({ id: z.uuid(), what: z.string(), by: z.nullable(memberId), about: z.nullable(memberId), at: z.string() })) }),
  }),
  see: endpoint({
    method: 'post', path: '/api/notices/seen', may: 'member', as: 'app',
    says: 'She has seen these.',
    input: z.object({ ids: z.array(z.uuid()).check(z.maxLength(200)) }),
    output: z.object({ seen: z.int() }),
    changes: (_input, _said, by) => [{ kind: 'member', id: by }],
  }),
}
