/**
 * A member who was removed kept every key she had, and somebody hands her the rows of the server, old and new. What was
 * written before she went she opens, as she could; of what was written after, nothing.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clients } from '../../src/features/clients/contract.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { folders } from '../../src/features/folders/contract.ts'
import { house as houseContract } from '../../src/features/house/contract.ts'
import { members } from '../../src/features/members/contract.ts'
import { notices } from '../../src/features/notices/contract.ts'
import { presentDoc, presentHold, presentKey } from '../../src/features/folders/index.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { newId } from '../../src/shared/ids.ts'
import type { FolderId } from '../../src/shared/ids.ts'
import { contactOf, sealed } from '../support/foreign.ts'
import { foundedHouse, letIn, signIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'
import { leaving, letGo, sealInto } from '../support/leaving.ts'

let house: House
let jelena: SignedIn
let vesna: SignedIn
let gone: SignedIn
let contact: FolderId
let doc: string
const line = () => house.team('sos_line')
const says = (text: string) => ({ says: text })

beforeAll(async () => {
  house = await foundedHouse()
  const join = (name: string) => letIn(house, name, ['consultant'], [line(), house.team('finders')], house.team('coordination'))
  ;[jelena, vesna, gone] = [await join('jelena'), await join('vesna'), await join('gone')]
  await Promise.all([jelena.learn(), vesna.learn(), gone.learn()])
  const first = await sealed(jelena, 'contact', [line()], says('пре'))
  ;[contact, doc] = [first.folder.id, first.doc.id]
  await jelena.call(contacts.save, {
    contact: contactOf(contact, house.line.id, line()), newFolder: first.folder, doc: first.doc, newClients: [], links: [], cards: [], services: [],
    institutionContacts: [], draft: null,
  })
  const { served } = await gone.call(contacts.one, { folder: contact })
  expect(await gone.vault.admit(served)).toEqual([])
})
afterAll(() => house.close())

/** Every row of a folder, as a thief of the disk has them. */
const allRows = () => withClient(house.database.superuser, async (client) => {
  const keys = await client.query('select k.*, f.kind from folder_key k join folder f on f.id = k.folder where k.folder = $1', [contact])
  const holds = await client.query('select h.*, h.listed::text from hold h where h.folder = $1', [contact])
  const docs = await client.query('select * from doc where folder = $1 order by version', [contact])
  return { keys: keys.rows.map(presentKey), holds: holds.rows.map(presentHold), docs: docs.rows.map(presentDoc) }
})

const reads = async (who: SignedIn) => {
  const rows = await allRows()
  await who.vault.admit(rows)
  return (await who.vault.openDocs(rows.docs)).map((one) => (one.content as { says: string } | undefined)?.says ?? one.quarantined)
}

async function write(by: SignedIn, version: number, text: string): Promise<void> {
  await by.call(clients.writeDoc, { folder: contact, doc: await sealInto(by, { folder: contact, id: doc, version, schema: 'contact/1' }, says(text)) })
}

describe('a member who was removed', () => {
  it('leaves as her manager says, once, however often it is sent', async () => {
    await house.coordinator.learn()
    const sent = await leaving(house.coordinator, gone.me, [line(), house.team('finders')])
    await expect(jelena.call(members.leaveOut, sent)).rejects.toMatchObject({ kind: 'not-allowed' })
    expect(await house.coordinator.call(members.leaveOut, sent)).toEqual({ alreadyThere: false })
    expect(await house.coordinator.call(members.leaveOut, sent)).toEqual({ alreadyThere: true })
    await house.coordinator.learn()
  })

  it('is refused at once, and can sign in no more', async () => {
    await expect(gone.call(contacts.one, { folder: contact })).rejects.toMatchObject({ kind: 'session-ended' })
    await expect(signIn(house.app, 'gone', 'gone has five long words')).rejects.toMatchObject({ kind: 'wrong-passphrase' })
  })

  it('is told of to those who shared a team with her', async () => {
    const { notices: told } = await vesna.call(notices.unseen, {})
    expect(told).toEqual([expect.objectContaining({ what: 'member.removed', about: gone.me, by: house.coordinator.me })])
  })

  it('nobody writes on under a key she has: the program refuses, whatever a client believes', async () => {
    const { served } = await jelena.call(contacts.one, { folder: contact })
    await jelena.vault.admit(served)
    const old = await jelena.vault.sealDoc({ folder: contact, id: doc, version: 2, schema: 'contact/1' }, says('под старим'))
    await expect(jelena.call(clients.writeDoc, { folder: contact, doc: old })).rejects.toMatchObject({ kind: 'keys-changed' })
    const stale = await sealed(jelena, 'contact', [line()], says('у старо доба'))
    await expect(jelena.call(contacts.save, {
      contact: contactOf(stale.folder.id, house.line.id, line()), newFolder: stale.folder, doc: stale.doc, newClients: [], links: [], cards: [], services: [],
      institutionContacts: [], draft: null,
    })).rejects.toMatchObject({ kind: 'keys-changed' })
  })

  it('nor does a client that knows she left: without the list of holders it writes nothing', async () => {
    await vesna.learn()
    const { served } = await vesna.call(contacts.one, { folder: contact })
    await vesna.vault.admit(served)
    await expect(vesna.vault.sealDoc({ folder: contact, id: doc, version: 2, schema: 'contact/1' }, says('x'))).rejects.toMatchObject({ reason: 'holders-unknown' })
  })

  it('opens what she could open before, and nothing of what was written after, with all rows of the server in hand', async () => {
    await write(jelena, 2, 'после')
    await write(vesna, 3, 'још касније')
    expect((await allRows()).keys.map(({ gen }) => gen).sort()).toEqual([1, 2])
    expect(await reads(gone)).toEqual(['пре', 'not-held', 'not-held'])
    // Not with the new rosters either.
    await gone.vault.learnHouse(await house.coordinator.call(houseContract.keys, {}).then((all) => ({ ...all, seats: all.seats.map((seat) => ({ ...seat, member: gone.me })) })))
    expect(await reads(gone)).toEqual(['пре', 'not-held', 'not-held'])
  })

  it('takes nothing from those who stay, nor from who comes later', async () => {
    for (const who of [jelena, vesna]) expect(await reads(who)).toEqual(['пре', 'после', 'још касније'])
    const nova = await letIn(house, 'nova', ['consultant'], [line()], house.team('coordination'))
    expect(nova.quarantined).toEqual([])
    const { served } = await nova.call(contacts.one, { folder: contact })
    expect(await nova.vault.admit(served)).toEqual([])
    expect((await nova.vault.openDocs(served.docs)).map((one) => one.content)).toEqual([says('још касније')])
    expect(await reads(nova)).toEqual(['пре', 'после', 'још касније'])
    expect(await nova.vault.verifyLater()).toEqual([])
  })

  it('leaves her name free: whoever is invited under it next is somebody else, with keys of her own', async () => {
    const again = await letIn(house, 'gone', ['consultant'], [line()], house.team('coordination'))
    expect(again.me).not.toBe(gone.me)
    expect(await reads(again)).toEqual(['пре', 'после', 'још касније'])
    await expect(gone.call(contacts.one, { folder: contact })).rejects.toMatchObject({ kind: 'session-ended' })
  })

  it('stands once in every list, whatever keys a record has had', async () => {
    const { contacts: listed } = await jelena.call(contacts.list, { limit: 50 })
    expect(listed.filter((one) => one.folder === contact)).toHaveLength(1)
  })
})

describe('the next key of a folder', () => {
  it('is made once: the second of two who write at the same time is told, and loses nothing', async () => {
    await letGo(house.coordinator, vesna.me, [line(), house.team('finders')], false)
    await jelena.learn()
    const nova = await signIn(house.app, 'nova', 'nova has five long words')
    const [one, other] = [
      await sealInto(jelena, { folder: contact, id: newId(), version: 1, schema: 'contact/1' }, says('једна')),
      await sealInto(nova, { folder: contact, id: newId(), version: 1, schema: 'contact/1' }, says('друга')),
    ]
    expect(one.renews?.key.gen).toBe(3)
    await jelena.call(clients.writeDoc, { folder: contact, doc: one })
    await jelena.call(clients.writeDoc, { folder: contact, doc: one })
    await expect(nova.call(clients.writeDoc, { folder: contact, doc: other })).rejects.toMatchObject({ kind: 'keys-changed' })
    const again = await sealInto(nova, { folder: contact, id: other.id, version: 1, schema: 'contact/1' }, says('друга'))
    expect(again.renews).toBeUndefined()
    await nova.call(clients.writeDoc, { folder: contact, doc: again })
    expect((await reads(jelena)).sort()).toEqual(['друга', 'једна', 'још касније', 'после', 'пре'].sort())
    expect(await reads(vesna)).toEqual(expect.arrayContaining(['пре', 'not-held']))
  })

  it('a member who left a team is refused its records, and is told', async () => {
    await expect(vesna.call(contacts.one, { folder: contact })).rejects.toMatchObject({ kind: 'not-found' })
    expect((await vesna.call(notices.unseen, {})).notices.map(({ what }) => what)).toContain('team.left')
  })

  it('is not made for somebody who holds nothing here, nor without one who does', async () => {
    const nova = await signIn(house.app, 'nova', 'nova has five long words')
    await letGo(house.coordinator, jelena.me, [line()], false)
    const sealedDoc = await sealInto(nova, { folder: contact, id: newId(), version: 1, schema: 'contact/1' }, says('нова'))
    const renews = sealedDoc.renews ?? (() => { throw new Error('no new key') })()
    const send = (holds: typeof renews.holds) => nova.call(clients.writeDoc, { folder: contact, doc: { ...sealedDoc, renews: { ...renews, holds } } })
    await expect(send(renews.holds.filter((hold) => hold.holder === line()))).rejects.toMatchObject({ kind: 'keys-changed' })
    const planted = { ...(renews.holds[0] ?? (() => { throw new Error('no hold') })()), holder: house.team('field') }
    await expect(send([...renews.holds, planted])).rejects.toMatchObject({ kind: 'keys-changed' })
    await send(renews.holds)
  })

  it('is refused by the client when the server names a holder whom nobody of ours let in', async () => {
    const nova = await signIn(house.app, 'nova', 'nova has five long words')
    await letGo(house.coordinator, jelena.me, [house.team('finders')], false)
    const current = await nova.call(folders.keys, { folder: contact })
    const other = await letIn(house, 'other', ['consultant'], [line()], house.team('coordination'))
    await letGo(house.coordinator, other.me, [line()])
    await nova.learn()
    const newest = Math.max(...current.holds.map((hold) => hold.gen))
    const planted = { ...(current.holds.find((hold) => hold.gen === newest) ?? (() => { throw new Error('no hold') })()), holder: house.team('field') }
    await nova.vault.learnHolders({ ...current, holds: [...current.holds, planted] })
    await expect(nova.vault.sealDoc({ folder: contact, id: newId(), version: 1, schema: 'contact/1' }, says('x'))).rejects.toMatchObject({ reason: 'planted-holder' })
  })
})
