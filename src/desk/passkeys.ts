import { fromBase64url, toBase64url, utf8 } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import { uuidBytes } from '../shared/bytes.ts'
import { VaultRefusal } from '../vault/vault.ts'

/** One input for all: what an authenticator's PRF gives is its own for each credential and each address. */
const input = utf8('wayout/prf/1')
const prf = { prf: { eval: { first: input } } }

export type Asserted = {
  readonly assertion: { readonly credential: string; readonly clientData: string; readonly authenticatorData: string; readonly signature: string }
  /** What its PRF gives; undefined when the authenticator has none. */
  readonly secret: Bytes | undefined
}

/** Asks for a passkey: any of this address, or the named one. Throws VaultRefusal 'passkey-stopped' when she or time ended it. */
export async function askPasskey(challenge: string, only?: string): Promise<Asserted> {
  const credential = await asked(() => navigator.credentials.get({
    publicKey: {
      challenge: fromBase64url(challenge), rpId: location.hostname, userVerification: 'required', extensions: prf,
      allowCredentials: only ? [{ type: 'public-key', id: fromBase64url(only) }] : [],
    },
  }))
  const { clientDataJSON, authenticatorData, signature } = credential.response as AuthenticatorAssertionResponse
  const text = (bytes: ArrayBuffer) => toBase64url(new Uint8Array(bytes))
  const first = credential.getClientExtensionResults().prf?.results?.first
  return {
    assertion: { credential: text(credential.rawId), clientData: text(clientDataJSON), authenticatorData: text(authenticatorData), signature: text(signature) },
    secret: first && bytesOf(first),
  }
}

type Person = { readonly id: string; readonly name: string; readonly shown: string }

/** Makes one on an authenticator of hers that has none yet. Asked with PRF first and once more without, where that alone failed. */
export async function makePasskey(person: Person, challenge: string, others: readonly string[]) {
  const options = (extensions: AuthenticationExtensionsClientInputs): PublicKeyCredentialCreationOptions => ({
    challenge: fromBase64url(challenge), rp: { id: location.hostname, name: 'Wayout' }, extensions, attestation: 'none',
    user: { id: uuidBytes(person.id), name: person.name, displayName: person.shown },
    pubKeyCredParams: [-7, -8, -257].map((alg) => ({ type: 'public-key', alg })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: others.map((id) => ({ type: 'public-key', id: fromBase64url(id) })),
  })
  const create = (extensions: AuthenticationExtensionsClientInputs) => asked(() => navigator.credentials.create({ publicKey: options(extensions) }))
  const made = await create(prf).catch((refused: unknown) => {
    if (refused instanceof VaultRefusal && refused.reason !== 'passkey-failed') throw refused
    return create({})
  })
  const publicKey = (made.response as AuthenticatorAttestationResponse).getPublicKey()
  if (!publicKey) throw new VaultRefusal('passkey-failed')
  return { credential: toBase64url(new Uint8Array(made.rawId)), publicKey: toBase64url(new Uint8Array(publicKey)) }
}

/** Tells the authenticator that this passkey is of no use here any more, where the browser can. */
export async function forgetPasskey(credential: string): Promise<undefined> {
  const { signalUnknownCredential } = PublicKeyCredential as { signalUnknownCredential?: (one: { rpId: string; credentialId: string }) => Promise<void> }
  await signalUnknownCredential?.call(PublicKeyCredential, { rpId: location.hostname, credentialId: credential }).catch(() => undefined)
}

async function asked(ask: () => Promise<Credential | null>): Promise<PublicKeyCredential> {
  try {
    const credential = await ask()
    if (credential instanceof PublicKeyCredential) return credential
  } catch (error) {
    const name = error instanceof DOMException ? error.name : ''
    if (name === 'NotAllowedError' || name === 'AbortError') throw new VaultRefusal('passkey-stopped')
    if (name === 'InvalidStateError') throw new VaultRefusal('passkey-there')
  }
  throw new VaultRefusal('passkey-failed')
}

function bytesOf(source: BufferSource): Bytes {
  const view = source instanceof ArrayBuffer ? new Uint8Array(source) : new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
  return new Uint8Array(view)
}
