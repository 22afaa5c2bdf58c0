import * as z from 'zod/mini'
import { day } from '../../shared/fields.ts'
import {
  assistance, centreOutcome, contactSubtype, institutionKind, serviceState, statusDecidedBy, victimStatus,
} from '../../vocabulary/index.ts'

/** Words in Serbian Cyrillic (the Latin is derived) and in English, which is always there. */
const texts = z.strictObject({ 'sr-Cyrl': z.optional(z.string().check(z.minLength(1), z.maxLength(2000))), en: z.string().check(z.minLength(1), z.maxLength(2000)) })
const slug = z.string().check(z.regex(/^[a-z][a-z0-9_]{0,39}$/))

/** What shows that a step was taken: one of these records of hers. What is not said matches anything. */
/** A word that is misspelt must not be passed over: what is not said matches anything. */
const exactly = z.strictObject
const condition = z.discriminatedUnion('record', [
  exactly({ record: z.literal('contact'), subtype: z.optional(z.array(z.enum(contactSubtype.codes))) }),
  exactly({ record: z.literal('screening') }),
  exactly({ record: z.literal('status'), status: z.optional(z.array(z.enum(victimStatus.codes))), decidedBy: z.optional(z.array(z.enum(statusDecidedBy.codes))) }),
  exactly({ record: z.literal('centre'), step: z.optional(z.array(z.enum(['reported', 'outcome']))), outcome: z.optional(z.array(z.enum(centreOutcome.codes))) }),
  exactly({ record: z.literal('service'), kind: z.optional(z.array(z.enum(assistance.codes))), state: z.optional(z.array(z.enum(serviceState.codes))) }),
  exactly({ record: z.literal('institution_contact'), kind: z.optional(z.array(z.enum(institutionKind.codes))) }),
])

/** Which records of hers can show that a step was taken. */
export const conditionRecords = ['contact', 'screening', 'status', 'centre', 'service', 'institution_contact'] as const

const step = exactly({
  id: slug,
  name: texts,
  says: texts,
  /** Who decides: a body of the vocabulary, or she herself. */
  decides: z.enum([...statusDecidedBy.codes, 'her']),
  deadline: z.nullable(exactly({ days: z.int().check(z.minimum(0), z.maximum(3650)), from: slug, says: texts })),
  forms: z.array(exactly({ name: texts, to: z.enum(institutionKind.codes) })).check(z.maxLength(20)),
  /** Empty: nothing recorded here shows it. */
  done: z.array(condition).check(z.maxLength(20)),
  /** Help, and what goes on beside the rest: a record of it does not say that she has come so far. */
  atAnyTime: z.optional(z.boolean()),
})

/** A country's way from suspicion to inclusion, as data: a file somebody who knows the country can write. */
export const pathwayShape = exactly({
  format: z.literal('wayout-pathway/1'),
  country: z.string().check(z.regex(/^[A-Z]{2}$/)),
  version: z.int().check(z.minimum(1), z.maximum(9999)),
  name: texts,
  source: texts,
  /** When somebody who knows the law last read it; null: nobody yet, and the page says so. */
  checkedOn: z.nullable(day),
  steps: z.array(step).check(z.minLength(1), z.maxLength(60)),
})
export type Pathway = z.output<typeof pathwayShape>
export type Step = Pathway['steps'][number]
export type Condition = Step['done'][number]
