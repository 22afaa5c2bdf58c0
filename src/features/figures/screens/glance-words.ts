import { dictionary } from '../../../shared/words.ts'

/** Words of the year at a glance. */
export const glanceWords = dictionary(
  {
    title: 'Година на први поглед', lead: 'Најважнији бројеви године, поред оних годину дана раније.', back: 'Бројеви', year: 'Година', print: 'Штампај', counted: 'Година {year}',
    same: 'Исто као претходне године.', more: 'За {change} више него претходне године ({count}).', less: 'За {change} мање него претходне године ({count}).',
    definition: 'Шта се броји', unfinished: 'Година још траје: бројеви претходне године су за целу годину.',
    'not-counted': 'не може да се изброји овде', others: 'остало, {count} {count, plural, one {врста} few {врсте} other {врста}}',
  },
  {
    title: 'The year at a glance', lead: 'The year’s main figures, beside those of the year before.', back: 'Figures', year: 'Year', print: 'Print', counted: 'Year {year}',
    same: 'The same as the year before.', more: '{change} more than the year before ({count}).', less: '{change} fewer than the year before ({count}).',
    definition: 'What is counted', unfinished: 'The year is not over: the numbers of the year before are for all of it.',
    'not-counted': 'cannot be counted here', others: 'others, of {count} kinds',
  },
)
