import { partOfDay } from './calendar.ts'
import { shredWindowDays } from './shred-window.ts'

/** full: everything but sessions; gone within the shred window. archive: what is counted, without the keys that open; may be kept. */
export type Kind = 'full' | 'archive'
export type Named = { readonly name: string; readonly kind: Kind; readonly at: Date }

const day = 86_400_000

/** Kind and instant stand in the name: whoever keeps backups can sort them out without a key. It says nothing else. */
export function nameOf(kind: Kind, at: Date): string {
  return `wayout-${kind}-${at.toISOString().slice(0, 19).replaceAll(':', '-')}Z.tar.gz.age`
}

export function readName(name: string): Named | undefined {
  const found = /^wayout-(full|archive)-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z\.tar\.gz\.age$/.exec(name)
  const at = found && new Date(`${found[2]}T${found[3]}:${found[4]}:${found[5]}Z`)
  return at && !Number.isNaN(at.getTime()) ? { name, kind: found[1] as Kind, at } : undefined
}

/** A file being written; it carries the number of the process that writes it. */
export const partName = (name: string, pid: number) => `.${name}.${pid}.part`
export function writerOf(file: string): number | undefined {
  const found = /^\.wayout-.*\.(\d+)\.part$/.exec(file)
  return found ? Number(found[1]) : undefined
}

/** A day early, so that with a backup every night none is older than the window. Archives stay; what lies in the future too. */
export function isExpired({ kind, at }: Pick<Named, 'kind' | 'at'>, now: Date): boolean {
  return kind === 'full' && now.getTime() - at.getTime() >= (shredWindowDays - 1) * day
}

/** The last day on which this backup may exist. */
export function expiryOf(at: Date): Date {
  return new Date(at.getTime() + shredWindowDays * day)
}

const hour = 3_600_000

/**
 * In the small hours of the organisation's time once a night; at any hour when a night was missed, because a laptop sleeps.
 * One that failed is tried again after half an hour.
 */
export function isBackupDue(last: Date | undefined, tried: Date | undefined, now: Date): boolean {
  if (tried && Math.abs(now.getTime() - tried.getTime()) < hour / 2) return false
  // From a clock that ran ahead: worth nothing as a date.
  const age = last && last <= now ? now.getTime() - last.getTime() : Number.POSITIVE_INFINITY
  return age > (partOfDay(now) === 'night' ? 18 : 30) * hour
}
