import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { assistance, centreOutcome, contactSubtype, institutionKind, serviceState, statusDecidedBy, victimStatus } from '../../vocabulary/index.ts'
import serbia from '../../vocabulary/pathways/rs.json' with { type: 'json' }
import { placeOf, readPathway, whereIsShe } from './rules.ts'
import type { Recorded } from './rules.ts'
import { conditionRecords } from './shape.ts'

const { pathway } = readPathway(JSON.stringify(serbia))
const where = (recorded: readonly Recorded[]) => new Map(whereIsShe(pathway!, recorded).map((one) => [one.step.id, one]))

describe('Serbia’s pathway, as it is shipped', () => {
  it('holds together', () => {
    expect(readPathway(JSON.stringify(serbia)).flaws).toBeUndefined()
  })

  it('knows nothing of somebody who has only called: the first step is next, and nothing is late', () => {
    const steps = where([{ record: 'contact', on: '2016-03-12', subtype: 'at_risk_person' }])
    expect([...steps.values()].map((one) => one.state)).toEqual(['next', ...Array.from({ length: 9 }, () => 'open')])
  })

  it('tells where she is from what is recorded, in whatever order it was', () => {
    const steps = where([
      { record: 'service', on: '2016-03-20', kind: 'counselling', state: 'provided' },
      { record: 'contact', on: '2016-03-12', subtype: 'report' },
      { record: 'status', on: '2016-04', status: 'presumed', decidedBy: 'ngo' },
      { record: 'centre', on: '2016-04', step: 'reported', outcome: 'pending' },
    ])
    expect(['suspicion', 'preliminary', 'report', 'support'].map((id) => steps.get(id)?.on)).toEqual(['2016-03-12', '2016-04', '2016-04', '2016-03-20'])
    expect(steps.get('screening')?.state).toBe('open')
    expect(steps.get('formal')?.state).toBe('next')
    expect(steps.get('proceedings')?.state).toBe('open')
    expect(steps.get('reflection')?.state).toBe('open')
  })

  it('says between which days a time runs out where only the month of its beginning is known, and never that it passed before the last of them', () => {
    const due = (on: string) => where([{ record: 'status', on, status: 'presumed', decidedBy: 'ngo' }]).get('reflection')?.due
    expect(due('2015-08')).toEqual({ first: '2015-10-30', last: '2015-11-29' })
    expect(due('2015-12')).toEqual({ first: '2016-02-29', last: '2016-03-30' })
    expect(due('2015-08-17')).toEqual({ first: '2015-11-15', last: '2015-11-15' })
  })

  it('is no gate: help was given although no body has decided, and an offer that was declined is not help', () => {
    expect(where([{ record: 'service', on: '2016-03-20', kind: 'legal', state: 'provided' }]).get('support')?.state).toBe('known')
    expect(where([{ record: 'service', on: '2016-03-20', kind: 'legal', state: 'declined' }]).get('support')?.state).toBe('open')
  })

  it('does not take help for a place on the way: a bed for the night says neither what came before nor that a court comes next', () => {
    const next = (recorded: readonly Recorded[]) => [...where(recorded).values()].find((one) => one.state === 'next')?.step.id
    const night = { record: 'service', on: '2016-03-20', kind: 'accommodation', state: 'provided' } as const
    expect(next([night])).toBe('suspicion')
    expect(next([night, { record: 'service', on: '2016-03-21', kind: 'legal', state: 'provided' }, { record: 'service', on: '2016-03-22', kind: 'employment', state: 'provided' }])).toBe('suspicion')
    expect(next([night, { record: 'centre', on: '2016-05-01', step: 'outcome', outcome: 'confirmed' }])).toBe('proceedings')
    expect(next([{ record: 'centre', on: '2016-05-01', step: 'outcome', outcome: 'confirmed' }])).toBe('support')
  })
})

describe('a pathway that somebody wrote', () => {
  const broken = (change: (of: Record<string, any>) => void) => {
    const copy = structuredClone(serbia) as unknown as Record<string, any>
    change(copy)
    return readPathway(JSON.stringify(copy)).flaws
  }
  it('that cannot be read says at which line and sign', () => {
    expect(readPathway('{ "format": ').flaws?.[0]?.rule).toBe('not-json 1 13')
    expect(readPathway('{\n  "format": "x"\n  "country": "BA"\n}').flaws?.[0]?.rule).toBe('not-json 3 3')
    // The quotation marks of a word processor are none; the file goes on for long.
    expect(readPathway(`{\n  "format": "x",\n  "country": “BA”,\n${'  "version": 1,\n'.repeat(9)}}`).flaws?.[0]?.rule).toBe('not-json 3 14')
    expect(readPathway('“BA”').flaws?.[0]?.rule).toBe('not-json 1 1')
  })
  it('says a place as people count, with what the file calls its step', () => {
    expect(placeOf('steps.1.done.0.record', ['suspicion', 'screening'])).toEqual({ step: 2, called: 'screening', within: 'done › 1. › record' })
    expect(placeOf('country', [])).toEqual({ step: null, called: '', within: 'country' })
  })
  it('says which records show a step, and which word it does not know: nothing misspelt is passed over', () => {
    expect(broken((of) => { of['steps'][1].done[0].record = 'indicators' })).toEqual([{ path: 'steps.1.done.0.record', rule: 'one-of contact, screening, status, centre, service, institution_contact' }])
    expect(broken((of) => { of['steps'][2].done[0].statuss = ['presumed'] })).toEqual([{ path: 'steps.2.done.0', rule: 'unknown-word statuss' }])
    expect(broken((of) => { of['steps'][2].deadLine = null })).toEqual([{ path: 'steps.2', rule: 'unknown-word deadLine' }])
  })
  it('may say nothing that the handbook does not explain', () => {
    const page = readFileSync('docs/handbook/pathway.md', 'utf8')
    const codes = [...conditionRecords, 'her', 'reported', 'outcome', ...[assistance, centreOutcome, contactSubtype, institutionKind, serviceState, statusDecidedBy, victimStatus].flatMap((list) => [...list.codes] as string[])]
    expect(codes.filter((code) => !page.includes('`' + code + '`'))).toEqual([])
  })
  it('names every place that is wrong, with what may stand there', () => {
    const flaws = broken((of) => { of['country'] = 'Serbia'; of['steps'][0].decides = 'sheriff'; delete of['steps'][1].name.en })
    expect(flaws?.map((flaw) => flaw.path)).toEqual(['country', 'steps.0.decides', 'steps.1.name.en'])
    expect(flaws?.[1]?.rule).toContain('one-of ngo, police')
  })
  it('of what is no country is refused, with what was written there', () => {
    expect(broken((of) => { of['country'] = 'XX' })).toEqual([{ path: 'country', rule: 'no-such-country XX' }])
    expect(broken((of) => { of['country'] = 'XK' })).toBeUndefined()
  })
  it('whose step counts from one that is not there, or stands there twice, is refused', () => {
    expect(broken((of) => { of['steps'][4].deadline.from = 'nowhere' })).toEqual([{ path: 'steps.4.deadline.from', rule: 'no-such-step' }])
    expect(broken((of) => { of['steps'][1].id = 'suspicion' })).toEqual([{ path: 'steps.1.id', rule: 'twice' }])
  })
})
