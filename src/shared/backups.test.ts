import { describe, expect, it } from 'vitest'
import { isBackupDue } from './backups.ts'

const night = new Date('2026-03-12T01:30:00Z')
const noon = new Date('2026-03-12T11:30:00Z')
const before = (instant: Date, hours: number) => new Date(instant.getTime() - hours * 3_600_000)

describe('a backup by the program itself is due', () => {
  it('at once where there is none', () => {
    expect(isBackupDue(undefined, undefined, noon)).toBe(true)
  })
  it('at night when the last is from the night before, and not again the same night', () => {
    expect(isBackupDue(before(night, 23), undefined, night)).toBe(true)
    expect(isBackupDue(before(night, 3), undefined, night)).toBe(false)
  })
  it('by day only when a night was missed', () => {
    expect(isBackupDue(before(noon, 10), undefined, noon)).toBe(false)
    expect(isBackupDue(before(noon, 31), undefined, noon)).toBe(true)
  })
  it('half an hour after one that failed, not sooner', () => {
    expect(isBackupDue(undefined, before(noon, 0.4), noon)).toBe(false)
    expect(isBackupDue(undefined, before(noon, 0.6), noon)).toBe(true)
  })
  it('when the last one carries a date that has not come yet', () => {
    expect(isBackupDue(before(noon, -500), undefined, noon)).toBe(true)
  })
})
