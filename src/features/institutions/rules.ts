import { addDays, daysBetween } from '../../shared/calendar.ts'
import type { Day } from '../../shared/calendar.ts'
import type { InstitutionContactWords, InstitutionFollowUp } from './contract.ts'

/** A contact as it opened: what is counted, what was said, and what came of it later. */
export type Opened = {
  readonly id: string
  readonly onDay: Day
  readonly kind: string
  readonly direction: string
  readonly words: Pick<InstitutionContactWords, 'institution' | 'answer' | 'promise' | 'promisedBy'> | undefined
  readonly later: readonly Pick<InstitutionFollowUp, 'what' | 'on'>[]
  /** It came with a spreadsheet of years past. */
  readonly imported?: boolean
}

/** How an institution answers: numbers about it, nothing about anybody. */
export type Account = {
  readonly contacts: number
  /** Of what we asked: answered, with the days it took, in order. */
  readonly answeredAfter: readonly number[]
  readonly waiting: number
  readonly promises: number
  readonly kept: number
  readonly keptLate: number
  readonly broken: number
  /** Promised for a day that has gone by, and nobody has said what came of it. */
  readonly overdue: number
  /** Nobody has said yet what came of it, and its day has not gone by, or it has none. */
  readonly open: number
  readonly refusals: number
}

/** What it is about unless somebody says otherwise. Only assistance to somebody is among the contacts for assistance. */
export const usualTopic = (aboutSomebody: boolean): 'assistance' | 'cooperation' => (aboutSomebody ? 'assistance' : 'cooperation')

/** What is promised is promised for its own day or a later one. Without a promise, or while a day is still being typed, nothing is wrong. */
export function whyNotPromise({ promise, promisedBy }: Pick<InstitutionContactWords, 'promise' | 'promisedBy'>, onDay: Day): 'before-contact' | undefined {
  return promise !== '' && promisedBy && onDay && promisedBy < onDay ? 'before-contact' : undefined
}

export type PromiseState = 'none' | 'open' | 'kept' | 'kept-late' | 'broken' | 'overdue'

/** What came of a promise. One without a day is never overdue; what is kept after its day is kept, and late. */
export function promiseOf({ words, later, onDay }: Pick<Opened, 'words' | 'later' | 'onDay'>, today: Day): PromiseState {
  if (!words?.promise && words?.answer !== 'promised') return 'none'
  const last = [...later].filter((one) => one.what === 'kept' || one.what === 'broken').sort((one, other) => one.on.localeCompare(other.on)).at(-1)
  // A day before it was promised is a slip of the pen, and nobody is late by it.
  const by = words.promisedBy && words.promisedBy >= onDay ? words.promisedBy : null
  if (last?.what === 'broken') return 'broken'
  if (last) return by !== null && last.on > by ? 'kept-late' : 'kept'
  return by !== null && by < today ? 'overdue' : 'open'
}

/** Days from asking to an answer; at once is 0. Undefined: no answer is known of. Only what we asked is measured. */
export function answeredAfter({ onDay, direction, words, later }: Opened): number | undefined {
  if (direction !== 'out') return undefined
  // Of what was imported it may not be known when it came; then it is no time.
  const answers = later.filter((one) => one.on && (one.what === 'answered' || one.what === 'kept' || one.what === 'refused')).map((one) => one.on).sort()
  if (words?.answer === 'answered' || words?.answer === 'refused') return 0
  return answers[0] === undefined ? undefined : Math.max(0, daysBetween(onDay, answers[0]))
}

export function accountOf(all: readonly Opened[], today: Day): Account {
  const promises = all.map((one) => promiseOf(one, today))
  const count = (what: PromiseState) => promises.filter((one) => one === what).length
  return {
    contacts: all.length,
    answeredAfter: all.map(answeredAfter).filter((days) => days !== undefined).sort((one, other) => one - other),
    waiting: all.filter((one) => one.words?.answer === 'waiting' && answeredAfter(one) === undefined).length,
    promises: promises.length - count('none'), kept: count('kept'), keptLate: count('kept-late'), broken: count('broken'), overdue: count('overdue'), open: count('open'),
    refusals: all.filter((one) => one.words?.answer === 'refused' || one.later.some((some) => some.what === 'refused')).length,
  }
}

/** The one in the middle; between two, the smaller: whole days. */
export const median = (sorted: readonly number[]): number | null => sorted[Math.floor((sorted.length - 1) / 2)] ?? null

/** By institution of the directory, and what names none by its kind. */
export function byInstitution<O extends Opened>(all: readonly O[]): ReadonlyMap<string, readonly O[]> {
  return Map.groupBy(all, (one) => one.words?.institution ?? `kind:${one.kind}`)
}

/** What somebody should be asked about now: overdue, or promised for the next days. What an import brought of years past is counted, and nobody asks for it any more. */
export const isToAskFor = (one: Opened, today: Day): boolean => {
  if (one.imported && one.onDay < addDays(today, -365)) return false
  const state = promiseOf(one, today)
  return state === 'overdue' || (state === 'open' && Boolean(one.words?.promisedBy) && (one.words?.promisedBy ?? '') <= addDays(today, 7)) || (one.words?.answer === 'waiting' && answeredAfter(one) === undefined)
}
