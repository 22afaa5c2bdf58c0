import { victimStatus } from '../../vocabulary/index.ts'

type Dated = { readonly month: string; readonly recordedOn: string }
type Status = Dated & { readonly status: string }

/** Of one month the day is not kept: what was recorded later came later, and on one day a decision comes after what it was asked about. */
const weight = ({ status }: { readonly status: string }): number => (victimStatus.codes as readonly string[]).indexOf(status)
const byTime = (one: Dated, other: Dated): number => one.month.localeCompare(other.month) || one.recordedOn.localeCompare(other.recordedOn)

const isSuspicion = (status: string): boolean => weight({ status }) <= weight({ status: 'presumed' })

/**
 * The status that holds now; undefined when nothing was decided. A later report takes no decision back: it begins anew only where she was not identified,
 * or did not want to be, and "possible" comes before "presumed".
 */
export function latestStatus<S extends Status>(events: readonly S[]): S | undefined {
  let holds: S | undefined
  for (const event of events.toSorted((one, other) => byTime(one, other) || weight(one) - weight(other))) {
    const stands = holds && isSuspicion(event.status) && (holds.status === 'identified_formal' || (isSuspicion(holds.status) && weight(event) < weight(holds)))
    if (!stands) holds = event
  }
  return holds
}

/** Statuses and what was sent to the Centre, newest first: on one day presumed, then sent, then decided. */
export function inOrderOfEvents<S extends Status, C extends Dated>(statuses: readonly S[], centre: readonly C[]): (S | C)[] {
  const place = (one: S | C): number => ('status' in one ? (weight(one) <= weight({ status: 'presumed' }) ? 0 : 2) : 1)
  return [...statuses, ...centre].sort((one, other) => byTime(other, one) || place(other) - place(one))
}
