import { dayOf } from '../../shared/calendar.ts'

/** What happened to her records, in the words of her paper. Whatever is not named here is `other`. */
const kinds = {
  opened: ['client.opened', 'contact.opened', 'file.opened'],
  listed: ['cards.segment', 'contacts.page', 'situations.page', 'persons.page', 'events.page', 'figures.records', 'heard.page', 'institution-contacts.page'],
  written: [
    'client.made', 'contact.saved', 'contact.changed', 'card.written', 'document.written', 'folder.made', 'service.recorded',
    'service.taken-back', 'institution-contact.recorded', 'institution-contact.taken-back', 'institution-contact.followed', 'person.recorded', 'status.recorded', 'centre.recorded', 'situation.reported',
  ],
  joined: ['contact.linked', 'contact.unlinked', 'client.joined', 'client.parted'],
  asked: ['ledger.read', 'openings.read'],
} as const
export type OpeningKind = keyof typeof kinds | 'other'

type Entry = { readonly at: string; readonly actor: string | null; readonly action: string; readonly result: string }
/** One line of her paper: on a day somebody did one kind of thing, at these instants. */
export type Opening = { readonly on: string; readonly by: string | null; readonly kind: OpeningKind; readonly at: readonly string[] }

export function kindOf(action: string): OpeningKind {
  for (const [kind, actions] of Object.entries(kinds)) if ((actions as readonly string[]).includes(action)) return kind as OpeningKind
  return 'other'
}

/** One line for a day, a person and a kind; the latest day first, within it as it happened. Sent twice is one thing. */
export function openingsOf(entries: readonly Entry[]): Opening[] {
  const lines = new Map<string, Opening>()
  for (const entry of [...entries].sort((one, other) => one.at.localeCompare(other.at))) {
    if (entry.result === 'already-there') continue
    const [on, kind] = [dayOf(new Date(entry.at)), kindOf(entry.action)]
    const key = `${on} ${entry.actor} ${kind}`
    const line = lines.get(key)
    lines.set(key, { on, by: entry.actor, kind, at: [...(line?.at ?? []), entry.at] })
  }
  return [...lines.values()].sort((one, other) => other.on.localeCompare(one.on) || (one.at[0] ?? '').localeCompare(other.at[0] ?? ''))
}
