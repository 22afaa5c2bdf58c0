import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { memberId } from '../../shared/ids.ts'

export const presences = ['free', 'call', 'away'] as const
export type Presence = (typeof presences)[number]

export const presence = {
  here: endpoint({
    method: 'get', path: '/api/presence', may: 'contacts:take', as: 'app',
    says: 'Who is at her desk now: free, on a call, away. No times, no history.',
    input: z.object({}),
    output: z.object({ members: z.array(z.object({ member: memberId, state: z.enum(presences) })) }),
  }),
  be: endpoint({
    method: 'put', path: '/api/presence', may: 'contacts:take', as: 'app',
    says: 'How she is. Said again every minute; silence for two and a half takes her off the strip.',
    input: z.object({ state: z.enum(presences) }),
    output: z.object({ changed: z.boolean() }),
    changes: (_input, { changed }) => (changed ? [{ kind: 'presence' }] : []),
  }),
  leave: endpoint({
    method: 'delete', path: '/api/presence', may: 'contacts:take', as: 'app',
    says: 'She locks her desk.',
    input: z.object({}),
    output: z.object({}),
    changes: () => [{ kind: 'presence' }],
  }),
}
