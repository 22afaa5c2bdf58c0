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
