import { addDays, daysBetween } from '../../shared/calendar.ts'
import type { Day } from '../../shared/calendar.ts'
import type { OpenedContact } from './open-contacts.ts'

export type Span = { readonly from: Day; readonly to: Day }
/** What stands open: every contact of these days. */
export type Held = Span & { readonly contacts: ReadonlyMap<string, OpenedContact>; /** Records of these days that did not open. */ readonly closed: number }

/** Which days are still to be read, the newest first. What does not touch them is of no use. */
export function toRead(held: Span | undefined, wanted: Span): readonly Span[] {
  if (!touches(held, wanted)) return [wanted]
  const newer = { from: addDays(held.to, 1), to: wanted.to }
  const older = { from: wanted.from, to: addDays(held.from, -1) }
  return [newer, older].filter(({ from, to }) => from <= to)
}

/** Nothing between the two is left out when they are laid together. */
export function touches<S extends Span>(held: S | undefined, wanted: Span): held is S {
  return held !== undefined && held.from <= addDays(wanted.to, 1) && held.to >= addDays(wanted.from, -1)
}

/** With what was read just now. A contact that was read before is as it is now. */
export function joined(held: Held | undefined, read: Held): Held {
  if (!touches(held, read)) return read
  return {
    from: held.from < read.from ? held.from : read.from, to: held.to > read.to ? held.to : read.to,
    contacts: new Map([...held.contacts, ...read.contacts]), closed: held.closed + read.closed,
  }
}

export const within = (held: Held, { from, to }: Span): OpenedContact[] => [...held.contacts.values()].filter((one) => one.onDay >= from && one.onDay <= to)

const daysIn = ({ from, to }: Span): number => daysBetween(from, to) + 1

/** How much of these days has been read, when reading has come back to this one. */
export function shareRead(spans: readonly Span[], at: number, back: Day): number {
  const days = spans.map(daysIn)
  const sum = (some: readonly number[]) => some.reduce((all, one) => all + one, 0)
  const now = spans[at]
  return (sum(days.slice(0, at)) + (now ? daysBetween(back, now.to) : 0)) / Math.max(1, sum(days))
}
