import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest()

type Answering = {
  readonly origin?: string
  /** The name the authenticator was asked for; the origin's own unless told. */
  readonly rpId?: string
  readonly type?: string
  /** 0x01 somebody was there, 0x04 and showed that it is she. */
  readonly flags?: number
  readonly counter?: number
  readonly crossOrigin?: boolean
}

/** A key that answers challenges as an authenticator does, and as a dishonest one might. */
export function softAuthenticator(kind: 'es256' | 'rs256' | 'ed25519' = 'es256') {
  const pair: { publicKey: KeyObject; privateKey: KeyObject } =
    kind === 'rs256' ? generateKeyPairSync('rsa', { modulusLength: 2048 }) : kind === 'ed25519' ? generateKeyPairSync('ed25519') : generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const credential = text(randomBytes(16))
  return {
    credential,
    publicKey: text(pair.publicKey.export({ format: 'der', type: 'spki' })),
    answer(challenge: string, how: Answering = {}) {
      const { origin = 'http://localhost:7330', rpId = new URL(origin).hostname, type = 'webauthn.get', flags = 0x05, counter = 0 } = how
      const clientData = Buffer.from(JSON.stringify({ type, challenge, origin, ...(how.crossOrigin !== undefined && { crossOrigin: how.crossOrigin }) }))
      const tail = Buffer.alloc(5)
      tail[0] = flags
      tail.writeUInt32BE(counter, 1)
      const data = Buffer.concat([sha256(rpId), tail])
      const signature = sign(kind === 'ed25519' ? null : 'sha256', Buffer.concat([data, sha256(clientData)]), pair.privateKey)
      return { credential, clientData: text(clientData), authenticatorData: text(data), signature: text(signature) }
    },
  }
}
