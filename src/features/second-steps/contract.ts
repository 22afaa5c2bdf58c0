import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { done } from '../../shared/fields.ts'
import { proof } from '../accounts/contract.ts'

/** What an authenticator app shows. Spaces and the like are the client's to leave out. */
export const code = z.string().check(z.regex(/^\d{6}$/))

export const secondSteps = {
  mine: endpoint({
    method: 'get', path: '/api/account/second-step', may: 'member', as: 'app',
    says: 'Whether her passphrase is followed by six digits.',
    input: z.object({}),
    output: z.object({ on: z.boolean() }),
  }),
  begin: endpoint({
    method: 'post', path: '/api/account/second-step', may: 'member', as: 'app',
    says: 'Draws a secret for her authenticator app; nothing is asked of her until she confirms it by a code.',
    input: z.object({ proof }),
    output: z.object({ secret: z.string(), address: z.string() }),
  }),
  confirm: endpoint({
    method: 'post', path: '/api/account/second-step/confirm', may: 'member', as: 'app',
    says: 'The first code: from now on one is asked for after her passphrase.',
    input: z.object({ code }),
    output: done,
  }),
  drop: endpoint({
    method: 'post', path: '/api/account/second-step/off', may: 'member', as: 'app',
    says: 'Asks for no code any more and forgets the secret.',
    input: z.object({ proof }),
    output: done,
  }),
}
