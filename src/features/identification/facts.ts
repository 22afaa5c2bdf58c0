import * as z from 'zod/mini'
import { pastMonth } from '../../shared/fields.ts'
import { clientId, folderId, recordId } from '../../shared/ids.ts'
import { missing } from '../../shared/missing.ts'
import { centreOutcome, exploitation, sex, statusDecidedBy, victimStatus } from '../../vocabulary/index.ts'

const yesNo = z.enum(['yes', 'no', ...missing])

/** A dated event; status is derived from these and never overwritten. `report` is the contact whose report led to it. */
export const statusEventFacts = z.object({
  id: recordId,
  client: clientId,
  status: z.enum(victimStatus.codes),
  decidedBy: z.enum(statusDecidedBy.codes),
  month: pastMonth,
  minor: yesNo,
  report: z.nullable(folderId),
})

/** Reported to the national Centre, and what came of it. */
export const centreEventFacts = z.object({
  id: recordId,
  client: clientId,
  step: z.enum(['reported', 'outcome']),
  outcome: z.enum(centreOutcome.codes),
  month: pastMonth,
})

/** The few coarse codes of a person that may stand in the clear. Everything finer is sealed. */
export const personFacts = z.object({
  folder: folderId,
  client: clientId,
  sex: z.enum([...sex.codes, ...missing]),
  form: z.enum([...exploitation.codes, ...missing]),
  citizenRs: yesNo,
  exploitedRs: yesNo,
})
