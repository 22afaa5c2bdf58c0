import * as z from 'zod/mini'
import { endpoint } from '../../shared/endpoint.ts'
import { bytes, done, text } from '../../shared/fields.ts'
import { proof } from '../accounts/contract.ts'
import { signedIn } from '../sessions/contract.ts'

/** What she calls a passkey of hers; sealed for herself alone. */
export const passkeyWords = z.object({ name: text(60) })
export const labelOf = (passkey: string) => `passkey ${passkey}`

const credential = bytes(1023)
/** What an authenticator answered to a challenge (WebAuthn 3, section 7.2). */
export const assertion = z.object({ credential, clientData: bytes(4096), authenticatorData: bytes(4096), signature: bytes(1024) })
const label = bytes(1024)

export const passkeys = {
  challenge: endpoint({
    method: 'post', path: '/api/passkeys/challenge', may: 'anyone', as: 'app',
    says: 'A challenge for one assertion, within two minutes. It tells nothing of who works here.',
    input: z.object({}),
    output: z.object({ challenge: bytes(32) }),
  }),
  signIn: endpoint({
    method: 'post', path: '/api/sessions/by-passkey', may: 'anyone', as: 'app',
    says: 'Starts a session by a passkey’s assertion; answers the user key wrapped under its PRF.',
    input: z.object({ assertion }),
    output: signedIn,
  }),
  mine: endpoint({
    method: 'get', path: '/api/passkeys', may: 'member', as: 'app',
    says: 'Her passkeys.',
    input: z.object({}),
    output: z.object({ passkeys: z.array(z.object({ id: z.uuid(), credential, label, madeOn: z.string() })) }),
  }),
  add: endpoint({
    method: 'post', path: '/api/passkeys', may: 'member', as: 'app',
    says: 'Keeps a passkey that has answered a challenge, with her user key wrapped under its PRF.',
    input: z.object({ id: z.uuid(), proof, publicKey: bytes(1024), assertion, userKey: bytes(400), label }),
    output: done,
  }),
  rename: endpoint({
    method: 'put', path: '/api/passkeys/:passkey/label', may: 'member', as: 'app',
    says: 'What she calls it, sealed for herself.',
    input: z.object({ passkey: z.uuid(), label }),
    output: z.object({}),
  }),
  remove: endpoint({
    method: 'post', path: '/api/passkeys/:passkey/remove', may: 'member', as: 'app',
    says: 'Forgets a passkey; it opens nothing from now on.',
    input: z.object({ passkey: z.uuid(), proof }),
    output: done,
  }),
}
