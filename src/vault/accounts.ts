import { argon2id } from 'hash-wasm'
import { fromBase64url, sameBytes, toBase64url, utf8 } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import { decode, encode } from '../shared/canonical.ts'
import { foldName } from '../shared/names.ts'
import { recipientKey } from './hpke.ts'
import { readCode, writeCode } from './codes.ts'
import { aesKey, derive, keyPairOf, openBytes, randomBytes, sealBytes } from './primitives.ts'
import { higherPins } from './trust.ts'
import { VaultRefusal } from './vault.ts'
import type { Pins } from './vault.ts'

export type { Pins } from './vault.ts'

export type Kdf = { readonly memoryKiB: number; readonly passes: number; readonly lanes: number }

/** Compiled in: a server that asks for less is refused. 64 MiB, three passes (RFC 9106, second recommendation). */
export const kdfFloor: Kdf = { memoryKiB: 65_536, passes: 3, lanes: 1 }

export type Account = {
  readonly salt: string
  readonly kdf: Kdf
  readonly authKey: string
  readonly userKey: string
  readonly recoveryAuthKey: string
  readonly recoveryUserKey: string
  readonly bundle: string
}

export type Keys = {
  /** How she likes her desk; what is in it is the desk's affair. */
  readonly settings: unknown
  readonly userKey: Bytes
  readonly signing: CryptoKey
  readonly edPublic: Bytes
  readonly receiving: CryptoKey
  readonly xPublic: Bytes
  readonly pins: Pins
}

/** Script, marks, case and spacing are forgiven, whatever keyboard she sits at; a phrase of generated words is strong without them. */
const plainPhrase = (phrase: string) => foldName(phrase)

export async function fromPassphrase(passphrase: string, salt: string, kdf: Kdf) {
  const strong = kdf.memoryKiB >= kdfFloor.memoryKiB && kdf.passes >= kdfFloor.passes && kdf.lanes >= kdfFloor.lanes
  if (!strong) throw new VaultRefusal('kdf-too-weak')
  const stretched = await argon2id({
    password: utf8(plainPhrase(passphrase)),
    salt: fromBase64url(salt),
    memorySize: kdf.memoryKiB, iterations: kdf.passes, parallelism: kdf.lanes, hashLength: 32, outputType: 'binary',
  })
  return proofAndKey(new Uint8Array(stretched), 'passphrase')
}

/** A recovery code has 160 random bits: nothing to stretch. Throws VaultRefusal 'mistyped' when a check character is wrong. */
export function fromRecoveryCode(code: string) {
  return proofAndKey(readCode(code, 20), 'recovery')
}

/** What an authenticator's PRF gives is a secret of 32 bytes: it wraps the user key, and proves nothing to the server. */
export async function fromPasskey(secret: Bytes): Promise<CryptoKey> {
  return aesKey(await derive(secret, 'wayout/kek/passkey'))
}

/** The user key wrapped under a passkey's PRF. */
export async function forPasskey(member: string, userKey: Bytes, secret: Bytes): Promise<string> {
  return wrapUserKey(member, userKey, await fromPasskey(secret))
}

/** The key-encryption key never leaves the client; of `authKey` the server keeps a hash. */
async function proofAndKey(secret: Bytes, by: string) {
  const authKey = await derive(secret, `wayout/auth/${by}`)
  return { authKey: toBase64url(authKey), kek: await aesKey(await derive(secret, `wayout/kek/${by}`)) }
}

/** A new member's keys and what the server keeps of them, all sealed. The recovery code is printed once. */
export async function newAccount(member: string, passphrase: string, pins: Pins) {
  const [userKey, ed, x] = [randomBytes(32), randomBytes(32), randomBytes(32)]
  const { recoveryCode, ...byRecovery } = await forNewCode(member, userKey)
  const account: Account = {
    ...(await forPassphrase(member, userKey, passphrase)), ...byRecovery, bundle: await sealBundle(member, userKey, { ed, x, pins }),
  }
  return { account, keys: await keysOf(userKey, { ed, x, pins }), recoveryCode }
}

/** What the server keeps of a passphrase: a new salt, the proof, and the user key wrapped under it. */
export async function forPassphrase(member: string, userKey: Bytes, passphrase: string) {
  const salt = toBase64url(randomBytes(16))
  const { authKey, kek } = await fromPassphrase(passphrase, salt, kdfFloor)
  return { salt, kdf: kdfFloor, authKey, userKey: await wrapUserKey(member, userKey, kek) }
}

/** A recovery code drawn now, and what the server keeps of it. */
export async function forNewCode(member: string, userKey: Bytes) {
  const recoveryCode = writeCode(randomBytes(20))
  const { authKey, kek } = await fromRecoveryCode(recoveryCode)
  return { recoveryCode, recoveryAuthKey: authKey, recoveryUserKey: await wrapUserKey(member, userKey, kek) }
}

async function wrapUserKey(member: string, userKey: Bytes, kek: CryptoKey): Promise<string> {
  return toBase64url(await sealBytes(kek, userKey, ['wayout/user-key/1', member]))
}

type Bundle = { readonly ed: Bytes; readonly x: Bytes; readonly pins: Pins; readonly settings?: unknown }

/** Throws when the passphrase's key does not fit: a wrong passphrase, or an account that was tampered with. */
export async function openAccount(member: string, kek: CryptoKey, userKey: string, bundle: string): Promise<Keys> {
  const opened = await openBytes(kek, fromBase64url(userKey), ['wayout/user-key/1', member])
  return keysOf(opened, await openBundle(member, opened, bundle))
}

/**
 * Her bundle with something changed, sealed anew; undefined when nothing changes. Pins only ever rise, so a device that
 * has seen less, or a server that hands back an older bundle, takes nothing away.
 */
export async function renewBundle(
  member: string, userKey: Bytes, sealed: string, known: { readonly pins: Pins; readonly settings?: Readonly<Record<string, unknown>> },
): Promise<string | undefined> {
  const before = await openBundle(member, userKey, sealed)
  const settings = known.settings ? { ...(before.settings as object | undefined), ...known.settings } : before.settings
  const after: Bundle = { ...before, pins: higherPins(before.pins, known.pins), ...(settings !== undefined && { settings }) }
  if (sameBytes(encode(before), encode(after))) return undefined
  return sealBundle(member, userKey, after)
}

async function openBundle(member: string, userKey: Bytes, sealed: string): Promise<Bundle> {
  return decode(await openBytes(await bundleKey(userKey), fromBase64url(sealed), ['wayout/bundle/1', member])) as Bundle
}

async function sealBundle(member: string, userKey: Bytes, bundle: Bundle): Promise<string> {
  return toBase64url(await sealBytes(await bundleKey(userKey), encode(bundle), ['wayout/bundle/1', member]))
}

async function bundleKey(userKey: Bytes): Promise<CryptoKey> {
  return aesKey(await derive(userKey, 'wayout/bundle'))
}

async function keysOf(userKey: Bytes, { ed, x, pins, settings }: Bundle): Promise<Keys> {
  const [signing, receiving] = [await keyPairOf('Ed25519', own(ed)), await keyPairOf('X25519', own(x))]
  return {
    userKey, pins, settings, signing: signing.privateKey, edPublic: signing.publicKey,
    receiving: await recipientKey(own(x)), xPublic: receiving.publicKey,
  }
}

const own = (bytes: Uint8Array): Bytes => new Uint8Array(bytes)
