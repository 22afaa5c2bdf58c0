import type pg from 'pg'

/** Where a trial is made: a running program with an empty house, and what may be killed there. */
export type Place = {
  readonly origin: string
  readonly setupSecret: string
  /** The file of what was acknowledged. */
  readonly log: string
  readonly ledgerPublicKey: () => string
  readonly superuser: () => Promise<pg.ClientConfig>
  readonly kills: readonly (readonly [name: string, kill: () => Promise<void>])[]
  /** What something outside does at once after a kill, as systemd does; nothing where all goes on by itself. */
  readonly heal: () => Promise<void>
  /** Everything is whole again before the next kill. */
  readonly mend?: () => Promise<void>
  readonly folder: string
  /** Ends everything, and removes it unless somebody is to look at it. */
  readonly close: (how: { readonly keep: boolean }) => Promise<void>
}
