import { describe, expect, it } from 'vitest'
import { proposed, sideOf } from './decide-rules.ts'

const town = { key: 'town', label: 'Town', before: 'Niš', mine: 'Subotica', theirs: 'Zrenjanin' }

describe('of two versions of one answer', () => {
  it('that is proposed which only one of the two changed; where both did, she is asked', () => {
    expect(proposed({ ...town, theirs: 'Niš' })).toBe('mine')
    expect(proposed({ ...town, mine: 'Niš' })).toBe('theirs')
    expect(proposed(town)).toBe(null)
  })

  it('what she chose holds for the version it was chosen against, and not for a third that came while she decided', () => {
    expect(sideOf(town, undefined)).toBe(null)
    expect(sideOf(town, { side: 'mine', theirs: 'Zrenjanin' })).toBe('mine')
    expect(sideOf({ ...town, theirs: 'Pančevo' }, { side: 'mine', theirs: 'Zrenjanin' })).toBe(null)
    expect(sideOf({ ...town, mine: 'Niš', theirs: 'Pančevo' }, { side: 'mine', theirs: 'Zrenjanin' })).toBe('theirs')
  })
})
