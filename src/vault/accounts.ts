import { argon2id } from 'hash-wasm'
import { fromBase64url, toBase64url, utf8 } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import { decode, encode } from '../shared/canonical.ts'
import { foldName } from '../shared/names.ts'
import { recipientKey } from './hpke.ts'
import { readCode, writeCode } from './codes.ts'
import { aesKey, derive, keyPairOf, openBytes, randomBytes, sealBytes } from './primitives.ts'
import { VaultRefusal } from './vault.ts'

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

/** The highest roster version and epoch seen of each team: what a server may not go back behind. */
export type Pins = {
  readonly organisation: string
  readonly rootPublic: string
  readonly rosters: Readonly<Record<string, { readonly epoch: number; readonly version: number }>>
}

export type Keys = {
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

/** The key-encryption key never leaves the client; of `authKey` the server keeps a hash. */
async function proofAndKey(secret: Bytes, by: string) {
  const authKey = await derive(secret, `wayout/auth/${by}`)
  return { authKey: toBase64url(authKey), kek: await aesKey(await derive(secret, `wayout/kek/${by}`)) }
}

/** A new member's keys and what the server keeps of them, all sealed. The recovery code is printed once. */
export async function newAccount(member: string, passphrase: string, pins: Pins) {
  const [userKey, ed, x] = [randomBytes(32), randomBytes(32), randomBytes(32)]
  const salt = toBase64url(randomBytes(16))
  const recoverySecret = randomBytes(20)
  const recoveryCode = writeCode(recoverySecret)
  const byPassphrase = await fromPassphrase(passphrase, salt, kdfFloor)
  const byRecovery = await fromRecoveryCode(recoveryCode)
  const wrapped = async (kek: CryptoKey) => toBase64url(await sealBytes(kek, userKey, ['wayout/user-key/1', member]))
  const account: Account = {
    salt, kdf: kdfFloor, authKey: byPassphrase.authKey, userKey: await wrapped(byPassphrase.kek),
    recoveryAuthKey: byRecovery.authKey, recoveryUserKey: await wrapped(byRecovery.kek),
    bundle: await sealBundle(member, userKey, { ed, x, pins }),
  }
  return { account, keys: await keysOf(userKey, { ed, x, pins }), recoveryCode }
}

type Bundle = { readonly ed: Bytes; readonly x: Bytes; readonly pins: Pins }

/** Throws when the passphrase's key does not fit: a wrong passphrase, or an account that was tampered with. */
export async function openAccount(member: string, kek: CryptoKey, userKey: string, bundle: string): Promise<Keys> {
  const opened = await openBytes(kek, fromBase64url(userKey), ['wayout/user-key/1', member])
  const plain = await openBytes(await bundleKey(opened), fromBase64url(bundle), ['wayout/bundle/1', member])
  return keysOf(opened, decode(plain) as Bundle)
}

async function sealBundle(member: string, userKey: Bytes, bundle: Bundle): Promise<string> {
  return toBase64url(await sealBytes(await bundleKey(userKey), encode(bundle), ['wayout/bundle/1', member]))
}

async function bundleKey(userKey: Bytes): Promise<CryptoKey> {
  return aesKey(await derive(userKey, 'wayout/bundle'))
}

async function keysOf(userKey: Bytes, { ed, x, pins }: Bundle): Promise<Keys> {
  const [signing, receiving] = [await keyPairOf('Ed25519', own(ed)), await keyPairOf('X25519', own(x))]
  return {
    userKey, pins, signing: signing.privateKey, edPublic: signing.publicKey,
    receiving: await recipientKey(own(x)), xPublic: receiving.publicKey,
  }
}

const own = (bytes: Uint8Array): Bytes => new Uint8Array(bytes)
