import { toLatin } from '../shared/words.ts'
import { chance } from './random.ts'

/** Invented people only: common names joined at random, telephones that nobody has, towns as large as any. */
const women = `Ана Милица Јелена Марија Ивана Драгана Снежана Љиљана Весна Гордана Светлана Сања Тамара Наташа Јована Тијана Невена
  Катарина Биљана Слађана Маја Андријана Ђурђина Рада Зорица Стана Нада Дуња Емилија Шејла Амра Анђела Теодора Кристина Сара Лена
  Верица Ружица Жаклина Мирјана`.split(/\s+/)
const men = `Марко Никола Стефан Милан Драган Зоран Горан Немања Лука Петар Саша Бојан Иван Ненад Душан Урош Ђорђе Жељко Слободан
  Владимир Игор Дејан Срђан Мирослав Амир Фарук Богдан Вук`.split(/\s+/)
const surnames = `Ђурић Јовановић Петровић Николић Марковић Ђорђевић Стојановић Илић Станковић Павловић Милошевић Поповић Јовић Јоцић
  Лукић Костић Савић Ристић Живковић Вучковић Бабић Шарић Чолић Ћирић Џамић Њежић Љубић Обрадовић Тасић Вељковић Митровић Симић
  Антић Грујић Крстић Благојевић Ковачевић Пантић Радовановић Симоновић Хаџић Шабан Бериша Халиловић Османовић Бајрамовић Стевић
  Жижић Недељковић Цветковић Аџић Пешић Гајић Ђокић Ђукић`.split(/\s+/)
const abroad = ['Elena Popescu', 'Oksana Kovalenko', 'Maria Ionescu', 'Irina Rusu', 'Fatima Haidari', 'Andrei Munteanu', 'Natalia Ceban', 'Zahra Amiri']
export const towns = `Београд|Нови Сад|Ниш|Крагујевац|Суботица|Лесковац|Врање|Ужице|Чачак|Краљево|Шабац|Зрењанин|Панчево|Сомбор|Пирот|Бор|
  Ваљево|Смедерево|Јагодина|Крушевац|Нови Пазар|Прокупље|Зајечар|Кикинда|Вршац`.replaceAll('\n', '').split('|').map((town) => town.trim())
const nicknames = ['Маца', 'Беба', 'Цица', 'Жућа', 'Мала', 'Риђа', 'Вања', 'Бата', 'Шоне', 'Леки']

export type Person = {
  readonly code: string
  readonly names: readonly string[]
  readonly aliases: readonly string[]
  readonly phones: readonly string[]
  readonly town: string
}

/** Who the client with this number is. `codeOnly`: she gave no name, and that is enough. */
export function personOf(seed: number, client: number, traits: { readonly sex: string; readonly codeOnly: boolean; readonly foreign: boolean }): Person {
  const by = chance(seed, `person ${client}`)
  const written = by.oneIn(0.45) ? (text: string) => text : toLatin
  const first = by.pick(traits.sex === 'male' ? men : women)
  const name = traits.foreign ? by.pick(abroad) : `${written(first)} ${written(by.pick(surnames))}`
  return {
    code: `K-${String(client + 1).padStart(4, '0')}`,
    names: traits.codeOnly ? [] : by.oneIn(0.06) && !traits.foreign ? [name, by.oneIn(0.5) ? toLatin(name) : `${written(first)} ${written(by.pick(surnames))}`] : [name],
    aliases: by.oneIn(0.12) ? [written(by.pick(nicknames))] : [],
    phones: by.oneIn(0.62) ? [phone(by)] : [],
    town: by.oneIn(0.8) ? written(by.pick(towns)) : '',
  }
}

/** Numbers of no operator: 06x 000 …, and the way people say them. */
export function phone(by: { readonly between: (least: number, most: number) => number }): string {
  const rest = String(by.between(0, 9999)).padStart(4, '0')
  return `+381 6${by.between(0, 9)} 000 ${rest.slice(0, 2)} ${rest.slice(2)}`
}
