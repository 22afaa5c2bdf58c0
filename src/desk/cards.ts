import { formatDay } from '../shared/words.ts'
import type { Locale } from '../shared/words.ts'
import type { OpenCard } from './keys/keyring.ts'
import { useDesk } from './session.tsx'
import { useWords } from './ui/index.ts'
import type { Found } from './ui/index.ts'
import { deskWords } from './words.ts'

/** Why not everybody is found yet, in words, while cards are being opened or when they could not be fetched. */
export function useCardsComing(): string | undefined {
  const { cards } = useDesk()
  const say = useWords(deskWords)
  return cards === 'ready' ? undefined : say(`find.${cards}`)
}

/**
 * For a page of one record that reads it again once cards are there: until then it stays as it was read, with every form open in it. Of another
 * record it shows nothing.
 */
export const whileCardsCome = (id: string) => <D>(before: D | undefined, query: { readonly queryKey: readonly unknown[] } | undefined): D | undefined =>
  (query?.queryKey[1] === id ? before : undefined)

/** What a client is called in a list: her first name as typed, else the code. */
export const calledOf = ({ words }: Pick<OpenCard, 'words'>): string => words.names[0] ?? words.aliases[0] ?? words.code

export function cardFound(card: OpenCard, locale: Locale): Found {
  const { words } = card
  const detail = [words.code, words.town, ...words.aliases.map((alias) => `„${alias}“`)].filter((part) => part && part !== calledOf(card) && part !== `„${calledOf(card)}“`).join(' · ')
  return { id: card.client, label: calledOf(card), ...(detail && { detail }), ...(words.lastDay && { aside: formatDay(words.lastDay, locale) }) }
}
