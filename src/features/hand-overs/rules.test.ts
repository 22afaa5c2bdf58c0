import { describe, expect, it } from 'vitest'
import { inOrder, waitsFor } from './rules.ts'

const note = (id: string, writtenOn: string, unseen: readonly string[] = [], by = 'mira') => ({ id, by, writtenOn, seen: [], unseen })

describe('a hand-over note', () => {
  it('waits for a member of the team who has not seen it, and for nobody else', () => {
    expect(waitsFor(note('a', '2026-03-12', ['jelena']), 'jelena')).toBe(true)
    expect(waitsFor(note('a', '2026-03-12', ['jelena']), 'mira')).toBe(false)
  })

  it('stands first while it waits, however old; seen ones fold away after a day', () => {
    const notes = [note('today', '2026-03-12'), note('yesterday', '2026-03-11'), note('old', '2026-03-09'), note('new, waiting', '2026-03-12', ['jelena']), note('old, waiting', '2026-02-01', ['jelena'])]
    const { waiting, recent, folded } = inOrder(notes, 'jelena', '2026-03-12')
    expect(waiting.map((one) => one.id)).toEqual(['old, waiting', 'new, waiting'])
    expect(recent.map((one) => one.id)).toEqual(['today', 'yesterday'])
    expect(folded.map((one) => one.id)).toEqual(['old'])
  })
})
