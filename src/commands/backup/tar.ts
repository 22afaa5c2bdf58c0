/** Entries of a plain ustar archive, which any tar reads. Each is small enough to stand in memory whole. */
export type Entry = { readonly name: string; readonly bytes: Buffer }

const block = 512
const octal = (value: number, width: number) => `${value.toString(8).padStart(width - 1, '0')}\0`

/** POSIX.1-1988 ustar: name up to 100 bytes, size in octal, checksum over the header with its own field as spaces. */
export function tarEntry({ name, bytes }: Entry, at: Date): Buffer {
  if (Buffer.byteLength(name) > 100) throw new Error(`a name in a backup is too long: ${name}`)
  const header = Buffer.alloc(block)
  const fields: [number, string][] = [
    [0, name], [100, octal(0o600, 8)], [108, octal(0, 8)], [116, octal(0, 8)], [124, octal(bytes.length, 12)],
    [136, octal(Math.floor(at.getTime() / 1000), 12)], [148, ' '.repeat(8)], [156, '0'], [257, 'ustar\0'], [263, '00'],
  ]
  for (const [place, text] of fields) header.write(text, place, 'latin1')
  header.write(`${octal(header.reduce((sum, byte) => sum + byte, 0), 7)} `, 148, 'latin1')
  return Buffer.concat([header, bytes, Buffer.alloc(paddingOf(bytes.length))])
}

export const tarEnd = Buffer.alloc(2 * block)

const paddingOf = (size: number) => (block - (size % block)) % block

/** Throws when the stream ends before the archive does, or a header does not hold. Reads to the stream's own end, so that its last check is made too. */
export async function* readTar(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Entry> {
  const source = stream[Symbol.asyncIterator]()
  const take = taker(source)
  for (;;) {
    const header = await take(block)
    if (header.every((byte) => byte === 0)) {
      while (!(await source.next()).done) continue
      return
    }
    const sum = Number.parseInt(header.toString('latin1', 148, 156), 8)
    const spaces = Buffer.from(header).fill(' ', 148, 156)
    if (sum !== spaces.reduce((total, byte) => total + byte, 0)) throw new Error('a header does not hold')
    const size = Number.parseInt(header.toString('latin1', 124, 136), 8)
    const bytes = await take(size)
    await take(paddingOf(size))
    yield { name: header.toString('utf8', 0, header.indexOf(0)), bytes }
  }
}

/** Exactly so many bytes of a stream at a time. */
function taker(source: AsyncIterator<Uint8Array>): (size: number) => Promise<Buffer> {
  let held: Buffer = Buffer.alloc(0)
  return async (size) => {
    const parts = [held]
    for (let have = held.length; have < size; ) {
      const { done, value } = await source.next()
      if (done) throw new Error('it ends too early')
      parts.push(Buffer.from(value.buffer, value.byteOffset, value.byteLength))
      have += value.byteLength
    }
    const all = parts.length === 1 ? held : Buffer.concat(parts)
    held = all.subarray(size)
    return all.subarray(0, size)
  }
}
