import * as Plot from '@observablehq/plot'
import type { Shown } from '../laid-out.ts'
import { evenly, timesInLines } from '../on-paper.ts'

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

/** `highest` and `labels`, of its rows, are those of the whole, so that parts can be compared. */
type Whole = Picture & { readonly highest: number; readonly labels: readonly string[] }
/** A picture or a part of one; `places`: how many times a line has room for. */
type Drawing = Whole & { readonly places: number; readonly tall: number }
type Datum = { readonly row: string; readonly column: string; readonly value: number; readonly said: string }
const teal = 'var(--teal-fill)'
const ink = 'var(--ink)'
const size = 13

const measuring = document.createElement('canvas').getContext('2d')
/** Px that a text takes in the picture, in the letters the page is written in: Cyrillic is wider than Latin, and every computer has its own. */
function widthOf(text: string, weight = 600): number {
  if (!measuring) return text.length * size * 0.65
  measuring.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`
  return measuring.measureText(text).width
}

/** Draws a table: bars with their words and numbers, side by side for a second dimension, shades where there are too many of those. `width` in px. */
export function draw(picture: Picture, width: number): SVGSVGElement {
  return wayOf(picture, width)({ ...picture, ...ofWhole(picture), places: picture.rows.length, tall: 240 }, width)
}

const ofWhole = (picture: Picture) => ({ highest: Math.max(1, ...dataOf(picture).map((one) => one.value)), labels: picture.rows.map((row) => row.label) })

/** Px within the margins of an A4 sheet, and what of a picture it holds beside and under each other. */
const sheet = { wide: 656, months: 12, monthsByParts: 24, parts: 9, rows: 24 }

/** The same for a sheet of paper: what is small or cut off there stands under the rest, in letters of one size and on one scale. */
export function drawOnPaper(picture: Picture): SVGSVGElement[] {
  const [way, whole] = [wayOf(picture, sheet.wide), ofWhole(picture)]
  return partsOnPaper(picture, way).map((part) => way({ ...part, ...whole }, sheet.wide))
}

function partsOnPaper(picture: Picture, way: Way): Omit<Drawing, keyof ReturnType<typeof ofWhole>>[] {
  const { rows, columns = [] } = picture
  if (way === upright || way === timeByParts) {
    const lines = timesInLines(rows, way === upright ? sheet.months : sheet.monthsByParts)
    const under = columns.length ? evenly(columns, sheet.parts) : [undefined]
    return lines.flatMap((line) => under.map((some) => ({ ...picture, rows: line, columns: some, places: lines[0]?.length ?? 0, tall: lines.length > 1 ? 150 : 240 })))
  }
  const beside = way === shades ? evenly(columns, columnsBeside(picture, sheet.wide)) : [picture.columns]
  return beside.flatMap((some) => evenly(rows, sheet.rows).map((line) => ({ ...picture, rows: line, columns: some, places: line.length, tall: 0 })))
}

type Way = (drawing: Drawing, width: number) => SVGSVGElement

function wayOf(picture: Picture, width: number): Way {
  const { columns, time } = picture
  if (!columns) return time ? upright : lying
  if (time && columns.length <= 12) return timeByParts
  return columns.length <= 6 && beside({ ...picture, ...ofWhole(picture) }, width).bar >= 24 ? sideBySide : shades
}

/** Room at the right of columns that stand side by side, and between them. */
const [atTheRight, between] = [40, 0.06]
/** Px of each column that stands beside others, and of the longest bar in it: a number that reached into the next column would be read together with its number. */
function beside(picture: Whole, width: number): { readonly column: number; readonly bar: number } {
  const column = ((width - roomFor(picture.labels, width) - atTheRight) / (picture.columns?.length ?? 1)) * (1 - between)
  return { column, bar: column - roomAfter(picture) }
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
const roomAfter = ({ highest, written }: Whole) => Math.max(24, widthOf(written(highest))) + 12

/** Every how manieth time has its word, and the words, each within its room; a line that is not full leaves its room free. */
function timeAxis({ rows, places }: Drawing, width: number) {
  const every = Math.ceil((places * 44) / width)
  const free = Array.from({ length: places - rows.length }, (_, place) => `free ${place}`)
  const short = namesOf(rows.map((row) => ({ id: row.id, label: cut(row.short, ((width - 16) / places) * every) })))
  const x: Plot.ScaleOptions = {
    domain: [...rows.map((row) => row.id), ...free], label: null, padding: 0.15, tickSize: 0, ticks: rows.filter((_, place) => place % every === 0).map((row) => row.id), tickFormat: short,
  }
  return { every, x }
}

function upright(picture: Drawing, width: number): SVGSVGElement {
  const data = dataOf(picture)
  const { x, every } = timeAxis(picture, width)
  return plot({
    width, height: picture.tall, marginTop: 24, marginLeft: 8, marginRight: 8, marginBottom: 28,
    x,
    y: { axis: null, domain: [0, picture.highest] },
    marks: [
      Plot.barY(data, { x: 'row', y: 'value', fill: teal }), Plot.ruleY([0], { stroke: ink }),
      ...(every === 1 ? [Plot.text(data, { x: 'row', y: 'value', text: 'said', dy: -8, fill: ink, fontWeight: 600 })] : []),
    ],
  })
}

function lying(picture: Drawing, width: number): SVGSVGElement {
  const data = dataOf(picture)
  const marginLeft = roomFor(picture.labels, width)
  return plot({
    width, height: picture.rows.length * 30 + 16, marginTop: 8, marginBottom: 8, marginLeft, marginRight: roomAfter(picture),
    x: { axis: null, domain: [0, picture.highest] },
    y: rowAxis(picture),
    marks: [
      Plot.barX(data, { y: 'row', x: 'value', fill: teal }), Plot.ruleX([0], { stroke: ink }),
      Plot.text(data, { y: 'row', x: 'value', text: 'said', dx: 6, textAnchor: 'start', fill: ink, fontWeight: 600 }), rowWords(picture, marginLeft),
    ],
  })
}

/** One small picture under the other, all on one scale, each with its name. */
function timeByParts(picture: Drawing, width: number): SVGSVGElement {
  const data = dataOf(picture)
  const columns = picture.columns ?? []
  const { x, every } = timeAxis(picture, width)
  const name = namesOf(columns)
  const first = picture.rows[0]?.id
  return plot({
    width, height: columns.length * 92 + 36, marginTop: 8, marginLeft: 8, marginRight: 8, marginBottom: 28,
    x,
    y: { axis: null, domain: [0, picture.highest * 1.7] }, fy: { axis: null, domain: columns.map((column) => column.id), padding: 0.1 },
    marks: [
      Plot.barY(data, { x: 'row', y: 'value', fy: 'column', fill: teal }), Plot.ruleY([0], { stroke: ink }),
      ...(every === 1 ? [Plot.text(data, { x: 'row', y: 'value', fy: 'column', text: 'said', dy: -7, fill: ink })] : []),
      Plot.text(columns, { fy: 'id', text: (column: { id: string }) => name(column.id), frameAnchor: 'top-left', ...(first && { dx: 2 }), fill: ink, fontWeight: 600 }),
    ],
  })
}

function sideBySide(picture: Drawing, width: number): SVGSVGElement {
  const data = dataOf(picture)
  const columns = picture.columns ?? []
  const name = namesOf(columns)
  const marginLeft = roomFor(picture.labels, width)
  const { column, bar } = beside(picture, width)
  return plot({
    width, height: picture.rows.length * 30 + 48, marginTop: 36, marginBottom: 8, marginLeft, marginRight: atTheRight,
    x: { axis: null, domain: [0, picture.highest * (column / bar)] },
    fx: { axis: 'top', label: null, domain: columns.map((column) => column.id), padding: between, tickSize: 0, tickFormat: (id: string) => cut(name(id), column - 4) },
    y: rowAxis(picture),
    marks: [
      Plot.barX(data, { y: 'row', x: 'value', fx: 'column', fill: teal }), Plot.ruleX([0], { stroke: ink }),
      Plot.text(data, { y: 'row', x: 'value', fx: 'column', text: 'said', dx: 4, textAnchor: 'start', fill: ink }), rowWords(picture, marginLeft),
    ],
  })
}

/** Px of a word that leans over its column. */
const mostTurned = 140

/** Px of a column that holds a number. */
const cell = 46

/** Room around shades. Leaning at 45 degrees a word takes as much above as to the right. */
function around({ labels, columns = [] }: Pick<Drawing, 'labels' | 'columns'>, width: number) {
  const marginLeft = roomFor(labels, width)
  const longest = Math.max(...columns.map((column) => Math.min(widthOf(column.label), mostTurned)))
  const turned = longest > Math.max(cell, (width - marginLeft) / columns.length)
  return { marginLeft, turned, ...(turned ? { above: Math.ceil(longest * 0.75) + 16, after: Math.ceil(longest * 0.75) } : { above: 28, after: 8 }) }
}

function columnsBeside({ columns, rows }: Picture, width: number): number {
  const { marginLeft, after } = around({ columns, labels: rows.map((row) => row.label) }, width)
  return Math.max(1, Math.floor((width - marginLeft - after) / cell))
}

/** The darker the more; each place has its number too. */
function shades(picture: Drawing, width: number): SVGSVGElement {
  const data = dataOf(picture)
  const columns = picture.columns ?? []
  const name = namesOf(columns)
  const { marginLeft, turned, above, after } = around(picture, width)
  const wide = Math.max(width, marginLeft + columns.length * cell + after)
  return plot({
    width: wide, height: picture.rows.length * 30 + above + 8, marginTop: above, marginBottom: 8, marginLeft, marginRight: after,
    x: { label: null, axis: 'top', domain: columns.map((column) => column.id), padding: 0.05, tickSize: 0, tickFormat: (id: string) => cut(name(id), mostTurned), ...(turned && { tickRotate: -45 }) },
    y: rowAxis(picture),
    marks: [
      Plot.cell(data, { x: 'column', y: 'row', fill: teal, fillOpacity: (one: Datum) => (one.value ? 0.12 + (0.48 * one.value) / picture.highest : 0), stroke: 'var(--edge)', strokeOpacity: 0.4 }),
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
/** As much of a text as these px hold; what is cut stands on an axis, in plain letters. */
function cut(text: string, room: number): string {
  if (widthOf(text, 400) <= room) return text
  let letters = text.length - 1
  while (letters > 1 && widthOf(`${text.slice(0, letters)}…`, 400) > room) letters--
  return `${text.slice(0, letters).trimEnd()}…`
}

/** The library writes its rules into a style element, which the content security policy forbids; ours are in the page's style sheet. */
function plot(options: Plot.PlotOptions): SVGSVGElement {
  const drawn = Plot.plot({ ...options, className: 'plot', style: { fontSize: `${size}px` } }) as SVGSVGElement
  for (const rules of drawn.querySelectorAll('style')) rules.remove()
  return drawn
}
