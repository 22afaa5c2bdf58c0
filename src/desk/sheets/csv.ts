import type { Sheet } from './xlsx.ts'
import { mostRows, SheetRefusal } from './zip.ts'

/**
 * UTF-8 with or without a mark, UTF-16 with one; else the code page of old spreadsheets here: in Cyrillic nearly every letter
 * lies above 127, in Latin one of twelve.
 */
export function decodeText(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    const letters = bytes.subarray(0, 100_000).filter((byte) => byte > 64)
    const high = letters.filter((byte) => byte > 127).length
    return new TextDecoder(high * 3 > letters.length ? 'windows-1251' : 'windows-1250').decode(bytes)
  }
}

/** Quoted as RFC 4180 says; the separator is the one of `;`, `,` and tab that the first lines hold most of. */
export function readCsv(bytes: Uint8Array): Sheet {
  const text = decodeText(bytes).replace(/^\uFEFF/, '')
  if (text.includes('\0')) throw new SheetRefusal('not-a-spreadsheet')
  const separator = separatorOf(text)
  const rows: string[][] = []
  let [row, cell, quoted]: [string[], string, boolean] = [[], '', false]
  const endCell = () => { row.push(cell.trim()); cell = '' }
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string
    if (quoted) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') { cell += '"'; at += 1 }
      else quoted = false
    }
    else if (letter === '"' && cell.trim() === '') { quoted = true; cell = '' }
    else if (letter === separator) endCell()
    else if (letter === '\n') {
      endCell()
      rows.push(row)
      row = []
      if (rows.length > mostRows) throw new SheetRefusal('too-large')
    }
    else if (letter !== '\r') cell += letter
  }
  endCell()
  if (row.length > 1 || row[0]) rows.push(row)
  return { rows, merged: new Set(), sheet: '', others: [] }
}

function separatorOf(text: string): string {
  const lines = text.split('\n', 5).join('\n').replace(/"[^"]*"/g, '')
  const count = (separator: string) => lines.split(separator).length
  return [';', '\t', ','].reduce((best, one) => (count(one) > count(best) ? one : best))
}
