import { createPublicKey, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type * as z from 'zod/mini'
import { fromBase64url, sameBytes, utf8 } from '../../shared/bytes.ts'
import { hashOf } from '../../shared/hash.ts'
import type { assertion } from './contract.ts'

export type Assertion = z.output<typeof assertion>

/** Flags of authenticator data: the person was there, and showed that it is she (WebAuthn 3, section 6.1). */
const present = 0x01
const verified = 0x04

/**
 * WebAuthn 3, section 7.2: what an authenticator answered is for us, fresh and hers. Answers the challenge (to be taken once)
 * and the signature counter; undefined when anything does not hold. `publicKey` is SPKI, `origins` where the desk is reached.
 */
export function readAssertion(given: Assertion, publicKey: Uint8Array, origins: readonly string[]) {
  const [clientData, data] = [fromBase64url(given.clientData), fromBase64url(given.authenticatorData)]
  const said = clientSaid(clientData)
  if (said?.type !== 'webauthn.get' || said.crossOrigin === true || !origins.includes(said.origin)) return undefined
  if (data.length < 37 || !sameBytes(data.subarray(0, 32), hashOf(utf8(new URL(said.origin).hostname)))) return undefined
  const flags = data[32] ?? 0
  if ((flags & present) === 0 || (flags & verified) === 0) return undefined
  const signed = Buffer.concat([data, hashOf(clientData)])
  if (!signs(publicKey, signed, fromBase64url(given.signature))) return undefined
  return { challenge: said.challenge, counter: new DataView(data.buffer, data.byteOffset).getUint32(33) }
}

function clientSaid(bytes: Uint8Array) {
  try {
    const said = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Record<string, unknown>
    const { type, challenge, origin, crossOrigin } = said
    if (typeof type !== 'string' || typeof challenge !== 'string' || typeof origin !== 'string') return undefined
    return { type, challenge, origin, crossOrigin }
  } catch {
    return undefined
  }
}

/** ES256, RS256 and Ed25519: what the desk asks authenticators for. Any other key verifies nothing. */
function signs(publicKey: Uint8Array, signed: Uint8Array, signature: Uint8Array): boolean {
  try {
    const key = createPublicKey({ key: Buffer.from(publicKey), format: 'der', type: 'spki' })
    const hash = hashFor(key)
    return hash !== undefined && verify(hash, signed, key, signature)
  } catch {
    return false
  }
}

function hashFor(key: KeyObject): 'sha256' | null | undefined {
  const details = key.asymmetricKeyDetails
  if (key.asymmetricKeyType === 'ed25519') return null
  if (key.asymmetricKeyType === 'ec' && details?.namedCurve === 'prime256v1') return 'sha256'
  return key.asymmetricKeyType === 'rsa' && (details?.modulusLength ?? 0) >= 2048 ? 'sha256' : undefined
}
