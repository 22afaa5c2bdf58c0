import { describe, expect, it } from 'vitest'
import type { TeamId } from '../../shared/ids.ts'
import { heldBy, isChanged, warningsOf } from './rules.ts'

const [finders, caseManagement, coordination, sos, legal] = ['finders', 'case', 'coordination', 'sos', 'legal'] as unknown as TeamId[] as [TeamId, TeamId, TeamId, TeamId, TeamId]
const places = { finders, caseManagement, coordination, mine: [finders, legal] }
const of = (kind: string, team: TeamId | null = null) => heldBy({ kind, team }, places)

describe('a client who is given back', () => {
  it('is found by everybody who takes calls, and her story is with case management and coordination', () => {
    expect(of('card')).toEqual({ base: [finders], linked: [] })
    expect(of('story')).toEqual({ base: [caseManagement, coordination], linked: [] })
    expect(of('account')).toEqual({ base: [caseManagement, coordination], linked: [] })
    expect(of('whereabouts')).toEqual({ base: [caseManagement], linked: [] })
  })
  it('leaves a call with the team that took it, and with case management as long as it is linked to her', () => {
    expect(of('contact', sos)).toEqual({ base: [sos], linked: [caseManagement] })
    expect(of('contact', caseManagement)).toEqual({ base: [caseManagement], linked: [] })
  })
  it('gives a specialist’s notes back to a team of whoever held them', () => {
    expect(of('specialist')).toEqual({ base: [legal], linked: [] })
  })
})

describe('whoever restricts is warned', () => {
  it('where one alone is named, or she herself is not', () => {
    expect(warningsOf(['dara'], ['mira', 'vesna'], 'dara')).toEqual(['one-alone'])
    expect(warningsOf(['dara', 'vera'], ['mira', 'vesna'], 'jelena')).toEqual(['without-me'])
    expect(warningsOf(['dara', 'vera'], ['mira', 'vesna'], 'dara')).toEqual([])
  })
  it('where no two coordinators are left who could open her in danger', () => {
    expect(warningsOf(['dara', 'vera'], ['mira'], 'dara')).toEqual(['no-halves'])
    expect(warningsOf(['dara', 'mira'], ['mira', 'vesna'], 'dara')).toEqual(['one-asker'])
  })
})

describe('new keys for a restricted client', () => {
  const before = { named: ['dara', 'vera'], coordinators: ['mira', 'vesna'], label: 'KM-1' }
  it('are not asked for where the same are named, the same have halves and coordinators see the same words', () => {
    expect(isChanged(before, { named: ['vera', 'dara'], coordinators: ['vesna', 'mira'], label: ' KM-1 ' })).toBe(false)
  })
  it('are needed when one of these is another', () => {
    expect(isChanged(before, { ...before, named: ['dara'] })).toBe(true)
    expect(isChanged(before, { ...before, coordinators: ['mira', 'olga'] })).toBe(true)
    expect(isChanged(before, { ...before, label: 'KM-2' })).toBe(true)
    expect(isChanged({ named: null, coordinators: [], label: undefined }, before)).toBe(true)
  })
})
