import type { Locale } from '../../../shared/words.ts'
import { definitionOf } from '../definitions.ts'
import type { FigureValue } from '../present.ts'
import type { Period } from '../shape.ts'
import { partName } from '../words.ts'
import { saveCsv, saveXlsx } from './files.ts'

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

const pageOf = (figures: readonly FigureValue[], period: Period, name: (id: string) => string, locale: Locale, headings: Headings) =>
  [[period.from, period.to], headings, ...linesOf(figures, name, locale)]

export const asCsv: Take = (figures, period, name, locale, headings) => saveCsv(pageOf(figures, period, name, locale, headings), `${period.from}_${period.to}.csv`)
export const asXlsx: Take = (figures, period, name, locale, headings) => saveXlsx(pageOf(figures, period, name, locale, headings), `${period.from}_${period.to}.xlsx`)
