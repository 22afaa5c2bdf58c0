/**
 * What was sealed once must open for ever, so vectors.json is only ever added to: a vector that fails means a broken
 * program, not an old vector. To add one, write its inputs with empty results and run this file: the second
 * implementation below, which shares no code with the vault, prints what belongs there ("made by hand").
 */
import { argon2Sync, createCipheriv, createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import { Aes256Gcm, CipherSuite, HkdfSha256 } from '@hpke/core'
import { DhkemX25519HkdfSha256 } from '@hpke/dhkem-x25519'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64url, toBase64url, toHex, utf8 } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import { decode, encode } from '../shared/canonical.ts'
import { fromPassphrase, fromRecoveryCode, kdfFloor } from './accounts.ts'
import { readCode, writeCode } from './codes.ts'
import { docData } from './contexts.ts'
import { commitmentOf, folderSecret, openEnvelope, pad, sealEnvelope, unpad } from './envelope.ts'
import { openWith, recipientKey, sealTo, suite } from './hpke.ts'
import { keyPairOf } from './primitives.ts'
import { isEnvelope } from './seal.ts'
import vectors from './vectors.json' with { type: 'json' }

const unhex = (hex: string): Bytes => new Uint8Array(Buffer.from(hex, 'hex'))
const { organisation, documents } = vectors.envelope
const docOf = ({ folder, id, version, gen, schema }: (typeof documents)[number]) => ({ folder, id, version, gen, schema, head: null })

describe('an envelope of the committed vectors', () => {
  it.each(documents)('opens: $name', async (vector) => {
    const secret = await folderSecret(unhex(vector.folderKey))
    const opened = await openEnvelope(secret, unhex(vector.commitment), organisation, docOf(vector), unhex(vector.blob))
    expect(opened).toEqual(vector.content)
    expect(isEnvelope(toBase64url(unhex(vector.blob)))).toBe(true)
  })

  it.each(documents)('has this commitment, this encoding and these associated data, byte for byte: $name', async (vector) => {
    expect(toHex(commitmentOf(vector.folder, vector.gen, unhex(vector.folderKey)))).toBe(vector.commitment)
    expect(toHex(encode(vector.content))).toBe(vector.encoding)
    expect(toHex(encode(docData(organisation, docOf(vector), 1)))).toBe(vector.associated)
    expect(pad(unhex(vector.encoding))).toHaveLength(vector.paddedLength)
  })

  it.each(documents)('is what a second implementation makes of the same inputs: $name', (vector) => {
    expect(madeByHand(vector), 'made by hand').toEqual(vector)
  })

  it.each(documents)('is written today so that the second implementation opens it: $name', async (vector) => {
    const secret = await folderSecret(unhex(vector.folderKey))
    const seal = () => sealEnvelope(secret, unhex(vector.commitment), organisation, docOf(vector), vector.content)
    const [blob, again] = [await seal(), await seal()]
    expect(toHex(blob.slice(0, 17))).toBe(vector.blob.slice(0, 34))
    expect(toHex(blob.slice(17, 29))).not.toBe(toHex(again.slice(17, 29)))
    expect(openedByHand(vector, blob)).toBe(paddedByHand(vector.encoding))
  })
})

describe('canonical encoding', () => {
  it.each([
    ['the shorter key first, then byte by byte', { bb: 1, c: 2, a: 3, ab: 4 }, 'a461610361630262616204626262' + '01'],
    ['the shortest whole number', [0, 23, 24, 255, 256, 65535, 65536], '870017181818ff19010019ffff1a00010000'],
    ['letters as UTF-8, bytes as bytes', ['Ђ', Uint8Array.of(1, 2), null, true], '8462d082420102f6f5'],
  ])('writes %s', (_, value, hex) => {
    expect(toHex(encode(value))).toBe(hex)
  })

  it.each([
    ['a key said twice', 'a2616101616102'],
    ['a length left open', '9f01ff'],
    ['something left over', '0000'],
    ['a number longer than it need be', '1817'],
    ['half of a text', '6261'],
  ])('refuses %s', (_, hex) => {
    expect(() => decode(unhex(hex))).toThrow()
  })
})

describe('padding', () => {
  it('gives every content back and tells of its length only the 256-byte step', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 1100 }), (plain) => {
      const padded = pad(plain)
      expect(padded.length % 256).toBe(0)
      expect(padded.length - plain.length).toBeGreaterThanOrEqual(1)
      expect(padded.length - plain.length).toBeLessThanOrEqual(256)
      expect([...unpad(padded)]).toEqual([...plain])
    }))
  })

  it('gives back content that itself ends like padding', () => {
    for (const plain of [[0x80], [0x80, 0, 0], [0, 0, 0], [1, 0x80, 0], []]) {
      expect([...unpad(pad(Uint8Array.from(plain)))]).toEqual(plain)
    }
  })

  it('that is not there is refused', () => {
    for (const broken of [new Uint8Array(256), new Uint8Array(256).fill(1), new Uint8Array()]) expect(() => unpad(broken)).toThrow('padding')
  })
})

describe('a printed code', () => {
  const printed = 20
  const secrets = fc.uint8Array({ minLength: printed, maxLength: printed }).map((bytes) => new Uint8Array(bytes))
  const alphabet = [...'0123456789ABCDEFGHJKMNPQRSTVWXYZ']

  it.each(vectors.codes)('is written and read as it always was: $secret', ({ secret, code }) => {
    expect(writeCode(unhex(secret))).toBe(code)
    expect(toHex(readCode(code, secret.length / 2))).toBe(secret)
  })

  it('is read in any case, with any separators, O for 0, I and L for 1', () => {
    fc.assert(fc.property(secrets, (secret) => {
      const code = writeCode(secret)
      const careless = [code.toLowerCase(), code.replaceAll('-', ''), code.replaceAll('-', ' · '), code.replaceAll('0', 'o').replaceAll('1', 'l'), code.replaceAll('1', 'I')]
      for (const typed of careless) expect(toHex(readCode(typed, printed))).toBe(toHex(secret))
    }))
  })

  it('with any one character wrong is mistyped', () => {
    const letters = fc.constantFrom(...alphabet, 'U')
    fc.assert(fc.property(secrets, fc.nat({ max: 39 }), letters, (secret, at, letter) => {
      const code = [...writeCode(secret).replaceAll('-', '')]
      fc.pre(code[at] !== letter)
      code[at] = letter
      expect(() => readCode(code.join(''), printed)).toThrow('mistyped')
    }), { numRuns: 2000 })
  })

  it('with two of its groups swapped is mistyped', () => {
    fc.assert(fc.property(secrets, fc.nat({ max: 7 }), fc.nat({ max: 7 }), (secret, one, other) => {
      const groups = writeCode(secret).split('-')
      fc.pre(one !== other)
      const swapped = groups.map((group, at) => (at === one ? groups[other] : at === other ? groups[one] : group))
      expect(() => readCode(swapped.join('-'), printed)).toThrow('mistyped')
    }))
  })

  it('with two neighbours swapped is mistyped, unless they stand sixteen apart in the alphabet', () => {
    fc.assert(fc.property(secrets, fc.nat({ max: 7 }), fc.nat({ max: 2 }), (secret, group, at) => {
      const code = [...writeCode(secret).replaceAll('-', '')]
      const [one = '', other = ''] = code.splice(group * 5 + at, 2)
      fc.pre(Math.abs(alphabet.indexOf(one) - alphabet.indexOf(other)) % 16 !== 0)
      code.splice(group * 5 + at, 0, other, one)
      expect(() => readCode(code.join(''), printed)).toThrow('mistyped')
    }))
  })

  it('too short, too long or of another length is mistyped', () => {
    const code = writeCode(new Uint8Array(printed))
    for (const typed of [code.slice(0, -1), `${code}0`, `${code}-00000`, '']) expect(() => readCode(typed, printed)).toThrow('mistyped')
    expect(() => readCode(code, 32)).toThrow('mistyped')
  })
})

describe('what a passphrase and a recovery code prove', () => {
  const { passphrase, folded, salt, authKey, recoveryCode, recoverySecret, recoveryAuthKey } = vectors.account

  it('is what it always was', async () => {
    expect((await fromPassphrase(passphrase, salt, kdfFloor)).authKey).toBe(authKey)
    expect((await fromRecoveryCode(recoveryCode)).authKey).toBe(recoveryAuthKey)
  })

  it('is what a second implementation of Argon2id and HKDF makes of it', () => {
    const stretched = argon2Sync('argon2id', { message: folded, nonce: fromBase64url(salt), memory: 65_536, passes: 3, parallelism: 1, tagLength: 32 })
    expect(hkdfByHand(stretched, 'wayout/auth/passphrase').toString('base64url'), 'made by hand').toBe(authKey)
    expect(hkdfByHand(unhex(recoverySecret), 'wayout/auth/recovery').toString('base64url'), 'made by hand').toBe(recoveryAuthKey)
  })
})

describe('HPKE', () => {
  const { rfc9180, wrap } = vectors.hpke
  const second = new CipherSuite({ kem: new DhkemX25519HkdfSha256(), kdf: new HkdfSha256(), aead: new Aes256Gcm() })
  const buffer = (bytes: Uint8Array) => new Uint8Array(bytes).buffer

  it('is the suite of the vectors of RFC 9180: X25519, HKDF-SHA256, AES-256-GCM', () => {
    expect([suite.kem.id, suite.kdf.id, suite.aead.id]).toEqual([rfc9180.kem_id, rfc9180.kdf_id, rfc9180.aead_id])
  })

  it('opens the vector of RFC 9180 with our suite', async () => {
    const recipient = await suite.createRecipientContext({
      recipientKey: await recipientKey(unhex(rfc9180.skRm)), enc: buffer(unhex(rfc9180.enc)), info: buffer(unhex(rfc9180.info)),
    })
    const { aad, ct, pt } = rfc9180.encryption
    expect(toHex(new Uint8Array(await recipient.open(buffer(unhex(ct)), buffer(unhex(aad)))))).toBe(pt)
    expect(toHex(new Uint8Array(await recipient.export(new ArrayBuffer(0), 32)))).toBe(rfc9180.exported)
  })

  it('has the public key of that vector’s private key', async () => {
    expect(toHex((await keyPairOf('X25519', unhex(rfc9180.skRm))).publicKey)).toBe(rfc9180.pkRm)
  })

  it('opens a wrap of the committed vectors', async () => {
    const opened = await openWith(await recipientKey(unhex(wrap.secret)), unhex(wrap.sealed), wrap.context)
    expect(toHex(opened)).toBe(wrap.plain)
  })

  it('seals what the second implementation of its curve opens, and opens what that one seals', async () => {
    const context = ['wayout/seat-seed/1', organisation, 'Ђ', 1]
    for (const secret of [unhex(wrap.secret), crypto.getRandomValues(new Uint8Array(32))]) {
      const { publicKey } = await keyPairOf('X25519', secret)
      const [theirs, ours] = [await second.kem.deserializePrivateKey(buffer(secret)), await recipientKey(secret)]
      const plain = crypto.getRandomValues(new Uint8Array(32))
      const info = buffer(encode(context))

      const byUs = await sealTo(publicKey, plain, context)
      const opened = await second.open({ recipientKey: theirs, enc: buffer(byUs.subarray(0, 32)), info }, buffer(byUs.subarray(32)))
      expect(toHex(new Uint8Array(opened))).toBe(toHex(plain))

      const recipientPublicKey = await second.kem.deserializePublicKey(buffer(publicKey))
      const { enc, ct } = await second.seal({ recipientPublicKey, info }, buffer(plain))
      const byThem = new Uint8Array([...new Uint8Array(enc), ...new Uint8Array(ct)])
      expect(toHex(await openWith(ours, byThem, context))).toBe(toHex(plain))
      await expect(openWith(ours, byThem, [...context, 2])).rejects.toThrow()
    }
  })
})

/* The second implementation: node:crypto and an encoder of its own, from the words of the design alone. */

function madeByHand(vector: (typeof documents)[number]): (typeof documents)[number] {
  const { folderKey, folder, id, version, gen, schema, nonce, content } = vector
  const generation = Buffer.alloc(4)
  generation.writeUInt32BE(gen)
  const commitment = createHash('sha256')
    .update('wayout/commitment/1').update(folder.replaceAll('-', ''), 'hex').update(generation).update(folderKey, 'hex').digest('hex')
  const encoding = cbor(content)
  const associated = cbor({ organisation, folder, document: id, version, schema, gen, suite: 1 })
  const documentKey = hkdfByHand(unhex(folderKey), `wayout/doc|${id}|${version}`).toString('hex')
  const cipher = createCipheriv('aes-256-gcm', unhex(documentKey), unhex(nonce)).setAAD(unhex(associated))
  const sealed = cipher.update(paddedByHand(encoding), 'hex', 'hex') + cipher.final('hex') + cipher.getAuthTag().toString('hex')
  const blob = `01${commitment.slice(0, 32)}${nonce}${sealed}`
  return { ...vector, commitment, encoding, associated, documentKey, paddedLength: paddedByHand(encoding).length / 2, blob }
}

function openedByHand({ documentKey, associated }: (typeof documents)[number], blob: Uint8Array): string {
  const cipher = createDecipheriv('aes-256-gcm', unhex(documentKey), blob.subarray(17, 29)).setAAD(unhex(associated)).setAuthTag(blob.subarray(-16))
  return cipher.update(blob.subarray(29, -16)).toString('hex') + cipher.final('hex')
}

function paddedByHand(hex: string): string {
  const marked = `${hex}80`
  return marked.padEnd(Math.ceil(marked.length / 512) * 512, '0')
}

function hkdfByHand(secret: Uint8Array, info: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), info, 32))
}

function cbor(value: unknown): string {
  if (value === null) return 'f6'
  if (typeof value === 'boolean') return value ? 'f5' : 'f4'
  if (typeof value === 'number') return cborHead(0, value)
  if (typeof value === 'string') return cborHead(3, utf8(value).length) + toHex(utf8(value))
  if (Array.isArray(value)) return cborHead(4, value.length) + value.map(cbor).join('')
  const pairs = Object.entries(value as object).map(([key, one]) => [cbor(key), cbor(one)] as const)
  const sorted = pairs.sort(([one], [other]) => Buffer.compare(unhex(one), unhex(other)))
  return cborHead(5, sorted.length) + sorted.flat().join('')
}

function cborHead(major: number, count: number): string {
  const [extra, digits] = count < 24 ? [count, 0] : count < 0x100 ? [24, 2] : count < 0x1_0000 ? [25, 4] : [26, 8]
  const first = (major * 32 + extra).toString(16).padStart(2, '0')
  return digits ? first + count.toString(16).padStart(digits, '0') : first
}
