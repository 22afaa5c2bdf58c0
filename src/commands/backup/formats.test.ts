import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digester } from './rows.ts'
import { expiryOf, isExpired, nameOf, partName, readName, writerOf } from '../../shared/backups.ts'
import { readTar, tarEnd, tarEntry } from './tar.ts'

const at = new Date('2026-03-12T03:00:05Z')
const daysLater = (days: number) => new Date(at.getTime() + days * 86_400_000)

describe('a backup’s name', () => {
  it('tells kind and instant and nothing else, and is read back', () => {
    expect(nameOf('full', at)).toBe('wayout-full-2026-03-12T03-00-05Z.tar.gz.age')
    expect(readName(nameOf('archive', at))).toEqual({ name: 'wayout-archive-2026-03-12T03-00-05Z.tar.gz.age', kind: 'archive', at })
  })
  it.each(['photo.jpg', 'wayout-full-2026-13-99T03-00-05Z.tar.gz.age', 'wayout-full-2026-03-12T03-00-05Z.tar.gz.age.old', partName(nameOf('full', at), 7)])('%s is none', (name) => {
    expect(readName(name)).toBeUndefined()
  })
  it('of one being written carries its writer', () => {
    expect(writerOf(partName(nameOf('full', at), 4711))).toBe(4711)
    expect(writerOf(nameOf('full', at))).toBeUndefined()
  })
})

describe('a full backup', () => {
  it('is kept for 28 days and goes on the 29th, so that none is ever older than 30', () => {
    expect([28, 29, 300].map((days) => isExpired({ kind: 'full', at }, daysLater(days)))).toEqual([false, true, true])
    expect(expiryOf(at)).toEqual(daysLater(30))
  })
  it('from a clock that ran ahead is not removed', () => {
    expect(isExpired({ kind: 'full', at }, daysLater(-400))).toBe(false)
  })
})

it('an archive stays for years', () => {
  expect(isExpired({ kind: 'archive', at }, daysLater(5000))).toBe(false)
})

describe('the digest of a table', () => {
  const row = fc.stringMatching(/^[ -~]{0,20}$/)
  const sumOf = (text: string, cuts: readonly number[] = []) => {
    const digest = digester()
    const bytes = Buffer.from(text)
    const places = [...new Set([0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort((a, b) => a - b)
    for (const [place, from] of places.entries()) digest.take(bytes.subarray(from, places[place + 1] ?? from))
    return digest.end()
  }
  const lines = (rows: readonly string[]) => rows.map((one) => `${one}\n`).join('')

  it('is the same for the same rows in any order, however they arrive', () => {
    fc.assert(fc.property(fc.array(row), fc.array(fc.nat()), (rows, cuts) => {
      expect(sumOf(lines(rows.toReversed()), cuts)).toEqual(sumOf(lines(rows)))
      expect(sumOf(lines(rows)).rows).toBe(rows.length)
    }))
  })
  it('is another when one row changes, is missing or comes twice', () => {
    fc.assert(fc.property(fc.array(row, { minLength: 1 }), row, (rows, other) => {
      fc.pre(other !== rows[0])
      const whole = sumOf(lines(rows)).sum
      expect(sumOf(lines([other, ...rows.slice(1)])).sum).not.toBe(whole)
      expect(sumOf(lines(rows.slice(1))).sum).not.toBe(whole)
      expect(sumOf(lines([...rows, rows[0] ?? ''])).sum).not.toBe(whole)
    }))
  })
  it('refuses a row that is cut off', () => {
    expect(() => sumOf('whole\nhal')).toThrow('cut off')
  })
})

describe('the archive format', () => {
  const entries = [0, 1, 511, 512, 513, 70_000].map((size) => ({ name: `tables/0001/${size}.copy`, bytes: randomBytes(size) }))
  const whole = Buffer.concat([...entries.map((entry) => tarEntry(entry, at)), tarEnd])
  const piecewise = async function* (bytes: Buffer, step: number) { for (let from = 0; from < bytes.length; from += step) yield bytes.subarray(from, from + step) }
  const read = async (bytes: Buffer, step: number) => {
    const all = []
    for await (const entry of readTar(piecewise(bytes, step))) all.push(entry)
    return all
  }

  it.each([100, 512, 4096, 1_000_000])('comes back as it was, read in pieces of %i bytes', async (step) => {
    expect(await read(whole, step)).toEqual(entries)
  })
  it('is read by any tar', () => {
    const listed = spawnSync('tar', ['tvf', '-'], { input: whole, encoding: 'utf8', env: { TZ: 'UTC', PATH: process.env['PATH'] ?? '' } })
    expect(listed.stderr).toBe('')
    expect(listed.stdout.trim().split('\n')).toHaveLength(entries.length)
    expect(listed.stdout).toMatch(/-rw------- .* 70000 2026-03-12 03:00 tables\/0001\/70000\.copy/)
  })
  it('cut off anywhere is refused', async () => {
    for (const end of [1, 511, 600, 5000, whole.length - 1024]) await expect(read(whole.subarray(0, end), 512)).rejects.toThrow('too early')
  })
  it('with a header that was altered is refused', async () => {
    const altered = Buffer.from(whole)
    altered.writeUInt8(altered.readUInt8(3) ^ 1, 3)
    await expect(read(altered, 512)).rejects.toThrow('does not hold')
  })
})
