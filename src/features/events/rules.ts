import { missing } from '../../shared/missing.ts'
import { foldName, secondKey } from '../../shared/names.ts'
import { ageBand, audience, eventPlace, sex } from '../../vocabulary/index.ts'
import type { ParticipantWords } from './contract.ts'
import type { EventFacts, HeadsCell, Session } from './facts.ts'

/** What contradicts itself in an event, by field; nothing when it holds. */
export function whatContradicts({ onDay, sessions }: Pick<EventFacts, 'onDay' | 'sessions'>): 'onDay' | 'sessions' | undefined {
  const days = sessions.map((one) => one.onDay).sort()
  if (days[0] !== onDay) return 'onDay'
  if (new Set(sessions.map((one) => one.id)).size < sessions.length) return 'sessions'
  return sessions.some(({ starts, ends }) => ends !== null && (starts === null || ends <= starts)) ? 'sessions' : undefined
}

/** Whether its last day is over, so that it waits to be counted. Until then somebody may still come. */
export function isOver({ sessions, onDay }: Pick<EventFacts, 'onDay' | 'sessions'>, today: string): boolean {
  return sessions.reduce((last, one) => (one.onDay > last ? one.onDay : last), onDay as string) < today
}

/** The session that is on, or the next of that day; else the first that is still to come, else the last. `hour` as 14:28. Without an end one lasts until the next begins. */
export function sessionAt(sessions: readonly Session[], today: string, hour: string): Session | undefined {
  const inTurn = sessions.toSorted((one, other) => (one.onDay + (one.starts ?? '')).localeCompare(other.onDay + (other.starts ?? '')))
  const todays = inTurn.filter((one) => one.onDay === today)
  const on = todays.find((one, at) => (one.ends ?? todays[at + 1]?.starts ?? '24:00') > hour) ?? todays.at(-1)
  return on ?? inTurn.find((one) => one.onDay > today) ?? inTurn.at(-1)
}

/** A press at the door that has not reached the program yet. `words`: somebody who was written down with it. */
export type Mark = { readonly person: string; readonly session: string; readonly there: boolean; readonly words?: ParticipantWords }

/** Who is there once what waits has gone: the last press of each session holds. */
export function marked(person: string, present: readonly string[], marks: readonly Mark[]): string[] {
  return marks.filter((one) => one.person === person).reduce((now, { session, there }) => (there ? [...now.filter((one) => one !== session), session] : now.filter((one) => one !== session)), [...present])
}

export const nameOf = (cell: Omit<HeadsCell, 'heads' | 'named'>): string => [cell.audience, cell.sex, cell.ageBand, cell.place].join(' ')

/** Cells that say the same are one; what is counted twice is added, in the order of the lists. */
export function together(cells: readonly HeadsCell[]): HeadsCell[] {
  const sums = new Map<string, HeadsCell>()
  for (const cell of cells) {
    const there = sums.get(nameOf(cell))
    sums.set(nameOf(cell), { ...cell, heads: cell.heads + (there?.heads ?? 0), named: cell.named + (there?.named ?? 0) })
  }
  return [...sums.values()]
}

export const isTwice = (cells: readonly HeadsCell[]): boolean => together(cells).length < cells.length
const told = (cells: readonly HeadsCell[]): string => cells.map((one) => [nameOf(one), one.heads, one.named].join(' ')).sort().join()
export const sameHeads = (cells: readonly HeadsCell[], others: readonly HeadsCell[]): boolean => told(cells) === told(others)

/** What was counted, as those who gave no name and those who stand by name: a number pressed on is added to the first alone. */
export function apart(cells: readonly HeadsCell[]): { readonly nameless: HeadsCell[]; readonly named: HeadsCell[] } {
  return {
    nameless: cells.filter((one) => one.heads > one.named || one.named === 0).map((one) => ({ ...one, heads: one.heads - one.named, named: 0 })),
    named: cells.filter((one) => one.named > 0).map((one) => ({ ...one, heads: one.named })),
  }
}
export const allHeads = (cells: readonly Pick<HeadsCell, 'heads'>[]): number => cells.reduce((sum, { heads }) => sum + heads, 0)

type Named = { readonly audience: string; readonly sex: string; readonly ageBand: string; readonly present: readonly string[] }

type Sessions = readonly Pick<Session, 'id'>[]
/** To how many of the sessions there are somebody came. One that was removed since is none of them. */
const cameTo = (sessions: Sessions, { present }: Pick<Named, 'present'>): number => sessions.filter((one) => present.includes(one.id)).length

/** Named participants who came, as heads: who came to several sessions is one head. Codes that are not known stay what they are: not asked. */
export function headsOf(sessions: Sessions, named: readonly Named[], place: HeadsCell['place']): HeadsCell[] {
  return together(named.filter((one) => cameTo(sessions, one) > 0).map((one) => ({
    audience: known(audience.codes, one.audience), sex: known(sex.codes, one.sex), ageBand: known(ageBand.codes, one.ageBand), place, heads: 1, named: 1,
  })))
}

/** Who came to sessions before, and to none of those that stay: counted by name until now, and no longer. */
export function cameOnlyBefore(before: Sessions, stay: Sessions, named: readonly Named[]): NamedHeads[] {
  return headsOf(before, named.filter((one) => cameTo(stay, one) === 0), 'not_asked')
}

function known<C extends string>(codes: readonly C[], code: string): C | (typeof missing)[number] {
  return codes.find((one) => one === code) ?? missing.find((one) => one === code) ?? 'not_asked'
}
export const placeOrNotAsked = (code: string | null) => known(eventPlace.codes, code ?? 'not_asked')

/** Somebody who registered, in the order in which they came. */
export type Turn = { readonly id: string; readonly state: 'listed' | 'waiting' | 'taken' | 'withdrawn'; readonly heads: number }

/** Whose turn it is when a place is free: who waits longest. `left` null: no limit. */
export function nextInTurn<T extends Turn>(turns: readonly T[], left: number | null): T | undefined {
  return left === null || left > 0 ? turns.find((one) => one.state === 'waiting') : undefined
}

/** What speaks against giving a place to somebody who has none: there is no room for all of hers, or others wait longer. Whoever runs the event decides. */
export function whyNotGive(one: Turn, left: number | null, turns: readonly Turn[]): 'no-room' | 'others-wait' | undefined {
  if (one.state === 'listed' || one.state === 'taken') return undefined
  if (left !== null && one.heads > left) return 'no-room'
  const first = turns.find((other) => other.state === 'waiting')
  return first && first.id !== one.id ? 'others-wait' : undefined
}

/** A copy begins anew on another day: same sessions as far apart, no heads, nobody registered. */
export function copiedSessions(sessions: readonly Session[], newId: () => Session['id'], daysLater: (day: string) => string): Session[] {
  return sessions.map((one) => ({ ...one, id: newId(), onDay: daysLater(one.onDay) }))
}

/** Who stands by that name already, in either script and with or without its marks. Two people may have one name: it is asked and never decided. */
export function namedLike<T extends { readonly name: string }>(name: string, people: readonly T[]): T[] {
  const key = secondKey(foldName(name))
  return key === '' ? [] : people.filter((one) => secondKey(foldName(one.name)) === key)
}

type Known = { readonly name: string; readonly from: string; readonly reach: string }
const mayBeOne = (one: string, other: string) => one === '' || other === '' || one === other

/** Names that stand more than once with nothing that tells them apart: perhaps one person, whom two wrote down at once. */
export function standTwice<T extends Known>(people: readonly T[]): T[][] {
  const named = Map.groupBy(people, (one) => secondKey(foldName(one.name)))
  return [...named].flatMap(([key, all]) => {
    const alike = all.filter((one) => all.some((other) => other !== one && mayBeOne(one.from, other.from) && mayBeOne(one.reach, other.reach)))
    return key !== '' && alike.length > 1 ? [alike] : []
  })
}

/** So many of one audience, sex and age who stood by name, wherever they were. */
export type NamedHeads = Pick<HeadsCell, 'audience' | 'sex' | 'ageBand' | 'heads'>

/** The count without some who stood by name in it; nothing when it holds nobody like them by name. Where nobody is left, nobody came. */
export function withoutNamed(cells: readonly HeadsCell[], gone: readonly NamedHeads[]): HeadsCell[] | undefined {
  const less = gone.reduce(withoutAlike, cells)
  if (sameHeads(less, cells)) return undefined
  const stay = less.filter((cell, place) => cell.heads > 0 || cell === cells[place])
  return stay.length ? stay : less.slice(0, 1)
}

function withoutAlike(cells: readonly HeadsCell[], { audience: whose, sex: of, ageBand: old, heads }: NamedHeads): HeadsCell[] {
  let left = heads
  return cells.map((cell) => {
    if (left === 0 || cell.named === 0 || cell.audience !== whose || cell.sex !== of || cell.ageBand !== old) return cell
    const fewer = Math.min(left, cell.named)
    left -= fewer
    return { ...cell, heads: cell.heads - fewer, named: cell.named - fewer }
  })
}

/** Whether somebody came to enough of it for a certificate: to every session but at most a fifth of them. */
export function cameToEnough(sessions: number, present: number): boolean {
  return sessions > 0 && present >= sessions - Math.floor(sessions / 5)
}

/**
 * Whoever came to enough of it: with a certificate, still without one, or with one that was withdrawn. Who has a withdrawn one is given
 * another by a press for her alone, never with everybody's. That she came stays, whatever became of her paper. A session that was removed
 * since is none she came to.
 */
export function certificatesOf<One extends { readonly words: Named & { readonly name: string; readonly certificate: string | null; readonly withdrawn: boolean } }>(sessions: Sessions, people: readonly One[]) {
  const came = people.filter(({ words }) => words.name && cameToEnough(sessions.length, cameTo(sessions, words)))
  return {
    // Whatever was corrected since: a paper that is valid can be printed and withdrawn.
    ready: people.filter(({ words }) => words.certificate !== null),
    without: came.filter(({ words }) => words.certificate === null && !words.withdrawn),
    withdrawn: came.filter(({ words }) => words.certificate === null && words.withdrawn),
  }
}

/** Fewer than this and somebody could be known by her answers. */
const leastAnswers = 5
export const questions = ['useful', 'clear', 'learnt', 'recommends'] as const
export type Answered = Readonly<Record<(typeof questions)[number], number | null>>

/** Nothing was chosen: that is no answer. */
export const isEmpty = (one: Answered): boolean => questions.every((question) => one[question] === null)

/** Of each question how often one, two, three and four were answered; of a question that too few have answered nothing. Skipped answers are in none. */
export function answersOf(given: readonly Answered[]): Record<(typeof questions)[number], number[] | null> {
  const of = (question: (typeof questions)[number]) => {
    const marks = given.flatMap((one) => one[question] ?? [])
    return marks.length < leastAnswers ? null : [1, 2, 3, 4].map((mark) => marks.filter((one) => one === mark).length)
  }
  return { useful: of('useful'), clear: of('clear'), learnt: of('learnt'), recommends: of('recommends') }
}
