import { Aes256Gcm, CipherSuite, DhkemX25519HkdfSha256, HkdfSha256 } from '@hpke/core'
import { concat } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import { encode } from '../shared/canonical.ts'

/** RFC 9180, base mode: DHKEM(X25519, HKDF-SHA256), HKDF-SHA256, AES-256-GCM. It proves nobody: callers sign. Exported for its vectors alone. */
export const suite = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })

const own = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer

/** encapsulated key(32) | ciphertext | tag(16) */
export async function sealTo(publicKey: Bytes, plain: Bytes, context: readonly unknown[]): Promise<Bytes> {
  const recipientPublicKey = await suite.kem.deserializePublicKey(own(publicKey))
  const { ct, enc } = await suite.seal({ recipientPublicKey, info: own(encode(context)) }, own(plain))
  return concat(new Uint8Array(enc), new Uint8Array(ct))
}

export async function openWith(privateKey: CryptoKey, sealed: Bytes, context: readonly unknown[]): Promise<Bytes> {
  const parts = { recipientKey: privateKey, enc: own(sealed.subarray(0, 32)), info: own(encode(context)) }
  return new Uint8Array(await suite.open(parts, own(sealed.subarray(32))))
}

/** A key that HPKE can open with, from the 32 secret bytes of an X25519 private key. */
export async function recipientKey(secret: Bytes): Promise<CryptoKey> {
  return suite.kem.deserializePrivateKey(own(secret))
}
