import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { faultKinds } from './rules.ts'

export const faults = {
  list: endpoint({
    method: 'get', path: '/api/faults', may: 'settings:write', as: 'app',
    says: 'What the program notices about the computer it runs on: backups, clock, room. For those who look after it.',
    input: z.object({}),
    output: z.object({ lastBackup: z.nullable(z.string()), faults: z.array(z.object({ kind: z.enum(faultKinds), at: z.nullable(z.string()) })) }),
  }),
}
