import type { OpenCard } from './keys/keyring.ts'
import type { OpenDesk } from './session.tsx'
import type { FolderId } from '../shared/ids.ts'
import type { HoldRow, Renewal } from '../vault/seal.ts'

/**
 * Whom a link lets into a contact: her helpers; of a restricted client nobody, and the contact gets a new key for those named
 * for her, so that it is not with the team that took it any more.
 */
export async function holdsForLink(desk: OpenDesk, contact: { readonly folder: FolderId; readonly onDay: string; readonly team: string }, card: OpenCard | undefined): Promise<{ readonly holds: HoldRow[]; readonly moves?: Renewal }> {
  if (card?.named) return { holds: [], moves: await desk.keys.rehold(contact.folder, card.named, contact.onDay, { like: card.folder }) }
  const helpers = [desk.team('case_management')].filter((team) => team !== contact.team)
  return { holds: helpers.length ? await desk.keys.share(contact.folder, helpers, contact.onDay) : [] }
}
