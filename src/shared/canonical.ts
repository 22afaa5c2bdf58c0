import { decode as decodeCbor, encode as encodeCbor, rfc8949EncodeOptions } from 'cborg'
import type { Bytes } from './bytes.ts'

/** Deterministic CBOR (RFC 8949 §4.2): one value, one encoding, so that it can be signed. */
export function encode(value: unknown): Bytes {
  // A plain copy: under Node cborg hands out a view into a shared pool, which must not reach anything that reads `.buffer`.
  return new Uint8Array(encodeCbor(value, rfc8949EncodeOptions))
}

/** Strict: no duplicate keys, no indefinite lengths, nothing left over. */
export function decode(bytes: Uint8Array): unknown {
  return decodeCbor(bytes, { strict: true, allowIndefinite: false, rejectDuplicateMapKeys: true })
}
