import { concat, utf8 } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import { encode } from '../shared/canonical.ts'
import { hashOf } from '../shared/hash.ts'

const subtle = globalThis.crypto.subtle

export function randomBytes(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length))
}

export async function sha256(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await subtle.digest('SHA-256', bytes))
}

/** SHA-256 of one of very many: what is small is hashed here and now, since WebCrypto's way to another thread and back takes longer. */
export const hashOfMany = (bytes: Bytes): Promise<Bytes> | Bytes => (bytes.length <= 4096 ? (hashOf(bytes) as Bytes) : sha256(bytes))

/** HKDF-SHA-256 without salt; `info` separates the uses of one secret. */
export async function derive(secret: Bytes, info: string | Bytes, length = 32): Promise<Bytes> {
  const key = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits'])
  return new Uint8Array(await subtle.deriveBits(hkdf(info), key, length * 8))
}

export function hkdf(info: string | Bytes): { name: 'HKDF'; hash: 'SHA-256'; salt: Bytes; info: Bytes } {
  return { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: typeof info === 'string' ? utf8(info) : info }
}

const aes = { name: 'AES-GCM', length: 256 } as const

export function aesKey(raw: Bytes): Promise<CryptoKey> {
  return subtle.importKey('raw', raw, aes, false, ['encrypt', 'decrypt'])
}

/** nonce(12) | ciphertext | tag(16); `context` is authenticated with it. */
export async function sealBytes(key: CryptoKey, plain: Bytes, context: unknown): Promise<Bytes> {
  const iv = randomBytes(12)
  const sealed = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: encode(context) }, key, plain)
  return concat(iv, new Uint8Array(sealed))
}

/** Throws when key, context or any byte differs. */
export async function openBytes(key: CryptoKey, sealed: Bytes, context: unknown): Promise<Bytes> {
  const iv = sealed.slice(0, 12)
  return new Uint8Array(
    await subtle.decrypt({ name: 'AES-GCM', iv, additionalData: encode(context) }, key, sealed.slice(12)),
  )
}

const pkcs8 = {
  Ed25519: Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 4, 0x22, 4, 0x20),
  X25519: Uint8Array.of(0x30, 0x2e, 2, 1, 0, 0x30, 5, 6, 3, 0x2b, 0x65, 0x6e, 4, 0x22, 4, 0x20),
} as const

/** RFC 8410 keys from 32 secret bytes; the public half comes from the key itself. */
export async function keyPairOf(kind: 'Ed25519' | 'X25519', secret: Bytes): Promise<{ privateKey: CryptoKey; publicKey: Bytes }> {
  const wrapped = concat(pkcs8[kind], secret)
  const uses = kind === 'Ed25519' ? ['sign' as const] : ['deriveBits' as const]
  const readable = await subtle.importKey('pkcs8', wrapped, kind, true, uses)
  const { x } = await subtle.exportKey('jwk', readable)
  const privateKey = await subtle.importKey('pkcs8', wrapped, kind, false, uses)
  return { privateKey, publicKey: fromJwk(x) }
}

function fromJwk(x: string | undefined): Bytes {
  const binary = atob((x ?? '').replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (character) => character.charCodeAt(0))
}

/** Signs a context: canonical CBOR of an array that begins with what it is and its version. */
export async function sign(privateKey: CryptoKey, context: readonly unknown[]): Promise<Bytes> {
  return new Uint8Array(await subtle.sign('Ed25519', privateKey, encode(context)))
}

export async function verifies(publicKey: CryptoKey, signature: Bytes, context: readonly unknown[]): Promise<boolean> {
  return subtle.verify('Ed25519', publicKey, signature, encode(context))
}

export function verifyKey(publicKey: Bytes): Promise<CryptoKey> {
  return subtle.importKey('raw', publicKey, 'Ed25519', true, ['verify'])
}
