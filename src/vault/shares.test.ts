/**
 * What was printed once must open for ever: these sheets are in safes. vectors-shares.json is only ever added to. The second
 * implementation below shares no code with the vault: schoolbook arithmetic in GF(256), code letters by hand.
 */
import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toHex } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import { drawPapers, takePapers } from './recovery.ts'
import { rootOf } from './root.ts'
import { readPaper, seedFrom, sheetsOf, splitSeed, wordsOf, writeShare } from './shares.ts'
import type { Share } from './shares.ts'
import vectors from './vectors-shares.json' with { type: 'json' }

const unhex = (hex: string): Bytes => new Uint8Array(Buffer.from(hex, 'hex'))

/** Every way to take so many of them. */
const choose = <T,>(all: readonly T[], count: number): T[][] =>
  count === 0 ? [[]] : all.flatMap((one, at) => choose(all.slice(at + 1), count - 1).map((rest) => [one, ...rest]))

describe('sheets of the committed vectors', () => {
  it.each(vectors)('are read, belong together, and give the seed from any as many as are needed: $scheme', async ({ scheme, seed, sheets }) => {
    const { needed, of } = sheetsOf[scheme as Share['scheme']]
    expect(sheets).toHaveLength(of)
    for (const some of choose(sheets, needed)) expect(toHex((await takePapers(some.map(({ code }) => code))).seed)).toBe(seed)
    const { recoveryPublic } = await rootOf(unhex(seed))
    for (const { code, number, words } of sheets) {
      const paper = await readPaper(code)
      if (paper.kind !== 'share') throw new Error('no share')
      expect({ scheme: paper.scheme, number: paper.number, words: await wordsOf(paper), code: await writeShare(paper) }).toEqual({ scheme, number, words, code })
      expect(paper.set).toEqual(new Uint8Array(createHash('sha256').update('wayout/share-set/1').update(recoveryPublic).digest().subarray(0, 3)))
    }
  })

  it.each(vectors)('give the same seed to a second implementation: $scheme', ({ scheme, seed, sheets }) => {
    const { needed } = sheetsOf[scheme as Share['scheme']]
    for (const some of choose(sheets, needed)) expect(combinedByHand(some.map(({ code }) => readByHand(code)))).toBe(seed)
  })
})

describe('sheets drawn today', () => {
  it('open with as many as are needed, whichever; the second implementation says the same', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom('2-of-3' as const, '3-of-5' as const), fc.uint8Array({ minLength: 32, maxLength: 32 }), async (scheme, seed) => {
      const shares = await splitSeed(new Uint8Array(seed), scheme, (await rootOf(new Uint8Array(seed))).recoveryPublic)
      const codes = await Promise.all(shares.map(writeShare))
      for (const some of choose(codes, sheetsOf[scheme].needed)) {
        expect(toHex(await seedFrom(await Promise.all(some.map(readPaper))))).toBe(toHex(seed))
        expect(combinedByHand(some.map(readByHand))).toBe(toHex(seed))
      }
    }), { numRuns: 10 })
  })

  it('say nothing of the seed with one fewer: it is refused, and what arithmetic would give is another', async () => {
    for (const scheme of ['2-of-3', '3-of-5'] as const) {
      const drawn = await drawPapers(scheme)
      const fewer = drawn.sheets.slice(1, sheetsOf[scheme].needed).map(({ code }) => code)
      await expect(takePapers(fewer)).rejects.toMatchObject({ reason: 'too-few-sheets' })
      expect(combinedByHand(fewer.map(readByHand))).not.toBe(toHex(drawn.seed))
    }
  })

  it('are refused together with those of other papers, with a single sheet, and twice', async () => {
    const [one, other, single] = [await drawPapers('2-of-3'), await drawPapers('2-of-3'), await drawPapers('sheet')]
    const code = (drawn: typeof one, at: number) => drawn.sheets[at]?.code ?? ''
    await expect(takePapers([code(one, 0), code(other, 1)])).rejects.toMatchObject({ reason: 'foreign-sheet' })
    await expect(takePapers([code(one, 0), code(single, 0)])).rejects.toMatchObject({ reason: 'foreign-sheet' })
    await expect(takePapers([code(one, 1), code(one, 1)])).rejects.toMatchObject({ reason: 'same-sheet-twice' })
    expect(toHex((await takePapers([code(single, 0)])).seed)).toBe(toHex(single.seed))
  })

  it('survive any case, any separators and the usual confusions, and no single slip', async () => {
    const { sheets } = await drawPapers('2-of-3')
    const code = sheets[0]?.code ?? ''
    const careless = code.toLowerCase().replaceAll('-', '  ').replaceAll('0', 'o').replaceAll('1', 'l')
    expect(await readPaper(careless)).toEqual(await readPaper(code))
    const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    await fc.assert(fc.asyncProperty(fc.nat(code.length - 1), fc.constantFrom(...letters), async (at, letter) => {
      fc.pre(code[at] !== '-' && code[at] !== letter)
      await expect(readPaper(code.slice(0, at) + letter + code.slice(at + 1))).rejects.toMatchObject({ reason: 'mistyped' })
    }), { numRuns: 100 })
  })
})

/** The 33 bytes of the point in a written share, the x they belong to last. */
function readByHand(code: string): Buffer {
  const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
  const bits = code.split('-').flatMap((group) => Array.from(group.slice(0, 4))).map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)))
  const check = createHash('sha256').update('wayout/share-check/1').update(bytes.subarray(0, 37)).digest()
  expect(check.subarray(0, 3)).toEqual(bytes.subarray(37))
  return bytes.subarray(4, 37)
}

/** Russian peasants' multiplication under x^8 + x^4 + x^3 + x + 1. */
function times(one: number, other: number): number {
  let product = 0
  for (let a = one, b = other; b > 0; b >>= 1) {
    if (b & 1) product ^= a
    a = a & 0x80 ? ((a << 1) ^ 0x11b) & 0xff : a << 1
  }
  return product
}
const inverse = (one: number) => Array.from({ length: 255 }, (_, at) => at + 1).find((other) => times(one, other) === 1) ?? 0

function combinedByHand(points: readonly Buffer[]): string {
  const xs = points.map((point) => point[32] ?? 0)
  const weights = xs.map((x, at) => xs.reduce((weight, other, place) => (place === at ? weight : times(weight, times(other, inverse(x ^ other)))), 1))
  return Buffer.from(Array.from({ length: 32 }, (_, byte) => points.reduce((sum, point, at) => sum ^ times(point[byte] ?? 0, weights[at] ?? 0), 0))).toString('hex')
}
