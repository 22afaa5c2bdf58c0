import { describe, expect, it } from 'vitest'
import { barePicture } from './bare-picture.ts'

const ascii = (text: string) => [...text].map((letter) => letter.charCodeAt(0))
const secret = 'Ravno 45.2671N'
const held = (bytes: Uint8Array | undefined, text: string) => Buffer.from(bytes ?? []).includes(text)

const segment = (marker: number, ...body: number[]) => [0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255, ...body]
/** As a telephone writes it: little-endian, how it was held, then where. */
const exif = (turned: number) => segment(0xe1, ...ascii('Exif\0\0'), ...ascii('II'), 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, turned, 0, 0, 0, 0, 0, 0, 0, ...ascii(secret))
const table = segment(0xdb, 0, 1, 2, 3)
const scan = [...segment(0xda, 1, 1, 0, 0, 63, 0), 7, 0xff, 0, 8, 0xff, 0xd0, 9]
const jpeg = (...segments: readonly (readonly number[])[]) => Uint8Array.from([0xff, 0xd8, ...segments.flat(), 0xff, 0xd9])

describe('a photograph', () => {
  it('loses where it was taken, remarks, and the pictures behind its end; the picture stays byte by byte', () => {
    const taken = Uint8Array.from([...jpeg(segment(0xe0, ...ascii('JFIF\0')), exif(1), segment(0xe1, ...ascii(`http://ns.adobe.com/xap/${secret}`)), segment(0xe2, ...ascii(`MPF\0${secret}`)),
      segment(0xed, ...ascii(`Photoshop ${secret}`)), segment(0xfe, ...ascii(secret)), table, scan), ...jpeg(exif(1), scan)])
    const bare = barePicture(taken, 'image/jpeg')
    expect(held(taken, secret) && !held(bare, secret)).toBe(true)
    expect(bare).toEqual(jpeg(segment(0xe0, ...ascii('JFIF\0')), table, scan))
  })
  it('keeps its colours, and how the camera was held', () => {
    const [profile, adobe] = [segment(0xe2, ...ascii('ICC_PROFILE\0'), 1), segment(0xee, ...ascii('Adobe'), 1)]
    const bare = barePicture(jpeg(exif(6), profile, adobe, table, scan), 'image/jpeg')
    expect(held(bare, secret)).toBe(false)
    expect(bare).toEqual(jpeg(segment(0xe1, ...ascii('Exif\0\0MM'), 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0), profile, adobe, table, scan))
    // What came out goes in again as it is.
    expect(barePicture(bare ?? Uint8Array.of(), 'image/jpeg')).toEqual(bare)
  })
  it('of several scans is whole', () => {
    const several = jpeg(table, scan, segment(0xc4, 1, 2), scan)
    expect(barePicture(several, 'image/jpeg')).toEqual(several)
  })
  it('that is cut short, or none at all, is refused', () => {
    const whole = jpeg(exif(1), table, scan)
    for (let length = 0; length < whole.length; length++) expect(barePicture(whole.subarray(0, length), 'image/jpeg')).toBeUndefined()
    expect(barePicture(Uint8Array.from([0xff, 0xd8, ...ascii('<script>')]), 'image/jpeg')).toBeUndefined()
  })
})

const chunk = (kind: string, ...body: number[]) => [0, 0, 0, body.length, ...ascii(kind), ...body, 1, 2, 3, 4]
const png = (...chunks: readonly (readonly number[])[]) => Uint8Array.from([0x89, ...ascii('PNG\r\n\x1a\n'), ...chunks.flat()])

describe('a drawn picture', () => {
  it('loses texts, times and what stands behind its end', () => {
    const drawn = Uint8Array.from([...png(chunk('IHDR', 1), chunk('tEXt', ...ascii(secret)), chunk('eXIf', ...ascii(secret)), chunk('tIME', 1), chunk('iCCP', 2), chunk('IDAT', 3), chunk('IEND')), ...ascii(`<script>${secret}`)])
    expect(barePicture(drawn, 'image/png')).toEqual(png(chunk('IHDR', 1), chunk('iCCP', 2), chunk('IDAT', 3), chunk('IEND')))
  })
  it('without an end is refused', () => {
    expect(barePicture(png(chunk('IHDR', 1), chunk('IDAT', 3)), 'image/png')).toBeUndefined()
    expect(barePicture(png([255, 255, 255, 255, ...ascii('IDAT')]), 'image/png')).toBeUndefined()
  })
})
