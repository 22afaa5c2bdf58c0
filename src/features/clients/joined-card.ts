import { foldName, foldPhone } from '../../shared/names.ts'
import type { CardWords } from './contract.ts'

type Safe = CardWords['safe']
const changing = ['town', 'safe', 'agreed', 'lastDay'] as const
type Changing = Pick<CardWords, (typeof changing)[number]>
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)
const asked = (safe: Safe) => safe.ok !== 'not_asked'

/** Both cards say how to call safely, and not the same: somebody who knows must choose. */
export const safeDiffers = (card: CardWords, other: CardWords): boolean => asked(card.safe) && asked(other.safe) && !same(card.safe, other.safe)

/**
 * Her card takes in what stood on the card of another record of hers: she is found by all of it. `taken` keeps what came from there and what
 * stood before, so that the two can be taken apart again. `safe`: what was chosen where both say something.
 */
export function cardJoined(card: CardWords, other: CardWords, from: string, safe?: Safe): CardWords {
  const aliases = newTo([...card.names, ...card.aliases, card.code], [...other.names, ...other.aliases, other.code], foldName)
  const phones = newTo(card.phones, other.phones, foldPhone)
  const later = other.agreed.text !== '' && (card.agreed.text === '' || other.agreed.on > card.agreed.on)
  const after: Changing = {
    town: card.town || other.town,
    safe: safe ?? (asked(card.safe) ? card.safe : other.safe),
    agreed: later ? other.agreed : card.agreed,
    lastDay: other.lastDay > card.lastDay ? other.lastDay : card.lastDay,
  }
  // What the other had taken in from a third record stays that record's.
  const thirds = (other.taken ?? []).map((one) => ({ from: one.from, aliases: one.aliases.filter((alias) => aliases.includes(alias)), phones: one.phones.filter((phone) => phones.includes(phone)), before: {}, after: {} }))
  const ofThirds = { aliases: thirds.flatMap((one) => one.aliases), phones: thirds.flatMap((one) => one.phones) }
  const taken = {
    from, aliases: aliases.filter((alias) => !ofThirds.aliases.includes(alias)), phones: phones.filter((phone) => !ofThirds.phones.includes(phone)),
    before: changed(card, after, card), after: changed(card, after, after),
  }
  return { ...card, ...after, aliases: [...card.aliases, ...aliases], phones: [...card.phones, ...phones], taken: [...(card.taken ?? []), ...thirds, taken] }
}

/** The two are taken apart: what came from there goes, and what was changed by it stands as before unless somebody changed it since. */
export function cardParted(card: CardWords, from: string): CardWords {
  const taken = card.taken?.find((one) => one.from === from)
  if (!taken) return card
  const back = Object.fromEntries(changing.flatMap((key) => (taken.after[key] !== undefined && same(taken.after[key], card[key]) ? [[key, taken.before[key]]] : []))) as Partial<Changing>
  const rest = (card.taken ?? []).filter((one) => one !== taken)
  const { taken: _, ...plain } = card
  return {
    ...plain, ...back,
    aliases: card.aliases.filter((alias) => !taken.aliases.includes(alias)), phones: card.phones.filter((phone) => !taken.phones.includes(phone)),
    ...(rest.length && { taken: rest }),
  }
}

const changed = (from: Changing, to: Changing, say: Changing): Partial<Changing> => Object.fromEntries(changing.flatMap((key) => (same(from[key], to[key]) ? [] : [[key, say[key]]])))

function newTo(known: readonly string[], coming: readonly string[], fold: (text: string) => string): string[] {
  const folded = new Set(known.map(fold))
  return coming.filter((one) => {
    const is = fold(one)
    if (!is || folded.has(is)) return false
    folded.add(is)
    return true
  })
}
