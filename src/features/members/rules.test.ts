import { describe, expect, it } from 'vitest'
import { roles } from '../../shared/roles.ts'
import { changeOf, needsTeam, rolesToChoose } from './rules.ts'

describe('a change of somebody’s place', () => {
  const now = { roles: ['consultant' as const], teams: ['line', 'finders'] }

  it('is none when the same stands there in another order', () => {
    expect(changeOf({ ...now, roles: ['consultant', 'field'] }, { roles: ['field', 'consultant'], teams: ['finders', 'line'] }).same).toBe(true)
  })

  it('says which teams she joins and which she leaves', () => {
    expect(changeOf(now, { ...now, teams: ['finders', 'field'] })).toEqual({ joins: ['field'], leaves: ['line'], flips: false, same: false })
  })

  it('is certified when she becomes a coordinator or is one no longer, and not for any other work', () => {
    expect(changeOf(now, { ...now, roles: ['consultant', 'coordinator'] }).flips).toBe(true)
    expect(changeOf({ ...now, roles: ['coordinator'] }, now).flips).toBe(true)
    expect(changeOf(now, { ...now, roles: ['administrator'] })).toMatchObject({ flips: false, same: false })
  })
})

it('who works with people or events needs a team; who looks after accounts or reads figures needs none', () => {
  expect(roles.filter((role) => !needsTeam([role]))).toEqual(['administrator', 'director'])
  expect([needsTeam(['prevention']), needsTeam(['director', 'prevention']), needsTeam([])]).toEqual([true, true, false])
})

it('an administrator gives any work but a coordinator’s', () => {
  expect(rolesToChoose(roles, false)).toEqual(roles.filter((role) => role !== 'coordinator'))
  expect(rolesToChoose(roles, true)).toEqual(roles)
})
