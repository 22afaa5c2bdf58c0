import * as z from 'zod/mini'
import { day } from '../../shared/fields.ts'
import { folderId, recordId, teamId } from '../../shared/ids.ts'
import { missing } from '../../shared/missing.ts'
import { ageBand, audience, educationForm, eventKind, eventPlace, eventState, ourRole, sex } from '../../vocabulary/index.ts'

/** Hours and minutes of the organisation's own time. */
const hour = z.string().check(z.regex(/^([01]\d|2[0-3]):[0-5]\d$/))
export const session = z.object({ id: recordId, onDay: day, starts: z.nullable(hour), ends: z.nullable(hour) })
export type Session = z.output<typeof session>

export const placesOffered = { from: 1, to: 100_000 } as const
export const headsCounted = { from: 0, to: 100_000 } as const

/** Codes of the work, in the clear and counted. Title, place, trainers and partners are sealed. */
export const eventFacts = z.object({
  folder: folderId,
  team: teamId,
  kind: z.enum(eventKind.codes),
  role: z.enum([...ourRole.codes, ...missing]),
  form: z.enum([...educationForm.codes, ...missing]),
  state: z.enum(eventState.codes),
  campaign: z.nullable(folderId),
  series: z.nullable(recordId),
  onDay: day,
  /** Places; null: no limit. Nobody can come to an event with none, so zero is refused. */
  capacity: z.nullable(z.int().check(z.minimum(placesOffered.from), z.maximum(placesOffered.to))),
  sessions: z.array(session).check(z.minLength(1), z.maxLength(60)),
})
export type EventFacts = z.output<typeof eventFacts>

/** So many heads of one audience, sex, age and place. No names: thirty young people are thirty. */
export const headsCell = z.object({
  audience: z.enum([...audience.codes, ...missing]),
  sex: z.enum([...sex.codes, ...missing]),
  ageBand: z.enum([...ageBand.codes, ...missing]),
  place: z.enum([...eventPlace.codes, ...missing]),
  heads: z.int().check(z.minimum(headsCounted.from), z.maximum(headsCounted.to)),
  /** How many of them stand by name in the register; the others gave none. */
  named: z._default(z.int().check(z.minimum(headsCounted.from), z.maximum(headsCounted.to)), 0),
})
export type HeadsCell = z.output<typeof headsCell>
