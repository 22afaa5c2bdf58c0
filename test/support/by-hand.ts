import type { SignedIn } from './house.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import type { ContactFacts } from '../../src/features/contacts/facts.ts'
import { house } from '../../src/features/house/contract.ts'
import { identification } from '../../src/features/identification/contract.ts'
import { institutions } from '../../src/features/institutions/contract.ts'
import { newId } from '../../src/shared/ids.ts'
import type { ClientId, FolderId } from '../../src/shared/ids.ts'
import type { InstitutionKind, PlannedInstitutionContact } from '../../src/demo/plan-shape.ts'

type Call = Pick<ContactFacts, 'type' | 'subtype'> & { readonly channel?: ContactFacts['channel']; readonly withClient?: boolean }

/** What a member does on one day, through the API with her own vault; remembers the last call and its client. */
export function recordByHand(member: SignedIn, onDay: string) {
  const { vault, call } = member
  const last: { client?: ClientId; contact?: FolderId } = {}

  async function places() {
    const { lines, teams } = await call(house.keys, {})
    const team = (kind: string) => teams.find((one) => one.kind === kind)?.id as (typeof teams)[number]['id']
    return { line: lines[0]?.id ?? null, team }
  }

  return {
    async call({ withClient, channel = 'phone', ...codes }: Call): Promise<void> {
      const { line, team } = await places()
      const newFolder = await vault.makeFolder('contact', [team('sos_line')], onDay)
      const card = await vault.makeFolder('card', [team('finders')], onDay)
      const client = newId<'client'>()
      const doc = await vault.sealDoc({ folder: newFolder.id, id: newId(), version: 1, schema: 'contact/1' }, {})
      const cardDoc = await vault.sealDoc({ folder: card.id, id: newId(), version: 1, schema: 'card/1' }, {})
      await call(contacts.save, {
        contact: {
          folder: newFolder.id, line: channel === 'phone' ? line : null, team: team('sos_line'), channel, direction: 'in', ...codes, need: null,
          outcome: 'not_asked', urgency: 'not_asked', onDay, partOfDay: 'unknown', minutesBand: 'unknown',
        },
        newFolder, doc, newClients: withClient ? [{ id: client, card, doc: cardDoc }] : [],
        links: withClient ? [{ client, as: 'about', holds: [] }] : [], cards: [], services: [], institutionContacts: [], draft: null,
      })
      Object.assign(last, { client, contact: newFolder.id })
    },

    async institution(kind: InstitutionKind, topic: PlannedInstitutionContact['topic']): Promise<void> {
      const { team } = await places()
      const newFolder = await vault.makeFolder('specialist', [team('coordination')], onDay)
      await call(institutions.record, {
        id: newId<'record'>(), client: null, team: team('coordination'), kind, topic, channel: 'phone', direction: 'out', onDay, folder: newFolder.id, newFolder, doc: null,
      })
    },

    /** Her coarse codes, and our identification in that month, from the last call's report. */
    async identify(): Promise<void> {
      const { team } = await places()
      const { client, contact } = last
      if (!client || !contact) throw new Error('nobody was reported yet')
      const story = await vault.makeFolder('story', [team('case_management'), team('coordination')], onDay)
      await call(identification.recordPerson, {
        folder: story.id, client, sex: 'female', form: 'sexual', citizenRs: 'yes', exploitedRs: 'yes', version: 1, newFolder: story, doc: null,
      })
      await call(identification.recordStatus, {
        id: newId<'record'>(), client, status: 'presumed', decidedBy: 'ngo', month: onDay.slice(0, 7), minor: 'no', report: contact,
        folder: story.id, newFolder: null, doc: null,
      })
    },
  }
}
