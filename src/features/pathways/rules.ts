import { addDays, isMonth } from '../../shared/calendar.ts'
import type { Day, Month } from '../../shared/calendar.ts'
import type { Flaw } from '../../shared/problem.ts'
import { countryCodes } from '../../vocabulary/countries.ts'
import { conditionRecords, pathwayShape } from './shape.ts'
import type { Condition, Pathway, Step } from './shape.ts'

/** What is recorded of her, as far as whoever looks may open it. Of a decision only the month is known. */
export type Recorded =
  | { readonly record: 'contact'; readonly on: Day; readonly subtype: string }
  | { readonly record: 'screening'; readonly on: Day }
  | { readonly record: 'status'; readonly on: Month; readonly status: string; readonly decidedBy: string }
  | { readonly record: 'centre'; readonly on: Month; readonly step: string; readonly outcome: string }
  | { readonly record: 'service'; readonly on: Day; readonly kind: string; readonly state: string }
  | { readonly record: 'institution_contact'; readonly on: Day; readonly kind: string }

/** `known`: a record shows it. `next`: the first without one after the last that has; what is done at any time does not count as the last. `open`: no record, and that is no fault of anybody's. */
export type Where = { readonly step: Step; readonly state: 'known' | 'next' | 'open'; readonly on: Day | Month | null; readonly due: Due | null }
/** When a time runs out: on one day, or on one of several where only the month of its beginning is known. */
export type Due = { readonly first: Day; readonly last: Day }

function fits(condition: Condition, one: Recorded): boolean {
  if (condition.record !== one.record) return false
  return Object.entries(condition).every(([key, codes]) => key === 'record' || (codes as readonly string[]).includes(String(one[key as keyof Recorded])))
}

/** Where she is in it. Nothing is a gate: a later step may be known while an earlier one is open. */
export function whereIsShe({ steps }: Pathway, recorded: readonly Recorded[]): Where[] {
  const days = new Map(steps.map((step) => [step.id, recorded.filter((one) => step.done.some((condition) => fits(condition, one))).map((one) => one.on).sort()[0] ?? null]))
  const last = steps.findLastIndex((step) => !step.atAnyTime && days.get(step.id))
  const next = steps.findIndex((step, at) => at > last && step.done.length > 0 && !days.get(step.id))
  return steps.map((step, at) => {
    const on = days.get(step.id) ?? null
    const from = step.deadline && days.get(step.deadline.from)
    return { step, on, state: on ? 'known' : at === next ? 'next' : 'open', due: from && step.deadline ? dueFrom(from, step.deadline.days) : null }
  })
}

function dueFrom(from: Day | Month, days: number): Due {
  if (!isMonth(from)) return { first: addDays(from, days), last: addDays(from, days) }
  const [year, month] = from.split('-').map(Number) as [number, number]
  const next = month === 12 ? `${year + 1}-01-01` : `${year}-${String(month + 1).padStart(2, '0')}-01`
  return { first: addDays(`${from}-01`, days), last: addDays(next, days - 1) }
}

/** What does not hold together although each part has its shape. */
export function flawsOf({ country, steps }: Pathway): Flaw[] {
  const ids = steps.map((step) => step.id)
  const nowhere = countryCodes.includes(country) ? [] : [{ path: 'country', rule: `no-such-country ${country}` }]
  return [...nowhere, ...steps.flatMap((step, at) => [
    ...(ids.indexOf(step.id) < at ? [{ path: `steps.${at}.id`, rule: 'twice' }] : []),
    ...(step.deadline && !ids.includes(step.deadline.from) ? [{ path: `steps.${at}.deadline.from`, rule: 'no-such-step' }] : []),
    ...(step.deadline?.from === step.id ? [{ path: `steps.${at}.deadline.from`, rule: 'itself' }] : []),
  ])]
}

/** `steps`: what the file calls its steps, so that a place can be said in its own words. */
export type Read = { readonly pathway: Pathway; readonly flaws?: undefined } | { readonly pathway?: undefined; readonly flaws: readonly Flaw[]; readonly steps: readonly string[] }

/** Where in the file: which step, counted as people count, and the words that lead to the place. */
export type Place = { readonly step: number | null; readonly called: string; readonly within: string }

export function placeOf(path: string, steps: readonly string[]): Place {
  const parts = path === '' ? [] : path.split('.')
  const inStep = parts[0] === 'steps' && /^\d+$/.test(parts[1] ?? '')
  const at = inStep ? Number(parts[1]) : null
  const within = (inStep ? parts.slice(2) : parts).map((part) => (/^\d+$/.test(part) ? `${Number(part) + 1}.` : part)).join(' › ')
  return { step: at === null ? null : at + 1, called: at === null ? '' : steps[at] ?? '', within }
}

function stepsIn(said: unknown): string[] {
  const steps = typeof said === 'object' && said !== null && 'steps' in said && Array.isArray(said.steps) ? said.steps : []
  return steps.map((one: unknown) => (typeof one === 'object' && one !== null && 'id' in one && typeof one.id === 'string' ? one.id : ''))
}

/** Some messages give no place, but the sign that was not expected and ten signs before and after it. */
function placeIn(text: string, message: string): number {
  const told = /position (\d+)/.exec(message)?.[1]
  if (told !== undefined) return Number(told)
  const { sign, cut, about } = /^Unexpected token '(?<sign>.+?)', (?<cut>\.{3})?"(?<about>.*?)"(?:\.{3})? is not valid JSON$/s.exec(message)?.groups ?? {}
  if (sign === undefined || about === undefined || !text.includes(about)) return text.length
  return text.indexOf(about) + (cut ? about.indexOf(sign, 10) : about.indexOf(sign))
}

/** The line and the sign of a file at which reading stopped. */
function stoppedAt(text: string, message: string): string {
  const at = placeIn(text, message)
  const before = text.slice(0, at).split('\n')
  return `not-json ${before.length} ${(before.at(-1)?.length ?? 0) + 1}`
}

/** A file that somebody wrote by hand: every place where it is not a pathway, not only the first. */
export function readPathway(text: string): Read {
  let said: unknown
  try {
    said = JSON.parse(text)
  } catch (error) {
    return { flaws: [{ path: '', rule: stoppedAt(text, String((error as Error).message)) }], steps: [] }
  }
  const parsed = pathwayShape.safeParse(said)
  if (!parsed.success) return { flaws: parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), rule: ruleOf(issue as never) })), steps: stepsIn(said) }
  const flaws = flawsOf(parsed.data)
  return flaws.length ? { flaws, steps: stepsIn(said) } : { pathway: parsed.data }
}

type Issue = { readonly code: string; readonly expected?: string; readonly values?: readonly unknown[]; readonly keys?: readonly string[] }
function ruleOf({ code, expected, values, keys }: Issue): string {
  if (values?.length) return `one-of ${values.slice(0, 30).join(', ')}`
  if (code === 'invalid_union') return `one-of ${conditionRecords.join(', ')}`
  if (code === 'unrecognized_keys') return `unknown-word ${(keys ?? []).join(', ')}`
  if (code === 'invalid_type') return `expected ${expected ?? ''}`
  return code.replaceAll('_', '-')
}
