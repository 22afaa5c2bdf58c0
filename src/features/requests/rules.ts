import type { Day } from '../../shared/calendar.ts'

type Facts = { readonly receivedOn: Day; readonly dueOn: Day | null; readonly answeredOn: Day | null; readonly answer: string; readonly told: string; readonly basis: string }

export type Wrong = 'due-before-received' | 'answered-before-received' | 'answered-without-day' | 'pending-with-day'

/** Nothing is due before it was asked. A request that awaits an answer has no day of one; every other has, and not before it came. */
export function whyNot({ receivedOn, dueOn, answeredOn, answer }: Facts): Wrong | undefined {
  if (dueOn !== null && dueOn < receivedOn) return 'due-before-received'
  if (answer === 'pending') return answeredOn === null ? undefined : 'pending-with-day'
  if (answeredOn === null) return 'answered-without-day'
  return answeredOn < receivedOn ? 'answered-before-received' : undefined
}

/** What somebody who answers for the organisation would ask about. It says; it decides nothing. */
export type Remark = 'overdue' | 'given-without-basis' | 'given-and-not-told'
export function remarksOn({ dueOn, answer, basis, told }: Facts, today: Day): Remark[] {
  const gave = answer === 'given' || answer === 'partly'
  return [
    ...(answer === 'pending' && dueOn !== null && dueOn < today ? ['overdue' as const] : []),
    ...(gave && basis === 'none_named' ? ['given-without-basis' as const] : []),
    ...(gave && told === 'no' ? ['given-and-not-told' as const] : []),
  ]
}
