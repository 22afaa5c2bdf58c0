import { dictionary } from '../../../shared/words.ts'

/** Words of the page itself; names and definitions of figures stand with the figures. */
export const pageWords = dictionary(
  {
    title: 'Бројеви', lead: 'Сваки број се броји из записа сада; ништа није унапред сабрано.', from: 'Од', to: 'До', year: 'Година', all: 'друго раздобље',
    definition: 'Шта се броји', table: 'Табела', part: 'Део', count: 'Број', down: 'Записи иза овог броја', none: 'ниједан запис није отворен за вас',
    held: '{shown, plural, one {# запис} few {# записа} other {# записа}} отворено за вас', unknown: 'непознато: {count}', of: '{numerator} од {denominator}',
    later: 'од тога уписано после раздобља: {count}', 'not-counted': 'не може да се изброји овде', csv: 'CSV', xlsx: 'XLSX', print: 'Штампај', explore: 'Истражи', glance: 'Година на први поглед', export: 'Понеси', counted: 'Раздобље {from} – {to}',
    'cuts-month': 'Догађаји се знају само по месецу. Изаберите раздобље од целих месеци.', figure: 'Број', value: 'Вредност', close: 'Затвори',
  },
  {
    title: 'Figures', lead: 'Every number is counted from records now; nothing is summed up beforehand.', from: 'From', to: 'To', year: 'Year', all: 'another period',
    definition: 'What is counted', table: 'Table', part: 'Part', count: 'Number', down: 'Records behind this number', none: 'no record is open to you',
    held: '{shown, plural, one {# record is} other {# records are}} open to you', unknown: 'unknown: {count}', of: '{numerator} of {denominator}',
    later: 'of these recorded after the period: {count}', 'not-counted': 'cannot be counted here', csv: 'CSV', xlsx: 'XLSX', print: 'Print', explore: 'Explore', glance: 'The year at a glance', export: 'Take away', counted: 'Period {from} – {to}',
    'cuts-month': 'Events are known by month only. Choose a period of whole months.', figure: 'Figure', value: 'Value', close: 'Close',
  },
)
