import { concat, sameBytes, utf8, uuidBytes } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import { decode, encode } from '../shared/canonical.ts'
import { docData, pieceData } from './contexts.ts'
import { hashOf } from '../shared/hash.ts'
import { hkdf, openBytes, sealBytes } from './primitives.ts'
import { envelope } from './shape.ts'

const subtle = globalThis.crypto.subtle

type Doc = {
  readonly folder: string
  readonly id: string
  readonly version: number
  readonly gen: number
  readonly schema: string
  readonly head: string | null
}

/** SHA-256('wayout/commitment/1' | folder | generation (4 bytes) | key): says which key without telling it. Hashed here and now: for so little WebCrypto's way to another thread and back takes longer. */
export function commitmentOf(folder: string, gen: number, key: Bytes): Bytes {
  const generation = new Uint8Array(4)
  new DataView(generation.buffer).setUint32(0, gen)
  return hashOf(concat(utf8('wayout/commitment/1'), uuidBytes(folder), generation, key)) as Bytes
}

/** A folder key that can only derive document keys. */
export function folderSecret(key: Bytes): Promise<CryptoKey> {
  return subtle.importKey('raw', key, 'HKDF', false, ['deriveKey'])
}

function documentKey(secret: CryptoKey, doc: Doc): Promise<CryptoKey> {
  const info = utf8(`wayout/doc|${doc.id}|${doc.version}`)
  return subtle.deriveKey(hkdf(info), secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/** suite(1) | key id(16) | nonce(12) | ciphertext | tag(16); the key id is the commitment's first half. */
export async function sealEnvelope(
  secret: CryptoKey, commitment: Bytes, organisation: string, doc: Doc, content: unknown,
): Promise<Bytes> {
  const key = await documentKey(secret, doc)
  const sealed = await sealBytes(key, pad(encode(content)), docData(organisation, doc, envelope.suite))
  return concat(Uint8Array.of(envelope.suite), commitment.subarray(0, 16), sealed)
}

/** Throws when the envelope is not this document's, in this version, under this key. */
export async function openEnvelope(
  secret: CryptoKey, commitment: Bytes, organisation: string, doc: Doc, blob: Bytes,
): Promise<unknown> {
  if (blob[0] !== envelope.suite || !sameBytes(blob.subarray(1, 17), commitment.subarray(0, 16))) throw new Error('wrong-key')
  const key = await documentKey(secret, doc)
  return decode(unpad(await openBytes(key, blob.slice(17), docData(organisation, doc, envelope.suite))))
}

/** Which piece of which file. */
export type Piece = { readonly folder: string; readonly file: string; readonly n: number; readonly of: number; readonly gen: number }

function pieceKey(secret: CryptoKey, { file, n }: Piece): Promise<CryptoKey> {
  return subtle.deriveKey(hkdf(utf8(`wayout/file|${file}|${n}`)), secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
}

/** A piece of a file, shaped as a document's envelope is. What vouches for it is its hash in a signed document. */
export async function sealPiece(secret: CryptoKey, commitment: Bytes, organisation: string, piece: Piece, bytes: Uint8Array): Promise<Bytes> {
  const sealed = await sealBytes(await pieceKey(secret, piece), pad(bytes), pieceData(organisation, piece, envelope.suite))
  return concat(Uint8Array.of(envelope.suite), commitment.subarray(0, 16), sealed)
}

/** Throws when it is not this piece of this file, under this key. */
export async function openPiece(secret: CryptoKey, commitment: Bytes, organisation: string, piece: Piece, blob: Bytes): Promise<Uint8Array> {
  if (blob[0] !== envelope.suite || !sameBytes(blob.subarray(1, 17), commitment.subarray(0, 16))) throw new Error('wrong-key')
  return unpad(await openBytes(await pieceKey(secret, piece), blob.slice(17), pieceData(organisation, piece, envelope.suite)))
}

/** 0x80 and zeros up to the next 256-byte step (ISO/IEC 7816-4): the length tells the step and no more. */
export function pad(plain: Uint8Array): Bytes {
  const padded = new Uint8Array(Math.ceil((plain.length + 1) / envelope.step) * envelope.step)
  padded.set(plain)
  padded[plain.length] = 0x80
  return padded
}

export function unpad(padded: Uint8Array): Uint8Array {
  let end = padded.length - 1
  while (end >= 0 && padded[end] === 0) end--
  if (padded[end] !== 0x80) throw new Error('padding')
  return padded.subarray(0, end)
}
