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

const on = z.string().check(z.regex(/^(\d{4}(-\d{2}-\d{2})?)?$/))
/** What a record behind a figure is, as far as its codes stand in the clear. `on` is a day, a month’s first day, a year, or nothing where its year is not known. */
const recordBehind = z.object({
  id: z.string(),
  on,
  /** The contact in which it was, where it was in one. */
  contact: z.nullable(z.string()),
  clients: z.array(z.string()),
  type: z.optional(z.string()),
  subtype: z.optional(z.string()),
  channel: z.optional(z.string()),
  outcome: z.optional(z.string()),
  kind: z.optional(z.string()),
  topic: z.optional(z.string()),
  /** Of figures that add up: what this record adds. */
  times: z.optional(z.int()),
  role: z.optional(z.string()),
  answer: z.optional(z.string()),
  status: z.optional(z.string()),
  decidedBy: z.optional(z.string()),
})
export type RecordBehind = z.output<typeof recordBehind>

const period = { from: day, to: day, locale: z._default(z.enum(['sr-Cyrl', 'sr-Latn', 'en']), 'en') }

export const figures = {
  count: endpoint({
    method: 'get', path: '/api/figures', may: 'figures:read', as: 'stats',
    says: 'Counts every figure of the clear codes for a period, from records; nothing is stored.',
    input: z.object(period),
    output: z.object({
      period: z.object({ from: day, to: day }), figures: z.array(figureValue),
      /** Clients' records of the period that were joined with another, or taken apart, after it ended: its clients were counted otherwise before. */
      regrouped: z.int(),
    }),
  }),
  records: endpoint({
    method: 'get', path: '/api/figures/:figure/records', may: 'records:read', as: 'app',
    says: 'The way down: a page of the records behind a figure, latest first, as far as the asker holds them; `counted` is what they make of the figure.',
    input: z.object({
      figure: z.string(), from: day, to: day, afterOn: z.optional(on), afterId: z.optional(z.uuid()),
      limit: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(200)), 50),
    }),
    output: z.object({
      unit: z.string(), records: z.array(recordBehind), shown: z.int(), counted: z.int(),
      next: z.nullable(z.object({ afterOn: on, afterId: z.uuid() })),
    }),
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
  situations: endpoint({
    method: 'get', path: '/api/figures/situations', may: 'figures:read', as: 'stats',
    says: 'How many situations the house has from a period’s years, or without a year: against it stands what one member may open.',
    input: z.object({ from: day, to: day }),
    output: z.object({ all: z.int() }),
  }),
}
