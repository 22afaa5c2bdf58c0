export const faultKinds = ['never-backed-up', 'backup-late', 'backup-failed', 'backup-no-room', 'clock-behind', 'little-room'] as const
export type Fault = { readonly kind: (typeof faultKinds)[number]; readonly at: Date | null }

export type Noticed = {
  readonly now: Date
  /** The house was set up today; nobody expects a backup yet. */
  readonly isNew: boolean
  /** The latest by the clock, and when the house went on after it. */
  readonly lastEntry: Date | undefined
  readonly wentOn: Date | undefined
  readonly nightly: boolean
  readonly lastBackup: Date | undefined
  readonly failed: { readonly at: Date; readonly why: 'no-room' | 'not-made' } | undefined
  readonly free: number
}

const [minute, day] = [60_000, 86_400_000]
const littleRoom = 300 * 1024 * 1024

/** The ledger has a later time than now: the clock is behind, or was ahead. A week later it is known which. */
const disagrees = ({ now, lastEntry, wentOn }: Noticed) =>
  lastEntry !== undefined && lastEntry.getTime() > now.getTime() + 2 * minute && !(wentOn && now.getTime() - wentOn.getTime() > 7 * day)

/** What somebody who looks after the house should know, most pressing first; nothing when all is well. */
export function faultsOf(noticed: Noticed): Fault[] {
  const { lastEntry, free } = noticed
  return [
    ...(lastEntry && disagrees(noticed) ? [{ kind: 'clock-behind', at: lastEntry } as const] : []),
    ...(free < littleRoom ? [{ kind: 'little-room', at: null } as const] : []),
    ...backupFaults(noticed),
  ]
}

/** By hand once a week is well; by itself every night. */
function backupFaults({ now, isNew, nightly, lastBackup, failed }: Noticed): Fault[] {
  if (failed) return [{ kind: failed.why === 'no-room' ? 'backup-no-room' : 'backup-failed', at: failed.at }]
  if (!lastBackup) return isNew ? [] : [{ kind: 'never-backed-up', at: null }]
  return now.getTime() - lastBackup.getTime() > (nightly ? 2 : 8) * day ? [{ kind: 'backup-late', at: lastBackup }] : []
}
