import type { OpenCard } from '../../../desk/keys/keyring.ts'
import type { OpenDesk } from '../../../desk/session.tsx'
import type { ClientId } from '../../../shared/ids.ts'
import { cardAfter, cardWithout } from '../../clients/card-rules.ts'
import type { Told } from '../../clients/card-rules.ts'
import { clients } from '../../clients/contract.ts'
import { nextCard } from '../../clients/next-card.ts'
import { contactWords } from '../contract.ts'

/** What her other contacts say, as far as they are open here. */
export async function restOf(desk: OpenDesk, client: ClientId, but: string): Promise<readonly Told[]> {
  const hers = await desk.call(clients.one, { client })
  await desk.keys.admit(hers.served)
  const docs = await desk.keys.openDocs(hers.served.docs.filter((doc) => doc.schema.startsWith('contact/') && doc.folder !== but))
  return hers.contacts.filter((one) => one.folder !== but).map(({ folder, onDay }) => {
    const said = contactWords.safeParse(docs.find((doc) => doc.folder === folder)?.content).data
    return said ? { folder, onDay, agreed: said.agreed, agreedBy: said.agreedBy, safe: said.safe } : { folder, onDay, agreed: '', agreedBy: null, safe: null }
  })
}

/** Her card with what changes on it, sealed; nothing where it stays as it is, or is not open here. */
export async function changedCard(desk: OpenDesk, client: ClientId, change: (words: OpenCard['words']) => OpenCard['words'] | Promise<OpenCard['words']>) {
  const [card] = await desk.keys.cardsOf([client])
  if (!card) return undefined
  const next = await change(card.words)
  if (JSON.stringify(next) === JSON.stringify(card.words)) return undefined
  return nextCard(desk.keys, card, next)
}

/**
 * A contact was put right: what was agreed in it, and when it was, stand so on her card too. Safe contact stays: it may have been asked of
 * somebody else. A card that somebody writes at the same moment is left to its next contact.
 */
export async function bringCardAlong(desk: OpenDesk, client: ClientId, before: Told, after: Told): Promise<void> {
  if (before.onDay === after.onDay && before.agreed === after.agreed && before.agreedBy === after.agreedBy) return
  const rest = await restOf(desk, client, after.folder)
  const changed = await changedCard(desk, client, (words) => cardCorrected(words, before, after, rest))
  if (!changed) return
  await desk.call(clients.writeCard, { client, doc: changed.doc })
  await desk.keys.keepCard(changed.card)
}

const cardCorrected = (words: OpenCard['words'], before: Told, after: Told, rest: readonly Told[]) =>
  cardAfter(cardWithout(words, { ...before, safe: null }, rest), { ...after, safe: null })
