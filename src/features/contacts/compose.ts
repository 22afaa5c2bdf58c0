import { dayOf, minutesBand, partOfDay } from '../../shared/calendar.ts'
import type { SentTo } from '../../shared/endpoint.ts'
import { newId } from '../../shared/ids.ts'
import type { FolderId, RecordId, TeamId } from '../../shared/ids.ts'
import { listed } from '../../shared/words.ts'
import type { Vault } from '../../vault/vault.ts'
import { iloEleven } from '../../vocabulary/index.ts'
import { cardAfter, flawsIn } from '../clients/card-rules.ts'
import { nextCard } from '../clients/next-card.ts'
import type { CardWords } from '../clients/contract.ts'
import type { contacts, ContactWords } from './contract.ts'
import type { ContactFacts } from './facts.ts'
import type { ContactDraft, PersonOnContact } from './draft.ts'

export type Save = SentTo<typeof contacts.save>
export type KnownCard = { readonly client: string; readonly folder: string; readonly doc: string; readonly version: number; readonly words: CardWords; readonly named?: readonly string[] | null }
export type Sealing = Pick<Vault, 'makeFolder' | 'sealDoc' | 'share'>
export type Places = { readonly finders: TeamId; readonly caseManagement: TeamId }

/** Seals a contact and all that came of it, as one command that can be sent twice. */
export async function composeContact(draft: ContactDraft, vault: Sealing, places: Places, known: readonly KnownCard[], draftId: RecordId | null, now: Date): Promise<Save> {
  // Of a restricted client a contact is for the named, whoever takes it; of several, for those named for any of them.
  const restricted = known.filter((card) => card.named)
  const like = restricted[0]?.folder
  const named = [...new Set(restricted.flatMap((card) => card.named ?? []))]
  const newFolder = await vault.makeFolder('contact', like ? named : [draft.team], draft.onDay, like ? { like } : undefined)
  const folder = newFolder.id as FolderId
  const doc = await vault.sealDoc({ folder, id: newId(), version: 1, schema: 'contact/1' }, wordsOf(draft, now))
  const clients = distinct(draft.people)
  const holds = clients.length && !like && places.caseManagement !== draft.team ? await vault.share(folder, [places.caseManagement], draft.onDay) : []
  const newClients = await Promise.all(clients.filter((person) => person.isNew).map((person) => newCard(person, draft, folder, vault, places)))
  const cards = await Promise.all(clients.filter((person) => !person.isNew).flatMap((person) => {
    const card = known.find((one) => one.client === person.client)
    return card ? [writtenCard(card, person, draft, folder, vault)] : []
  }))
  const helped = (clients.find((person) => person.as === 'about') ?? clients[0])?.client ?? null
  const institutionContacts = await Promise.all(draft.institutions.flatMap((one) => (one.kind === null ? [] : [{ ...one, kind: one.kind }])).map(async (one) => {
    const { id, kind, topic, channel, direction, sought: _, ...words } = one
    const sealed = await vault.sealDoc({ folder, id: newId(), version: 1, schema: 'institution-contact/1' }, { ...words, of: id })
    return { facts: { id, client: helped, team: draft.team, kind, topic, channel, direction, onDay: draft.onDay }, doc: sealed }
  }))
  return {
    contact: factsOf(draft, folder, now), newFolder, doc, newClients, cards, institutionContacts, draft: draftId,
    links: draft.people.map(({ client, as }) => ({ client, as, holds })),
    services: draft.given.map((kind) => ({ id: newId<'record'>(), client: helped, team: draft.team, kind, state: 'provided' as const, times: 1, onDay: draft.onDay })),
  }
}

/** The codes that are counted. What was not asked says so; nothing is guessed. */
export function factsOf(draft: ContactDraft, folder: FolderId, now: Date): ContactFacts {
  const started = new Date(draft.startedAt)
  const minutes = (new Date(draft.endedAt ?? now).getTime() - started.getTime()) / 60_000
  return {
    folder, line: draft.line, team: draft.team, channel: draft.channel, direction: draft.direction,
    type: draft.type ?? 'not_asked', subtype: draft.subtype ?? 'not_asked',
    need: draft.subtype === 'post_festum' ? (draft.need ?? 'not_asked') : null,
    outcome: draft.outcome ?? 'not_asked', urgency: draft.urgency ?? 'not_asked', onDay: draft.onDay,
    partOfDay: draft.partOfDay ?? (draft.late ? 'unknown' : partOfDay(started)),
    minutesBand: draft.minutes ?? (draft.late ? 'unknown' : minutesBand(minutes)),
  }
}

/** The counted codes as they stood when these words were written. The folder is where they stand anyway. */
function codesOf(draft: ContactDraft, now: Date): Record<string, string | null> {
  const { folder: _, ...codes } = factsOf(draft, '' as FolderId, now)
  return codes
}

export function wordsOf(draft: ContactDraft, now: Date): ContactWords {
  const asked = Object.keys(draft.answers).length > 0
  return {
    startedAt: draft.startedAt, endedAt: draft.endedAt ?? (draft.late ? null : now.toISOString()), says: draft.says, agreed: draft.agreed,
    agreedBy: draft.agreedBy || null, calledBy: '', number: draft.number, contactor: draft.contactor ?? 'not_asked', language: draft.language ?? 'not_asked',
    interpreter: draft.interpreter ?? 'not_asked', heardOf: draft.heardOf, campaign: draft.heardOf === 'campaign' ? draft.campaign : null, safe: draft.people[0]?.safe ?? draft.safe,
    screening: asked ? { list: iloEleven.id, version: String(iloEleven.version), answers: { ...draft.answers } } : null,
    writtenAt: now.toISOString(), codes: codesOf(draft, now),
  }
}

/** What one finds her by, as it stands in the contact. */
export const cardOf = ({ code, name, aliases, phone, town }: PersonOnContact) => ({ code, names: name.trim() ? [name.trim()] : [], aliases: listed(aliases), phones: listed(phone), town: town.trim() })

/** Her card has to be one that can be kept: whoever changes it later is refused nothing that was taken here. */
export const cardFlaws = (person: PersonOnContact) => (person.isNew ? flawsIn(cardOf(person)) : {})

async function newCard(person: PersonOnContact, draft: ContactDraft, folder: string, vault: Sealing, places: Places): Promise<Save['newClients'][number]> {
  const card = await vault.makeFolder('card', [places.finders], dayOf(new Date(`${draft.onDay}T12:00:00Z`)))
  const words: CardWords = {
    ...cardOf(person),
    safe: person.safe, agreed: { text: draft.agreed, on: draft.onDay, by: draft.agreedBy || null, from: folder }, lastDay: draft.onDay,
  }
  return { id: person.client, card, doc: await vault.sealDoc({ folder: card.id, id: newId(), version: 1, schema: 'card/1' }, words) }
}

async function writtenCard(card: KnownCard, person: PersonOnContact, draft: ContactDraft, folder: string, vault: Sealing): Promise<Save['cards'][number]> {
  const words = cardAfter(card.words, { folder, onDay: draft.onDay, agreed: draft.agreed, agreedBy: draft.agreedBy, safe: person.safe })
  return { client: person.client, doc: (await nextCard(vault, card, words)).doc }
}

const distinct = (people: readonly PersonOnContact[]) => [...new Map(people.map((person) => [person.client, person])).values()]
