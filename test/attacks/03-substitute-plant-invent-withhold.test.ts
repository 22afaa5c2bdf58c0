/**
 * A server that lies about who is who and who holds what, against a member's real vault over the real rows: another public
 * key, a planted wrap, an invented member or epoch, a removal that is withheld, an old roster played back. Every time it is
 * named, nothing is wrapped to what does not hold, and nothing is written that whoever left could open.
 */
import { beforeAll, afterAll, describe, expect, it } from 'vitest'
import { clients } from '../../src/features/clients/contract.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { folders } from '../../src/features/folders/contract.ts'
import { house as houseContract } from '../../src/features/house/contract.ts'
import { members } from '../../src/features/members/contract.ts'
import { fromBase64url, toBase64url } from '../../src/shared/bytes.ts'
import type { OutputOf } from '../../src/shared/endpoint.ts'
import { newId } from '../../src/shared/ids.ts'
import type { FolderId, MemberId, TeamId } from '../../src/shared/ids.ts'
import { fromPassphrase, openAccount } from '../../src/vault/accounts.ts'
import { createVault } from '../../src/vault/open.ts'
import { sessions } from '../../src/features/sessions/contract.ts'
import { contactOf, sealed, someDay } from '../support/foreign.ts'
import { browser, foundedHouse, letIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'
import { leaving, letGo, sealInto } from '../support/leaving.ts'

type Said = OutputOf<typeof houseContract.keys>

let house: House
let jelena: SignedIn
let gone: SignedIn
let contact: FolderId
/** What the server said while she who left was still here. */
let before: Said
let after: Said
const line = (): TeamId => house.team('sos_line')

beforeAll(async () => {
  house = await foundedHouse()
  const join = (name: string) => letIn(house, name, ['consultant'], [line()], house.team('coordination'))
  ;[jelena, gone] = [await join('jelena'), await join('gone')]
  await jelena.learn()
  const made = await sealed(jelena, 'contact', [line()], { says: 'пре' })
  contact = made.folder.id
  await jelena.call(contacts.save, {
    contact: contactOf(contact, house.line.id, line()), newFolder: made.folder, doc: made.doc, newClients: [], links: [], cards: [], services: [],
    institutionContacts: [], draft: null,
  })
  before = await jelena.call(houseContract.keys, {})
  await letGo(house.coordinator, gone.me, [line()])
  after = await jelena.call(houseContract.keys, {})
})
afterAll(() => house.close())

/** Jelena on a device that has seen nothing yet: what her sealed bundle pins is all it knows. */
async function afresh(pinned = false) {
  const { call } = browser(house.app)
  const { salt, kdf } = await call(sessions.saltFor, { name: 'jelena' })
  const { authKey, kek } = await fromPassphrase('jelena has five long words', salt, kdf)
  const opened = await call(sessions.signIn, { name: 'jelena', authKey, by: 'passphrase' })
  const keys = await openAccount(opened.member, kek, opened.userKey, opened.bundle)
  const pins = pinned ? await jelena.vault.pins() : keys.pins
  return createVault(opened.member, { ...keys, pins })
}

const flipped = (text: string) => {
  const bytes = fromBase64url(text)
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return toBase64url(bytes)
}
const reasons = (bad: readonly { what: string; reason: string }[]) => bad.map(({ what, reason }) => `${what.split(' ')[0]} ${reason}`)

describe('a removal that is withheld', () => {
  it('is seen by whoever has seen it once, and nothing is made for the team or written into what it holds', async () => {
    await jelena.vault.learnHouse(after)
    const vault = await afresh(true)
    expect(reasons(await vault.learnHouse(before))).toEqual(['team old-roster'])
    await expect(vault.makeFolder('contact', [line()], someDay)).rejects.toThrow('unknown-holder')
    const { served } = await jelena.call(contacts.one, { folder: contact })
    await vault.admit(served)
    const current = await jelena.call(folders.keys, { folder: contact })
    await vault.learnHolders(current)
    const doc = { folder: contact, id: served.docs[0]?.id ?? '', version: 2, schema: 'contact/1' }
    await expect(vault.sealDoc(doc, { says: 'после' })).rejects.toMatchObject({ reason: 'old-roster' })
  })

  it('by leaving out the new epoch alone is seen as well', async () => {
    const vault = await afresh(true)
    const withheld = { ...after, epochs: after.epochs.filter((one) => one.team !== line() || one.epoch === 1) }
    expect(reasons(await vault.learnHouse(withheld))).toEqual(expect.arrayContaining(['team old-roster']))
    await expect(vault.makeFolder('contact', [line()], someDay)).rejects.toThrow('unknown-holder')
  })

  it('for somebody who never saw it is refused by the true program', async () => {
    const vault = await afresh()
    expect(await vault.learnHouse(before)).toEqual([])
    const { served } = await jelena.call(contacts.one, { folder: contact })
    await vault.admit(served)
    const doc = await vault.sealDoc({ folder: contact, id: served.docs[0]?.id ?? '', version: 2, schema: 'contact/1' }, { says: 'x' })
    await expect(jelena.call(clients.writeDoc, { folder: contact, doc })).rejects.toMatchObject({ kind: 'keys-changed' })
  })
})

describe('an epoch', () => {
  const newest = () => after.epochs.find((one) => one.team === line() && one.epoch === 2) ?? (() => { throw new Error('no epoch') })()
  const instead = (row: Partial<ReturnType<typeof newest>>): Said => ({ ...after, epochs: after.epochs.map((one) => (one === newest() ? { ...one, ...row } : one)) })

  it('with another public key, roster, number or version than was signed is not used', async () => {
    for (const row of [{ publicKey: flipped(newest().publicKey) }, { roster: flipped(newest().roster) }, { epoch: 3 }, { version: 9 }, { sig: flipped(newest().sig) }]) {
      const vault = await afresh()
      expect(reasons(await vault.learnHouse(instead(row)))).toContain('team bad-roster')
    }
  })

  it('signed by a member who is no manager is not used, nor taken by the program', async () => {
    const rows = await leaving(jelena, house.coordinator.me, [line()])
    await expect(jelena.call(members.leaveOut, rows)).rejects.toMatchObject({ kind: 'not-allowed' })
    const vault = await afresh()
    expect(reasons(await vault.learnHouse({ ...after, epochs: [...after.epochs, ...rows.epochs] }))).toEqual(['team bad-roster'])
    expect((await vault.rosters()).find(({ team }) => team === line())?.epoch).toBe(2)
  })

  it('whose seed before it was exchanged is named, and the newest still opens', async () => {
    const vault = await afresh()
    expect(reasons(await vault.learnHouse({ ...instead({ prevSeed: flipped(newest().prevSeed ?? '') }), seats: after.seats.filter((seat) => seat.epoch !== 1) }))).toEqual(['team cannot-open'])
    await expect(vault.makeFolder('contact', [line()], someDay)).resolves.toMatchObject({ kind: 'contact' })
  })

  it('is the next one or none: two managers, or one twice, cannot both make it', async () => {
    const { coordinator } = house
    await coordinator.learn()
    const nobody = await letIn(house, 'short', ['consultant'], [], house.team('coordination'))
    const make = () => leaving(coordinator, nobody.me, [line()], false)
    const [one, other] = [await make(), await make()]
    const send = (rows: typeof one) => coordinator.call(members.leaveOut, rows)
    expect(await send(one)).toEqual({ alreadyThere: false })
    await expect(send(other)).rejects.toMatchObject({ kind: 'changed-meanwhile' })
    await coordinator.learn()
    const short = await make()
    for (const missing of [jelena.me as string, coordinator.vault.organisation]) {
      await expect(send({ ...short, seats: short.seats.filter((seat) => seat.member !== missing) })).rejects.toMatchObject({ kind: 'changed-meanwhile' })
    }
  })
})

describe('a member', () => {
  it('whose public key was exchanged, or who was invented, is nobody', async () => {
    const vault = await afresh()
    const other = after.members.map((one) => (one.id === gone.me ? { ...one, edPublic: flipped(one.edPublic) } : one))
    expect(reasons(await vault.learnHouse({ ...after, members: other }))).toEqual(['member bad-certificate'])
    const invented = { ...after.members[0]!, id: newId<'member'>() as MemberId, name: 'x', by: null }
    expect(reasons(await (await afresh()).learnHouse({ ...after, members: [...after.members, invented] }))).toEqual(['member bad-certificate'])
  })
})

describe('a planted wrap', () => {
  it('for a team that does not hold the record ends the next write, and nothing was written', async () => {
    await jelena.learn()
    await sealInto(jelena, { folder: contact, id: newId(), version: 1, schema: 'contact/1' }, { says: 'x' })
    const vault = await afresh()
    await vault.learnHouse(await jelena.call(houseContract.keys, {}))
    const current = await jelena.call(folders.keys, { folder: contact })
    const mine = current.holds.find((hold) => hold.holder === line()) ?? (() => { throw new Error('no hold') })()
    for (const planted of [{ ...mine, holder: house.team('field') }, { ...mine, by: gone.me }, { ...mine, wrap: flipped(mine.wrap) }]) {
      await vault.learnHolders({ ...current, holds: [...current.holds.filter((hold) => hold !== mine), mine, planted] })
      await expect(vault.sealDoc({ folder: contact, id: newId(), version: 1, schema: 'contact/1' }, { says: 'x' })).rejects.toMatchObject({ reason: 'planted-holder' })
    }
  })
})
