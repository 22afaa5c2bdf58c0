import { joined } from '../../shared/bytes.ts'

/**
 * A picture without what a camera or a program wrote beside it: where it was taken, when, with what, by whom, and the small picture
 * of before it was cut. The picture itself is not touched. Undefined: it is no whole picture of its kind.
 */
export function barePicture(bytes: Uint8Array, type: string): Uint8Array<ArrayBuffer> | undefined {
  if (type === 'image/jpeg') return bareJpeg(bytes)
  if (type === 'image/png') return barePng(bytes)
  return undefined
}

const says = (bytes: Uint8Array, at: number, text: string) => [...text].every((letter, place) => bytes[at + place] === letter.charCodeAt(0))

/** ITU T.81: markers with a length, and scans that run to the next marker. What stands behind the end is other pictures. */
function bareJpeg(bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return undefined
  const parts: Uint8Array[] = [bytes.subarray(0, 2)]
  let [at, turned] = [2, 1]
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes[at + 1] ?? 0
    if (marker === 0xff) {
      at += 1
      continue
    }
    const end = at + 2 + ((bytes[at + 2] ?? 0) << 8 | (bytes[at + 3] ?? 0))
    if (end > bytes.length || end < at + 4) return undefined
    const isExif = marker === 0xe1 && says(bytes, at + 4, 'Exif\0\0')
    if (isExif) turned = orientationIn(bytes.subarray(at + 10, end))
    if (isOfThePicture(bytes, at, marker)) parts.push(bytes.subarray(at, end))
    at = end
    if (marker !== 0xda) continue
    const next = endOfScan(bytes, at)
    parts.push(bytes.subarray(at, next))
    at = next
    if (bytes[at + 1] === 0xd9) return joined([parts[0]!, ...turnedBy(turned), ...parts.slice(1), Uint8Array.of(0xff, 0xd9)])
  }
  return undefined
}

/** JFIF, the colour profile and Adobe's kind of colours are needed to show it; of the other application segments and remarks nothing is. */
function isOfThePicture(bytes: Uint8Array, at: number, marker: number): boolean {
  if (marker === 0xe0) return says(bytes, at + 4, 'JFIF\0')
  if (marker === 0xe2) return says(bytes, at + 4, 'ICC_PROFILE\0')
  return marker === 0xee || !((marker >= 0xe0 && marker <= 0xef) || marker === 0xfe)
}

function endOfScan(bytes: Uint8Array, from: number): number {
  let at = from
  // A byte of 255 is followed by 0 within a scan, and restarts belong to it.
  while (at + 1 < bytes.length && !(bytes[at] === 0xff && bytes[at + 1] !== 0 && bytes[at + 1] !== 0xff && !((bytes[at + 1] ?? 0) >= 0xd0 && (bytes[at + 1] ?? 0) <= 0xd7))) at++
  return at
}

/** How the camera was held, 1 to 8; 1 where it is not said. */
function orientationIn(tiff: Uint8Array): number {
  if (tiff.length < 14) return 1
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.length)
  const little = tiff[0] === 0x49
  const first = view.getUint32(4, little)
  if (first + 2 > tiff.length) return 1
  for (let n = 0, at = first + 2; n < view.getUint16(first, little) && at + 12 <= tiff.length; n++, at += 12) {
    if (view.getUint16(at, little) !== 0x0112) continue
    const turned = view.getUint16(at + 8, little)
    return turned >= 1 && turned <= 8 ? turned : 1
  }
  return 1
}

/** Without this one word of it a picture taken upright would lie on its side. */
function turnedBy(turned: number): readonly Uint8Array[] {
  if (turned === 1) return []
  return [Uint8Array.of(0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0)]
}

/** What a PNG needs to be shown as it was meant; text, times and EXIF are not in it. */
const ofThePicture = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP', 'sBIT', 'bKGD', 'hIST', 'pHYs', 'acTL', 'fcTL', 'fdAT']

function barePng(bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  if (!says(bytes, 0, '\x89PNG\r\n\x1a\n')) return undefined
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  const parts: Uint8Array[] = [bytes.subarray(0, 8)]
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + view.getUint32(at)
    if (end > bytes.length) return undefined
    const kind = ofThePicture.find((one) => says(bytes, at + 4, one))
    if (kind) parts.push(bytes.subarray(at, end))
    if (kind === 'IEND') return joined(parts)
    at = end
  }
  return undefined
}
