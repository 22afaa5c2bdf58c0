import { encode } from '../shared/canonical.ts'

/** What an entry says. `at` in milliseconds; `salt` is null in entries older than salts; `act`: what its actor signed, where she did. */
export type Entry = {
  readonly at: Date
  readonly actor: string | null
  readonly action: string
  readonly traces: readonly string[]
  readonly result: string
  readonly salt: Uint8Array | null
  readonly act?: Uint8Array | null
}

/**
 * What a leaf is made of: everything the entry says, in canonical CBOR. The salt keeps a leaf from being guessed by somebody
 * who is shown the leaf alone, knows her colleagues' ids and tries the milliseconds of a day.
 */
export function entryBytes(seq: number, { at, actor, action, traces, result, salt, act }: Entry): Uint8Array {
  const said = [seq, at.getTime(), actor, action, [...traces], result]
  if (act) return encode(['wayout/entry/3', ...said, salt && new Uint8Array(salt), new Uint8Array(act)])
  return encode(salt ? ['wayout/entry/2', ...said, new Uint8Array(salt)] : ['wayout/entry/1', ...said])
}

/** What the program signs. */
export const headContext = (size: number, root: Uint8Array, at: Date) => ['wayout/head/1', size, new Uint8Array(root), at.getTime()] as const

export function headBytes(...head: Parameters<typeof headContext>): Uint8Array {
  return encode(headContext(...head))
}
