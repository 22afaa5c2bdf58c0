import type { AccountWords } from '../features/situations/contract.ts'
import { act, certainty, controlMethod, duration, means, placeType, recruiterRelation, recruitmentMethod } from '../vocabulary/accounts.ts'
import type { Plan, PlannedInstitutionContact, PlannedSituation, PlannedStory } from './plan-shape.ts'
import { chance } from './random.ts'
import type { Chance } from './random.ts'
import { screening, script } from './words.ts'

/** What is sealed with situations, stories and contacts with institutions. `idOf` names clients and contacts as they are stored. */
export type Names = { readonly client: (place: number) => string; readonly contact: (place: number) => string }

const some = (by: Chance, codes: readonly string[], most: number) => by.shuffled(codes).slice(0, by.between(1, most))

export function accountWords(plan: Plan, place: number, names: Names): AccountWords {
  const one = plan.situations[place] as PlannedSituation
  const by = chance(plan.seed, `account ${place}`)
  const allMinors = one.people.every((person) => person.minor === 'yes')
  return {
    report: one.report === null ? null : names.contact(one.report),
    account: script(by, one.sector === 'F'
      ? 'Осморо и више људи на градилишту: обећана плата није исплаћена, исправе узете, спавали у контејнеру.'
      : by.pick(['Обећан посао, на лицу места све друго. Исправе узете првог дана.', 'Познаник је довезао код људи који су је држали закључану.', 'Рођак је слао да проси и узимао новац сваке вечери.'])),
    countries: { recruitment: [one.recruitedIn], transit: [], exploitation: [one.exploitedIn] },
    forms: [one.form], sector: one.sector,
    placeType: one.sector === 'F' ? 'construction_site' : by.pick(placeType.codes), places: '',
    acts: some(by, act.codes, 3),
    // For a minor no means is required, and none is stored as "no".
    means: allMinors ? [] : some(by, means.codes, 3),
    control: some(by, controlMethod.codes, 4),
    recruitment: by.pick([...recruitmentMethod.codes, 'unknown']),
    recruiterRelation: by.pick([...recruiterRelation.codes, 'unknown']),
    duration: by.pick([...duration.codes, 'unknown']),
    source: by.pick(['she_said', 'third_party', 'document']), certainty: by.pick([...certainty.codes, 'unknown']),
    persons: one.people.map((person) => ({ client: names.client(person.client), status: person.status, minor: person.minor })),
    screening: by.oneIn(0.7) ? { list: 'ilo_eleven', version: '1', answers: screening(by) } : null,
  }
}

export function personWords(plan: Plan, { client, person, statuses }: PlannedStory) {
  const by = chance(plan.seed, `person words ${client}`)
  const minor = statuses[0]?.minor === 'yes'
  return {
    citizenships: person.citizenRs === 'yes' ? ['RS'] : person.citizenRs === 'no' ? [by.pick(['RO', 'MD', 'UA', 'BA', 'AF'])] : [],
    ageBand: minor ? by.pick(['9-17', '9-17', '0-8']) : by.pick(['18-20', '21-23', '24-26', '27-29', '30-38', '39-47', '48+']), birthYear: null,
    gender: person.sex === 'female' ? 'woman' : person.sex === 'male' ? 'man' : 'not_asked',
    education: by.pick(['primary', 'lower_secondary', 'upper_secondary', 'not_asked', 'unknown']), familyStatus: by.pick(['single', 'married', 'not_asked']),
    languages: person.citizenRs === 'no' ? ['en'] : ['sr'], needs: '',
  }
}

export function statusWords(by: Chance) {
  return { basis: [by.pick(['account', 'indicators', 'document'])], herView: by.pick(['agrees', 'not_asked', 'does_not_mind']), reasons: script(by, 'Показатељи и њен исказ се слажу.'), documentNumber: '' }
}

export function institutionWords(by: Chance, one: PlannedInstitutionContact) {
  const asked = one.topic === 'assistance'
  return {
    withWhom: script(by, by.pick(['дежурна', 'саветница', 'референт', 'секретарица', 'начелник'])),
    said: script(by, asked ? by.pick(['Договорен термин, долазимо заједно.', 'Траже допис, шаљемо данас.', 'Примљено, јављају сутра.']) : 'Разговор о сарадњи и обуци.'),
    promise: asked && by.oneIn(0.4) ? script(by, 'Јављају се до краја недеље.') : '',
  }
}
