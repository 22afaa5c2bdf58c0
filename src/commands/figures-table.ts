import { definitionOf, figureWords, inOrder, partName } from '../features/figures/index.ts'
import type { FigureValue, Period } from '../features/figures/index.ts'
import { formatDay, formatNumber } from '../shared/words.ts'
import type { Locale } from '../shared/words.ts'

const width = 10
const column = (text: string) => text.padStart(width)
const under = ' '.repeat(width + 2)

/** Figures for reading: number, name, how it came about, parts, and the definition under it. */
export function tableOf(figures: readonly FigureValue[], regrouped: number, period: Period, locale: Locale): string {
  const says = figureWords.translator(locale)
  const [from, to] = [formatDay(period.from, locale), formatDay(period.to, locale)]
  const title = from === to ? says('said.day', { day: from }) : says('said.period', { from, to })
  return [title, ...(regrouped ? [says('said.regrouped', { count: regrouped })] : []), ...figures.map((figure) => linesOf(figure, locale).join('\n'))].join('\n\n')
}

function linesOf(figure: FigureValue, locale: Locale): string[] {
  const says = figureWords.translator(locale)
  const definition = definitionOf(figure.id)
  const sign = definition?.share ? '%' : ''
  const number = figure.value === null ? '–' : `${formatNumber(figure.value, locale)}${sign}`
  const { numerator, denominator, unknown, recordedLater } = figure
  const notes = [
    ...(numerator === undefined ? [] : [says('said.share', { numerator, denominator: denominator ?? 0, unknown: unknown ?? 0 })]),
    ...(numerator === undefined && unknown ? [says('said.unknown', { count: unknown })] : []),
    ...(recordedLater ? [says('said.later', { count: recordedLater })] : []),
    ...(figure.value === null && definition?.countedIn === 'client' ? [says('said.sealed')] : []),
  ]
  const parts = inOrder(figure.by ?? {}, definition?.by?.as !== undefined).map(({ id, value }) =>
    `${column(formatNumber(value, locale))}    ${definition ? partName(definition, id, locale) : id}`)
  return [`${column(number)}  ${says(`name.${figure.id}`)}`, ...notes.map((note) => under + note), ...parts, ...wrapped(figure.definition)]
}

function wrapped(text: string): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + word.length < 100) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(under + word)
  }
  return lines
}
