import { coverage, iloEleven } from '../../vocabulary/index.ts'
import { delphi, dimension } from '../../vocabulary/delphi.ts'
import type { Dimension, Indicator, Weight } from '../../vocabulary/delphi.ts'

export type Who = 'adult' | 'child'
/** By `dimension.indicator`. Only "yes" scores; what is not here was not asked. */
export type Answers = Readonly<Record<string, string>>
/** Where the worker sees a dimension otherwise than the list, and why. */
export type Override = { readonly positive: boolean; readonly reason: string }
export type Overrides = Readonly<Partial<Record<Dimension, Override>>>

const meansDimensions: readonly Dimension[] = ['deceptive_recruitment', 'coercive_recruitment', 'vulnerability_recruitment', 'coercion_destination', 'vulnerability_destination']

export const answerKey = (of: Dimension, code: string) => `${of}.${code}`
export const weightFor = (one: Indicator, who: Who): Weight | null => one[who]
/** The indicators of a dimension that stand on the list for her. */
export const indicatorsFor = (of: Dimension, who: Who): readonly Indicator[] => delphi.rows[of].filter((one) => weightFor(one, who) !== null)

/** Two strong; or one strong and one other; or three medium; or two medium and one weak. */
export function isPositive(weights: readonly Weight[]): boolean {
  const count = (weight: Weight) => weights.filter((one) => one === weight).length
  const [strong, medium, weak] = [count('strong'), count('medium'), count('weak')]
  if (strong >= 1 && weights.length >= 2) return true
  return medium >= 3 || (medium >= 2 && weak >= 1)
}

export type Seen = { readonly dimension: Dimension; readonly asked: number; readonly of: number; readonly present: number; readonly positive: boolean; readonly overridden: boolean }

/** One dimension: how many were asked, how many are present, and whether it counts as positive. */
export function seenIn(of: Dimension, answers: Answers, who: Who, override?: Override): Seen {
  const all = indicatorsFor(of, who)
  const answered = all.map((one) => ({ one, answer: answers[answerKey(of, one.code)] ?? 'not_asked' })).filter(({ answer }) => answer !== 'not_asked')
  const present = answered.filter(({ answer }) => answer === 'yes').map(({ one }) => weightFor(one, who)).filter((weight) => weight !== null)
  return {
    dimension: of, asked: answered.length, of: all.length, present: present.length,
    positive: override?.positive ?? isPositive(present), overridden: override !== undefined,
  }
}

/** A reason to refer, never a verdict. `some_signs`: signs are present and the elements are not all there. */
export type Says = 'refer' | 'some_signs' | 'nothing_seen' | 'not_asked'

/** Adult: act, exploitation and at least one dimension of means. Child: act and exploitation; no means is required. */
export function assess(answers: Answers, who: Who, act: string | null, overrides: Overrides = {}) {
  const seen = dimension.codes.map((of) => seenIn(of, answers, who, overrides[of]))
  const total = (key: 'asked' | 'of' | 'present') => seen.reduce((sum, one) => sum + one[key], 0)
  const positive = (of: Dimension) => seen.some((one) => one.dimension === of && one.positive)
  const means = who === 'child' ? 'not-required' : meansDimensions.some(positive) ? 'seen' : 'open'
  const all = act === 'yes' && positive('exploitation') && means !== 'open'
  return { seen, means, asked: total('asked'), of: total('of'), present: total('present'), says: saying(all, total('present'), total('asked'), seen.some((one) => one.positive)) }
}

function saying(all: boolean, present: number, asked: number, anyPositive: boolean): Says {
  if (all) return 'refer'
  if (present || anyPositive) return 'some_signs'
  return asked ? 'nothing_seen' : 'not_asked'
}

/** The eleven indicators, without weights: whatever is present is a reason to refer. */
export function assessEleven(answers: Answers): { readonly asked: number; readonly of: number; readonly present: number; readonly says: Says } {
  return coverage(answers)
}

/** What was answered, as it is read again: by group and in the order of the list, what is present first. The eleven signs are one group without a name. */
export function answersByGroup(answers: Answers) {
  const order = ['yes', 'no']
  const place = (answer: string) => (order.includes(answer) ? order.indexOf(answer) : order.length)
  const listed = (group: string): readonly string[] => (group ? delphi.rows[group as Dimension]?.map((one) => one.code) ?? [] : iloEleven.codes)
  const given = Object.entries(answers).filter(([, answer]) => answer !== 'not_asked').map(([key, answer]) => {
    const [group, code] = key.includes('.') ? key.split('.', 2) : ['', key]
    return { group: group ?? '', code: code ?? key, answer }
  })
  return [...Map.groupBy(given, ({ group }) => group)]
    .toSorted(([one], [other]) => dimension.codes.indexOf(one as Dimension) - dimension.codes.indexOf(other as Dimension))
    .map(([group, all]) => ({
      group,
      answers: [...Map.groupBy(all, ({ answer }) => answer)].toSorted(([one], [other]) => place(one) - place(other)).map(([answer, ofIt]) => ({ answer, codes: ofIt.map(({ code }) => code).toSorted((one, other) => listed(group).indexOf(one) - listed(group).indexOf(other)) })),
    }))
}
