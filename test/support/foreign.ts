import { contacts } from '../../src/features/contacts/contract.ts'
import { drafts } from '../../src/features/drafts/contract.ts'
import { members } from '../../src/features/members/contract.ts'
import { services } from '../../src/features/services/contract.ts'
import { situations } from '../../src/features/situations/contract.ts'
import { newId } from '../../src/shared/ids.ts'
import type { ClientId, FolderId, LineId, RecordId, TeamId } from '../../src/shared/ids.ts'
import type { DocRow } from '../../src/vault/seal.ts'
import type { House, SignedIn } from './house.ts'

export const someDay = '2026-03-12'

export function contactOf(folder: FolderId, line: LineId, team: TeamId) {
  return {
    folder, line, team, channel: 'phone', direction: 'in', type: 'trafficking', subtype: 'report', need: null,
    outcome: 'report_taken', urgency: 'not_asked', onDay: someDay, partOfDay: 'evening', minutesBand: '15_30',
  } as const
}

export const serviceOf = (client: ClientId, team: TeamId) =>
  ({ id: newId<'record'>(), client, team, kind: 'counselling', state: 'provided', times: 1, onDay: someDay }) as const

/** A folder held by these and a document in it. */
export async function sealed(by: SignedIn, kind: Parameters<SignedIn['vault']['makeFolder']>[0], holders: readonly string[], content: unknown) {
  const folder = await by.vault.makeFolder(kind, holders, someDay)
  const doc = await by.vault.sealDoc({ folder: folder.id, id: newId(), version: 1, schema: `${kind}/1` }, content)
  return { folder, doc }
}

/** A contact with these words, held by these and saved. */
export async function contactBy({ line, team }: Pick<House, 'line' | 'team'>, by: SignedIn, holders: readonly string[], says: string): Promise<FolderId> {
  await by.learn()
  const made = await sealed(by, 'contact', holders, {
    says, agreed: '', startedAt: `${someDay}T10:00:00.000Z`, endedAt: null, heardOf: 'not_asked', contactor: 'not_asked', language: 'not_asked', interpreter: 'not_asked',
    number: '', calledBy: '', agreedBy: null, safe: null, screening: null,
  })
  await by.call(contacts.save, {
    contact: contactOf(made.folder.id, line.id, team('sos_line')), newFolder: made.folder, doc: made.doc,
    newClients: [], links: [], cards: [], services: [], institutionContacts: [], draft: null,
  })
  return made.folder.id
}

/** One of everything that only `owner` holds: nobody else may see, change or use any of it. */
export async function foreignObjects(house: House, owner: SignedIn) {
  const [contact, card, story, account] = [
    await sealed(owner, 'contact', [owner.me], { says: 'туђе' }), await sealed(owner, 'card', [owner.me], { names: ['Туђа Ана'] }),
    await sealed(owner, 'story', [owner.me], { note: 'туђе' }), await sealed(owner, 'account', [owner.me], { account: 'туђе' }),
  ]
  const client = newId<'client'>()
  const draft = newId<'record'>()
  await owner.call(contacts.save, {
    contact: contactOf(contact.folder.id, house.line.id, house.team('sos_line')), newFolder: contact.folder, doc: contact.doc,
    newClients: [{ id: client, card: card.folder, doc: card.doc }], links: [{ client, as: 'about', holds: [] }],
    cards: [], services: [], institutionContacts: [], draft: null,
  })
  const service = serviceOf(client, house.team('sos_line'))
  await owner.call(services.record, { ...service, client, folder: story.folder.id, newFolder: story.folder, doc: story.doc })
  await owner.call(situations.report, {
    folder: account.folder.id, year: 2026, form: 'not_asked', scope: 'not_asked', persons: 1, newFolder: account.folder, doc: account.doc, newClients: [], people: [],
  })
  const blob = await owner.vault.sealDraft(draft, { says: 'туђе' })
  await owner.call(drafts.keep, { id: draft, blob })
  const invite = await openInvite(house)
  const all = [contact, card, story, account]
  return {
    client, draft, invite, service: service.id, contact: contact.folder.id, card: card.folder.id, story: story.folder.id, account: account.folder.id,
    /** The wrap of a folder of the owner's, as somebody would send it on in her own name. */
    hold: (holder: string, by: SignedIn['me']) => ({ ...(story.folder.holds[0] as (typeof story.folder.holds)[number]), holder, by: by as DocRow['author'] }),
    /** A document as somebody would forge it: the next version of the owner's, under her own name. */
    forged: (of: 'contact' | 'card' | 'story', author: SignedIn['me'], version = 2): DocRow =>
      ({ ...{ contact, card, story }[of].doc, version, author: author as DocRow['author'] }),
    /** What no answer to anybody else may contain. */
    secrets: [client, draft, blob, ...all.flatMap(({ folder, doc }) => [folder.id, folder.trace, doc.blob, doc.id, ...folder.holds.map((hold) => hold.wrap)])],
  }
}
export type Foreign = Awaited<ReturnType<typeof foreignObjects>>

async function openInvite({ coordinator, team }: House): Promise<RecordId> {
  const invite = newId<'record'>()
  const made = await coordinator.vault.makeInvite(invite, team('coordination'))
  await coordinator.call(members.invite, {
    id: invite, name: 'nova', shown: 'Nova', roles: ['consultant'], teams: [], sealed: made.sealed, sealedFor: team('coordination'), epoch: made.epoch,
  })
  return invite
}
