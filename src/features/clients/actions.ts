import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import type { Tx } from '../../server/transaction.ts'
import { refuse } from '../../shared/problem.ts'
import type { DocRow } from '../../vault/seal.ts'
import { together } from '../../shared/statements.ts'
import { contactStore } from '../contacts/index.ts'
import { folderStore } from '../folders/index.ts'
import { identificationStore } from '../identification/index.ts'
import { institutionContactStore } from '../institutions/index.ts'
import { allowReading, openingsIn } from '../ledger/index.ts'
import { serviceStore } from '../services/index.ts'
import type { clients } from './contract.ts'
import { clientStore, makeClient, storyFolder } from './index.ts'

/** Everything of hers that the asker's holds open. */
async function foldersOf(tx: Tx, client: string) {
  const her = await clientStore(tx).allOfHer(client)
  const folders = await clientStore(tx).folders(her)
  const [first] = her
  if (!first || !folders.length) refuse('not-found')
  const [contacts, services, institutionContacts] = [
    await contactStore(tx).ofClient(her), await serviceStore(tx).ofClient(her), await institutionContactStore(tx).ofClient(her),
  ]
  const all = [...new Set([...folders, ...contacts, ...services, ...institutionContacts].map((row) => row.folder))]
  return { her, client: first, folders, contacts, services, institutionContacts, all }
}

type Regrouping = { readonly client: string; readonly other: string; readonly card: DocRow | null }

/** Two records become one or two again, and the card that stays says what comes of it. Sent a second time it does not undo what was decided since: her card has that version already. */
async function regroup(action: 'client.joined' | 'client.parted', { client, other, card }: Regrouping, { tx, member }: Asked, work: (store: ReturnType<typeof clientStore>) => Promise<boolean>) {
  const [store, folders] = [clientStore(tx), folderStore(tx, member)]
  const traces = await folders.traces((await store.folders([client, other])).map((one) => one.folder))
  const done = !(card && (await folders.has(card))) && (await work(store))
  if (card && (await store.cardOf(client)) !== card.folder) refuse('changed-meanwhile')
  if (card) await folders.write(card)
  await noteInLedger(tx, action, traces, done ? 'done' : 'already-there')
  return { alreadyThere: !done }
}

type Asked = Parameters<Handlers<typeof clients>['make']>[1]

/** Of so many cards one entry of the ledger tells. */
const segment = 1000

export const clientActions: Handlers<typeof clients> = {
  async cards({ after, limit }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'cards')
    const folders = folderStore(tx, member)
    const page = await folders.page('card', after, limit)
    const cards = await clientStore(tx).cardsIn(page)
    if (cards.length) await noteInLedger(tx, 'cards.segment', await folders.traces(cards.map((card) => card.key.folder)))
    return { cards, joined: await clientStore(tx).joined(), next: page.length === limit ? (page.at(-1) ?? null) : null }
  },

  copyPart: async (_, { member, now, house }) => ({ part: house.copyPart(member.id, now) }),

  async cardVersions(_, { tx, now, house }) {
    await allowReading({ tx, now, house }, 'cards')
    const cards = await clientStore(tx).cardVersions()
    const segments = Array.from({ length: Math.ceil(cards.length / segment) }, (_, at) => cards.slice(at * segment, (at + 1) * segment))
    await together(segments.map((some) => noteInLedger(tx, 'cards.segment', some.map((card) => card.trace))))
    return {
      cards: cards.map(({ client, doc, version }) => [client, doc, version]),
      restricted: cards.flatMap(({ client, named }) => (named ? [{ client, named }] : [])),
      joined: await clientStore(tx).joined(),
    }
  },

  async cardsOf({ clients: wanted }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'renewed')
    const cards = await clientStore(tx).cardsOf(wanted)
    if (cards.length) await noteInLedger(tx, 'cards.renewed', await folderStore(tx, member).traces(cards.map((card) => card.key.folder)))
    return { cards, joined: await clientStore(tx).joined() }
  },

  async make(client, { tx, member, now }) {
    const added = await makeClient(tx, member, client, now)
    await noteInLedger(tx, 'client.made', await folderStore(tx, member).traces([client.card.id]))
    return { alreadyThere: !added }
  },

  async one({ client: asked }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'record')
    const { her, client, folders, contacts, services, institutionContacts, all } = await foldersOf(tx, asked)
    const events = identificationStore(tx)
    const store = folderStore(tx, member)
    await noteInLedger(tx, 'client.opened', await store.traces(all))
    return {
      client, named: await clientStore(tx).named(client), joined: her.slice(1), folders, contacts, services, institutionContacts,
      served: await store.serve(all),
      statusEvents: await events.statusEvents(her),
      centreEvents: await events.centreEvents(her),
      persons: await events.persons(her),
    } as never
  },

  async openings({ client }, { tx, member }) {
    const { all } = await foldersOf(tx, client)
    const traces = await folderStore(tx, member).traces(all)
    const { entries, older, head } = await openingsIn(tx, traces)
    await noteInLedger(tx, 'openings.read', traces)
    return { entries, older, head }
  },

  join: ({ client, joins, card }, asked) => regroup('client.joined', { client, other: joins, card }, asked, (store) => store.join(joins, client)),
  part: ({ client, parts, card }, asked) => regroup('client.parted', { client, other: parts, card }, asked, (store) => store.part(parts)),

  async writeCard({ client, doc }, { tx, member }) {
    if ((await clientStore(tx).cardOf(client)) !== doc.folder) refuse('not-found')
    const folders = folderStore(tx, member)
    await folders.write(doc)
    await noteInLedger(tx, 'card.written', await folders.traces([doc.folder]))
    return { alreadyThere: false }
  },

  async addFolder({ client, folder, doc }, { tx, member }) {
    if (!(await clientStore(tx).cardOf(client))) refuse('not-found')
    if (doc.folder !== folder.id) refuse('bad-input')
    await storyFolder(tx, member, client, folder.id, folder)
    const folders = folderStore(tx, member)
    await folders.write(doc)
    await noteInLedger(tx, 'folder.made', await folders.traces([folder.id]))
    return { alreadyThere: false }
  },

  async writeDoc({ folder, doc }, { tx, member }) {
    if (doc.folder !== folder) refuse('bad-input')
    const folders = folderStore(tx, member)
    const traces = await folders.traces([folder])
    if (!traces.length) refuse('not-found')
    await folders.write(doc)
    await noteInLedger(tx, 'document.written', traces)
    return { alreadyThere: false }
  },
}
