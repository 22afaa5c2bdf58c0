import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { softAuthenticator } from '../../../test/support/authenticator.ts'
import { browser, foundedHouse, letIn } from '../../../test/support/house.ts'
import type { House } from '../../../test/support/house.ts'
import { withClient } from '../../server/database/logins.ts'
import { forPasskey, fromPassphrase, fromPasskey, openAccount } from '../../vault/accounts.ts'
import { randomBytes } from '../../vault/primitives.ts'
import { sessions } from '../sessions/contract.ts'
import { labelOf, passkeys } from './contract.ts'

let house: House
let userKey: Uint8Array<ArrayBuffer>
let proof: { authKey: string; by: 'passphrase' }
/** What the authenticator's PRF gives. */
const secret = randomBytes(32)

beforeAll(async () => {
  house = await foundedHouse()
  const { salt, kdf } = await house.nobody.call(sessions.saltFor, { name: 'mira' })
  const { authKey, kek } = await fromPassphrase('mira has five long words', salt, kdf)
  const opened = await browser(house.app).call(sessions.signIn, { name: 'mira', authKey, by: 'passphrase' })
  userKey = (await openAccount(opened.member, kek, opened.userKey, opened.bundle)).userKey
  proof = { authKey, by: 'passphrase' }
})
afterAll(() => house.close())

const challengeFor = async (at: Pick<House['nobody'], 'call'>) => (await at.call(passkeys.challenge, {})).challenge

async function enrol(one = softAuthenticator(), counter = 0) {
  const { call, me, vault } = house.coordinator
  const id = crypto.randomUUID()
  const sent = {
    id, proof, publicKey: one.publicKey, assertion: one.answer(await challengeFor({ call }), { counter }),
    userKey: await forPasskey(me, userKey, secret), label: await vault.sealForMe(labelOf(id), { name: 'лаптоп' }),
  }
  expect(await call(passkeys.add, sent)).toEqual({ alreadyThere: false })
  return { one, id, sent }
}
async function signsIn(one: ReturnType<typeof softAuthenticator>, how: Parameters<typeof one.answer>[1] = {}) {
  const at = browser(house.app)
  return { at, opened: await at.call(passkeys.signIn, { assertion: one.answer(await challengeFor(at), how) }) }
}
const refused = { kind: 'passkey-refused' }

describe('a passkey', () => {
  it('opens her account with what its PRF gives, and nothing else does', async () => {
    const { one } = await enrol()
    const { at, opened } = await signsIn(one)
    const keys = await openAccount(opened.member, await fromPasskey(secret), opened.userKey, opened.bundle)
    expect(keys.userKey).toEqual(userKey)
    await expect(openAccount(opened.member, await fromPasskey(randomBytes(32)), opened.userKey, opened.bundle)).rejects.toThrow()
    expect(await at.call(sessions.whoAmI, {})).toMatchObject({ member: house.coordinator.me })
  })

  it('is kept once however often it is sent, with her proof and with an answer to a challenge of hers', async () => {
    const { sent } = await enrol()
    const { call } = house.coordinator
    expect(await call(passkeys.add, sent)).toEqual({ alreadyThere: true })
    const other = softAuthenticator()
    const next = { ...sent, id: crypto.randomUUID(), publicKey: other.publicKey }
    await expect(call(passkeys.add, { ...next, assertion: other.answer(await challengeFor({ call })), proof: { ...proof, authKey: Buffer.alloc(32).toString('base64url') } })).rejects.toMatchObject({ kind: 'wrong-passphrase' })
    await expect(call(passkeys.add, { ...next, assertion: softAuthenticator().answer(await challengeFor({ call })) })).rejects.toMatchObject(refused)
    await expect(call(passkeys.add, { ...next, assertion: other.answer(await challengeFor(house.nobody)) })).rejects.toMatchObject(refused)
  })

  it('is listed to her alone, renamed by her alone, and removed for good', async () => {
    const { one, id } = await enrol()
    const { call, vault } = house.coordinator
    const label = await vault.sealForMe(labelOf(id), { name: 'плави кључ' })
    await call(passkeys.rename, { passkey: id, label })
    const listed = (await call(passkeys.mine, {})).passkeys.find((passkey) => passkey.id === id)
    expect(await vault.openForMe(labelOf(id), listed?.label ?? '')).toEqual({ name: 'плави кључ' })
    await signsIn(one)
    await expect(call(passkeys.remove, { passkey: id, proof: { ...proof, authKey: Buffer.alloc(32).toString('base64url') } })).rejects.toMatchObject({ kind: 'wrong-passphrase' })
    await call(passkeys.remove, { passkey: id, proof })
    await expect(signsIn(one)).rejects.toMatchObject(refused)
  })

  it('whose counter does not rise is a copy', async () => {
    const { one } = await enrol(softAuthenticator(), 4)
    await signsIn(one, { counter: 5 })
    await expect(signsIn(one, { counter: 5 })).rejects.toMatchObject(refused)
    await expect(signsIn(one, { counter: 0 })).rejects.toMatchObject(refused)
    await signsIn(one, { counter: 6 })
  })
})

describe('with new keys of hers, or when she is removed,', () => {
  it.each([['new keys', "x_public = sha256('new')"], ['removal', "state = 'removed'"]])('her passkeys, her second step and her sessions go: %s', async (_, change) => {
    const name = `dara-${change.length}`
    const dara = await letIn(house, name, ['consultant'], [house.team('sos_line')], house.team('coordination'))
    const left = await withClient(house.database.superuser, async (client) => {
      await client.query("insert into passkey (id, member, credential, public_key, counter, user_key, label) values (gen_random_uuid(), $1, sha256($2), sha256('key'), 0, sha256('a') || sha256('b'), sha256('c') || sha256('d'))", [dara.me, Buffer.from(name)])
      await client.query("insert into second_step (member, secret, confirmed) values ($1, substr(sha256('s'), 1, 20), true)", [dara.me])
      await client.query(`update member set ${change} where id = $1`, [dara.me])
      return (await client.query('select (select count(*) from passkey where member = $1)::int as passkeys, (select count(*) from second_step where member = $1)::int as steps', [dara.me])).rows[0] as object
    })
    expect(left).toEqual({ passkeys: 0, steps: 0 })
    await expect(dara.call(sessions.whoAmI, {})).rejects.toMatchObject({ kind: 'session-ended' })
  })
})

describe('a challenge', () => {
  it('is taken once', async () => {
    const { one } = await enrol()
    const assertion = one.answer(await challengeFor(house.nobody))
    await browser(house.app).call(passkeys.signIn, { assertion })
    await expect(browser(house.app).call(passkeys.signIn, { assertion })).rejects.toMatchObject(refused)
  })

  it('that nobody here gave is none', async () => {
    const { one } = await enrol()
    await expect(browser(house.app).call(passkeys.signIn, { assertion: one.answer(Buffer.alloc(32, 7).toString('base64url')) })).rejects.toMatchObject(refused)
  })
})
