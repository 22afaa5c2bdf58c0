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
  apply: endpoint({
    method: 'put', path: '/api/pathways/applied', may: 'settings:write', as: 'app',
    says: 'Says which country\'s pathway is shown on the pages of clients.',
    input: z.object({ country }),
    output: done,
  }),
}
