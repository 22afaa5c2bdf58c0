import type { Contract, Endpoint, InputOf, SentTo } from '../shared/endpoint.ts'
import type * as z from 'zod/mini'
import type { Machine } from './nightly-backups.ts'
import type { Asker, Tx } from './transaction.ts'

/** The cookie is the server's affair; an action may only start or end the session of this request. */
export type SessionOfRequest = {
  /** Draws a token; the browser has it once it is given. `before` is the session this browser came with. */
  readonly start: (endsAt: Date) => { readonly tokenHash: Uint8Array; readonly before: Uint8Array | undefined; readonly give: () => void }
  readonly end: () => Uint8Array | undefined
}

/** `origins`: where browsers reach this program, and nobody else's page. */
type Always = { readonly tx: Tx; readonly now: Date; readonly session: SessionOfRequest; readonly house: HouseSettings; readonly origins: readonly string[] }

/** What the program knows about itself and an action may need. */
export type HouseSettings = {
  /** SHA-256 of the one-time set-up secret; undefined once the house is founded. */
  setupSecretHash: Uint8Array | undefined
  readonly ledgerPublicKey: string
  /** How many times more than usual may be opened in an hour before reading is slowed; 1 unless told. */
  readonly readingTimesUsual?: number
  /** Makes salts for names nobody has, so that a stranger cannot ask who works here. */
  readonly strangerSalt: (name: string) => string
  /** The program's part of the key to what a member's desk keeps sealed of cards: 32 bytes, another one every month. */
  readonly copyPart: (member: string, now: Date) => string
  /** What it notices about its computer; only where it runs as a program. */
  readonly machine?: () => Machine
  readonly attempts: { readonly waitFor: (name: string) => number; readonly failed: (name: string) => void; readonly succeeded: (name: string) => void }
}

export type Context<E extends Endpoint> = Always &
  (E['may'] extends 'anyone' ? { readonly member: Asker | undefined } : { readonly member: Asker })

export type Handlers<C extends Contract> = {
  readonly [Name in keyof C]: (
    input: InputOf<C[Name]>,
    context: C[Name]['may'] extends 'anyone' ? Context<C[Name]> : Always & { readonly member: Asker },
  ) => Promise<z.input<C[Name]['output']>>
}

export type AnyHandler = (input: never, context: never) => Promise<unknown>
export type Feature = { readonly contract: Contract; readonly actions: Readonly<Record<string, AnyHandler>> }

export function feature<C extends Contract>(contract: C, actions: Handlers<C>): Feature {
  return { contract, actions: actions as unknown as Record<string, AnyHandler> }
}

export type { SentTo }
