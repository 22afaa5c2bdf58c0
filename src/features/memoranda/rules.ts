import { addDays, daysBetween } from '../../shared/calendar.ts'
import type { Day } from '../../shared/calendar.ts'

export type Held = { readonly signedOn: Day; readonly untilOn: Day | null; readonly endedOn: Day | null }

/** The last day on which it holds; without one it has no end. */
export function lastDay({ untilOn, endedOn }: Held): Day | null {
  if (untilOn === null || endedOn === null) return endedOn ?? untilOn
  return untilOn < endedOn ? untilOn : endedOn
}

/** From the day it was signed to its last day, both included. */
export function inForce(one: Held, on: Day): boolean {
  const last = lastDay(one)
  return one.signedOn <= on && (last === null || on <= last)
}

/** Days before its end on which Today may begin to remind, and what is usual. */
export const reminded = { from: 0, to: 730 } as const
export const usualReminder = 60

export type State = 'in-force' | 'ends-soon' | 'over'

/** `ends-soon` from so many days before its end; what was ended on purpose is over and asks for nothing. */
export function stateOn(one: Held, on: Day, remindDays: number): State {
  const last = lastDay(one)
  if (last === null) return 'in-force'
  if (last < on) return 'over'
  return one.endedOn === null && on >= addDays(last, -remindDays) ? 'ends-soon' : 'in-force'
}

/** Reminds from its days before the end, and goes on for as long after it, since nobody may have looked. Ended on purpose, never. */
export function isToRemind(one: Held, on: Day, remindDays: number): boolean {
  if (one.untilOn === null || one.endedOn !== null) return false
  return on >= addDays(one.untilOn, -remindDays) && on <= addDays(one.untilOn, Math.max(remindDays, 30))
}

export const daysLeft = (one: Held, on: Day): number | null => {
  const last = lastDay(one)
  return last === null ? null : daysBetween(on, last)
}

export type WrongDays = 'until-before-signed' | 'ended-before-signed'
export function whyNotDays({ signedOn, untilOn, endedOn }: Held): WrongDays | undefined {
  if (untilOn !== null && untilOn < signedOn) return 'until-before-signed'
  if (endedOn !== null && endedOn < signedOn) return 'ended-before-signed'
  return undefined
}
