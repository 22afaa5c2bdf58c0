import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { done } from '../../shared/fields.ts'
import { pathwayShape } from './shape.ts'

const country = z.string().check(z.regex(/^[A-Z]{2}$/))

export const pathways = {
  list: endpoint({
    method: 'get', path: '/api/pathways', may: 'member', as: 'app',
    says: 'National pathways that were added to the house, the newest version of each country, and which country\'s applies; Serbia\'s comes with the program.',
    input: z.object({}),
    output: z.object({ pathways: z.array(pathwayShape), applied: country }),
  }),
  add: endpoint({
    method: 'post', path: '/api/pathways', may: 'settings:write', as: 'app',
    says: 'Adds a country\'s pathway, or its next version; what does not hold together is refused with each place named.',
    input: z.object({ pathway: pathwayShape }),
    output: done,
  }),
  takeAway: endpoint({
    method: 'delete', path: '/api/pathways/:country/:version', may: 'settings:write', as: 'app',
    says: 'Takes away one version that was added by mistake; the one before it is shown again, and where none is left Serbia\'s applies. What comes with the program stays. Safe to send twice.',
    input: z.object({ country, version: z.coerce.number().check(z.int(), z.minimum(1), z.maximum(9999)) }),
    output: done,
  }),
  apply: endpoint({
    method: 'put', path: '/api/pathways/applied', may: 'settings:write', as: 'app',
    says: 'Says which country\'s pathway is shown on the pages of clients.',
    input: z.object({ country }),
    output: done,
  }),
}
