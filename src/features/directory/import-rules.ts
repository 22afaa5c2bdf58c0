import type { Day } from '../../shared/calendar.ts'
import { foldName } from '../../shared/names.ts'
import { cellDay, columnsOf, oneScript } from '../../shared/sheet-columns.ts'
import type { Headings } from '../../shared/sheet-columns.ts'
import { listed } from '../../shared/words.ts'
import { languageCodes } from '../../vocabulary/countries.ts'
import { saidKinds } from '../../vocabulary/said-codes.ts'
import type { Entry, InstitutionEntry, PersonEntry } from './contract.ts'
import { sameInstitution, samePerson } from './rules.ts'

/** What a column may hold. */
export const fields = [
  'name', 'kind', 'unit', 'town', 'address', 'duty', 'phones', 'email', 'hours', 'languages', 'note', 'verified', 'person', 'role', 'personPhones', 'personEmail', 'trained',
] as const
export type FieldOf = (typeof fields)[number]
type Kind = InstitutionEntry['kind']

/** Headings as people write them, folded to one key for both scripts. */
const headings: Headings<FieldOf> = {
  name: ['naziv', 'naziv institucije', 'naziv ustanove', 'institucija', 'ustanova', 'organizacija', 'name', 'institution', 'organisation', 'organization'],
  kind: ['vrsta', 'vrsta institucije', 'tip', 'kategorija', 'kind', 'type', 'category'],
  unit: ['odeljenje', 'jedinica', 'organizaciona jedinica', 'sluzba', 'stanica', 'unit', 'department'],
  town: ['grad', 'mesto', 'opstina', 'grad opstina', 'town', 'city', 'place', 'municipality'],
  address: ['adresa', 'ulica', 'ulica i broj', 'address', 'street'],
  duty: ['dezurni telefon', 'dezurni', 'dezurstvo', 'duty telephone', 'duty phone', 'duty'],
  phones: ['telefon', 'telefoni', 'tel', 'mobilni', 'kontakt telefon', 'broj telefona', 'phone', 'phones', 'telephone'],
  email: ['e posta', 'eposta', 'email', 'e mail', 'mejl', 'imejl', 'mail', 'elektronska posta'],
  hours: ['radno vreme', 'hours', 'working hours', 'opening hours'],
  languages: ['jezici', 'jezik', 'languages', 'language'],
  note: ['napomena', 'napomene', 'beleska', 'note', 'notes', 'remark'],
  verified: ['provereno', 'poslednja provera', 'datum poslednje provere', 'poslednji put provereno', 'datum provere', 'proveren', 'azurirano', 'verified', 'last verified', 'updated', 'checked'],
  person: ['ime i prezime', 'osoba', 'kontakt osoba', 'osoba za kontakt', 'kontakt', 'ime', 'person', 'contact', 'contact person', 'full name'],
  role: ['uloga', 'funkcija', 'radno mesto', 'pozicija', 'zvanje', 'role', 'position', 'function'],
  personPhones: ['telefon osobe', 'mobilni osobe', 'direktan telefon', 'person phone', 'direct phone'],
  personEmail: ['e posta osobe', 'email osobe', 'person email', 'direct email'],
  trained: ['obucena', 'obucen', 'obuka', 'prosla obuku', 'trained'],
}

const languageWords: Readonly<Record<string, string>> = {
  srpski: 'sr', engleski: 'en', nemacki: 'de', francuski: 'fr', ruski: 'ru', madjarski: 'hu', rumunski: 'ro', albanski: 'sq', bugarski: 'bg', arapski: 'ar', romski: 'rom', ukrajinski: 'uk', italijanski: 'it',
  serbian: 'sr', english: 'en', german: 'de', french: 'fr', russian: 'ru', hungarian: 'hu', romanian: 'ro', albanian: 'sq', bulgarian: 'bg', arabic: 'ar', romani: 'rom', ukrainian: 'uk', italian: 'it',
}
const trainedWords: Readonly<Record<string, PersonEntry['trained']>> = { da: 'yes', yes: 'yes', jeste: 'yes', x: 'yes', ne: 'no', no: 'no', nije: 'no', '': 'unknown', 'ne znamo': 'unknown', unknown: 'unknown', 'nepoznato': 'unknown' }

/** Why a row is not taken. */
export type Left = 'no-name' | 'no-kind' | 'unknown-kind' | 'same-as-row' | 'already-there' | 'not-a-row'
/** What was understood in a way that she may want to look at; the row is taken all the same. */
export type Note = 'merged' | 'name-from-above' | 'date-unread' | 'date-later' | 'language-unknown' | 'trained-unread' | 'letters-mixed' | 'joins'
export type RowReport = {
  /** As the spreadsheet numbers it. */
  readonly row: number
  readonly called: string
  readonly left?: { readonly why: Left; readonly what: string }
  readonly notes: readonly { readonly note: Note; readonly what: string }[]
}
export type Plan = {
  readonly columns: readonly (FieldOf | null)[]
  readonly headings: readonly string[]
  readonly rows: readonly RowReport[]
  readonly entries: readonly Entry[]
  /** Kinds nobody here knows, as they are written, and how many rows wait for each. */
  /** Kinds that no heading or code says, with what she said they are: an answer can be changed until it is taken. */
  readonly unknownKinds: readonly { readonly text: string; readonly rows: number; readonly kind: Kind | null }[]
  /** Which column the names are in could not be told. */
  readonly nameless: boolean
}

/** What is there already, as keys, so that a worker can be told. */
export type There = { readonly institutions: ReadonlyMap<string, { readonly id: string; readonly kind: Kind }>; readonly people: ReadonlySet<string> }
export type Told = {
  readonly there: There
  /** Her answers: what a column holds, what an unknown kind means. */
  readonly columns: Readonly<Record<number, FieldOf | null>>
  readonly kinds: Readonly<Record<string, Kind>>
  readonly today: Day
  readonly readDay: (text: string) => Day | undefined
  readonly newId: () => string
}

/** What a spreadsheet would bring, row by row, before anything is taken. */
export function planImport(table: readonly (readonly string[])[], merged: ReadonlySet<string>, told: Told): Plan {
  const { head, place, ...known } = columnsOf(table, headings, told.columns)
  if (!place.has('name')) return { ...known, rows: [], entries: [], unknownKinds: [], nameless: true }

  const entries: Entry[] = []
  const rows: RowReport[] = []
  const unknown = new Map<string, { text: string; rows: number; kind: Kind | null }>()
  const institutions = new Map<string, { id: string; kind: Kind; row: number; there: boolean }>([...told.there.institutions].map(([key, one]) => [key, { ...one, row: 0, there: true }]))
  const people = new Map<string, number>([...told.there.people].map((key) => [key, 0]))
  let above: { name: string; unit: string; town: string; kind: Kind | undefined } | undefined

  for (let at = head + 1; at < table.length; at++) {
    const cells = table[at] ?? []
    // After an empty row something else begins.
    if (!cells.some(Boolean)) { above = undefined; continue }
    const notes: { note: Note; what: string }[] = []
    const raw = (field: FieldOf) => { const column = place.get(field); return column === undefined ? '' : (cells[column] ?? '').normalize('NFC') }
    const clean = (field: FieldOf) => {
      const text = raw(field)
      const one = oneScript(text)
      if (one !== text) notes.push({ note: 'letters-mixed', what: one })
      return one
    }
    const person = clean('person')
    const kindText = raw('kind')
    const saidKind = saidKinds.get(foldName(kindText)) ?? told.kinds[foldName(kindText)]
    let [name, unit, town] = [clean('name'), clean('unit'), clean('town')]
    if (merged.has(`${at},${place.get('name')}`)) notes.push({ note: 'merged', what: name })
    // A name that is left out where a person stands belongs to the row above, as one reads it; another kind or town is another institution's.
    else if (!name && person && above && (!kindText || saidKind === above.kind) && (!town || foldName(town) === foldName(above.town))) {
      ({ name } = above)
      notes.push({ note: 'name-from-above', what: name })
    }
    // The rest of what was drawn over several rows, or not said again, is as above too.
    if (above && name === above.name) {
      unit ||= above.unit
      town ||= above.town
    }
    const report = (left?: RowReport['left']) => void rows.push({ row: at + 1, called: [name, unit, person].filter(Boolean).join(', '), notes, ...(left && { left }) })
    if (!name) { report({ why: 'no-name', what: '' }); continue }
    if (cells.filter(Boolean).length === 1 && !person && place.size > 2) { report({ why: 'not-a-row', what: name }); continue }
    const key = sameInstitution({ name, unit, town })
    const before = institutions.get(key)
    const kind = saidKind ?? (kindText ? undefined : before?.kind)
    above = { name, unit, town, kind }
    const folded = foldName(kindText)
    if (!before && folded && !saidKinds.has(folded)) unknown.set(folded, { text: unknown.get(folded)?.text ?? kindText, rows: (unknown.get(folded)?.rows ?? 0) + 1, kind: told.kinds[folded] ?? null })
    if (!before && !kind) {
      report({ why: folded ? 'unknown-kind' : 'no-kind', what: kindText })
      continue
    }
    const id = before?.id ?? told.newId()
    if (person) {
      const twin = people.get(samePerson(key, person))
      if (twin !== undefined) { report({ why: twin ? 'same-as-row' : 'already-there', what: twin ? String(twin) : person }); continue }
      people.set(samePerson(key, person), at + 1)
    }
    else if (before) { report({ why: before.there ? 'already-there' : 'same-as-row', what: before.there ? name : String(before.row) }); continue }
    const hers = !place.has('personPhones') && person !== ''
    const ownEmail = !place.has('personEmail') && person !== ''
    if (!before) {
      institutions.set(key, { id, kind: kind as Kind, row: at + 1, there: false })
      entries.push({
        id, is: 'institution', kind: kind as Kind, name, unit, town, address: clean('address'), dutyPhones: listed(raw('duty')), phones: hers ? [] : listed(raw('phones')),
        email: ownEmail ? '' : raw('email'), hours: raw('hours'), languages: languagesIn(raw('languages'), notes), note: clean('note'), verifiedOn: dayIn(raw('verified'), told, notes), archivedOn: null,
      })
    }
    else if (before.there) notes.push({ note: 'joins', what: name })
    if (person) {
      const said = trainedWords[foldName(raw('trained'))]
      if (said === undefined) notes.push({ note: 'trained-unread', what: raw('trained') })
      entries.push({
        id: told.newId(), is: 'person', institution: id, name: person, role: clean('role'), phones: listed(hers ? raw('phones') : raw('personPhones')),
        email: ownEmail ? raw('email') : raw('personEmail'), trained: said ?? 'unknown', archivedOn: null,
      })
    }
    report()
  }
  return { ...known, rows, entries, unknownKinds: [...unknown.values()].sort((one, other) => other.rows - one.rows), nameless: false }
}

function dayIn(text: string, { readDay, today }: Told, notes: { note: Note; what: string }[]): Day | null {
  if (!text) return null
  const day = cellDay(text, readDay)
  if (day === undefined) notes.push({ note: 'date-unread', what: text })
  else if (day > today) notes.push({ note: 'date-later', what: text })
  return day !== undefined && day <= today ? day : null
}

function languagesIn(text: string, notes: { note: Note; what: string }[]): string[] {
  const found: string[] = []
  for (const word of listed(text)) {
    const folded = foldName(word)
    const code = languageWords[folded] ?? (languageCodes.some((one) => one === folded) ? folded : undefined)
    if (code === undefined) notes.push({ note: 'language-unknown', what: word })
    else if (!found.includes(code)) found.push(code)
  }
  return found
}

/** Pages of an import: a hundred entries each. */
export const entriesOnPage = 100
export function pagesOf(entries: readonly Entry[]): readonly (readonly Entry[])[] {
  return Array.from({ length: Math.ceil(entries.length / entriesOnPage) }, (_, at) => entries.slice(at * entriesOnPage, (at + 1) * entriesOnPage))
}
