import { foldName, foldPhone } from '../../shared/names.ts'
import type { CardWords } from './contract.ts'

type Safe = CardWords['safe']
/** What one contact has to say on her card. */
export type Told = { readonly folder: string; readonly onDay: string; readonly agreed: string; readonly agreedBy: string | null; readonly safe: Safe | null }

const wasAsked = (safe: Safe | null): safe is Safe => safe !== null && safe.ok !== 'not_asked'
const sameSafe = (one: Safe, other: Safe) => (['ok', 'hours', 'ask', 'say', 'codeWord'] as const).every((key) => one[key] === other[key])
const agreedIn = ({ agreed, agreedBy, onDay, folder }: Told): CardWords['agreed'] => ({ text: agreed, on: onDay, by: agreedBy || null, from: folder })
const newest = (some: readonly Told[]) => some.toSorted((one, other) => other.onDay.localeCompare(one.onDay))[0]

/** Her card takes in what a contact tells. What was written down late never stands over what was agreed, or done, after it. */
export function cardAfter(card: CardWords, told: Told): CardWords {
  const isNewest = told.onDay >= card.lastDay
  return {
    ...card,
    safe: wasAsked(told.safe) ? told.safe : card.safe,
    agreed: isNewest && told.agreed && told.onDay >= card.agreed.on ? agreedIn(told) : card.agreed,
    lastDay: isNewest ? told.onDay : card.lastDay,
  }
}

/**
 * A contact was not hers: what was agreed and said about safe contact in it leaves her card, and the newest of the contacts that
 * stay hers speaks again. An agreement done long ago may come back with it: better asked twice than forgotten. What she is
 * called stays; that is about her, not about the contact.
 */
export function cardWithout(card: CardWords, gone: Told, rest: readonly Told[]): CardWords {
  const { agreed } = card
  const agreedThere = agreed.text !== '' && (agreed.from ? agreed.from === gone.folder : agreed.text === gone.agreed && agreed.on === gone.onDay)
  const before = newest(rest.filter((one) => one.agreed))
  const safeBefore = newest(rest.filter((one) => wasAsked(one.safe)))?.safe
  return {
    ...card,
    agreed: agreedThere ? (before ? agreedIn(before) : { text: '', on: agreed.on, by: null }) : agreed,
    safe: wasAsked(gone.safe) && sameSafe(card.safe, gone.safe) ? (safeBefore ?? { ok: 'not_asked', hours: '', ask: '', say: '', codeWord: '' }) : card.safe,
    lastDay: card.lastDay === gone.onDay ? (newest(rest)?.onDay ?? '') : card.lastDay,
  }
}

/** What one searches by is short. Longer is a story and belongs into the contact. */
export const cardLimits = { code: 20, name: 120, names: 10, town: 100, phone: 40, phones: 10 } as const

type Written = Pick<CardWords, 'code' | 'names' | 'aliases' | 'phones' | 'town'>
export type CardFlaw = { readonly kind: 'none' | 'long' | 'many' | 'short'; readonly which: string; readonly most: number }

/** Why a card cannot be kept, or would not be found by what stands on it; by field. */
export function flawsIn({ code, names, aliases, phones, town }: Written): Partial<Record<keyof Written, CardFlaw>> {
  const long = (which: string | undefined, most: number): CardFlaw | undefined => (which === undefined ? undefined : { kind: 'long', which: which.slice(0, 30), most })
  const listed = (all: readonly string[], each: number, most: number) =>
    long(all.find((one) => one.length > each), each) ?? (all.length > most ? { kind: 'many' as const, which: '', most } : undefined)
  const tooShort = phones.find((phone) => foldPhone(phone).length < 4)
  const flaws = {
    code: foldName(code) ? (code.length > cardLimits.code ? long(code, cardLimits.code) : undefined) : { kind: 'none' as const, which: '', most: cardLimits.code },
    names: listed(names, cardLimits.name, cardLimits.names),
    aliases: listed(aliases, cardLimits.name, cardLimits.names),
    town: town.length > cardLimits.town ? long(town, cardLimits.town) : undefined,
    phones: listed(phones, cardLimits.phone, cardLimits.phones) ?? (tooShort === undefined ? undefined : { kind: 'short' as const, which: tooShort, most: 4 }),
  }
  return Object.fromEntries(Object.entries(flaws).filter(([, flaw]) => flaw !== undefined)) as Partial<Record<keyof Written, CardFlaw>>
}
