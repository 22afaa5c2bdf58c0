import type { Locale } from '../../../shared/words.ts'
import { definitionOf } from '../definitions.ts'
import type { FigureValue } from '../present.ts'
import type { Period } from '../shape.ts'
import { partName } from '../words.ts'

type Line = readonly [id: string, figure: string, part: string, value: number | null, definition: string]
export type Headings = readonly [id: string, figure: string, part: string, value: string, definition: string]
type Take = (figures: readonly FigureValue[], period: Period, name: (id: string) => string, locale: Locale, headings: Headings) => Promise<void>

function linesOf(figures: readonly FigureValue[], name: (id: string) => string, locale: Locale): Line[] {
  return figures.flatMap((figure) => {
    const definition = definitionOf(figure.id)
    const parts = Object.entries(figure.by ?? {}).map(([part, value]): Line => [figure.id, name(figure.id), definition ? partName(definition, part, locale) : part, value, ''])
    const share = figure.denominator === undefined ? '' : `${figure.numerator} / ${figure.denominator}`
    return [[figure.id, name(figure.id), share, figure.value, figure.definition] as const, ...parts]
  })
}

/** With a mark of its encoding, or a spreadsheet reads Cyrillic wrongly; a text that begins like a formula stays a text. */
export const asCsv: Take = async (figures, period, name, locale, headings) => {
  const { stringify } = await import('csv-stringify/browser/esm/sync')
  const text = stringify([[period.from, period.to], headings, ...linesOf(figures, name, locale)] as unknown as Line[], { bom: true, escape_formulas: true, record_delimiter: 'windows' })
  save(new Blob([text], { type: 'text/csv;charset=utf-8' }), `${period.from}_${period.to}.csv`)
}

export const asXlsx: Take = async (figures, period, name, locale, headings) => {
  const { default: writeExcelFile } = await import('write-excel-file/browser')
  const data = [[period.from, period.to], headings, ...linesOf(figures, name, locale)].map((line) => line.map((value) => ({ value: value ?? '', type: typeof value === 'number' ? Number : String })))
  save(await writeExcelFile(data as never).toBlob(), `${period.from}_${period.to}.xlsx`)
}

function save(blob: Blob, fileName: string): void {
  const address = URL.createObjectURL(blob)
  const link = Object.assign(document.createElement('a'), { href: address, download: fileName })
  link.click()
  URL.revokeObjectURL(address)
}
