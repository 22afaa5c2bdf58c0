import * as z from 'zod/mini'
import { bytes, day } from '../shared/fields.ts'
import { folderId, memberId, teamId } from '../shared/ids.ts'
import { envelope } from './shape.ts'

/** The public half of the vault: shapes of sealed rows as they travel. Nothing here can open anything. */
export const folderKinds = [
  'contact', 'card', 'identity', 'whereabouts', 'story', 'specialist', 'account', 'perpetrators', 'debrief', 'hers', 'referral', 'hand_over',
  'campaign', 'event', 'participants', 'activist',
  'directory', 'memorandum', 'request', 'glass',
] as const
export const folderKind = z.enum(folderKinds)
export type FolderKind = (typeof folderKinds)[number]

const holder = z.uuid()
const generation = z.int().check(z.minimum(1), z.maximum(10_000))
const signature = bytes(64)

export const organisationRow = z.object({
  id: z.uuid(), rootPublic: bytes(32), recoveryPublic: bytes(32), recoverySig: signature,
})
export type OrganisationRow = z.output<typeof organisationRow>

/** `sheet`: one paper. The others: so many sheets, any two or three of which open what all of them do. */
export const recoverySchemes = ['sheet', '2-of-3', '3-of-5'] as const
export type RecoveryScheme = (typeof recoverySchemes)[number]

/** What took the place of the papers before: its signed statement, and the seed before sealed under the new one. */
export const recoveryRow = z.object({
  generation: z.int().check(z.minimum(1), z.maximum(1_000)), statement: bytes(16_384), prev: bytes(200), by: memberId,
  sigBefore: signature, sigOwn: signature, sigBy: signature,
})
export type RecoveryRow = z.output<typeof recoveryRow>

/**
 * Who a member is, as a manager signed it. `by` null: by the root itself. The first has number 0; each later one is signed over the
 * one before it. `keys`: how many times she got new keys. `until`: where she got them, the head of the ledger up to which the keys
 * before may have signed.
 */
export const certificateRow = z.object({
  xPublic: bytes(32), edPublic: bytes(32), manager: z.boolean(), by: z.nullable(memberId), sig: z.nullable(signature),
  number: z.int().check(z.nonnegative()), keys: z.int().check(z.nonnegative()), until: z.nullable(z.string().check(z.maxLength(100))),
})
export type CertificateRow = z.output<typeof certificateRow>

/** A member as the directory knows her: her newest certificate, and the ones before it. */
export const memberRow = z.extend(certificateRow, {
  id: memberId, shown: z.string(), state: z.enum(['waiting', 'active', 'suspended', 'removed']), former: z.array(certificateRow),
})
export type MemberRow = z.output<typeof memberRow>

/** The key that signs the ledger's heads, certified. `by` null: by the root itself, at set-up. */
export const ledgerKeyRow = z.object({ publicKey: bytes(32), number: z.int().check(z.nonnegative()), by: z.nullable(memberId), sig: signature })
export type LedgerKeyRow = z.output<typeof ledgerKeyRow>

export const teamEpochRow = z.object({
  team: teamId, epoch: z.int().check(z.positive()), version: z.int().check(z.positive()), publicKey: bytes(32),
  roster: bytes(16_384), by: memberId, sig: signature, prevSeed: z.nullable(bytes(200)),
})
export type TeamEpochRow = z.output<typeof teamEpochRow>

/** A seat gives a member a holder: the epoch's seed, sealed to her. */
export const seatRow = z.object({
  member: z.uuid(), holder, epoch: z.int(), wrap: z.nullable(bytes(200)), by: z.nullable(memberId), sig: z.nullable(signature),
})
export type SeatRow = z.output<typeof seatRow>

export const folderKeyRow = z.object({
  folder: folderId, kind: folderKind, gen: generation, commitment: bytes(32), prev: z.nullable(bytes(200)), by: memberId, sig: signature,
})
export type FolderKeyRow = z.output<typeof folderKeyRow>

export const holdRow = z.object({
  holder, folder: folderId, gen: generation, kind: folderKind, listed: day, form: z.enum(['team', 'hpke', 'own', 'glass']),
  epoch: z.int(), wrap: bytes(200), by: memberId, sig: signature,
})
export type HoldRow = z.output<typeof holdRow>

/**
 * A folder key split for coordinators, each half sealed to one of them: any two open it, one alone learns nothing. `box` names the
 * restricted client's sealed label; a half is bound to it.
 */
const half = z.object({ coordinator: memberId, wrap: bytes(120), sig: signature })
export const glass = z.object({ box: folderId, shares: z.array(half).check(z.minLength(2), z.maxLength(40)) })
export type Glass = z.output<typeof glass>
export const glassShareRow = z.extend(half, { folder: folderId, gen: generation, box: folderId, by: memberId })
export type GlassShareRow = z.output<typeof glassShareRow>

/** The next key of a folder after somebody left: for every present holder. It travels with the first document written under it. */
export const renewal = z.object({ key: folderKeyRow, holds: z.array(holdRow).check(z.minLength(1), z.maxLength(40)), glass: z.optional(glass) })
export type Renewal = z.output<typeof renewal>

export const docRow = z.object({
  folder: folderId, id: z.uuid(), version: z.int().check(z.positive()), gen: generation,
  schema: z.string().check(z.regex(/^[a-z-]{1,30}\/\d{1,3}$/)), blob: bytes(1_048_576).check(z.refine(isEnvelope, 'envelope')),
  author: memberId, head: z.nullable(z.string().check(z.maxLength(100))), sig: signature,
  renews: z.optional(renewal),
})
export type DocRow = z.output<typeof docRow>

/** As it is served: whatever stands in the table, so that one damaged piece is put aside by the vault and keeps no other from coming. */
export const servedDoc = z.extend(docRow, { blob: bytes(1_048_576) })

export const newFolder = z.object({
  id: folderId, kind: folderKind, trace: z.uuid(), key: folderKeyRow, holds: z.array(holdRow).check(z.minLength(1), z.maxLength(40)),
  glass: z.optional(glass),
})
export type NewFolder = z.output<typeof newFolder>

/** Whether a base64url text has the lengths and the suite of a document envelope. */
export function isEnvelope(blob: string): boolean {
  const length = Math.floor((blob.length * 3) / 4)
  const inside = length - envelope.head - envelope.tag
  return inside > 0 && inside % envelope.step === 0 && /^A[Q-Za-f]/.test(blob)
}
