import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { day } from '../../shared/fields.ts'
import { dimensionIds, topicIds } from './topics.ts'

export const figureValue = z.object({
  id: z.string(),
  value: z.nullable(z.number()),
  numerator: z.optional(z.number()),
  denominator: z.optional(z.number()),
  unknown: z.optional(z.number()),
  recordedLater: z.optional(z.number()),
  by: z.optional(z.record(z.string(), z.number())),
  definition: z.string(),
})

const period = { from: day, to: day, locale: z._default(z.enum(['sr-Cyrl', 'sr-Latn', 'en']), 'en') }

export const figures = {
  count: endpoint({
    method: 'get', path: '/api/figures', may: 'figures:read', as: 'stats',
    says: 'Counts every figure of the clear codes for a period, from records; nothing is stored.',
    input: z.object(period),
    output: z.object({ period: z.object({ from: day, to: day }), figures: z.array(figureValue) }),
  }),
  records: endpoint({
    method: 'get', path: '/api/figures/:figure/records', may: 'records:read', as: 'app',
    says: 'The way down: ids of the records behind a figure, as far as the asker holds them.',
    input: z.object({ figure: z.string(), from: day, to: day }),
    output: z.object({ unit: z.string(), ids: z.array(z.string()), shown: z.int() }),
  }),
  table: endpoint({
    method: 'get', path: '/api/tables', may: 'figures:read', as: 'stats',
    says: 'Counts one topic by one or two of its dimensions for a period, from records of clear codes. Null parts are the wholes.',
    input: z.object({
      topic: z.enum(topicIds), rows: z.enum(dimensionIds), columns: z.optional(z.enum(dimensionIds)),
      only: z.optional(z.enum(dimensionIds)), part: z.optional(z.string().check(z.maxLength(60))), from: day, to: day,
    }),
    output: z.object({ cells: z.array(z.object({ row: z.nullable(z.string()), column: z.nullable(z.string()), value: z.number() })) }),
  }),
}
