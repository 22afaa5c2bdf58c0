import type { Locale } from '../../../shared/words.ts'
import { definitionOf } from '../definitions.ts'
import { inOrder } from '../parts.ts'
import type { FigureValue } from '../present.ts'
import type { Period } from '../shape.ts'
import { partName } from '../words.ts'
import { saveCsv, saveXlsx } from '../../../desk/save-file.ts'

type Cell = string | number | null
type Line = readonly Cell[]
type Headings = readonly string[]
type Take = (figures: readonly FigureValue[], period: Period, name: (id: string) => string, locale: Locale, headings: Headings) => Promise<void>

function linesOf(figures: readonly FigureValue[], name: (id: string) => string, locale: Locale): Line[] {
  return figures.flatMap((figure) => {
    const definition = definitionOf(figure.id)
    const parts = inOrder(figure.by ?? {}, definition?.by?.as !== undefined).map(({ id, value }): Line =>
      [figure.id, name(figure.id), definition ? partName(definition, id, locale) : id, value, null, null, null, null, ''])
    const { value, numerator = null, denominator = null, unknown = null, recordedLater = null } = figure
    return [[figure.id, name(figure.id), '', value, numerator, denominator, unknown, recordedLater, figure.definition], ...parts]
  })
}

const pageOf = (figures: readonly FigureValue[], period: Period, name: (id: string) => string, locale: Locale, headings: Headings) =>
  [[period.from, period.to], headings, ...linesOf(figures, name, locale)]

export const asCsv: Take = (figures, period, name, locale, headings) => saveCsv(pageOf(figures, period, name, locale, headings), `${period.from}_${period.to}.csv`)
export const asXlsx: Take = (figures, period, name, locale, headings) => saveXlsx(pageOf(figures, period, name, locale, headings), `${period.from}_${period.to}.xlsx`)
