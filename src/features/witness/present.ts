import { toBase64url } from '../../shared/bytes.ts'
import type { CertificateRow } from '../../vault/seal.ts'
import type { SaidKey } from './store.ts'

const bytes = (said: string) => toBase64url(Buffer.from(said.slice(2), 'hex'))

const certificate = (row: SaidKey['members'][number]['now']): CertificateRow => ({
  xPublic: bytes(row.x_public), edPublic: bytes(row.ed_public), manager: row.manager, by: row.certified_by, sig: bytes(row.certificate),
  number: row.number, keys: row.keys, until: row.until,
})

/** Keys and certificates alone: a witness knows nobody's name. */
export const presentKey = ({ organisation, recoveries, key, members }: SaidKey) => ({
  organisation: { id: organisation.id, rootPublic: bytes(organisation.root_public), recoveryPublic: bytes(organisation.recovery_public), recoverySig: bytes(organisation.recovery_sig) },
  recoveries: recoveries.map((row) => ({
    generation: row.generation, statement: bytes(row.statement), prev: bytes(row.prev), by: row.by, sigBefore: bytes(row.sig_before), sigOwn: bytes(row.sig_own), sigBy: bytes(row.sig_by),
  })),
  ledgerKey: key && { publicKey: bytes(key.public_key), number: key.number, by: key.by, sig: bytes(key.sig) },
  members: members.map(({ id, state, now, former }) => ({ id, state, shown: '', ...certificate(now), former: former.map(certificate) })),
})
