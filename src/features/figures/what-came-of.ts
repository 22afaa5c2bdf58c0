import { victimStatus } from '../../vocabulary/index.ts'
import type { Breakdown } from './shape.ts'

/** What a report led to by the end of the period: the furthest status that anybody was given by it. */
export const whatCameOf = {
  column: 'contact',
  furthest: {
    view: 'status_event', naming: 'report', column: 'status', until: 'month', none: 'none',
    ranked: ['identified_formal', 'presumed', 'possible', 'declined_identification', 'not_identified'],
  },
  labels: { ...victimStatus.labels, none: { cyrl: 'не наводи је ниједан догађај', en: 'no event names it' } },
} as const satisfies Breakdown
