import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { bytes } from '../../shared/fields.ts'
import { recordId } from '../../shared/ids.ts'

export const drafts = {
  keep: endpoint({
    method: 'put', path: '/api/drafts/:id', may: 'member', as: 'app', limit: 524_288,
    says: 'Overwrites her sealed draft; only she can open it.',
    input: z.object({ id: recordId, blob: bytes(262_144) }),
    output: z.object({ changedAt: z.string() }),
  }),
  mine: endpoint({
    method: 'get', path: '/api/drafts', may: 'member', as: 'app',
    says: 'Her drafts, newest first.',
    input: z.object({}),
    output: z.object({ drafts: z.array(z.object({ id: recordId, blob: bytes(262_144), changedAt: z.string() })) }),
  }),
  drop: endpoint({
    method: 'delete', path: '/api/drafts/:id', may: 'member', as: 'app',
    says: 'Throws her draft away.',
    input: z.object({ id: recordId }),
    output: z.object({}),
  }),
}
