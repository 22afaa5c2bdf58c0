type Request = { readonly id: string; readonly askedBy: string; readonly askedAt: string; readonly agreedBy: string | null; readonly until: string | null; readonly endedAt: string | null }

/** Whoever was asked has a day to agree; afterwards it must be asked anew. */
const waitsFor = 24 * 3_600_000

export type Standing = 'waiting' | 'running' | 'past'

export function standingOf(request: Request, now: Date): Standing {
  if (request.endedAt !== null) return 'past'
  if (request.agreedBy === null) return now.getTime() - new Date(request.askedAt).getTime() < waitsFor ? 'waiting' : 'past'
  return new Date(request.until ?? 0) > now ? 'running' : 'past'
}

/** A second coordinator agrees: not whoever asked, and only while it waits. */
export const mayAgree = (request: Request, me: string, now: Date): boolean => standingOf(request, now) === 'waiting' && request.askedBy !== me

type Member = { readonly id: string; readonly state: string; readonly roles: readonly string[] }

/** Of those who have halves, who can still ask or agree: one alone opens nothing. */
export const whoCanStill = (keepers: readonly string[], members: readonly Member[]): readonly string[] =>
  keepers.filter((id) => members.some((one) => one.id === id && one.state === 'active' && one.roles.includes('coordinator')))
