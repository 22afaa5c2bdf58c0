import { mostRows, openZip, SheetRefusal } from './zip.ts'

/** Text of each cell by row; days as YYYY-MM-DD. `merged`: cells whose text stands in the cell above, as `row,column` from 0. */
export type Sheet = { readonly rows: readonly (readonly string[])[]; readonly merged: ReadonlySet<string>; readonly sheet: string; readonly others: readonly string[] }

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
const plain = (xml: string): string => xml.replace(/&(#x?[0-9a-f]+|\w+);/gi, (whole, name: string) => {
  if (!name.startsWith('#')) return entities[name] ?? whole
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
  return code > 0 && code < 0x11_0000 ? String.fromCodePoint(code) : ''
})
const known = new Map<string, RegExp>()
function attribute(attributes: string, name: string): string | undefined {
  const pattern = known.get(name) ?? new RegExp(`(?:^|\\s)(?:\\w+:)?${name}="([^"]*)"`)
  known.set(name, pattern)
  return pattern.exec(attributes)?.[1]
}
/** All text inside, without what tells how it is pronounced. */
const textIn = (xml: string): string => [...xml.replace(/<(?:\w+:)?rPh\b[\s\S]*?<\/(?:\w+:)?rPh>/g, '').matchAll(/<(?:\w+:)?t\b[^>]*>([\s\S]*?)<\/(?:\w+:)?t>/g)].map(([, text]) => plain(text ?? '')).join('')

/** Of which cell styles the numbers are days: the built-in formats, and those of the file's own that speak of days or years. */
function dayStyles(styles: string | undefined): ReadonlySet<number> {
  if (!styles) return new Set()
  const own = new Set([...styles.matchAll(/<(?:\w+:)?numFmt\b([^>]*)\/?>/g)].flatMap(([, attributes = '']) => {
    const code = plain(attribute(attributes, 'formatCode') ?? '').replace(/"[^"]*"|\[[^\]]*\]|\\./g, '')
    return /[dy]/i.test(code) ? [Number(attribute(attributes, 'numFmtId'))] : []
  }))
  const isDay = (id: number) => (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 31) || id === 36 || (id >= 50 && id <= 58) || own.has(id)
  const formats = /<(?:\w+:)?cellXfs\b[^>]*>([\s\S]*?)<\/(?:\w+:)?cellXfs>/.exec(styles)?.[1] ?? ''
  return new Set([...formats.matchAll(/<(?:\w+:)?xf\b([^>]*?)\/?>/g)].flatMap(([, attributes = ''], place) => (isDay(Number(attribute(attributes, 'numFmtId'))) ? [place] : [])))
}

/** The serial number after 31 December 9999: what is larger is a number that only looks like a day. */
const afterTheLastDay = 2_958_466

/** Days are counted from the end of 1899, in old files of one maker from 1904. */
function dayOfSerial(serial: number, from1904: boolean): string {
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(serial + (from1904 ? 1462 : 0)) * 86_400_000).toISOString().slice(0, 10)
}

function placeOf(reference: string): { row: number; column: number } {
  const [, letters = 'A', digits = '1'] = /^([A-Z]+)(\d+)$/.exec(reference) ?? []
  return { row: Number(digits) - 1, column: [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1 }
}

const mostColumns = 100

/** The first sheet of a workbook. Read as text: nothing in it is a formula, a link or a picture here. */
export async function readXlsx(bytes: Uint8Array): Promise<Sheet> {
  const zip = openZip(bytes)
  const workbook = await zip.text('xl/workbook.xml')
  if (!workbook) throw new SheetRefusal('not-a-spreadsheet')
  const sheets = [...workbook.matchAll(/<(?:\w+:)?sheet\b([^>]*?)\/?>/g)].map(([, attributes = '']) => ({ name: plain(attribute(attributes, 'name') ?? ''), id: /r:id="([^"]*)"/.exec(attributes)?.[1] ?? attribute(attributes, 'id') }))
  const links = (await zip.text('xl/_rels/workbook.xml.rels')) ?? ''
  const target = [...links.matchAll(/<Relationship\b([^>]*?)\/?>/g)].map(([, attributes = '']) => attributes).find((one) => attribute(one, 'Id') === sheets[0]?.id)
  const file = `xl/${(attribute(target ?? '', 'Target') ?? 'worksheets/sheet1.xml').replace(/^\/?xl\//, '').replace(/^\.\//, '')}`
  const shared = [...((await zip.text('xl/sharedStrings.xml')) ?? '').matchAll(/<(?:\w+:)?si\b[^>]*?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?si>)/g)].map(([, inner = '']) => textIn(inner))
  const days = dayStyles(await zip.text('xl/styles.xml'))
  const xml = await zip.text(file)
  if (xml === undefined) throw new SheetRefusal('not-a-spreadsheet')
  const rows: string[][] = []
  const from1904 = /date1904="(?:1|true)"/.test(workbook)
  let next = { row: 0, column: 0 }
  for (const [, opened, attributes = '', inner = ''] of xml.matchAll(/<(?:\w+:)?row\b([^>]*)>|<(?:\w+:)?c\b([^>]*?)(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c>)/g)) {
    if (opened !== undefined) {
      const said = Number(attribute(opened, 'r'))
      next = { row: said > 0 ? said - 1 : rows.length, column: 0 }
      continue
    }
    const reference = attribute(attributes, 'r')
    const at = reference ? placeOf(reference) : next
    next = { row: at.row, column: at.column + 1 }
    if (at.row >= mostRows) throw new SheetRefusal('too-large')
    if (at.column >= mostColumns) continue
    const value = cell(inner, attribute(attributes, 't') ?? 'n', Number(attribute(attributes, 's') ?? -1))
    while (rows.length <= at.row) rows.push([])
    const row = rows[at.row] as string[]
    while (row.length < at.column) row.push('')
    row[at.column] = value
  }
  return { rows, merged: fillMerged(rows, xml), sheet: sheets[0]?.name ?? '', others: sheets.slice(1).map((one) => one.name) }

  function cell(inner: string, type: string, style: number): string {
    if (type === 'inlineStr') return textIn(inner).trim()
    const value = plain(/<(?:\w+:)?v\b[^>]*>([\s\S]*?)<\/(?:\w+:)?v>/.exec(inner)?.[1] ?? '')
    if (type === 's') return (shared[Number(value)] ?? '').trim()
    if (type === 'd') return value.slice(0, 10)
    if (type === 'n' && value !== '' && days.has(style) && Number(value) > 0 && Number(value) < afterTheLastDay) return dayOfSerial(Number(value), from1904)
    return value.trim()
  }
}

/** A cell that was drawn over several rows says its text in each of them. What was drawn over columns, a heading, stays where it is. */
function fillMerged(rows: string[][], xml: string): ReadonlySet<string> {
  const merged = new Set<string>()
  for (const [, attributes = ''] of xml.matchAll(/<(?:\w+:)?mergeCell\b([^>]*?)\/?>/g)) {
    const [first, last] = (attribute(attributes, 'ref') ?? '').split(':').map(placeOf)
    if (!first || !last || last.row - first.row > 100_000) continue
    const text = rows[first.row]?.[first.column] ?? ''
    for (let row = first.row + 1; row <= Math.min(last.row, rows.length - 1); row++) {
      const there = rows[row] as string[]
      while (there.length < first.column) there.push('')
      there[first.column] = text
      merged.add(`${row},${first.column}`)
    }
  }
  return merged
}
