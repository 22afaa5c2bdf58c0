import type { Entry } from '../features/directory/contract.ts'
import { titleOf } from '../features/directory/rules.ts'
import type { InstitutionContactWords, InstitutionFollowUp } from '../features/institutions/contract.ts'
import type { MemorandumWords } from '../features/memoranda/contract.ts'
import type { RequestWords } from '../features/requests/contract.ts'
import { addDays } from '../shared/calendar.ts'
import type { Day } from '../shared/calendar.ts'
import { personOf, phone } from './people.ts'
import type { PlannedCooperation, PlannedInstitution, PlannedMemorandum, PlannedRequest } from './plan-cooperation.ts'
import type { PlannedInstitutionContact } from './plan-shape.ts'
import { chance } from './random.ts'
import type { Chance } from './random.ts'

type IdOf = (of: object) => string

/** Invented people stand in places of the plan far beyond any client's. */
const namedAt = (seed: number, place: number) => personOf(seed, 900_000 + place, { sex: place % 2 ? 'female' : 'male', codeOnly: false, foreign: false })
const mail = (place: number) => `kontakt${place}@primer.example`

/** The whole directory as pages of an import. */
export function directoryPages(seed: number, { institutions }: PlannedCooperation, id: IdOf): readonly { readonly entries: readonly Entry[] }[] {
  let persons = 0
  const entries = institutions.flatMap((one, place): Entry[] => {
    const by = chance(seed, `institution entry ${place}`)
    return [
      {
        id: id(one), is: 'institution', kind: one.kind, name: one.name, unit: one.unit, town: one.town, address: '', dutyPhones: one.kind === 'police' || one.kind === 'centre' ? [phone(by)] : [],
        phones: [phone(by)], email: mail(place), hours: one.kind === 'police' ? 'даноноћно' : 'радним данима 8–16', languages: one.kind === 'border_migration_asylum' ? ['sr', 'en'] : ['sr'], note: '',
        verifiedOn: one.verifiedOn, archivedOn: null,
      },
      ...Array.from({ length: one.people }, (_, at): Entry => ({
        id: personId(id, one, at), is: 'person', institution: id(one), name: nameOf(seed, persons++), role: by.pick(['инспектор', 'саветница', 'заменик тужиоца', 'дежурна', 'начелник']), phones: [phone(by)], email: '',
        trained: by.weighted({ yes: 45, no: 20, unknown: 35 }), archivedOn: null,
      })),
    ]
  })
  return Array.from({ length: Math.ceil(entries.length / 100) }, (_, at) => ({ entries: entries.slice(at * 100, at * 100 + 100) }))
}

const nameOf = (seed: number, place: number): string => namedAt(seed, place).names[0] ?? 'Измишљена особа'
const persons = new WeakMap<object, object[]>()
function personId(id: IdOf, institution: PlannedInstitution, at: number): string {
  const known = persons.get(institution) ?? []
  persons.set(institution, known)
  return id((known[at] ??= {}))
}

/** Which of the directory was spoken to: one of that kind, and what it answered. */
export function spokenWith(by: Chance, { institutions }: PlannedCooperation, one: PlannedInstitutionContact, id: IdOf) {
  const fitting = institutions.filter((some) => some.kind === one.kind)
  const found = fitting.length ? by.pick(fitting) : undefined
  const answer = one.direction === 'out' && one.topic === 'assistance' ? by.weighted({ answered: 68, promised: 20, refused: 5, waiting: 7 } as const) : null
  return { institution: found ? id(found) : null, person: null, called: found ? titleOf(found) : '', answer }
}

/** What came of it later. Most promises are kept, some late, some not, and of some nobody said what became of them; what was awaited mostly came. */
export function cameOf(by: Chance, { day }: PlannedInstitutionContact, { answer, promise }: Pick<InstitutionContactWords, 'answer' | 'promise'>): { readonly promisedBy: Day | null; readonly later: Pick<InstitutionFollowUp, 'what' | 'on'> | null } {
  if (!promise && answer !== 'promised') return { promisedBy: null, later: answer === 'waiting' && by.oneIn(0.8) ? { what: 'answered', on: addDays(day, by.between(1, 40)) } : null }
  const promisedBy = addDays(day, by.between(2, 14))
  const became = by.weighted({ kept: 60, late: 15, broken: 15, unsaid: 10 } as const)
  const later = { kept: { what: 'kept', on: addDays(day, by.between(1, 2)) }, late: { what: 'kept', on: addDays(promisedBy, by.between(1, 20)) }, broken: { what: 'broken', on: addDays(promisedBy, 7) }, unsaid: null } as const
  return { promisedBy, later: later[became] }
}

export const memorandumWords = ({ party, scope, kind }: PlannedMemorandum, { institutions }: PlannedCooperation, id: IdOf): MemorandumWords => {
  const entry = institutions.find((one) => one.kind === kind && one.name === party)
  return { parties: [{ institution: entry ? id(entry) : null, name: party }], scope, contactPoints: [{ name: 'Измишљена особа за везу', reached: 'preko centrale' }], remindDays: 60, file: null }
}

export function requestWords(by: Chance, one: PlannedRequest, { institutions }: PlannedCooperation, client: string | null, id: IdOf): RequestWords {
  const from = by.pick(institutions.filter((some) => some.kind === one.kind))
  return {
    institution: id(from), authority: titleOf(from), reference: `Прим. ${by.between(10, 999)}/${one.receivedOn.slice(2, 4)}`, client,
    asked: by.pick(['Да ли је била корисница и од када.', 'Извештај о пруженој помоћи.', 'Адреса за доставу позива.']), lawNamed: one.basis === 'none_named' ? '' : 'измишљена наредба',
    answered: one.answer === 'refused' ? 'Није наведен основ; позвани да га допуне.' : 'Потврда о пруженој помоћи, без приче и адресе.', toldHow: one.told === 'no' ? '' : 'Телефоном, на сигуран број.',
  }
}
