import { describe, expect, it } from 'vitest'
import { inOrderOfEvents, latestStatus } from './status-order.ts'

const on = (status: string, month = '2026-11', recordedOn = '2026-11-26') => ({ status, month, recordedOn })
const sent = { step: 'reported', month: '2026-11', recordedOn: '2026-11-26' }

describe('her status', () => {
  it('is the formal one when she was presumed and identified on one day, in whatever order the rows come', () => {
    for (const rows of [[on('presumed'), on('identified_formal')], [on('identified_formal'), on('presumed')]]) expect(latestStatus(rows)?.status).toBe('identified_formal')
  })
  it('is what was decided later in one month', () => {
    expect(latestStatus([on('identified_formal', '2026-11', '2026-11-03'), on('not_identified', '2026-11', '2026-11-20')])?.status).toBe('not_identified')
  })
  it('stays formal when she is in a later report, and presumed when that one says possible', () => {
    expect(latestStatus([on('identified_formal', '2025-11'), on('possible', '2026-11')])?.status).toBe('identified_formal')
    expect(latestStatus([on('presumed', '2025-11'), on('possible', '2026-11')])?.status).toBe('presumed')
  })
  it('begins anew with a later report where she was not identified, or had declined', () => {
    for (const before of ['not_identified', 'declined_identification']) expect(latestStatus([on('identified_formal', '2024-01'), on(before, '2025-11'), on('possible', '2026-11')])?.status).toBe('possible')
  })
  it('is that of the later month, whenever it was written down', () => {
    expect(latestStatus([on('not_identified', '2026-10', '2026-11-20'), on('presumed', '2026-11', '2026-11-03')])?.status).toBe('presumed')
  })
  it('is none when nothing was decided', () => expect(latestStatus([])).toBeUndefined())
})

describe('the story of one day', () => {
  it('is told newest first: identified, sent to the Centre, presumed', () => {
    expect(inOrderOfEvents([on('identified_formal'), on('presumed')], [sent]).map((one) => ('status' in one ? one.status : one.step))).toEqual(['identified_formal', 'reported', 'presumed'])
  })
})
