import type { Locale } from '../../../shared/words.ts'
import { definitionOf } from '../definitions.ts'
import type { FigureValue } from '../present.ts'
import type { Period } from '../shape.ts'
import { partName } from '../words.ts'

type Line = readonly [figure: string, part: string, value: number | null, definition: string]
type Take = (figures: readonly FigureValue[], period: Period, name: (id: string) => string, locale: Locale) => Promise<void>

function linesOf(figures: readonly FigureValue[], name: (id: string) => string, locale: Locale): Line[] {
  return figures.flatMap((figure) => {
    const definition = definitionOf(figure.id)
    const parts = Object.entries(figure.by ?? {}).map(([part, value]): Line => [name(figure.id), definition ? partName(definition, part, locale) : part, value, ''])
    const share = figure.denominator === undefined ? '' : `${figure.numerator} / ${figure.denominator}`
    return [[name(figure.id), share, figure.value, figure.definition] as const, ...parts]
  })
}

/** A text that begins with a sign a spreadsheet would calculate with is kept as text. */
const plain = (value: string | number | null) => {
  const text = value === null ? '' : String(value)
  const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const asCsv: Take = async (figures, period, name, locale) => {
  const rows = linesOf(figures, name, locale).map((line) => line.map(plain).join(','))
  save(new Blob(['\uFEFF', rows.join('\r\n')], { type: 'text/csv;charset=utf-8' }), `${period.from}_${period.to}.csv`)
}

export const asXlsx: Take = async (figures, period, name, locale) => {
  const { default: writeExcelFile } = await import('write-excel-file/browser')
  const data = linesOf(figures, name, locale).map((line) => line.map((value) => ({ value: value ?? '', type: typeof value === 'number' ? Number : String })))
  save(await writeExcelFile(data as never).toBlob(), `${period.from}_${period.to}.xlsx`)
}

function save(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob)
  const link = Object.assign(document.createElement('a'), { href: address, download: fileName })
  link.click()
  URL.revokeObjectURL(address)
}
