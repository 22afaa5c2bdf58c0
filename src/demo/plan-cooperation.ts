import type { Day } from '../shared/calendar.ts'
import type { requestAnswer, requestBasis, clientTold } from '../vocabulary/index.ts'
import { dayIn } from './days.ts'
import type { InstitutionKind } from './plan-shape.ts'
import type { Chance } from './random.ts'
import type { Targets } from './targets.ts'

/** Where the invented organisation turns to: state bodies by their kind and town, everything else and everybody invented. */
export type PlannedInstitution = { readonly kind: InstitutionKind; readonly name: string; readonly unit: string; readonly town: string; readonly verifiedOn: Day | null; readonly people: number }
/** Days are invented; with whom is what the interview tells. */
export type PlannedMemorandum = { readonly kind: InstitutionKind; readonly party: string; readonly signedOn: Day; readonly untilOn: Day | null; readonly endedOn: Day | null; readonly scope: string }
export type PlannedRequest = {
  readonly kind: InstitutionKind; readonly basis: (typeof requestBasis.codes)[number]; readonly receivedOn: Day; readonly dueOn: Day | null; readonly answeredOn: Day | null
  readonly answer: (typeof requestAnswer.codes)[number]; readonly told: (typeof clientTold.codes)[number]; readonly client: number | null
}
export type PlannedCooperation = { readonly institutions: readonly PlannedInstitution[]; readonly memoranda: readonly PlannedMemorandum[]; readonly requests: readonly PlannedRequest[] }

const towns = ['Београд', 'Нови Сад', 'Ниш', 'Крагујевац', 'Суботица', 'Врање', 'Шабац', 'Пирот'] as const
const inTowns: readonly (readonly [InstitutionKind, string, string])[] = [
  ['police', 'Полицијска управа', 'Одељење за сузбијање трговине људима'], ['social_work_centre', 'Центар за социјални рад', ''], ['prosecution', 'Више јавно тужилаштво', ''], ['court', 'Виши суд', ''],
  ['health', 'Дом здравља „Јасен“', ''], ['school', 'Основна школа „Пример“', ''],
]
const once: readonly (readonly [InstitutionKind, string, string, string])[] = [
  ['centre', 'Центар за заштиту жртава трговине људима', '', 'Београд'], ['labour_inspection', 'Инспекторат за рад', '', 'Београд'], ['border_migration_asylum', 'Управа граничне полиције', 'Одељење за странце', 'Београд'],
  ['employment_service', 'Национална служба за запошљавање', '', 'Београд'], ['ngo', 'Удружење „Видик“ (измишљено)', '', 'Нови Сад'], ['ngo', 'Удружење „Праг“ (измишљено)', 'Прихватилиште', 'Београд'],
  ['international_organisation', 'Канцеларија „Мост“ (измишљена)', '', 'Београд'], ['embassy_consulate', 'Амбасада Републике Румуније', 'Конзуларно одељење', 'Београд'], ['other_state', 'Министарство за рад', '', 'Београд'],
  ['media', 'Редакција „Листак“ (измишљена)', '', 'Београд'], ['business', 'Предузеће „Плетиво“ (измишљено)', '', 'Ниш'], ['foreign_organisation', 'Association Exemple (измишљена)', '', 'Paris'],
]

/** The directory, agreements and requests of the years. */
export function planCooperation(by: Chance, { from, to, institutions: { year } }: Targets): PlannedCooperation {
  const verified = () => (by.oneIn(0.12) ? null : dayIn(by, `${year - (by.oneIn(0.25) ? 3 : 0)}-01-01`, to))
  const institutions = [
    ...inTowns.flatMap(([kind, name, unit]) => towns.map((town) => ({ kind, name: kind === 'school' || kind === 'health' ? name : `${name} ${town}`, unit, town, verifiedOn: verified(), people: by.between(0, 2) }))),
    ...once.map(([kind, name, unit, town]) => ({ kind, name, unit, town, verifiedOn: verified(), people: by.between(1, 2) })),
  ]
  const within = (day: Day) => (day < from ? from : day > to ? to : day)
  const memoranda: PlannedMemorandum[] = [
    { kind: 'police', party: 'Министарство унутрашњих послова', signedOn: within('2004-11-25'), untilOn: null, endedOn: null, scope: 'Узајамно обавештавање, пратња и заједничке обуке.' },
    { kind: 'prosecution', party: 'Републичко јавно тужилаштво', signedOn: within('2009-05-14'), untilOn: null, endedOn: null, scope: 'Заштита посебно осетљивих сведока, обуке тужилаца.' },
    { kind: 'centre', party: 'Центар за заштиту жртава трговине људима', signedOn: within('2012-10-08'), untilOn: null, endedOn: null, scope: 'Пријаве, заједнички планови и подела послова.' },
  ]
  const requests = Array.from({ length: 9 }, (_, place): PlannedRequest => {
    const receivedOn = dayIn(by, `${year}-01-01`, `${year}-11-30`)
    const basis = by.weighted<PlannedRequest['basis']>({ court_order: 30, prosecution_order: 25, law: 15, client_consent: 15, none_named: 15 })
    const answer = basis === 'none_named' ? 'refused' as const : by.weighted<PlannedRequest['answer']>({ given: 30, partly: 45, refused: 15, nothing_held: 10 })
    return {
      kind: by.weighted<InstitutionKind>({ police: 40, prosecution: 30, court: 20, social_work_centre: 10 }), basis, receivedOn, dueOn: null, answeredOn: dayIn(by, receivedOn, `${year}-12-31`), answer,
      told: by.weighted<PlannedRequest['told']>({ before: 70, after: 25, no: 5 }), client: place,
    }
  })
  return { institutions, memoranda, requests }
}
