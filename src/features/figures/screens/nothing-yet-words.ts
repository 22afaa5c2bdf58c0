import { dictionary } from '../../../shared/words.ts'

/** Words for a year in which nobody has called yet. */
export const nothingYetWords = dictionary(
  { nothing: 'У {year}. још нема позива. Последња година са позивима је {last}.', go: 'Прикажи {last}.' },
  { nothing: 'No calls in {year} yet. The last year with calls is {last}.', go: 'Show {last}' },
)
