import { fromBase64url, sameBytes, toBase64url } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import { decode, encode } from '../shared/canonical.ts'
import { foundingContext, recoveryContext, recoveryStatementContext } from './contexts.ts'
import { sha256, verifies, verifyKey } from './primitives.ts'
import type { MemberRow, OrganisationRow, RecoveryRow, RecoveryScheme } from './seal.ts'
import { VaultRefusal } from './vault.ts'
import type { Pins } from './vault.ts'

/** What the papers of a later generation are, as its roots and a manager signed it. */
export type RecoveryStatement = {
  readonly generation: number
  readonly rootPublic: Bytes
  readonly recoveryPublic: Bytes
  /** Hash of the statement before; of both founding keys in the first. */
  readonly before: Bytes
  /** Hash of the sealed seed before. */
  readonly prev: Bytes
  readonly scheme: RecoveryScheme
  /** Of every sheet, by its number: names one that does not belong, and tells nothing of it. */
  readonly shares: readonly Bytes[]
  /** Whom the roots before certified: hash of the certificate and which root. Nobody else is let in by them any more. */
  readonly certified: readonly (readonly [hash: Bytes, generation: number])[]
}

type Root = { readonly rootPublic: Bytes; readonly recoveryPublic: Bytes; readonly key: CryptoKey }

export type TrustedRecovery = {
  readonly generation: number
  readonly recoveryPublic: Bytes
  readonly rootPublic: Bytes
  readonly scheme: RecoveryScheme
  readonly shares: readonly Bytes[]
  /** By generation, from the founding sheet on. */
  readonly roots: readonly Root[]
  /** Hash of a certificate given by an earlier root: which one. */
  readonly certified: ReadonlyMap<string, number>
}

/**
 * From the founding sheet to the papers of today, every step signed by the root before and by its own. The root is pinned by
 * founding, by the invite or by a paper in hand, and stands somewhere in the chain; one that differs ends everything, and so
 * does a chain shorter than one seen before.
 */
export async function trustRecovery(said: OrganisationRow, rows: readonly RecoveryRow[], pins: Pick<Pins, 'organisation' | 'rootPublic' | 'recovery'>): Promise<TrustedRecovery> {
  const steps = [...rows].sort((one, other) => one.generation - other.generation)
  const statements = steps.map((row) => statementOf(row))
  const known = [said.rootPublic, ...statements.map((one) => toBase64url(one.rootPublic))]
  if (said.id !== pins.organisation || !known.includes(pins.rootPublic)) throw new VaultRefusal('another-root')
  const roots = [await foundingRoot(said)]
  for (const [at, row] of steps.entries()) {
    const statement = statements[at] ?? unsigned()
    const before = roots[at] ?? unsigned()
    const hash = at === 0 ? await foundingHash(said.id, before) : await sha256(fromBase64url(steps[at - 1]?.statement ?? ''))
    roots.push(await followed(said.id, row, statement, at + 1, before, hash))
  }
  const [generation, last] = [steps.length, statements.at(-1)]
  const pinned = pins.recovery
  if (pinned && pinned.generation > generation) throw new VaultRefusal('old-recovery')
  if (pinned && known[pinned.generation] !== pinned.rootPublic) throw new VaultRefusal('another-root')
  const newest = roots[generation] ?? unsigned()
  return {
    generation, roots, recoveryPublic: newest.recoveryPublic, rootPublic: newest.rootPublic, scheme: last?.scheme ?? 'sheet', shares: last?.shares ?? [],
    certified: new Map((last?.certified ?? []).map(([hash, by]) => [toBase64url(hash), by])),
  }
}

async function foundingRoot(said: OrganisationRow): Promise<Root> {
  const [rootPublic, recoveryPublic] = [fromBase64url(said.rootPublic), fromBase64url(said.recoveryPublic)]
  const key = await verifyKey(rootPublic)
  if (!(await verifies(key, fromBase64url(said.recoverySig), recoveryContext(said.id, recoveryPublic)))) unsigned()
  return { rootPublic, recoveryPublic, key }
}

export const foundingHash = (organisation: string, { rootPublic, recoveryPublic }: Pick<Root, 'rootPublic' | 'recoveryPublic'>) =>
  sha256(encode(foundingContext(organisation, rootPublic, recoveryPublic)))

async function followed(organisation: string, row: RecoveryRow, statement: RecoveryStatement, generation: number, before: Root, beforeHash: Bytes): Promise<Root> {
  const context = recoveryStatementContext(organisation, fromBase64url(row.statement))
  const key = await verifyKey(own(statement.rootPublic))
  const follows = row.generation === generation && statement.generation === generation && sameBytes(statement.before, beforeHash)
    && sameBytes(statement.prev, await sha256(fromBase64url(row.prev)))
  const signed = follows && (await verifies(before.key, fromBase64url(row.sigBefore), context)) && (await verifies(key, fromBase64url(row.sigOwn), context))
  if (!signed) unsigned()
  return { rootPublic: own(statement.rootPublic), recoveryPublic: own(statement.recoveryPublic), key }
}

function statementOf(row: RecoveryRow): RecoveryStatement {
  try {
    return decode(fromBase64url(row.statement)) as RecoveryStatement
  } catch {
    return unsigned()
  }
}

/** SHA-256 of a member's certificate: by it a later root names whom the roots before let in. */
export async function certificateHash({ sig }: Pick<MemberRow, 'sig'>): Promise<string> {
  return toBase64url(await sha256(fromBase64url(sig ?? '')))
}

const own = (bytes: Uint8Array): Bytes => new Uint8Array(bytes)

function unsigned(): never {
  throw new VaultRefusal('recovery-not-signed')
}
