import { concat, sameBytes, utf8 } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import { codeLength, readCode, slipsIn, writeCode } from './codes.ts'
import { wordsFrom } from './phrase.ts'
import { sha256 } from './primitives.ts'
import type { RecoveryScheme } from './seal.ts'
import { VaultRefusal } from './vault.ts'

/** Rarely needed, so it comes when it is. */
const shamir = () => import('shamir-secret-sharing')

/** How many sheets there are, and how many of them open. `nibble` says it on the paper, in one character with the number. */
export const sheetsOf = {
  'sheet': { nibble: 0, of: 1, needed: 1 },
  '2-of-3': { nibble: 1, of: 3, needed: 2 },
  '3-of-5': { nibble: 2, of: 5, needed: 3 },
} as const satisfies Readonly<Record<RecoveryScheme, { nibble: number; of: number; needed: number }>>

/** One of several sheets. `point`: 32 bytes of y and the x they belong to. `set`: which sheets belong together. */
export type Share = { readonly kind: 'share'; readonly scheme: Exclude<RecoveryScheme, 'sheet'>; readonly number: number; readonly set: Bytes; readonly point: Bytes }
export type Paper = { readonly kind: 'sheet'; readonly seed: Bytes } | Share

const seedLength = 32
/** scheme and number (1) | set (3) | y (32) | x (1) | check (3) */
const shareLength = 40

/** The seed over so many sheets (Shamir, GF(256)): fewer than are needed say nothing of it. */
export async function splitSeed(seed: Bytes, scheme: Share['scheme'], recoveryPublic: Bytes): Promise<Share[]> {
  const { of, needed } = sheetsOf[scheme]
  const set = await setOf(recoveryPublic)
  const points = await (await shamir()).split(new Uint8Array(seed), of, needed)
  return points.map((point, at) => ({ kind: 'share', scheme, number: at + 1, set, point: new Uint8Array(point) }))
}

/** Which sheets belong together: three bytes of the hash of the public key they stand for. */
export async function setOf(recoveryPublic: Bytes): Promise<Bytes> {
  return (await sha256(concat(utf8('wayout/share-set/1'), recoveryPublic))).slice(0, 3)
}

/** What the roots sign of a sheet: it tells one that belongs from one that does not, and nothing else. */
export async function shareHash({ number, point }: Pick<Share, 'number' | 'point'>): Promise<Bytes> {
  return sha256(concat(utf8('wayout/share/1'), Uint8Array.of(number), point))
}

/** Two words that a keeper can say over the telephone to tell which sheet is hers; they open nothing. */
export async function wordsOf(share: Pick<Share, 'number' | 'point'>): Promise<string> {
  return wordsFrom((await sha256(concat(utf8('wayout/share-words/1'), Uint8Array.of(share.number), share.point))).slice(0, 6))
}

export async function writeShare({ scheme, number, set, point }: Share): Promise<string> {
  const body = concat(Uint8Array.of((sheetsOf[scheme].nibble << 4) | number), set, point)
  return writeCode(concat(body, await checkOf(body)))
}

/** A sheet or one of several, as typed or as its square says it. Throws VaultRefusal 'mistyped'. */
export async function readPaper(text: string): Promise<Paper> {
  if (slipsIn(text).characters === codeLength(seedLength)) return { kind: 'sheet', seed: readCode(text, seedLength) }
  const bytes = readCode(text, shareLength)
  const [body, check] = [bytes.slice(0, 37), bytes.slice(37)]
  const scheme = (['2-of-3', '3-of-5'] as const).find((one) => sheetsOf[one].nibble === (body[0] ?? 0) >> 4)
  const number = (body[0] ?? 0) & 15
  if (!scheme || number < 1 || number > sheetsOf[scheme].of || !sameBytes(await checkOf(body), check)) throw new VaultRefusal('mistyped')
  return { kind: 'share', scheme, number, set: body.slice(1, 4), point: body.slice(4) }
}

/** Whether the characters typed so far may still become a whole paper, or are one. */
export const paperLengths = [codeLength(seedLength), codeLength(shareLength)] as const

/**
 * What these papers give together. Throws VaultRefusal: 'too-few-sheets', 'same-sheet-twice', or 'foreign-sheet' where one is
 * of another set than the first.
 */
export async function seedFrom(papers: readonly Paper[]): Promise<Bytes> {
  const [first] = papers
  if (!first) throw new VaultRefusal('too-few-sheets')
  if (first.kind === 'sheet') return first.seed
  const shares = papers.flatMap((paper) => (paper.kind === 'share' ? [paper] : []))
  if (shares.length !== papers.length || shares.some(({ set, scheme }) => !sameBytes(set, first.set) || scheme !== first.scheme)) throw new VaultRefusal('foreign-sheet')
  if (new Set(shares.map(({ number }) => number)).size !== shares.length) throw new VaultRefusal('same-sheet-twice')
  if (shares.length < sheetsOf[first.scheme].needed) throw new VaultRefusal('too-few-sheets')
  const points = shares.map(({ point }) => new Uint8Array(point))
  if (new Set(points.map((point) => point.at(-1))).size !== points.length) throw new VaultRefusal('foreign-sheet')
  return new Uint8Array(await (await shamir()).combine(points))
}

async function checkOf(body: Bytes): Promise<Bytes> {
  return (await sha256(concat(utf8('wayout/share-check/1'), body))).slice(0, 3)
}
