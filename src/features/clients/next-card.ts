import type { Vault } from '../../vault/vault.ts'
import type { CardWords } from './contract.ts'

type Card = { readonly folder: string; readonly doc: string; readonly version: number }

/** The next version of her card: sealed, to be sent, and as it is then known here. */
export async function nextCard<C extends Card>(vault: Pick<Vault, 'sealDoc'>, card: C, words: CardWords) {
  const version = card.version + 1
  const doc = await vault.sealDoc({ folder: card.folder, id: card.doc, version, schema: 'card/1' }, words)
  return { doc, card: { ...card, version, words } }
}
