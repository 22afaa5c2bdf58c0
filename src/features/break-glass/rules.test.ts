import { describe, expect, it } from 'vitest'
import { mayAgree, standingOf, whoCanStill } from './rules.ts'

const asked = { id: 'one', askedBy: 'mira', askedAt: '2026-03-12T20:00:00Z', agreedBy: null, until: null, endedAt: null }
const agreed = { ...asked, agreedBy: 'vesna', until: '2026-03-13T00:10:00Z' }
const at = (time: string) => new Date(time)

describe('a request to open in danger', () => {
  it('waits for a second coordinator, for a day', () => {
    expect(standingOf(asked, at('2026-03-12T20:05:00Z'))).toBe('waiting')
    expect(standingOf(asked, at('2026-03-13T20:05:00Z'))).toBe('past')
  })
  it('is agreed to by another one than she who asked', () => {
    expect(mayAgree(asked, 'vesna', at('2026-03-12T20:05:00Z'))).toBe(true)
    expect(mayAgree(asked, 'mira', at('2026-03-12T20:05:00Z'))).toBe(false)
    expect(mayAgree(agreed, 'dragana', at('2026-03-12T20:15:00Z'))).toBe(false)
  })
  it('runs until its hour, and no longer than somebody lets it', () => {
    expect(standingOf(agreed, at('2026-03-12T23:00:00Z'))).toBe('running')
    expect(standingOf(agreed, at('2026-03-13T00:10:00Z'))).toBe('past')
    expect(standingOf({ ...agreed, endedAt: '2026-03-12T22:00:00Z' }, at('2026-03-12T23:00:00Z'))).toBe('past')
  })
})

describe('those who have halves', () => {
  it('can open her together as long as they are here and coordinate', () => {
    const members = [
      { id: 'mira', state: 'active', roles: ['coordinator'] }, { id: 'vesna', state: 'removed', roles: ['coordinator'] },
      { id: 'olga', state: 'suspended', roles: ['coordinator'] }, { id: 'dara', state: 'active', roles: ['case_manager'] },
    ]
    expect(whoCanStill(['mira', 'vesna', 'olga', 'dara', 'nobody'], members)).toEqual(['mira'])
  })
})
