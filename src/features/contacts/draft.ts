import type { ClientId, LineId, RecordId, TeamId } from '../../shared/ids.ts'
import { newId } from '../../shared/ids.ts'
import { dayOf } from '../../shared/calendar.ts'
import type { SentTo } from '../../shared/endpoint.ts'
import type { contacts, ContactWords } from './contract.ts'
import type { ContactFacts } from './facts.ts'

export type SafeContact = { readonly ok: 'yes' | 'no' | 'unknown' | 'not_asked' | 'declined'; readonly hours: string; readonly ask: string; readonly say: string; readonly codeWord: string }
export const safeNotAsked: SafeContact = { ok: 'not_asked', hours: '', ask: '', say: '', codeWord: '' }

/** Somebody of this contact: who calls, or whom it is about. A new one becomes a client when the contact is saved. */
export type PersonOnContact = {
  readonly client: ClientId
  readonly isNew: boolean
  readonly as: 'caller' | 'about'
  readonly code: string
  readonly name: string
  readonly aliases: string
  readonly phone: string
  readonly town: string
  readonly safe: SafeContact
}

type Facts = SentTo<typeof contacts.save>['institutionContacts'][number]['facts']
export type InstitutionOnContact = {
  readonly id: RecordId
  readonly kind: Facts['kind'] | null
  readonly topic: Facts['topic']
  readonly channel: Facts['channel']
  readonly direction: Facts['direction']
  readonly withWhom: string
  /** Entries of the directory, and what the institution was called there. */
  readonly institution: string | null
  readonly person: string | null
  readonly called: string
  readonly answer: 'answered' | 'promised' | 'refused' | 'waiting' | null
  readonly said: string
  readonly promise: string
  readonly promisedBy: string | null
  /** What is typed to find it; drafts from before have none. No part of what is saved. */
  readonly sought?: string
}

/** What she has typed and pressed so far. Everything may be empty; all of it is sealed while it is a draft. */
export type ContactDraft = {
  readonly startedAt: string
  readonly endedAt: string | null
  /** Late entry: the day is hers to say. */
  readonly onDay: string
  readonly late: boolean
  readonly minutes: ContactFacts['minutesBand'] | null
  readonly partOfDay: ContactFacts['partOfDay'] | null
  readonly line: LineId | null
  readonly team: TeamId
  readonly channel: ContactFacts['channel']
  readonly direction: ContactFacts['direction']
  readonly type: ContactFacts['type'] | null
  readonly subtype: ContactFacts['subtype'] | null
  readonly need: ContactFacts['need']
  readonly outcome: ContactFacts['outcome'] | null
  readonly urgency: ContactFacts['urgency'] | null
  readonly contactor: string | null
  readonly language: string | null
  readonly interpreter: string | null
  readonly heardOf: string
  readonly campaign: string | null
  readonly says: string
  readonly agreed: string
  /** A day, `her_pace`, nothing; empty while a day is being typed. */
  readonly agreedBy: string | null
  readonly number: string
  readonly query: string
  readonly people: readonly PersonOnContact[]
  /** What was said about calling safely, in a contact that is being corrected: whom it concerns is not part of that. */
  readonly safe: SafeContact | null
  readonly given: readonly SentTo<typeof contacts.save>['services'][number]['kind'][]
  readonly institutions: readonly InstitutionOnContact[]
  readonly answers: Readonly<Record<string, string>>
}

/** What is given during a contact; the rest of the list is help of its own, written from her page. */
export const usuallyGiven = ['counselling', 'info_and_advice', 'psychological', 'legal', 'medical', 'accommodation', 'safety_planning', 'material_humanitarian'] as const

export function newContactDraft(line: LineId | null, team: TeamId, now: Date): ContactDraft {
  return {
    startedAt: now.toISOString(), endedAt: null, onDay: dayOf(now), late: false, minutes: null, partOfDay: null,
    line, team, channel: 'phone', direction: 'in', type: null, subtype: null, need: null, outcome: null, urgency: null,
    contactor: null, language: null, interpreter: null, heardOf: '', campaign: null, says: '', agreed: '', agreedBy: null, number: '',
    query: '', people: [], safe: null, given: [], institutions: [], answers: {},
  }
}

const codeOr = (code: string | undefined): string | null => (code === undefined || code === 'not_asked' ? null : code)

/** A saved contact as a draft again, so that it is corrected on the page it was taken on. Whom it concerns is not part of it. */
export function draftOf(facts: ContactFacts, words: ContactWords | undefined): ContactDraft {
  const { line, team, channel, direction, need, onDay, partOfDay, minutesBand } = facts
  const skipped = <C extends string>(code: C) => (code === 'not_asked' ? null : code)
  return {
    ...newContactDraft(line, team, new Date()), channel, direction, onDay, late: true, need,
    startedAt: words?.startedAt ?? `${onDay}T12:00:00.000Z`, endedAt: words?.endedAt ?? null,
    type: skipped(facts.type), subtype: skipped(facts.subtype), outcome: skipped(facts.outcome), urgency: skipped(facts.urgency),
    partOfDay, minutes: minutesBand, contactor: codeOr(words?.contactor), language: codeOr(words?.language), interpreter: codeOr(words?.interpreter),
    heardOf: words?.heardOf ?? '', campaign: words?.campaign ?? null, says: words?.says ?? '', agreed: words?.agreed ?? '', agreedBy: words?.agreedBy ?? null, number: words?.number ?? '',
    answers: words?.screening?.answers ?? {}, safe: words?.safe ?? null,
  }
}

export function newInstitution(): InstitutionOnContact {
  return { id: newId<'record'>(), kind: null, topic: 'assistance', channel: 'phone', direction: 'out', withWhom: '', institution: null, person: null, called: '', answer: null, said: '', promise: '', promisedBy: null }
}

/** Typed to find an institution, and none is chosen: saved so, the words would be lost and another kind counted. */
export const isSought = ({ sought = '' }: InstitutionOnContact): boolean => sought.trim() !== ''

/** Words about an institution that is not named: it could not be counted, and must not be lost. */
export const isWithoutKind = ({ kind, withWhom, said, promise, answer }: InstitutionOnContact): boolean => kind === null && Boolean(withWhom || said || promise || answer)

/** Easy to say and to hear over a telephone; random, so that it tells nothing. About a million and a half of them. */
export function newCode(): string {
  const letters = 'ABEKMNTP'
  const [first = 0, second = 0, number = 0] = crypto.getRandomValues(new Uint32Array(3))
  return `${letters[first % 8]}${letters[second % 8]}-${String(number % 10_000).padStart(4, '0')}`
}

export function newPerson(as: PersonOnContact['as'], name: string): PersonOnContact {
  const phone = /^[\d\s+/()-]{6,}$/.test(name.trim()) ? name.trim() : ''
  return { client: newId<'client'>(), isNew: true, as, code: newCode(), name: phone ? '' : name.trim(), aliases: '', phone, town: '', safe: safeNotAsked }
}

/** Anything written or answered besides what kind of contact it is, and when and how it came. */
const isAnswered = (draft: ContactDraft): boolean =>
  [draft.says, draft.agreed, draft.number, draft.heardOf].some((text) => text.trim() !== '') ||
  [draft.agreedBy, draft.contactor, draft.language, draft.interpreter, draft.campaign, draft.urgency].some((code) => code !== null) ||
  draft.people.length > 0 || draft.given.length > 0 || draft.institutions.length > 0 || Object.keys(draft.answers).length > 0

export const isUntouched = (draft: ContactDraft): boolean => !draft.query && [draft.type, draft.subtype, draft.need, draft.outcome].every((code) => code === null) && !isAnswered(draft)

export type OnePress = Required<Pick<{ [Key in keyof ContactDraft]: NonNullable<ContactDraft[Key]> }, 'type' | 'subtype' | 'outcome'>>

/** Whether one press would keep more, or something else, than the button itself says: then she is asked first. */
export function saysMoreThan(draft: ContactDraft, press: OnePress): boolean {
  return isAnswered(draft) || draft.need !== null || (['type', 'subtype', 'outcome'] as const).some((code) => draft[code] !== null && draft[code] !== press[code])
}

type Kept = { readonly id: string; readonly draft: { readonly page: string; readonly at: number } }

/** Of what she left unfinished: contacts not saved yet, and contacts whose correction was begun. */
export function draftsOf(kept: readonly Kept[]) {
  const fresh = kept.filter(({ draft }) => draft.page === 'contact').map(({ id, draft }) => ({ id, at: new Date(draft.at) }))
  const corrections = new Set(kept.flatMap(({ draft }) => /^correct\?contact=([\w-]+)/.exec(draft.page)?.[1] ?? []))
  return { fresh, corrections }
}
