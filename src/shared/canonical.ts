import { decode as decodeCbor, encode as encodeCbor } from 'cborg'
import { rfc8949EncodeOptions } from 'cborg'
import type { Bytes } from './bytes.ts'

/** Deterministic CBOR (RFC 8949 §4.2): one value, one encoding, so that it can be signed. */
export function encode(value: unknown): Bytes {
  return encodeCbor(value, rfc8949EncodeOptions) as Bytes
}

/** Strict: no duplicate keys, no indefinite lengths, nothing left over. */
export function decode(bytes: Uint8Array): unknown {
  return decodeCbor(bytes, { strict: true, allowIndefinite: false, rejectDuplicateMapKeys: true })
}
