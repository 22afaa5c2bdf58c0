import { describe, expect, it } from 'vitest'
import { hourOf } from './hour.ts'

describe('the hour of a contact', () => {
  it('is when it was taken', () => expect(hourOf({ onDay: '2026-03-12', partOfDay: 'evening' }, '2026-03-12T18:00:00.000Z')).toBe('19:00'))
  it('is not when it was typed, days later', () => expect(hourOf({ onDay: '2023-10-05', partOfDay: 'unknown' }, '2026-11-26T03:52:00.000Z')).toBe(''))
  it('is none where its day was corrected', () => expect(hourOf({ onDay: '2025-03-04', partOfDay: 'night' }, '2026-11-26T03:52:00.000Z')).toBe(''))
  it('is none where nobody wrote it', () => expect(hourOf({ onDay: '2026-03-12', partOfDay: 'evening' }, null)).toBe(''))
})
