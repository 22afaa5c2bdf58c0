import { toBase64url, utf8 } from '../../shared/bytes.ts'
import type { Day } from '../../shared/calendar.ts'
import { hashOf } from '../../shared/hash.ts'
import { foldName } from '../../shared/names.ts'
import { cellDay, columnsOf, oneScript } from '../../shared/sheet-columns.ts'
import type { Headings } from '../../shared/sheet-columns.ts'
import { saidChannels, saidDirections, saidKinds, saidTopics } from '../../vocabulary/said-codes.ts'
import { saidOutcomes, whatCame } from './outcomes.ts'
import type { Outcome } from './outcomes.ts'
import type { InstitutionContactWords, InstitutionFollowUp, PastContactFacts } from './contract.ts'
import { contactsInBlock } from './import-size.ts'

/** What a column of past contacts may hold. */
export const fields = ['day', 'kind', 'institution', 'topic', 'channel', 'direction', 'person', 'said', 'promise', 'by', 'outcome', 'outcome-on'] as const
export type FieldOf = (typeof fields)[number]

/** Headings as people write them, folded to one key for both scripts. */
const headings: Headings<FieldOf> = {
  day: ['datum', 'dan', 'datum kontakta', 'dana', 'kada', 'date', 'day', 'date of contact', 'when'],
  kind: ['vrsta', 'vrsta institucije', 'vrsta ustanove', 'tip', 'tip institucije', 'kategorija', 'kind', 'kind of institution', 'type', 'category'],
  institution: ['institucija', 'ustanova', 'naziv', 'naziv institucije', 'naziv ustanove', 'organizacija', 's kim', 'sa kim', 'institution', 'name', 'organisation', 'organization', 'with'],
  topic: ['tema', 'povod', 'predmet', 'o cemu', 'svrha', 'topic', 'about', 'subject', 'purpose', 'reason'],
  channel: ['put', 'nacin', 'nacin kontakta', 'kanal', 'sredstvo', 'vid komunikacije', 'channel', 'means', 'medium'],
  direction: ['smer', 'pravac', 'ko je zvao', 'direction'],
  person: ['osoba', 'kontakt osoba', 'sagovornik', 'sluzba osoba', 'ime i prezime', 'jedinica', 'odeljenje', 'sa kim se govorilo', 'person', 'contact person', 'spoken to', 'who was spoken to', 'unit'],
  said: ['beleska', 'napomena', 'napomene', 'opis', 'sadrzaj', 'sta je receno', 'kratak opis', 'note', 'notes', 'said', 'what was said', 'description', 'content', 'remark'],
  promise: ['obecanje', 'obecano', 'sta je obecano', 'dogovor', 'dogovoreno', 'promise', 'promised', 'what was promised', 'agreed'],
  by: ['rok', 'do kada', 'obecano do', 'by when', 'due', 'due date', 'deadline'],
  // Not "odgovor": under that stands what was answered, in words.
  outcome: ['ishod', 'ishod kontakta', 'rezultat', 'outcome', 'result'],
  'outcome-on': ['datum ishoda', 'dan ishoda', 'datum odgovora', 'odgovoreno dana', 'ishod dana', 'date of outcome', 'outcome on', 'outcome date', 'answered on', 'date of answer'],
}

/** Codes that may be told once for all rows that say the same, or nothing. A row must have them, but for the outcome. */
const coded = { kind: saidKinds, topic: saidTopics, channel: saidChannels, direction: saidDirections, outcome: saidOutcomes } as const
export type Coded = keyof typeof coded
type Code = { readonly [C in Coded]: C extends keyof PastContactFacts ? PastContactFacts[C] : Outcome }

/** Why a row is not taken. */
export type Left = 'no-day' | 'day-unread' | 'day-later' | 'day-early' | 'unknown' | 'unsaid' | 'too-long' | 'already-there'
/** What was understood in a way that she may want to look at; the row is taken all the same. */
export type Note = 'same-as-row' | 'several-called' | 'by-unread' | 'by-early' | 'letters-mixed' | 'outcome-on-unread' | 'outcome-on-early' | 'outcome-on-later' | 'outcome-undated' | 'kept-undated'
type About<What> = { readonly why: What; readonly field: FieldOf; readonly what: string }
export type RowReport = {
  /** As the spreadsheet numbers it. */
  readonly row: number
  readonly called: string
  readonly left: readonly About<Left>[]
  readonly notes: readonly About<Note>[]
}
export type PastContact = { readonly facts: PastContactFacts; readonly words: InstitutionContactWords; readonly later: Omit<InstitutionFollowUp, 'of'> | null; readonly key: string }
export type Plan = {
  readonly columns: readonly (FieldOf | null)[]
  readonly headings: readonly string[]
  readonly rows: readonly RowReport[]
  readonly contacts: readonly PastContact[]
  /** Words nobody here knows, as they are written, in how many rows, and what she said they mean; '' where the cell is empty. Rows wait while that is null. */
  readonly unknown: readonly { readonly field: Coded; readonly text: string; readonly rows: number; readonly code: string | null }[]
  /** In which column the days are could not be told. */
  readonly dayless: boolean
}

export type Known = { readonly id: string; readonly kind: Code['kind']; readonly called: string }
/** What is there already, as keys, so that a worker can be told. */
export type There = {
  /** Entries of the directory by everything they may be called; null: several are called so. */
  readonly institutions: ReadonlyMap<string, Known | null>
  /** People there, by institution and name. */
  readonly people: ReadonlyMap<string, string>
  /** Rows of earlier imports, and how often each came. */
  readonly rows: ReadonlyMap<string, number>
}
export type Told = {
  readonly there: There
  readonly columns: Readonly<Record<number, FieldOf | null>>
  /** Her answers: what a word means, by field and folded word. */
  readonly codes: { readonly [C in Coded]: Readonly<Record<string, Code[C]>> }
  readonly today: Day
  readonly readDay: (text: string) => Day | undefined
  readonly newId: () => string
}

/** Before this no organisation of this kind wrote down contacts; such a day is a slip of the hand. */
const earliest: Day = '1990-01-01'
/** As long as when it is typed. */
const longest = { institution: 300, person: 300, said: 20_000, promise: 5000 } as const

/** What a spreadsheet of past contacts would bring, row by row, before anything is taken. */
export function planContacts(table: readonly (readonly string[])[], told: Told): Plan {
  const { head, place, ...known } = columnsOf(table, headings, told.columns)
  if (!place.has('day')) return { ...known, rows: [], contacts: [], unknown: [], dayless: true }

  const rows: RowReport[] = []
  const contacts: PastContact[] = []
  const unknown = new Map<string, { field: Coded; text: string; rows: number; code: string | null }>()
  const firstOf = new Map<string, number>()
  const there = new Map(told.there.rows)
  const fold = remembered(foldName)

  for (let at = head + 1; at < table.length; at++) {
    const cells = table[at] ?? []
    if (!cells.some(Boolean)) continue
    const left: About<Left>[] = []
    const notes: About<Note>[] = []
    const raw = (field: FieldOf) => { const column = place.get(field); return column === undefined ? '' : (cells[column] ?? '').normalize('NFC').trim() }
    const clean = (field: FieldOf) => {
      const text = raw(field)
      const one = oneScript(text)
      if (one !== text) notes.push({ why: 'letters-mixed', field, what: one })
      return one
    }
    const onDay = dayOf(raw('day'), told, left)
    const [called, withWhom, said, promise] = [clean('institution'), clean('person'), clean('said'), clean('promise')]
    for (const [field, text] of Object.entries({ institution: called, person: withWhom, said, promise }) as [keyof typeof longest, string][]) {
      if (text.length > longest[field]) left.push({ why: 'too-long', field, what: String(longest[field]) })
    }
    const match = called ? told.there.institutions.get(fold(called)) : undefined
    if (match === null) notes.push({ why: 'several-called', field: 'institution', what: called })
    const code = <C extends Coded>(field: C, instead?: { readonly text: string; readonly code?: Code[C] | undefined }): Code[C] | undefined => {
      const text = raw(field) || (instead?.text ?? '')
      if (!text && field === 'outcome') return undefined
      const folded = fold(text)
      const itself = ((!raw(field) && instead?.code) || coded[field].get(folded)) as Code[C] | undefined
      if (itself) return itself
      const said = told.codes[field][folded]
      const key = `${field} ${folded}`
      unknown.set(key, { field, text: unknown.get(key)?.text ?? text, rows: (unknown.get(key)?.rows ?? 0) + 1, code: said ?? null })
      if (said) return said
      left.push({ why: text ? 'unknown' : 'unsaid', field, what: text })
      return undefined
    }
    const kind = code('kind', { text: called, code: match?.kind })
    const [topic, channel, direction] = [code('topic'), code('channel'), code('direction')]
    const promisedBy = raw('by') ? cellDay(raw('by'), told.readDay) : null
    if (promisedBy === undefined) notes.push({ why: 'by-unread', field: 'by', what: raw('by') })
    const early = Boolean(promisedBy && onDay && promisedBy < onDay)
    if (early) notes.push({ why: 'by-early', field: 'by', what: raw('by') })
    const outcome = code('outcome')
    const cameOn = raw('outcome-on') && outcome ? cellDay(raw('outcome-on'), told.readDay) : ''
    const wrongDay = cameOn === undefined ? 'unread' : cameOn && onDay && cameOn < onDay ? 'early' : cameOn > told.today ? 'later' : undefined
    if (wrongDay) notes.push({ why: `outcome-on-${wrongDay}`, field: 'outcome-on', what: raw('outcome-on') })
    const came = whatCame(outcome, onDay ?? '', wrongDay ? '' : (cameOn ?? ''))
    if (came.undated) notes.push({ why: came.undated, field: 'outcome', what: raw('outcome') })

    const report = () => void rows.push({ row: at + 1, called: [raw('day'), called, withWhom].filter(Boolean).join(' · '), left, notes })
    if (left.length || !onDay || !kind || !topic || !channel || !direction) { report(); continue }
    // Not by its outcome: a file to which outcomes were added brings no row a second time.
    const key = keyOf([onDay, kind, topic, channel, direction, fold(called), fold(withWhom), said, promise, promisedBy ?? ''])
    const before = there.get(key) ?? 0
    if (before) {
      there.set(key, before - 1)
      left.push({ why: 'already-there', field: 'day', what: raw('day') })
      report()
      continue
    }
    // Two short calls to one station on a day look the same and are two: each row counts, and she is told.
    const twin = firstOf.get(key)
    if (twin === undefined) firstOf.set(key, at + 1)
    else notes.push({ why: 'same-as-row', field: 'day', what: String(twin) })
    contacts.push({
      key, facts: { id: told.newId() as PastContactFacts['id'], kind, topic, channel, direction, onDay },
      words: {
        withWhom, said, promise, promisedBy: early ? null : (promisedBy ?? null), institution: match?.id ?? null, called: match?.called ?? called, answer: came.answer,
        person: (match && told.there.people.get(`${match.id}|${fold(withWhom)}`)) ?? null,
      },
      later: came.later,
    })
    report()
  }
  return { ...known, rows, contacts, unknown: [...unknown.values()].sort((one, other) => other.rows - one.rows), dayless: false }
}

/** The same names stand in many rows. */
function remembered(of: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>()
  return (text) => known.get(text) ?? (known.set(text, of(text)), known.get(text) as string)
}

function dayOf(text: string, { readDay, today }: Told, left: About<Left>[]): Day | undefined {
  const day = cellDay(text, readDay)
  const why = !text ? 'no-day' : day === undefined ? 'day-unread' : day > today ? 'day-later' : day < earliest ? 'day-early' : undefined
  if (why) left.push({ why, field: 'day', what: text })
  return why ? undefined : day
}

/** So short that it tells nothing by itself, and it is sealed besides; long enough that no two rows of a lifetime share one. */
const keyOf = (row: readonly string[]): string => toBase64url(hashOf(utf8(JSON.stringify(row))).slice(0, 12))

/** How much text one request takes along, besides a number of contacts. */
const mostText = 600_000
const sizeOf = ({ words: { withWhom, said, promise, called = '' } }: PastContact): number => withWhom.length + said.length + promise.length + called.length

/**
 * Contacts in the order of lists, so that neighbours share a folder: a hundred in each, fewer where much was written. A page of a list then
 * opens the folders of its own contacts and serves few others.
 */
export function blocksOf(contacts: readonly PastContact[]): readonly (readonly PastContact[])[] {
  const sorted = contacts.map((one) => ({ one, by: `${one.facts.onDay} ${one.facts.id}` })).sort((a, b) => (a.by < b.by ? -1 : 1)).map(({ one }) => one)
  return cut(sorted, contactsInBlock, sizeOf)
}

/** Blocks that travel together. */
export const partsOf = (blocks: readonly (readonly PastContact[])[]): readonly (readonly (readonly PastContact[])[])[] =>
  cut(blocks, 5, (block) => block.reduce((sum, one) => sum + sizeOf(one), 0))

/** In order, so many at most in each piece, and no more text than fits; what is larger alone goes alone. */
function cut<One>(all: readonly One[], most: number, size: (one: One) => number): readonly (readonly One[])[] {
  const pieces: One[][] = []
  let text = 0
  for (const one of all) {
    const last = pieces.at(-1)
    if (last && last.length < most && text + size(one) <= mostText) {
      last.push(one)
      text += size(one)
    }
    else {
      pieces.push([one])
      text = size(one)
    }
  }
  return pieces
}

/** Everything an entry of the directory may be called in a cell. */
export function calledIn({ name, unit, town }: { readonly name: string; readonly unit: string; readonly town: string }): readonly string[] {
  const named = [[name], [name, unit], [name, town], [name, unit, town]].map((parts) => foldName(parts.filter(Boolean).join(' ')))
  return [...new Set(named)].filter(Boolean)
}

/** The directory by what its entries may be called; null where that is said of several. */
export function byCalled(entries: readonly (Known & Parameters<typeof calledIn>[0])[]): ReadonlyMap<string, Known | null> {
  const found = new Map<string, Known | null>()
  for (const { id, kind, called, ...one } of entries) for (const key of calledIn(one)) found.set(key, found.has(key) ? null : { id, kind, called })
  return found
}

/** How often each row came with earlier imports. */
export function rowsThere(imports: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const there = new Map<string, number>()
  for (const rows of imports) for (const row of rows) there.set(row, (there.get(row) ?? 0) + 1)
  return there
}
