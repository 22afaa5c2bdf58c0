import { fromBase64url, toBase64url } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import { writeCode } from './codes.ts'
import { memberContext, recoveryContext } from './contexts.ts'
import { derive, keyPairOf, randomBytes, sign } from './primitives.ts'
import type { OrganisationRow } from './seal.ts'

export type Root = { readonly signing: CryptoKey; readonly rootPublic: Bytes; readonly recoverySecret: Bytes; readonly recoveryPublic: Bytes }

/** The organisation's root: lives on one printed sheet, and in memory while the house is founded. */
export async function newRoot(): Promise<{ root: Root; sheet: string; proof: Bytes }> {
  const seed = randomBytes(32)
  return { root: await rootOf(seed), sheet: writeCode(seed), proof: await proofKey(seed) }
}

/** What the papers prove themselves with to the program, which keeps SHA-256 of it. */
export const proofKey = (seed: Bytes) => derive(seed, 'wayout/recovery/proof')

export async function rootOf(seed: Bytes): Promise<Root> {
  const recoverySecret = await derive(seed, 'wayout/recovery')
  const signing = await keyPairOf('Ed25519', await derive(seed, 'wayout/root'))
  const { publicKey: recoveryPublic } = await keyPairOf('X25519', recoverySecret)
  return { signing: signing.privateKey, rootPublic: signing.publicKey, recoverySecret, recoveryPublic }
}

export async function organisationOf(root: Root, id: string): Promise<OrganisationRow> {
  const recoverySig = await sign(root.signing, recoveryContext(id, root.recoveryPublic))
  return {
    id, rootPublic: toBase64url(root.rootPublic), recoveryPublic: toBase64url(root.recoveryPublic), recoverySig: toBase64url(recoverySig),
  }
}

type Newcomer = { readonly id: string; readonly xPublic: string; readonly edPublic: string; readonly manager: boolean }

/** By the root for the first manager, by a manager for everybody after her. */
export async function certify(signing: CryptoKey, organisation: string, { id, xPublic, edPublic, manager }: Newcomer): Promise<string> {
  return toBase64url(await sign(signing, memberContext(organisation, id, fromBase64url(xPublic), fromBase64url(edPublic), manager)))
}
