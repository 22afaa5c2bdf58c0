import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { breakGlass } from '../../src/features/break-glass/contract.ts'
import { clients } from '../../src/features/clients/contract.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { figures } from '../../src/features/figures/contract.ts'
import { folders } from '../../src/features/folders/contract.ts'
import { notices } from '../../src/features/notices/contract.ts'
import { restrictions } from '../../src/features/restrictions/contract.ts'
import { members } from '../../src/features/members/contract.ts'
import { freshKeys } from '../../src/desk/fresh-keys.ts'
import type { Keys } from '../../src/desk/keys/keys.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { newId } from '../../src/shared/ids.ts'
import { withAct } from '../../src/shared/signed-act.ts'
import type { ClientId, FolderId, MemberId } from '../../src/shared/ids.ts'
import { contactOf, sealed, someDay } from '../support/foreign.ts'
import { foundedHouse, letIn, signIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'
import { letGo } from '../support/leaving.ts'
import { newKeys } from '../support/new-keys.ts'
import { agree, ask, end, moving, open, restrict, widen } from '../support/restricting.ts'

let house: House
let consultant: SignedIn, dara: SignedIn, vera: SignedIn, vesna: SignedIn
const mira = () => house.coordinator

beforeAll(async () => {
  house = await foundedHouse()
  const coordination = house.team('coordination')
  const team = (...kinds: Parameters<House['team']>[0][]) => kinds.map((kind) => house.team(kind))
  consultant = await letIn(house, 'jelena', ['consultant'], team('sos_line', 'finders'), coordination)
  dara = await letIn(house, 'dara', ['case_manager'], team('case_management', 'sos_line', 'finders'), coordination)
  vera = await letIn(house, 'vera', ['case_manager'], team('case_management', 'sos_line', 'finders'), coordination)
  vesna = await letIn(house, 'vesna', ['coordinator'], team('coordination', 'case_management', 'finders'), coordination)
  for (const one of [mira(), consultant, dara, vera, vesna]) await one.learn()
})
afterAll(() => house.close())

/** A call about somebody new, her card with the finders, and her story with case management. */
async function taken(by: SignedIn, says = 'зове из комшилука') {
  const [contact, card] = [await sealed(by, 'contact', [house.team('sos_line')], { says }), await sealed(by, 'card', [house.team('finders')], { names: ['Ана'] })]
  const client = newId<'client'>()
  await by.call(contacts.save, {
    contact: contactOf(contact.folder.id, house.line.id, house.team('sos_line')), newFolder: contact.folder, doc: contact.doc, newClients: [{ id: client, card: card.folder, doc: card.doc }],
    links: [{ client, as: 'caller', holds: await by.vault.share(contact.folder.id, [house.team('case_management')], someDay) }],
    cards: [], services: [], institutionContacts: [], draft: null,
  })
  return { client, contact: contact.folder.id, card: card.folder.id }
}

const read = async (by: SignedIn, contact: FolderId) => {
  const { served } = await by.call(contacts.one, { folder: contact })
  await by.vault.admit(served)
  return (await by.vault.openDocs(served.docs)).map((doc) => doc.content ?? doc.quarantined)
}
const gone = { kind: 'not-found' }
const findsHer = async (by: SignedIn, client: ClientId) => (await by.call(clients.cardsOf, { clients: [client] })).cards.length === 1

/** What a desk is told of her, that kept her card from before. */
async function says(by: SignedIn, client: ClientId) {
  const { cards, restricted } = await by.call(clients.cardVersions, {})
  const named = restricted.find((one) => one.client === client)?.named
  return { listed: cards.some(([one]) => one === client), ...(named && { named: [...named].sort() }) }
}

async function write(by: SignedIn, contact: FolderId, says: string) {
  const { served } = await by.call(contacts.one, { folder: contact })
  await by.vault.admit(served)
  await by.vault.learnHolders(await by.call(folders.keys, { folder: contact }))
  const before = served.docs[0]
  const doc = await by.vault.sealDoc({ folder: contact, id: before?.id ?? '', version: (before?.version ?? 0) + 1, schema: 'contact/1' }, { says })
  await by.call(clients.writeDoc, { folder: contact, doc })
  return doc
}

describe('a client restricted to named people', () => {
  it('is there for them, and for nobody else', async () => {
    const her = await taken(consultant)
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna])
    for (const one of [dara, vera]) {
      expect(await read(one, her.contact)).toEqual([{ says: 'зове из комшилука' }])
      expect(await findsHer(one, her.client)).toBe(true)
      expect(await says(one, her.client)).toMatchObject({ listed: true, named: [dara.me, vera.me].sort() })
    }
    for (const one of [consultant, mira(), vesna]) {
      await expect(one.call(contacts.one, { folder: her.contact })).rejects.toMatchObject(gone)
      await expect(one.call(clients.one, { client: her.client })).rejects.toMatchObject(gone)
      expect(await findsHer(one, her.client)).toBe(false)
      expect(await says(one, her.client)).toEqual({ listed: false })
    }
  })

  it('is written about under keys that those who held her before do not have, even with every row of the server', async () => {
    const her = await taken(consultant)
    await read(consultant, her.contact)
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna])
    const doc = await write(dara, her.contact, 'нова адреса')
    const rows = await withClient(house.database.superuser, async (client) => (await client.query<{ n: number }>('select count(*)::int as n from hold where folder = $1 and holder <> all ($2)', [her.contact, [dara.me, vera.me, house.founded.organisation.id]])).rows[0]?.n)
    expect(rows).toBe(0)
    expect((await consultant.vault.openDocs([doc]))[0]).toMatchObject({ quarantined: 'not-held' })
    expect(await read(vera, her.contact)).toEqual([{ says: 'нова адреса' }])
  })

  it('is found by one of the named on a computer that never saw her before', async () => {
    const her = await taken(consultant)
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna])
    const anew = await signIn(house.app, 'vera', 'vera has five long words')
    const [card] = (await anew.call(clients.cardsOf, { clients: [her.client] })).cards
    if (!card) throw new Error('no card')
    expect(await anew.vault.admit({ keys: [card.key, ...(card.earlier ?? [])], holds: [card.hold] })).toEqual([])
    expect((await anew.vault.openDocs([card.doc]))[0]).toMatchObject({ content: { names: ['Ана'] } })
  })

  it('is counted as before', async () => {
    const count = async () => (await mira().call(figures.count, { from: '2026-03-01', to: '2026-03-31', locale: 'en' })).figures
    const her = await taken(consultant)
    const before = await count()
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna])
    expect(await count()).toEqual(before)
  })

  it('is told to those who were named, and stands signed in the ledger', async () => {
    const her = await taken(consultant)
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna])
    expect((await vera.call(notices.unseen, {})).notices.map((one) => one.what)).toContain('restriction.named')
    const { rows } = await withClient(house.database.superuser, (client) => client.query("select action from pending where action = 'client.restricted' and act is not null"))
    expect(rows.length).toBeGreaterThan(0)
  })

  it('is changed by one of the named, and not over somebody else’s change', async () => {
    const her = await taken(consultant)
    await restrict(house, dara, her.client, [dara, consultant], [mira(), vesna])
    await restrict(house, consultant, her.client, [consultant, vera], [mira(), vesna])
    await expect(dara.call(clients.one, { client: her.client })).rejects.toMatchObject(gone)
    expect(await read(vera, her.contact)).toEqual([{ says: 'зове из комшилука' }])
    const of = await vera.call(restrictions.of, { client: her.client })
    expect(of).toMatchObject({ version: 2, named: [consultant.me, vera.me] })
  })

  it('is not restricted by a consultant who is not named', async () => {
    const her = await taken(consultant)
    await expect(restrict(house, consultant, her.client, [consultant], [mira(), vesna])).rejects.toMatchObject({ kind: 'not-allowed' })
  })

  it('keeps what only another team holds with that team, and says so', async () => {
    const her = await taken(consultant)
    const { folder, doc } = await sealed(consultant, 'specialist', [house.team('legal')], { note: 'тужба' })
    await consultant.call(clients.addFolder, { client: her.client, folder, doc })
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna])
    const { elsewhere } = await dara.call(restrictions.of, { client: her.client })
    expect(elsewhere.map((one) => one.holder).sort()).toEqual([house.team('legal'), consultant.me].sort())
  })

  it('takes in a later call only with a key for the named alone', async () => {
    const her = await taken(consultant)
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna])
    const call = await taken(consultant, 'без имена')
    await expect(dara.call(contacts.link, { folder: call.contact, client: her.client, as: 'about', holds: [] })).rejects.toMatchObject({ kind: 'restricted' })
    await read(dara, call.contact)
    await dara.call(contacts.link, { folder: call.contact, client: her.client, as: 'about', holds: [], moves: await moving(dara, call.contact, her.card, [dara.me, vera.me]) })
    await expect(consultant.call(contacts.one, { folder: call.contact })).rejects.toMatchObject(gone)
    expect(await read(vera, call.contact)).toEqual([{ says: 'без имена' }])
    await read(dara, call.contact)
    const given = await dara.vault.share(call.contact, [house.team('case_management')], someDay)
    await expect(dara.call(contacts.link, { folder: call.contact, client: call.client, as: 'about', holds: given })).rejects.toMatchObject({ kind: 'restricted' })
  })

  it('and another one, restricted to others, are in one call for those named for either', async () => {
    const [ana, sanja] = [await taken(consultant), await taken(consultant)]
    await restrict(house, dara, ana.client, [dara, vera], [mira(), vesna])
    await restrict(house, dara, sanja.client, [dara, consultant], [mira(), vesna])
    const both = [{ client: ana.client, as: 'caller' as const, holds: [] }, { client: sanja.client, as: 'about' as const, holds: [] }]
    const save = async (named: readonly SignedIn[], says: string) => {
      const { folder, doc } = await sealed(dara, 'contact', named.map((one) => one.me), { says })
      await dara.call(contacts.save, { contact: contactOf(folder.id, house.line.id, house.team('sos_line')), newFolder: folder, doc, newClients: [], links: both, cards: [], services: [], institutionContacts: [], draft: null })
      return folder.id
    }
    const call = await save([dara, vera, consultant], 'зову заједно')
    for (const one of [dara, vera, consultant]) expect(await read(one, call)).toEqual([{ says: 'зову заједно' }])
    await expect(save([dara, vera, consultant, vesna], 'и неко трећи')).rejects.toMatchObject({ kind: 'restricted' })

    // One call that was about nobody, linked to one after the other.
    const later = await taken(consultant, 'ко зна о коме')
    await read(dara, later.contact)
    for (const [her, named] of [[ana, [dara, vera]], [sanja, [dara, consultant]]] as const) {
      await read(dara, later.contact)
      await dara.call(contacts.link, { folder: later.contact, client: her.client, as: 'about', holds: [], moves: await moving(dara, later.contact, her.card, named.map((one) => one.me)) })
    }
    for (const one of [dara, vera, consultant]) expect(await read(one, later.contact)).toEqual([{ says: 'ко зна о коме' }])
    await expect(mira().call(contacts.one, { folder: later.contact })).rejects.toMatchObject(gone)
  })

  it('gets a new folder only for the named, from whoever makes it', async () => {
    const her = await taken(consultant)
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna])
    const open = await sealed(dara, 'story', [house.team('case_management')], { note: 'прича' })
    await expect(dara.call(clients.addFolder, { client: her.client, folder: open.folder, doc: open.doc })).rejects.toMatchObject({ kind: 'restricted' })
    const closed = await sealed(dara, 'story', [dara.me, vera.me], { note: 'прича' })
    await dara.call(clients.addFolder, { client: her.client, folder: closed.folder, doc: closed.doc })
    const { served } = await vera.call(clients.one, { client: her.client })
    await vera.vault.admit(served)
    expect((await vera.vault.openDocs(served.docs)).map((doc) => doc.content)).toContainEqual({ note: 'прича' })
  })

  it('is given back to the teams by one of the named, and what is written then is for them', async () => {
    const her = await taken(consultant)
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna])
    await write(vera, her.contact, 'док је било затворено')
    await expect(widen(house, consultant, her.client)).rejects.toMatchObject(gone)
    await widen(house, vera, her.client)
    expect(await read(consultant, her.contact)).toEqual([{ says: 'док је било затворено' }])
    expect(await findsHer(consultant, her.client)).toBe(true)
    await write(consultant, her.contact, 'опет свима')
    expect(await read(vera, her.contact)).toEqual([{ says: 'опет свима' }])
    expect(await read(vesna, her.contact)).toEqual([{ says: 'опет свима' }])
  })
})

describe('in danger, when the named are away', () => {
  it('two coordinators open it for some hours; the whole team is told, and what was read is listed', async () => {
    const her = await taken(consultant)
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna])
    const id = await ask(mira(), her.client)
    await expect(mira().call(breakGlass.halves, { request: id })).rejects.toMatchObject(gone)
    await agree(vesna, id)
    await open(mira(), id)
    expect(await findsHer(mira(), her.client)).toBe(true)
    expect(await read(mira(), her.contact)).toEqual([{ says: 'зове из комшилука' }])
    await expect(vesna.call(contacts.one, { folder: her.contact })).rejects.toMatchObject(gone)
    for (const one of [consultant, dara, vera]) expect((await one.call(notices.unseen, {})).notices.map((notice) => notice.what)).toContain('glass.agreed')
    expect((await consultant.call(breakGlass.forAll, {})).openings.find((one) => one.id === id)).toMatchObject({ askedBy: mira().me, agreedBy: vesna.me, client: null })
    expect((await dara.call(breakGlass.forAll, {})).openings.find((one) => one.id === id)).toMatchObject({ client: her.client })
    const { requests, served } = await dara.call(breakGlass.ofClient, { client: her.client })
    await dara.vault.admit(served)
    expect((await dara.vault.openDocs(served.docs)).map((doc) => doc.content)).toContainEqual({ request: id, reason: 'Прети јој брат, а Дара није доступна' })
    expect(requests[0]).toMatchObject({ id, askedBy: mira().me, agreedBy: vesna.me })
  })

  it('whoever reads through broken glass lets nobody else in', async () => {
    const her = await taken(consultant)
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna])
    const id = await ask(mira(), her.client)
    await agree(vesna, id)
    await open(mira(), id)
    await read(mira(), her.contact)
    const holds = await mira().vault.share(her.contact, [vesna.me], someDay)
    await expect(mira().call(contacts.link, { folder: her.contact, client: her.client, as: 'about', holds })).rejects.toMatchObject(gone)
  })

  it('it ends at its hour by itself, and what is written afterwards is under another key', async () => {
    const her = await taken(consultant)
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna])
    const id = await ask(mira(), her.client, 1)
    await agree(vesna, id)
    const { holds } = await open(mira(), id)
    await withClient(house.database.superuser, async (client) => {
      await client.query("update seat set until = now() - interval '1 second' where holder = $1", [id])
      await client.query("update glass_request set until = now() - interval '1 second' where id = $1", [id])
    })
    await expect(mira().call(contacts.one, { folder: her.contact })).rejects.toMatchObject(gone)
    await expect(mira().call(breakGlass.open, { request: id, holds })).rejects.toMatchObject(gone)
    const doc = await write(dara, her.contact, 'после отварања')
    expect(doc.renews).toBeDefined()
    expect((await mira().vault.openDocs([doc]))[0]).toMatchObject({ quarantined: 'not-held' })
    expect(await read(vera, her.contact)).toEqual([{ says: 'после отварања' }])
    // The new key is split anew, so that it could be opened again.
    const again = await ask(vesna, her.client)
    await agree(mira(), again)
    await open(vesna, again)
    expect(await read(vesna, her.contact)).toEqual([{ says: 'после отварања' }])
  })

  it('one of the named ends it before its hour', async () => {
    const her = await taken(consultant)
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna])
    const id = await ask(mira(), her.client)
    await agree(vesna, id)
    await open(mira(), id)
    await expect(end(consultant, id)).rejects.toMatchObject(gone)
    await end(vera, id)
    await expect(mira().call(contacts.one, { folder: her.contact })).rejects.toMatchObject(gone)
  })

  it('a request that was refused opens nothing any more', async () => {
    const her = await taken(consultant)
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna])
    const id = await ask(mira(), her.client)
    await end(dara, id)
    await expect(agree(vesna, id)).rejects.toMatchObject(gone)
  })
})

describe('an opening in force, when one of the named changes who is named', () => {
  const told = async (by: SignedIn) => (await by.call(notices.unseen, {})).notices.filter((one) => one.what.startsWith('glass.')).map(({ what, by: who, about }) => ({ what, by: who, about }))
  const seen = async (...all: SignedIn[]) => {
    for (const one of all) await one.call(notices.see, { ids: (await one.call(notices.unseen, {})).notices.map(({ id }) => id) })
  }

  it('ends in the same moment, is told to whoever read and to the whole team with who ended it, and its history says its true end', async () => {
    const her = await taken(consultant)
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna], 'KM-1')
    const id = await ask(mira(), her.client)
    await agree(vesna, id)
    await open(mira(), id)
    await read(mira(), her.contact)
    await seen(mira(), consultant, vesna, vera)
    const before = new Date()
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna], 'KM-1')
    await expect(mira().call(contacts.one, { folder: her.contact })).rejects.toMatchObject(gone)
    for (const one of [mira(), consultant, vesna, vera]) expect(await told(one)).toContainEqual({ what: 'glass.ended-anew', by: dara.me, about: mira().me })
    const running = (await mira().call(breakGlass.forAll, {})).openings.find((one) => one.id === id)
    expect(running).toMatchObject({ id, endedBy: dara.me })
    expect(new Date(running?.until ?? 0).getTime()).toBeLessThanOrEqual(Date.now())
    expect(new Date(running?.until ?? 0).getTime()).toBeGreaterThan(before.getTime() - 1000)
    await expect(mira().call(breakGlass.halves, { request: id })).rejects.toMatchObject(gone)
    // What she read while it ran is still told.
    const { rows } = await withClient(house.database.superuser, (client) => client.query<{ holds: number; traces: number; of: number }>(`select (select count(*)::int from hold where holder = $1) as holds,
      (select count(distinct f.trace)::int from glass_half h join folder f on f.id = h.folder where h.request = $1) as of,
      (select cardinality(traces) from pending where action = 'glass.ended-with' order by id desc limit 1) as traces`, [id]))
    expect(rows[0]?.holds).toBe(0)
    expect(rows[0]?.of).toBeGreaterThan(1)
    expect(rows[0]?.traces).toBe((rows[0]?.of ?? 0) + 1)
    // It can be opened again, by the halves of the new keys.
    const again = await ask(mira(), her.client)
    await agree(vesna, again)
    await open(mira(), again)
    expect(await read(mira(), her.contact)).toEqual([{ says: 'зове из комшилука' }])
    await end(vera, again)
  })

  it('a request that nobody agreed to yet lapses, and whoever asked hears that it must be asked anew', async () => {
    const her = await taken(consultant)
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna])
    const id = await ask(mira(), her.client)
    await seen(mira(), vesna, consultant)
    await restrict(house, dara, her.client, [dara, consultant], [mira(), vesna])
    for (const one of [mira(), vesna]) expect(await told(one)).toContainEqual({ what: 'glass.lapsed-anew', by: dara.me, about: mira().me })
    expect(await told(consultant)).toEqual([])
    await expect(vesna.call(breakGlass.shares, { request: id })).rejects.toMatchObject(gone)
    await expect(agree(vesna, id)).rejects.toThrow()
  })

  it('ends visibly when she is given back to the teams, too', async () => {
    const her = await taken(consultant)
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna])
    const id = await ask(mira(), her.client)
    await agree(vesna, id)
    await open(mira(), id)
    await seen(mira(), consultant)
    await widen(house, vera, her.client)
    for (const one of [mira(), consultant]) expect(await told(one)).toContainEqual({ what: 'glass.ended-widened', by: vera.me, about: mira().me })
    expect((await mira().call(breakGlass.forAll, {})).openings.find((one) => one.id === id)).toMatchObject({ endedBy: vera.me })
  })

  it('keeps the words that coordinators see of her: those named read them', async () => {
    const her = await taken(consultant)
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna], 'KM-1')
    const { label } = await vera.call(restrictions.of, { client: her.client })
    await vera.vault.admit(label)
    expect((await vera.vault.openDocs(label.docs)).map((doc) => doc.content)).toEqual([{ label: 'KM-1', named: [dara.me, vera.me] }])
  })
})

describe('on a desk, who is named is changed', () => {
  /** As an open desk has its keys: it asks who holds a folder before it gives a new key. */
  const deskOf = (by: SignedIn) => ({ ...by, vault: freshKeys(by.vault as unknown as Keys, { call: by.call, knownEpoch: () => 0, relearn: by.learn, made: new Set() }) as unknown as SignedIn['vault'] })

  it('to fewer: she who is not named any more opens nothing', async () => {
    const her = await taken(consultant)
    await restrict(house, deskOf(dara), her.client, [dara, vera], [mira(), vesna])
    await restrict(house, deskOf(dara), her.client, [dara], [mira(), vesna])
    await expect(vera.call(contacts.one, { folder: her.contact })).rejects.toMatchObject(gone)
    expect(await read(dara, her.contact)).toEqual([{ says: 'зове из комшилука' }])
  })

  it('while a call is about another restricted client too: that one’s named keep it, whoever they are', async () => {
    const [her, other] = [await taken(consultant), await taken(consultant)]
    await dara.call(contacts.link, { folder: her.contact, client: other.client, as: 'about', holds: [] })
    await restrict(house, deskOf(vera), other.client, [vera, dara], [mira(), vesna])
    await restrict(house, deskOf(dara), her.client, [dara, consultant], [mira(), vesna])
    // Who is named for her does not know who is named for the other, and needs not.
    await restrict(house, deskOf(vera), other.client, [vera], [mira(), vesna])
    await restrict(house, deskOf(consultant), her.client, [consultant], [mira(), vesna])
    for (const one of [consultant, vera]) expect(await read(one, her.contact)).toEqual([{ says: 'зове из комшилука' }])
    await expect(dara.call(contacts.one, { folder: her.contact })).rejects.toMatchObject(gone)
  })
})

describe('one of the named, who lost her keys and has new ones', () => {
  it('gets the records back from another one who is named; a coordinator is not told that she could give them, though she read them in danger', async () => {
    const her = await taken(consultant)
    const lost = await letIn(house, 'nada', ['case_manager'], [house.team('finders')], house.team('coordination'))
    await dara.learn()
    await restrict(house, dara, her.client, [dara, lost], [mira(), vesna])
    const id = await ask(mira(), her.client)
    await agree(vesna, id)
    await open(mira(), id)
    const nada = await newKeys(house.app, mira(), { id: lost.me, name: 'nada' }, [house.team('finders')], house.team('coordination'))
    const found = await mira().call(members.lost, { member: nada.me })
    // The few words that coordinators see are with coordination: those she gives back. The card and the call she does not.
    expect(found).toMatchObject({ shared: 1, byNamed: 2, alone: 0 })
    await mira().vault.admit(found)
    const holds = (await Promise.all(found.listed.map(({ folder, listed }) => mira().vault.share(folder, [nada.me], listed)))).flat()
    expect(await mira().call(members.giveBack, await withAct(mira().vault, 'member.given-back', [nada.me], { member: nada.me, holds }))).toEqual({ given: 1 })
    expect(await read(nada, her.contact)).toEqual(['not-held'])
    await restrict(house, dara, her.client, [dara, nada], [mira(), vesna])
    expect(await read(nada, her.contact)).toEqual([{ says: 'зове из комшилука' }])
    expect(await mira().call(members.lost, { member: nada.me })).toMatchObject({ shared: 0, byNamed: 0, alone: 0 })
  })
})

describe('one of the coordinators who have halves leaves the house', () => {
  it('a desk that had not heard of it is refused once; the next press makes the key anew, for those who are still here', async () => {
    const olga = await letIn(house, 'olga', ['coordinator'], [house.team('coordination')], house.team('coordination'))
    for (const one of [mira(), consultant, dara, vera, vesna]) await one.learn()
    const her = await taken(consultant)
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna, olga])
    await letGo(mira(), olga.me as MemberId, [house.team('coordination')])
    await expect(write(dara, her.contact, 'зове поново')).rejects.toMatchObject({ kind: 'keys-changed' })
    await dara.learn()
    await write(dara, her.contact, 'зове поново')
    expect(await read(vera, her.contact)).toEqual([{ says: 'зове поново' }])
  })

  it('while the record is read in danger: with the next key the reading ends, visibly, instead of showing what stood there before', async () => {
    const sava = await letIn(house, 'sava', ['coordinator'], [house.team('coordination')], house.team('coordination'))
    for (const one of [mira(), consultant, dara, vera, vesna]) await one.learn()
    const her = await taken(consultant)
    await restrict(house, dara, her.client, [dara, vera], [mira(), vesna, sava])
    const id = await ask(mira(), her.client)
    await agree(vesna, id)
    await open(mira(), id)
    // Whoever is about to let one go who keeps its keys, or is named, reads of it first.
    const until = (await mira().call(breakGlass.forAll, {})).openings.find((one) => one.id === id)?.until ?? ''
    const running = async (who: string) => (await vesna.call(members.beforeLeaving, { member: who as MemberId })).openings.filter((one) => one.until === until)
    for (const one of [sava, vera, mira()]) expect(await running(one.me)).toEqual([{ askedBy: mira().me, until }])
    expect(await running(consultant.me)).toEqual([])
    await expect(dara.call(members.beforeLeaving, { member: sava.me as MemberId })).rejects.toMatchObject({ kind: 'not-allowed' })
    await letGo(mira(), sava.me as MemberId, [house.team('coordination')])
    expect(await running(sava.me)).toEqual([{ askedBy: mira().me, until }])
    expect(await read(mira(), her.contact)).toEqual([{ says: 'зове из комшилука' }])
    await dara.learn()
    await write(dara, her.contact, 'брат је пред вратима')
    await expect(mira().call(contacts.one, { folder: her.contact })).rejects.toMatchObject(gone)
    for (const one of [mira(), vesna, consultant]) expect((await one.call(notices.unseen, {})).notices).toContainEqual(expect.objectContaining({ what: 'glass.ended-keys', by: dara.me, about: mira().me }))
    expect(await running(sava.me)).toEqual([])
    expect((await mira().call(breakGlass.forAll, {})).openings.find((one) => one.id === id)).toMatchObject({ endedBy: dara.me })
    const { rows } = await withClient(house.database.superuser, (client) => client.query<{ traces: number }>("select cardinality(traces) as traces from pending where action = 'glass.ended-with' order by id desc limit 1"))
    expect(rows[0]?.traces).toBeGreaterThan(1)
    // Asked anew, she reads what was written.
    const again = await ask(mira(), her.client)
    await agree(vesna, again)
    await open(mira(), again)
    expect(await read(mira(), her.contact)).toEqual([{ says: 'брат је пред вратима' }])
  })
})
