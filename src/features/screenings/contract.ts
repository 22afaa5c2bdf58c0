import * as z from 'zod/mini'

/**
 * Sealed, in her story (`screening/1`): which list in which version, what was answered, and where the worker saw it otherwise.
 * There is no endpoint of its own: it is a document of a client's folder.
 */
export const screeningWords = z.object({
  on: z.string(),
  list: z.string(),
  version: z.string(),
  who: z.enum(['adult', 'child']),
  act: z.string(),
  answers: z.record(z.string(), z.string()),
  overrides: z.array(z.object({ dimension: z.string(), positive: z.boolean(), reason: z.string() })),
  asked: z.int(),
  of: z.int(),
  present: z.int(),
  says: z.string(),
  note: z.string(),
})
export type ScreeningWords = z.output<typeof screeningWords>
