import type { Role } from '../shared/roles.ts'
import type { TeamKind } from './plan-shape.ts'

export type DemoMember = { readonly name: string; readonly shown: string; readonly roles: readonly Role[]; readonly teams: readonly TeamKind[]; readonly passphrase: string }

/** She founds the house, sits in every team, and so holds every account folder. */
export const founder: DemoMember = {
  name: 'mira', shown: 'Мира Обрадовић', roles: ['coordinator'], teams: [], passphrase: 'jabuka most lampa sever oblak',
}

/** One of each role. The passphrases are printed: this register tells of nobody. */
export const others: readonly DemoMember[] = [
  { name: 'jelena', shown: 'Јелена Савић', roles: ['consultant'], teams: ['sos_line', 'finders'], passphrase: 'vetar knjiga potok zvono trava' },
  { name: 'dara', shown: 'Дара Пешић', roles: ['case_manager'], teams: ['case_management', 'finders'], passphrase: 'orah prozor reka svetlo konac' },
  { name: 'vesna', shown: 'Весна Лукић', roles: ['specialist'], teams: ['legal', 'psychological', 'finders'], passphrase: 'papir breza dugme obala sova' },
  { name: 'marko', shown: 'Марко Тасић', roles: ['field'], teams: ['field', 'finders'], passphrase: 'kamen jastuk dunja polje sat' },
  { name: 'sanja', shown: 'Сања Илић', roles: ['reintegration'], teams: ['reintegration', 'finders'], passphrase: 'lipa kofer jezero olovka med' },
  { name: 'tijana', shown: 'Тијана Антић', roles: ['prevention'], teams: ['prevention'], passphrase: 'sunce tepih javor klupa maslina' },
  { name: 'gordana', shown: 'Гордана Симић', roles: ['coordinator'], teams: ['coordination', 'finders'], passphrase: 'zima violina krov lubenica put' },
  { name: 'petar', shown: 'Петар Гајић', roles: ['administrator'], teams: [], passphrase: 'brod ormar kukuruz planina nit' },
  { name: 'nada', shown: 'Нада Вељковић', roles: ['director'], teams: [], passphrase: 'sneg fotelja dud jedro malina' },
]

export const teamNames: Readonly<Record<TeamKind, string>> = {
  sos_line: 'СОС линија', finders: 'Проналажење', case_management: 'Вођење случаја', legal: 'Правна помоћ', psychological: 'Психолошка помоћ',
  field: 'Мобилни тим', reintegration: 'Реинтеграција', prevention: 'Превенција', coordination: 'Координација',
}
