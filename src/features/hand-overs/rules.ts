import { addDays } from '../../shared/calendar.ts'
import type { Day } from '../../shared/calendar.ts'

type Note = { readonly by: string; readonly writtenOn: Day; readonly seen: readonly { readonly member: string }[]; readonly unseen: readonly string[] }

/** A note waits for whoever sits in the team, did not write it and has not said that she saw it. */
export const waitsFor = (note: Note, member: string): boolean => note.unseen.includes(member)

/** Unseen ones stand first, the oldest of them on top; then those of today and yesterday; what is older and seen is folded away. */
export function inOrder<N extends Note>(notes: readonly N[], member: string, today: Day): { readonly waiting: readonly N[]; readonly recent: readonly N[]; readonly folded: readonly N[] } {
  const waiting = notes.filter((note) => waitsFor(note, member)).toSorted((one, other) => one.writtenOn.localeCompare(other.writtenOn))
  const rest = notes.filter((note) => !waitsFor(note, member))
  const isRecent = (note: N) => note.writtenOn >= addDays(today, -1)
  return { waiting, recent: rest.filter(isRecent), folded: rest.filter((note) => !isRecent(note)) }
}
