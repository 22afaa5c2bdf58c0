/**
 * A member who lost passphrase and code gets new keys under her own id. A server that puts other keys in their place, plays an
 * old certificate back, or invents the whole is refused by name; her old keys open nothing new and sign nothing new, and what she
 * signed before still verifies. Nothing her teams hold is lost to her; what she alone held comes back from whoever holds it too.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clients } from '../../src/features/clients/contract.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { house as houseContract } from '../../src/features/house/contract.ts'
import { members } from '../../src/features/members/contract.ts'
import { notices } from '../../src/features/notices/contract.ts'
import { fromBase64url, toBase64url } from '../../src/shared/bytes.ts'
import type { OutputOf } from '../../src/shared/endpoint.ts'
import { newId } from '../../src/shared/ids.ts'
import type { FolderId } from '../../src/shared/ids.ts'
import { withAct } from '../../src/shared/signed-act.ts'
import { createVault } from '../../src/vault/open.ts'
import { contactOf, sealed } from '../support/foreign.ts'
import { foundedHouse, letIn, signIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'
import { sealInto } from '../support/leaving.ts'
import { answeredAnew, countersigned, newKeys } from '../support/new-keys.ts'

let house: House
/** She who loses her keys, on the device where they still are. */
let old: SignedIn
let vesna: SignedIn
let her: SignedIn
/** Held by her line; by her and another member; by her alone. */
let shared: FolderId
let both: FolderId
let alone: FolderId
let oldDoc: Awaited<ReturnType<typeof sealed>>['doc']
/** What her desk had before she lost it. */
let before: OutputOf<typeof houseContract.keys>
let firstRows: OutputOf<typeof contacts.one>['served']
const line = () => house.team('sos_line')
const wait = 300_000

async function written(by: SignedIn, holders: readonly string[]) {
  const made = await sealed(by, 'contact', holders, { says: 'пре' })
  await by.call(contacts.save, {
    contact: contactOf(made.folder.id, house.line.id, line()), newFolder: made.folder, doc: made.doc, newClients: [], links: [], cards: [], services: [], institutionContacts: [], draft: null,
  })
  return made
}

beforeAll(async () => {
  house = await foundedHouse()
  const join = (name: string) => letIn(house, name, ['consultant'], [line(), house.team('finders')], house.team('coordination'))
  ;[old, vesna] = [await join('jelena'), await join('vesna')]
  await old.learn()
  const first = await written(old, [line()])
  ;[shared, oldDoc] = [first.folder.id, first.doc]
  both = (await written(old, [house.team('legal')])).folder.id
  alone = (await written(old, [old.me])).folder.id
  before = await old.call(houseContract.keys, {})
  firstRows = (await old.call(contacts.one, { folder: shared })).served
}, wait)
afterAll(() => house.close())

const flipped = (text: string) => {
  const bytes = fromBase64url(text)
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return toBase64url(bytes)
}
const here = () => ({ id: old.me, name: 'jelena' })
const opens = async (by: SignedIn, folder: FolderId) => {
  const { served } = await by.call(contacts.one, { folder })
  await by.vault.admit(served)
  return (await by.vault.openDocs(served.docs)).map((doc) => doc.content ?? doc.quarantined)
}

describe('keys that are not hers', () => {
  it('put into her answer by the server are not countersigned, nor is her answer for somebody else', async () => {
    const { kept, answer, publicKeys } = await answeredAnew(house.app, house.coordinator, here(), house.team('coordination'))
    const check = (invite: typeof kept, said: typeof answer) => house.coordinator.vault.checkAcceptance(invite, said)
    expect(await check(kept, answer)).toBe(true)
    for (const lie of [{ edPublic: flipped(publicKeys.edPublic) }, { xPublic: flipped(publicKeys.xPublic) }, { member: vesna.me }]) expect(await check(kept, { ...answer, ...lie })).toBe(false)
    await expect(check({ ...kept, again: vesna.me }, answer)).rejects.toThrow()
    await expect(check({ ...kept, again: null }, answer)).rejects.toThrow()
    await expect(house.coordinator.vault.letIn({ id: old.me, ...publicKeys, manager: false }, [])).rejects.toMatchObject({ reason: 'bad-certificate' })
    // Until a manager countersigns nothing of hers has changed.
    expect((await signIn(house.app, 'jelena', 'jelena has five long words')).quarantined).toEqual([])
    expect(await house.coordinator.call(members.endInvite, { invite: kept.id })).toEqual({ alreadyThere: false })
  }, wait)

  it('are no coordinator’s own to make, nor for who has no say in it', async () => {
    const sent = await house.coordinator.vault.makeInvite(newId(), house.team('coordination'), house.coordinator.me)
    const invite = { id: newId<'record'>(), name: 'mira', shown: 'Mira', roles: ['coordinator' as const], teams: [], sealed: sent.sealed, sealedFor: house.team('coordination'), epoch: sent.epoch, again: house.coordinator.me }
    await expect(house.coordinator.call(members.invite, invite)).rejects.toMatchObject({ kind: 'not-allowed' })
    await expect(house.coordinator.vault.certifyAgain(house.coordinator.me, {})).rejects.toMatchObject({ reason: 'bad-certificate' })
    await expect(vesna.call(members.invite, { ...invite, again: old.me })).rejects.toMatchObject({ kind: 'not-allowed' })
  })
})

describe('she who lost passphrase and code', () => {
  it('is countersigned once, under her own id; every old way in has ended, and both she and her colleagues are told', async () => {
    const answered = await answeredAnew(house.app, house.coordinator, here(), house.team('coordination'))
    const request = await countersigned(house.coordinator, answered, old.me, [line(), house.team('finders')])
    const { act } = request
    await expect(house.coordinator.call(members.renewKeys, { ...request, act: { ...act, sig: flipped(act.sig) } })).rejects.toMatchObject({ kind: 'bad-input' })
    const another = { ...request.certificate, edPublic: flipped(request.certificate.edPublic) }
    await expect(house.coordinator.call(members.renewKeys, { ...request, certificate: another })).rejects.toMatchObject({ kind: 'changed-meanwhile' })
    expect(await house.coordinator.call(members.renewKeys, request)).toEqual({ alreadyThere: false })
    expect(await house.coordinator.call(members.renewKeys, request)).toEqual({ alreadyThere: true })
    await expect(old.call(houseContract.keys, {})).rejects.toMatchObject({ kind: 'session-ended' })
    await expect(signIn(house.app, 'jelena', 'jelena has five long words')).rejects.toMatchObject({ kind: 'wrong-passphrase' })
    her = await signIn(house.app, 'jelena', answered.passphrase)
    expect([her.me, her.quarantined]).toEqual([old.me, []])
    expect((await her.call(notices.unseen, {})).notices.map(({ what }) => what)).toContain('keys.renewed')
    expect((await vesna.call(notices.unseen, {})).notices.map(({ what }) => what)).toContain('keys.renewed-by')
    await house.coordinator.learn()
  }, wait)

  it('opens all that her teams hold, and what she signed before still verifies for everybody', async () => {
    await vesna.learn()
    for (const by of [her, vesna]) expect(await opens(by, shared)).toEqual([{ says: 'пре' }])
  })

  it('gets back what another member holds too, and is told honestly of what nobody does', async () => {
    expect(await opens(her, both)).toEqual(['not-held'])
    const found = await house.coordinator.call(members.lost, { member: old.me })
    expect([found.shared, found.alone, found.listed.map(({ folder }) => folder)]).toEqual([1, 1, [both]])
    await house.coordinator.vault.admit(found)
    const [one] = found.listed
    if (!one) throw new Error('nothing to give back')
    const holds = await house.coordinator.vault.share(one.folder, [old.me], one.listed)
    const sent = { member: old.me, holds }
    expect(await house.coordinator.call(members.giveBack, await withAct(house.coordinator.vault, 'member.given-back', [old.me], sent))).toEqual({ given: 1 })
    expect(await opens(her, both)).toEqual([{ says: 'пре' }])
    expect(await house.coordinator.call(members.lost, { member: old.me })).toMatchObject({ shared: 0, alone: 1 })
    expect(await opens(her, alone)).toEqual(['not-held'])
  })

  it('writes on, and her old keys open nothing of it', async () => {
    const doc = await sealInto(her, { folder: shared, id: oldDoc.id, version: 2, schema: 'contact/1' }, { says: 'после' })
    expect(doc.gen).toBe(2)
    await her.call(clients.writeDoc, { folder: shared, doc })
    await vesna.learn()
    expect(await opens(vesna, shared)).toEqual([{ says: 'после' }])
    const { served } = await vesna.call(contacts.one, { folder: shared })
    await old.vault.admit(served)
    expect((await old.vault.openDocs(served.docs))[0]?.quarantined).toBe('not-held')
  })
})

describe('afterwards', () => {
  const said = () => vesna.call(houseContract.keys, {})

  it('an old certificate played back is refused by whoever has seen the newer', async () => {
    const now = await said()
    await vesna.vault.learnHouse(now)
    const [row] = now.members.filter(({ id }) => id === old.me)
    if (!row?.former[0]) throw new Error('no former certificate')
    const back = { ...now, members: now.members.map((one) => (one.id === old.me ? { ...row, ...row.former[0], former: [] } : one)) }
    expect(await vesna.vault.learnHouse(back)).toContainEqual({ what: `member ${old.me}`, reason: 'old-certificate' })
    expect(await vesna.vault.pins()).toMatchObject({ members: { [old.me]: 1 } })
    await vesna.vault.learnHouse(now)
  })

  it('an invented one, one by herself, one that skips or counts wrong, is named and nothing is wrapped to its keys', async () => {
    const now = await said()
    const { vault } = await signIn(house.app, 'vesna', 'vesna has five long words')
    const [row] = now.members.filter(({ id }) => id === vesna.me)
    if (!row) throw new Error('no member')
    const { id: _, shown: _s, state: _t, former: _f, ...first } = row
    const renewed = await house.coordinator.vault.certifyAgain(vesna.me, { keys: { xPublic: flipped(row.xPublic), edPublic: row.edPublic } })
    const lies = [
      { ...renewed, edPublic: flipped(renewed.edPublic) }, { ...renewed, by: vesna.me }, { ...renewed, by: null }, { ...renewed, number: 2 }, { ...renewed, keys: 0 },
      { ...renewed, until: '9:abc' }, { ...renewed, sig: flipped(renewed.sig ?? '') }, { ...renewed, manager: true },
    ]
    for (const lie of lies) {
      const members_ = now.members.map((one) => (one.id === vesna.me ? { ...one, ...lie, former: [first] } : one))
      expect(await vault.learnHouse({ ...now, members: members_ })).toContainEqual({ what: `member ${vesna.me}`, reason: 'bad-certificate' })
    }
    await vault.learnHouse(now)
  }, wait)

  it('a document that old keys sign over a later head of the ledger is not hers', async () => {
    const root = toBase64url(new Uint8Array(32))
    const known = { publicKey: root, begun: 0, size: 7, root }
    const late = await createVault(old.me, { ...old.keys, pins: { ...old.keys.pins, ledger: known } })
    await late.learnHouse(before)
    await late.admit({ keys: firstRows.keys, holds: firstRows.holds })
    const [now, then] = [await late.sealDoc({ folder: shared, id: newId(), version: 1, schema: 'contact/1' }, { says: 'x' }), oldDoc]
    const { served } = await vesna.call(contacts.one, { folder: shared })
    await vesna.vault.admit(served)
    expect((await vesna.vault.openDocs([now, then])).map((doc) => doc.quarantined ?? 'opened')).toEqual(['bad-signature', 'opened'])
  })

  it('somebody who becomes a coordinator signs as one, one who is no longer does not, and what she signed stands', async () => {
    const { coordinator } = house
    const change = async (roles: ('consultant' | 'coordinator')[], manager: boolean) => {
      await coordinator.learn()
      const none = { epochs: [], seats: [] }
      const sent = { member: vesna.me, roles, certificate: await coordinator.vault.certifyAgain(vesna.me, { manager }), joins: none, leaves: none }
      await coordinator.call(members.change, await withAct(coordinator.vault, 'member.changed', [vesna.me], sent))
    }
    await change(['consultant', 'coordinator'], true)
    await vesna.learn()
    const nova = await letIn({ app: house.app, coordinator: vesna }, 'nova', ['consultant'], [line()], line())
    expect(nova.quarantined).toEqual([])
    await change(['consultant'], false)
    await vesna.learn()
    await expect(vesna.call(members.invite, { id: newId<'record'>(), name: 'x', shown: 'x', roles: ['consultant'], teams: [], sealed: toBase64url(new Uint8Array(60)), sealedFor: line(), epoch: 1 })).rejects.toMatchObject({ kind: 'not-allowed' })
    expect((await signIn(house.app, 'nova', 'nova has five long words')).quarantined).toEqual([])
    await expect(vesna.call(members.change, { member: nova.me, roles: ['coordinator'], certificate: null, joins: { epochs: [], seats: [] }, leaves: { epochs: [], seats: [] }, act: await vesna.vault.signAct('member.changed', [], {}) })).rejects.toMatchObject({ kind: 'not-allowed' })
  }, wait)

  it('she can get new keys once more', async () => {
    const again = await newKeys(house.app, house.coordinator, here(), [line()], house.team('coordination'))
    expect(await opens(again, shared)).toEqual([{ says: 'после' }])
  }, wait)
})
