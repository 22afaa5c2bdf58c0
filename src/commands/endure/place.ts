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
  /** What somebody or something outside does after a kill; nothing where everything goes on by itself. */
  readonly heal: () => Promise<void>
  readonly close: () => Promise<void>
}
