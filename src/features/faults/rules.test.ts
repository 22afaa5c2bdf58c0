import { describe, expect, it } from 'vitest'
import { faultsOf } from './rules.ts'
import type { Noticed } from './rules.ts'

const now = new Date('2026-03-12T10:00:00Z')
const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
const well: Noticed = { now, isNew: false, lastEntry: ago(0.001), wentOn: undefined, nightly: true, lastBackup: ago(0.3), failed: undefined, free: 5e9 }
const kinds = (of: Partial<Noticed>) => faultsOf({ ...well, ...of }).map((fault) => fault.kind)

describe('those who look after the house are told', () => {
  it('nothing when all is well', () => expect(kinds({})).toEqual([]))
  it('that there is no backup yet, but not on the first day', () => {
    expect(kinds({ lastBackup: undefined })).toEqual(['never-backed-up'])
    expect(kinds({ lastBackup: undefined, isNew: true })).toEqual([])
  })
  it('that the last one is old: two days where the program makes them, eight where somebody does', () => {
    expect([1, 3].map((days) => kinds({ lastBackup: ago(days) }))).toEqual([[], ['backup-late']])
    expect([7, 9].map((days) => kinds({ lastBackup: ago(days), nightly: false }))).toEqual([[], ['backup-late']])
  })
  it('that one failed, and where that is why, that there was no room', () => {
    expect(kinds({ failed: { at: now, why: 'not-made' } })).toEqual(['backup-failed'])
    expect(kinds({ failed: { at: now, why: 'no-room' }, lastBackup: ago(50) })).toEqual(['backup-no-room'])
  })
  it('that the clock was set back behind the ledger, before anything else', () => {
    expect(kinds({ lastEntry: ago(-1), free: 1000 })).toEqual(['clock-behind', 'little-room'])
    expect(kinds({ lastEntry: new Date(now.getTime() + 30_000) })).toEqual([])
    // Whoever came to look has made a newer entry by the wrong clock; a week later it is known that the clock was ahead before.
    expect([0.1, 6, 8].map((days) => kinds({ lastEntry: ago(-1), wentOn: ago(days) }))).toEqual([['clock-behind'], ['clock-behind'], []])
  })
})
