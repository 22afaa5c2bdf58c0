/** What a spreadsheet may grow to when it is unpacked: a small file that holds gigabytes is refused, not opened. */
const mostUnpacked = 400 * 1024 * 1024

/** Rows of one sheet or one text. */
export const mostRows = 200_000

export class SheetRefusal extends Error {
  /** `not-loaded`: what reads spreadsheets could not be loaded, and the file was not looked at. */
  readonly reason: 'not-a-spreadsheet' | 'too-large' | 'locked' | 'empty' | 'not-loaded'
  constructor(reason: SheetRefusal['reason']) {
    super(reason)
    this.reason = reason
  }
}

type Packed = { readonly method: number; readonly at: number; readonly size: number }

/** The files of a zip archive, by name, opened only when asked for. Sizes are the directory's word and are checked while unpacking. */
export function openZip(bytes: Uint8Array): { readonly text: (name: string) => Promise<string | undefined> } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOf(view)
  const packed = new Map<string, Packed>()
  let at = view.getUint32(end + 16, true)
  for (let left = view.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x0201_4b50) throw new SheetRefusal('not-a-spreadsheet')
    if (view.getUint16(at + 8, true) & 1) throw new SheetRefusal('locked')
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [number, number, number]
    packed.set(new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + name)), {
      method: view.getUint16(at + 10, true), size: view.getUint32(at + 20, true), at: view.getUint32(at + 42, true),
    })
    at += 46 + name + extra + comment
  }
  let unpacked = 0
  return {
    async text(name) {
      const one = packed.get(name)
      if (!one) return undefined
      if (one.at + 30 > bytes.length || view.getUint32(one.at, true) !== 0x0403_4b50) throw new SheetRefusal('not-a-spreadsheet')
      const begin = one.at + 30 + view.getUint16(one.at + 26, true) + view.getUint16(one.at + 28, true)
      const raw = bytes.subarray(begin, begin + one.size)
      if (one.method === 0) return new TextDecoder().decode(raw)
      if (one.method !== 8) throw new SheetRefusal('not-a-spreadsheet')
      const decoder = new TextDecoder()
      const parts: string[] = []
      const stream = new Blob([raw as BlobPart]).stream().pipeThrough(new DecompressionStream('deflate-raw'))
      for await (const part of stream as unknown as AsyncIterable<Uint8Array>) {
        unpacked += part.length
        if (unpacked > mostUnpacked) throw new SheetRefusal('too-large')
        parts.push(decoder.decode(part, { stream: true }))
      }
      return parts.join('') + decoder.decode()
    },
  }
}

/** The record at the end of the archive; a comment may stand behind it. */
function endOf(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 65_535); at--) if (view.getUint32(at, true) === 0x0605_4b50) return at
  throw new SheetRefusal('not-a-spreadsheet')
}
