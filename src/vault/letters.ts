import type { Bytes } from '../shared/bytes.ts'
import { decode, encode } from '../shared/canonical.ts'
import { pad, unpad } from './envelope.ts'
import { openWith, recipientKey, sealTo } from './hpke.ts'

/** A letter from outside to a team: bound to its house, team, epoch and its own id, so that it opens nowhere else. It proves nobody. */
export type Addressed = { readonly organisation: string; readonly team: string; readonly epoch: number; readonly id: string }

const context = ({ organisation, team, epoch, id }: Addressed) => ['wayout/letter/1', organisation, team, epoch, id] as const

/** Padded: its length tells the step and no more. */
export function sealLetter(publicKey: Bytes, to: Addressed, content: unknown): Promise<Bytes> {
  return sealTo(publicKey, pad(encode(content)), context(to))
}

/** Throws when it was sealed to another team, epoch or id. */
export async function openLetter(receivingSecret: Bytes, to: Addressed, sealed: Bytes): Promise<unknown> {
  return decode(unpad(await openWith(await recipientKey(receivingSecret), sealed, context(to))))
}
