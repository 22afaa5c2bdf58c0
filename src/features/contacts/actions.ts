import type * as z from 'zod/mini'
import { dayOf } from '../../shared/calendar.ts'
import type { Day } from '../../shared/calendar.ts'
import type { ClientId } from '../../shared/ids.ts'
import { refuse } from '../../shared/problem.ts'
import { together } from '../../shared/statements.ts'
import { noteInLedger } from '../../ledger/note.ts'
import type { Handlers } from '../../server/handlers.ts'
import type { DocRow } from '../../vault/seal.ts'
import { clientStore, makeClient } from '../clients/index.ts'
import { folderStore } from '../folders/index.ts'
import { institutionContactStore } from '../institutions/index.ts'
import { allowReading } from '../ledger/index.ts'
import { serviceStore } from '../services/index.ts'
import type { contacts } from './contract.ts'
import type { ContactFacts } from './facts.ts'
import { contradiction } from './rules.ts'
import { contactStore } from './store.ts'

function check(contact: ContactFacts): void {
  const path = contradiction(contact)
  if (path) refuse('contradiction', { flaws: [{ path, rule: 'contradiction' }] })
}

/** Everything in a saved call names the call's own folder. */
function checkWhole({ contact, newFolder, doc, institutionContacts }: z.output<(typeof contacts.save)['input']>): void {
  const inside = newFolder.kind === 'contact' && newFolder.id === contact.folder && doc.folder === contact.folder
  if (!inside || institutionContacts.some((one) => one.doc && one.doc.folder !== contact.folder)) refuse('bad-input')
}

/** On her card stands what was agreed last; it is written with the link that says so, or not at all. */
async function writeOnCard(client: ClientId, card: DocRow | null, { tx, member }: Asked): Promise<void> {
  if (!card) return
  if ((await clientStore(tx).cardOf(client)) !== card.folder) refuse('not-found')
  await folderStore(tx, member).write(card)
}

type Asked = Parameters<Handlers<typeof contacts>['list']>[1]
type Paged = z.output<(typeof contacts.list)['input']> | z.output<(typeof contacts.ofClients)['input']>

async function pageOf({ beforeDay, beforeFolder, limit, ...which }: Paged, { tx, member, now, house }: Asked) {
  await allowReading({ tx, now, house }, 'list')
  const before = beforeDay && beforeFolder ? { day: beforeDay, folder: beforeFolder } : undefined
  const [store, folders] = [contactStore(tx), folderStore(tx, member)]
  const rows = await store.list({ before, ...which, unlinked: 'linked' in which && which.linked === 'no' }, limit)
  const ids = rows.map((row) => row.folder)
  const [traces, served, links] = await together([folders.traces(ids), folders.serve(ids), store.linksOf(ids)])
  await noteInLedger(tx, 'contacts.page', traces)
  return { contacts: rows, links, served, more: rows.length === limit }
}

export const contactActions: Handlers<typeof contacts> = {
  async save(input, { tx, member, now }) {
    const { contact, newFolder, doc, draft } = input
    check(contact)
    checkWhole(input)
    const [store, folders, today] = [contactStore(tx), folderStore(tx, member), dayOf(now)]
    const isNew = await folders.make(newFolder)
    const at = { folder: contact.folder, contact: contact.folder, recordedOn: today }
    for (const client of input.newClients) await makeClient(tx, member, client, now)
    const [added] = await together([
      store.add(contact, today),
      folders.write(doc),
      // Sent again, it does not bring back what was taken back meanwhile.
      ...(isNew ? input.services : []).map((service) => serviceStore(tx).add(service, at)),
      ...input.institutionContacts.flatMap(({ facts, doc: words }) => [isNew && institutionContactStore(tx).add(facts, at), words && folders.write(words)]),
      draft && store.dropDraft(draft),
      noteInLedger(tx, 'contact.saved', [newFolder.trace], isNew ? 'done' : 'already-there'),
    ])
    if (isNew !== added) refuse('taken')
    if (input.links.length > 1) await store.turnOf(input.links.map((link) => link.client))
    for (const { client, as, holds } of input.links) {
      if (!(await clientStore(tx).cardOf(client))) refuse('out-of-order')
      await store.link(contact.folder, client, as, today)
      await folders.share(holds, client)
    }
    for (const { client, doc: card } of input.cards) {
      if ((await clientStore(tx).cardOf(client)) !== card.folder) refuse('not-found')
      await folders.write(card)
    }
    return { alreadyThere: !added }
  },

  list: (input, asked) => pageOf(input, asked),
  ofClients: (input, asked) => pageOf(input, asked),

  async versions({ folder }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'record')
    if (!(await contactStore(tx).byFolder(folder))) refuse('not-found')
    const folders = folderStore(tx, member)
    await noteInLedger(tx, 'contact.opened', await folders.traces([folder]))
    return { docs: await folders.versions(folder, 'contact/') }
  },

  async one({ folder }, { tx, member, now, house }) {
    await allowReading({ tx, now, house }, 'record')
    const [store, folders] = [contactStore(tx), folderStore(tx, member)]
    const [contact, traces, links, services, institutionContacts, served] = await together([
      store.byFolder(folder), folders.traces([folder]), store.links(folder), serviceStore(tx).ofContact(folder),
      institutionContactStore(tx).ofContact(folder), folders.serve([folder]),
    ])
    if (!contact) refuse('not-found')
    await noteInLedger(tx, 'contact.opened', traces)
    return { contact, links, services, institutionContacts, served }
  },

  async change({ version, doc, ...contact }, { tx, member }) {
    check(contact)
    const [store, folders] = [contactStore(tx), folderStore(tx, member)]
    const there = (await store.byFolder(contact.folder)) ?? refuse('not-found')
    if (!(await store.change(contact, version))) {
      if (doc && there.version === version + 1 && (await folders.has(doc))) return { version: there.version }
      refuse('changed-meanwhile', { current: there.version })
    }
    if (there.onDay !== contact.onDay) {
      await store.listUnder(contact.folder, contact.onDay)
      await store.moveGiven(contact.folder, contact.onDay)
    }
    if (doc) await folders.write(doc)
    await noteInLedger(tx, 'contact.changed', await folders.traces([contact.folder]))
    return { version: version + 1 }
  },

  async addHelp({ folder, client, given }, { tx, member, now }) {
    const store = contactStore(tx)
    const { onDay, team } = (await store.byFolder(folder)) ?? refuse('not-found')
    if (client && !(await store.links(folder)).some((link) => link.client === client)) refuse('not-found')
    let added = 0
    for (const one of given) {
      const service = { ...one, client, team, state: 'provided' as const, times: 1, onDay: onDay as Day }
      if (await serviceStore(tx).add(service, { folder, contact: folder, recordedOn: dayOf(now) })) added += 1
      else if (!(await serviceStore(tx).matches(service, folder))) refuse('taken')
    }
    await noteInLedger(tx, 'service.recorded', await folderStore(tx, member).traces([folder]), added ? 'done' : 'already-there')
    return { alreadyThere: added === 0 }
  },

  async addInstitution({ folder, doc, ...facts }, { tx, member, now }) {
    const [store, folders, institutions] = [contactStore(tx), folderStore(tx, member), institutionContactStore(tx)]
    const { onDay, team } = (await store.byFolder(folder)) ?? refuse('not-found')
    if (doc.folder !== folder || !doc.schema.startsWith('institution-contact/')) refuse('bad-input')
    // Sent again after it was taken back: its words are there, and it stays taken back.
    if ((await folders.has(doc)) && !(await institutions.isThere(facts.id, folder))) return { alreadyThere: true }
    if (facts.client && !(await store.links(folder)).some((link) => link.client === facts.client)) refuse('not-found')
    const one = { ...facts, team, onDay: onDay as Day }
    const added = await institutions.add(one, { folder, contact: folder, recordedOn: dayOf(now) })
    if (!added && !(await institutions.matches(one, folder))) refuse('taken')
    await folders.write(doc)
    await noteInLedger(tx, 'institution-contact.recorded', await folders.traces([folder]), added ? 'done' : 'already-there')
    return { alreadyThere: !added }
  },

  async link({ folder, client, as, holds, moves, card }, asked) {
    const { tx, member, now } = asked
    const [store, folders] = [contactStore(tx), folderStore(tx, member)]
    if (!(await store.byFolder(folder)) || !(await clientStore(tx).cardOf(client))) refuse('not-found')
    if (moves && moves.key.folder !== folder) refuse('bad-input')
    if (moves) await folders.moveToNamed(moves, client)
    const added = await store.link(folder, client, as, dayOf(now))
    if (added) await store.giveToLinked(folder)
    await folders.share(holds, client)
    await writeOnCard(client, card, asked)
    await noteInLedger(tx, 'contact.linked', await folders.traces([folder]))
    return { alreadyThere: !added }
  },

  async unlink({ folder, client, as, gives, card }, asked) {
    const { tx, member } = asked
    const [store, folders] = [contactStore(tx), folderStore(tx, member)]
    if (!(await store.byFolder(folder))) refuse('not-found')
    const traces = await folders.traces([folder])
    await store.turnOf([client])
    const unlinked = await store.unlink(folder, client, as)
    const others = (await store.links(folder)).some((link) => link.client === client)
    if (unlinked.length && !others) {
      for (const one of unlinked) await store.forgetClient(folder, one)
      await store.giveToLinked(folder)
      for (const one of unlinked) await store.takeBack(folder, one)
      if (gives?.some((hold) => hold.folder !== folder)) refuse('bad-input')
      await folders.share(gives ?? [], null)
    }
    await writeOnCard(client, card, asked)
    await noteInLedger(tx, 'contact.unlinked', traces)
    return { unlinked: unlinked.length > 0 }
  },
}
