import * as z from 'zod/mini'
import { pastDay } from '../../shared/fields.ts'
import { folderId, lineId, teamId } from '../../shared/ids.ts'
import { missing } from '../../shared/missing.ts'
import {
  channel, contactOutcome, contactSubtype, contactType, direction, minutesBand, partOfDay, postFestumNeed, urgency,
} from '../../vocabulary/index.ts'

/** Codes of the work, in the clear and counted. Exact times, words, who and how she calls are sealed. */
export const contactFacts = z.object({
  folder: folderId,
  line: z.nullable(lineId),
  team: teamId,
  channel: z.enum(channel.codes),
  direction: z.enum(direction.codes),
  type: z.enum([...contactType.codes, ...missing]),
  subtype: z.enum([...contactSubtype.codes, ...missing]),
  need: z.nullable(z.enum([...postFestumNeed.codes, ...missing])),
  outcome: z.enum([...contactOutcome.codes, ...missing]),
  urgency: z.enum([...urgency.codes, ...missing]),
  onDay: pastDay,
  partOfDay: z.enum([...partOfDay.codes, ...missing]),
  minutesBand: z.enum([...minutesBand.codes, ...missing]),
})
export type ContactFacts = z.output<typeof contactFacts>
