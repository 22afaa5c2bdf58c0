import * as Plot from '@observablehq/plot'
import type { Shown } from '../laid-out.ts'

/** What a picture needs of a table: words for its parts, a number for each place. */
export type Picture = {
  readonly rows: readonly { readonly id: string; readonly label: string; readonly short: string }[]
  readonly columns: readonly { readonly id: string; readonly label: string }[] | undefined
  readonly at: (row: string, column?: string) => Shown
  /** The rows run in time. */
  readonly time: boolean
  /** "1.234", in her way of writing. */
  readonly written: (value: number) => string
}

type Datum = { readonly row: string; readonly column: string; readonly value: number; readonly said: string }
const teal = 'var(--teal-fill)'
const ink = 'var(--ink)'
const size = 13

const measuring = document.createElement('canvas').getContext('2d')
/** Px that a text takes in the picture, in the letters the page is written in: Cyrillic is wider than Latin, and every computer has its own. */
function widthOf(text: string): number {
  if (!measuring) return text.length * size * 0.65
  measuring.font = `600 ${size}px ${getComputedStyle(document.body).fontFamily}`
  return measuring.measureText(text).width
}

/** Draws a table: bars with their words and numbers, side by side for a second dimension, shades where there are too many of those. `width` in px. */
export function draw(picture: Picture, width: number): SVGSVGElement {
  const { columns } = picture
  if (!columns) return picture.time ? upright(picture, width) : lying(picture, width)
  if (picture.time && columns.length <= 12) return timeByParts(picture, width)
  if (columns.length <= 6 && width / columns.length >= 150) return sideBySide(picture, width)
  return shades(picture, width)
}

function dataOf({ rows, columns, at, written }: Picture): Datum[] {
  return rows.flatMap((row) => (columns ?? [undefined]).map((column) => {
    const shown = at(row.id, column?.id)
    return { row: row.id, column: column?.id ?? '', value: shown === 'few' ? 0 : shown, said: shown === 'few' ? '<5' : written(shown) }
  }))
}

const namesOf = (parts: readonly { readonly id: string; readonly label: string }[]) => {
  const names = new Map(parts.map((part) => [part.id, part.label]))
  return (id: string) => names.get(id) ?? id
}
/** Room for the words at the side: as much as they need, and less than half of the picture. */
const roomFor = (labels: readonly string[], width: number) => Math.min(Math.max(60, ...labels.map((label) => widthOf(label) + 16)), Math.round(width * 0.42))
/** Room for a number after the longest bar. */
const roomAfter = (data: readonly Datum[]) => Math.max(24, ...data.map((one) => widthOf(one.said))) + 12
const most = (data: readonly Datum[]) => Math.max(1, ...data.map((one) => one.value))

/** Every how manieth time has its word, and the words, each within its room. */
function timeWords({ rows }: Picture, width: number) {
  const every = Math.ceil((rows.length * 44) / width)
  return { every, short: namesOf(rows.map((row) => ({ id: row.id, label: cut(row.short, ((width - 16) / rows.length) * every) }))) }
}

function upright(picture: Picture, width: number): SVGSVGElement {
  const data = dataOf(picture)
  const { short, every } = timeWords(picture, width)
  return plot({
    width, height: 240, marginTop: 24, marginLeft: 8, marginRight: 8, marginBottom: 28,
    x: { domain: picture.rows.map((row) => row.id), label: null, padding: 0.15, tickSize: 0, ticks: picture.rows.filter((_, place) => place % every === 0).map((row) => row.id), tickFormat: short },
    y: { axis: null, domain: [0, most(data)] },
    marks: [
      Plot.barY(data, { x: 'row', y: 'value', fill: teal }), Plot.ruleY([0], { stroke: ink }),
      ...(every === 1 ? [Plot.text(data, { x: 'row', y: 'value', text: 'said', dy: -8, fill: ink, fontWeight: 600 })] : []),
    ],
  })
}

function lying(picture: Picture, width: number): SVGSVGElement {
  const data = dataOf(picture)
  const marginLeft = roomFor(picture.rows.map((row) => row.label), width)
  return plot({
    width, height: picture.rows.length * 30 + 16, marginTop: 8, marginBottom: 8, marginLeft, marginRight: roomAfter(data),
    x: { axis: null, domain: [0, most(data)] },
    y: rowAxis(picture),
    marks: [
      Plot.barX(data, { y: 'row', x: 'value', fill: teal }), Plot.ruleX([0], { stroke: ink }),
      Plot.text(data, { y: 'row', x: 'value', text: 'said', dx: 6, textAnchor: 'start', fill: ink, fontWeight: 600 }), rowWords(picture, marginLeft),
    ],
  })
}

/** One small picture under the other, all on one scale, each with its name. */
function timeByParts(picture: Picture, width: number): SVGSVGElement {
  const data = dataOf(picture)
  const columns = picture.columns ?? []
  const { short, every } = timeWords(picture, width)
  const name = namesOf(columns)
  const first = picture.rows[0]?.id
  return plot({
    width, height: columns.length * 92 + 36, marginTop: 8, marginLeft: 8, marginRight: 8, marginBottom: 28,
    x: { domain: picture.rows.map((row) => row.id), label: null, padding: 0.15, tickSize: 0, ticks: picture.rows.filter((_, place) => place % every === 0).map((row) => row.id), tickFormat: short },
    y: { axis: null, domain: [0, most(data) * 1.7] }, fy: { axis: null, domain: columns.map((column) => column.id), padding: 0.1 },
    marks: [
      Plot.barY(data, { x: 'row', y: 'value', fy: 'column', fill: teal }), Plot.ruleY([0], { stroke: ink }),
      ...(every === 1 ? [Plot.text(data, { x: 'row', y: 'value', fy: 'column', text: 'said', dy: -7, fill: ink })] : []),
      Plot.text(columns, { fy: 'id', text: (column: { id: string }) => name(column.id), frameAnchor: 'top-left', ...(first && { dx: 2 }), fill: ink, fontWeight: 600 }),
    ],
  })
}

function sideBySide(picture: Picture, width: number): SVGSVGElement {
  const data = dataOf(picture)
  const columns = picture.columns ?? []
  const name = namesOf(columns)
  const marginLeft = roomFor(picture.rows.map((row) => row.label), width)
  return plot({
    width, height: picture.rows.length * 30 + 48, marginTop: 36, marginBottom: 8, marginLeft, marginRight: 40,
    x: { axis: null, domain: [0, most(data) * 1.25] },
    fx: { axis: 'top', label: null, domain: columns.map((column) => column.id), padding: 0.06, tickSize: 0, tickFormat: (id: string) => cut(name(id), (width - marginLeft - 40) / columns.length - 8) },
    y: rowAxis(picture),
    marks: [
      Plot.barX(data, { y: 'row', x: 'value', fx: 'column', fill: teal }), Plot.ruleX([0], { stroke: ink }),
      Plot.text(data, { y: 'row', x: 'value', fx: 'column', text: 'said', dx: 4, textAnchor: 'start', fill: ink }), rowWords(picture, marginLeft),
    ],
  })
}

/** Px of a word that leans over its column. */
const mostTurned = 120

/** The darker the more; each place has its number too. */
function shades(picture: Picture, width: number): SVGSVGElement {
  const data = dataOf(picture)
  const columns = picture.columns ?? []
  const name = namesOf(columns)
  const marginLeft = roomFor(picture.rows.map((row) => row.label), width)
  const longest = Math.max(...columns.map((column) => Math.min(widthOf(column.label), mostTurned)))
  const turned = longest > Math.max(46, (width - marginLeft) / columns.length)
  // Leaning at 45 degrees a word takes as much above as to the right.
  const [above, after] = turned ? [Math.ceil(longest * 0.75) + 16, Math.ceil(longest * 0.75)] : [28, 8]
  const wide = Math.max(width, marginLeft + columns.length * 46 + after)
  return plot({
    width: wide, height: picture.rows.length * 30 + above + 8, marginTop: above, marginBottom: 8, marginLeft, marginRight: after,
    x: { label: null, axis: 'top', domain: columns.map((column) => column.id), padding: 0.05, tickSize: 0, tickFormat: (id: string) => cut(name(id), mostTurned), ...(turned && { tickRotate: -45 }) },
    y: rowAxis(picture),
    marks: [
      Plot.cell(data, { x: 'column', y: 'row', fill: teal, fillOpacity: (one: Datum) => (one.value ? 0.12 + (0.48 * one.value) / most(data) : 0), stroke: 'var(--edge)', strokeOpacity: 0.4 }),
      Plot.text(data, { x: 'column', y: 'row', text: (one: Datum) => (one.said === '0' ? '' : one.said), fill: ink }), rowWords(picture, marginLeft),
    ],
  })
}

const rowAxis = ({ rows }: Picture): Plot.ScaleOptions => ({ axis: null, domain: rows.map((row) => row.id), padding: 0.2 })
/** The words of the rows, shortened to the room there is; the table below has them whole. */
function rowWords({ rows }: Picture, room: number): Plot.Markish {
  const name = namesOf(rows)
  return Plot.axisY({ anchor: 'left', label: null, tickSize: 0, fill: ink, tickFormat: (id: string) => cut(name(id), room - 12) })
}
/** As much of a text as these px hold. */
function cut(text: string, room: number): string {
  if (widthOf(text) <= room) return text
  let letters = text.length - 1
  while (letters > 1 && widthOf(`${text.slice(0, letters)}…`) > room) letters--
  return `${text.slice(0, letters).trimEnd()}…`
}

/** The library writes its rules into a style element, which the content security policy forbids; ours are in the page's style sheet. */
function plot(options: Plot.PlotOptions): SVGSVGElement {
  const drawn = Plot.plot({ ...options, className: 'plot', style: { fontSize: `${size}px` } }) as SVGSVGElement
  for (const rules of drawn.querySelectorAll('style')) rules.remove()
  return drawn
}
