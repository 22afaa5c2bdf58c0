import { createHash } from 'node:crypto'
import { hexOf } from '../../shared/bytes.ts'
import type * as z from 'zod/mini'
import type { CertificateRow, RecoveryRow, SeatRow, TeamEpochRow } from '../../vault/seal.ts'
import type { accountRow } from './contract.ts'

/** Rows as the guard functions take them: bytes in hex inside JSON. */
export const rosterForGuard = (row: TeamEpochRow) => ({
  ...row, publicKey: hexOf(row.publicKey), roster: hexOf(row.roster), sig: hexOf(row.sig), prevSeed: row.prevSeed && hexOf(row.prevSeed),
})
export const seatForGuard = (row: SeatRow) => ({ ...row, wrap: row.wrap && hexOf(row.wrap), sig: row.sig && hexOf(row.sig) })

/** Of the authentication keys only SHA-256 is kept. */
export function accountForGuard(account: z.output<typeof accountRow>) {
  const hashed = (authKey: string) => createHash('sha256').update(Buffer.from(authKey, 'base64url')).digest('hex')
  return {
    salt: hexOf(account.salt), kdf: account.kdf, authHash: hashed(account.authKey), userKey: hexOf(account.userKey),
    recoveryHash: hashed(account.recoveryAuthKey), recoveryUserKey: hexOf(account.recoveryUserKey), bundle: hexOf(account.bundle),
  }
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')

export type EpochDbRow = Omit<TeamEpochRow, 'publicKey' | 'roster' | 'sig' | 'prevSeed'> & {
  public_key: Uint8Array; roster: Uint8Array; sig: Uint8Array; prev_seed: Uint8Array | null
}
export function presentEpoch({ public_key, prev_seed, roster, sig, ...row }: EpochDbRow): TeamEpochRow {
  return { ...row, publicKey: text(public_key), roster: text(roster), sig: text(sig), prevSeed: prev_seed && text(prev_seed) }
}

export type RecoveryDbRow = Pick<RecoveryRow, 'generation' | 'by'> & {
  statement: Uint8Array; prev: Uint8Array; sig_before: Uint8Array; sig_own: Uint8Array; sig_by: Uint8Array
}
export function presentRecovery({ generation, by, ...row }: RecoveryDbRow): RecoveryRow {
  return { generation, by, statement: text(row.statement), prev: text(row.prev), sigBefore: text(row.sig_before), sigOwn: text(row.sig_own), sigBy: text(row.sig_by) }
}

type Bytes = Uint8Array
export type CertificateDbRow = Pick<CertificateRow, 'manager' | 'number' | 'keys' | 'until'> & {
  x_public: Bytes; ed_public: Bytes; certified_by: CertificateRow['by']; certificate: Bytes | null
}
export const presentCertificate = (row: CertificateDbRow): CertificateRow => ({
  manager: row.manager, xPublic: text(row.x_public), edPublic: text(row.ed_public), by: row.certified_by, sig: row.certificate && text(row.certificate),
  number: row.number, keys: row.keys, until: row.until,
})
