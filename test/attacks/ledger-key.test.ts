/**
 * A host that signs another ledger with another key. The key leads to the organisation's root: at set-up by the root itself, in an
 * older house by a coordinator, once. Another key, a certificate left out, invented or played back is named by desks and witnesses.
 */
import { createHash, createPrivateKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keyFromRoot, readRoot } from '../../src/commands/witness/root.ts'
import { createLedgerFollower } from '../../src/desk/keys/ledger-follower.ts'
import { house as houseContract } from '../../src/features/house/contract.ts'
import { ledger } from '../../src/features/ledger/contract.ts'
import { witness } from '../../src/features/witness/contract.ts'
import { headBytes } from '../../src/ledger/entry.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { toBase64url } from '../../src/shared/bytes.ts'
import type { OutputOf } from '../../src/shared/endpoint.ts'
import { newId } from '../../src/shared/ids.ts'
import { withAct } from '../../src/shared/signed-act.ts'
import type { LedgerPin } from '../../src/vault/vault.ts'
import { foundedHouse, letIn, signIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'

let house: House
let jelena: SignedIn
let said: OutputOf<typeof houseContract.keys>
const wait = 300_000
const zeros = toBase64url(new Uint8Array(32))

beforeAll(async () => {
  house = await foundedHouse()
  jelena = await letIn(house, 'jelena', ['consultant'], [house.team('sos_line')], house.team('coordination'))
  said = await jelena.call(houseContract.keys, {})
}, wait)
afterAll(() => house.close())

/** A ledger of one entry, signed by a key of one's own. */
function head(size = 1) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const [root, at] = [randomBytes(32), new Date()]
  return { size, root: toBase64url(root), at: at.toISOString(), publicKey: publicKey.export({ format: 'jwk' }).x ?? '', sig: toBase64url(sign(null, headBytes(size, root, at), createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()))), proof: [] }
}

describe('a desk', () => {
  it('of a newcomer takes no head that is signed with another key than the certified one', async () => {
    const [true_, other] = [head(), head()]
    const kept: LedgerPin[] = []
    const follower = createLedgerFollower(undefined, (pin) => kept.push(pin), () => ({ publicKey: true_.publicKey, number: 0 }))
    expect(await follower.follow(other)).toMatchObject({ why: 'another-key' })
    expect(await follower.follow(true_)).toBeUndefined()
    expect(kept).toMatchObject([{ publicKey: true_.publicKey, certified: 0 }])
  })

  it('that has seen a certificate names one that is left out, and one that is played back', async () => {
    const one = head()
    const pin = { publicKey: one.publicKey, begun: 0, size: 1, root: one.root, certified: 1 }
    for (const shown of [undefined, { publicKey: one.publicKey, number: 0 }]) {
      expect(await createLedgerFollower(pin, () => undefined, () => shown).follow(one)).toMatchObject({ why: 'not-certified' })
    }
    expect(await createLedgerFollower(pin, () => undefined, () => ({ publicKey: one.publicKey, number: 1 })).follow(one)).toBeUndefined()
  })

  it('takes another key only by a later certificate, and only for the ledger that goes on from the one it knows', async () => {
    const [old, next] = [head(), head()]
    const pin = { publicKey: old.publicKey, begun: 0, size: 1, root: old.root, certified: 0 }
    const follow = (number: number, root = old.root) => createLedgerFollower({ ...pin, root }, () => undefined, () => ({ publicKey: next.publicKey, number })).follow(next)
    expect(await follow(0)).toMatchObject({ why: 'another-key' })
    expect(await follow(1)).toMatchObject({ why: 'forked' })
    expect(await follow(1, next.root)).toBeUndefined()
  })
})

describe('a new key of the house', () => {
  it('is certified only where the ledger goes on from the one the coordinator’s desk knows', async () => {
    const [old, next] = [head(), head()]
    const knows = (root: string) => createLedgerFollower({ publicKey: old.publicKey, begun: 0, size: 1, root, certified: 0 }, () => undefined, () => ({ publicKey: old.publicKey, number: 0 }))
    expect(await knows(next.root).goesOn(next)).toBe(true)
    expect(await knows(old.root).goesOn(next)).toBe(false)
    expect(await knows(next.root).goesOn({ ...next, sig: old.sig })).toBe(false)
    expect(await knows(next.root).goesOn({ ...next, publicKey: old.publicKey })).toBe(false)
  })
})

describe('the certificate of a house that was set up now', () => {
  it('is the root’s own, and any other is named by whoever reads it', async () => {
    expect(said.ledgerKey).toMatchObject({ publicKey: zeros, number: 0, by: null })
    expect(jelena.vault.ledgerKey()).toEqual(said.ledgerKey)
    const own = await jelena.vault.certifyLedger(head().publicKey, 1)
    for (const lie of [own, { ...own, by: null, number: 0 }, { ...own, by: house.coordinator.me }, { ...said.ledgerKey, number: 1 }, { ...said.ledgerKey, publicKey: own.publicKey }]) {
      const { vault } = await signIn(house.app, 'jelena', 'jelena has five long words')
      const before = vault.ledgerKey()
      expect(await vault.learnHouse({ ...said, ledgerKey: lie as typeof own })).toEqual([{ what: 'ledger key', reason: 'bad-certificate' }])
      expect(vault.ledgerKey()).toEqual(before)
    }
  }, wait)

  it('cannot be made at set-up for a key that is not the program’s', async () => {
    await expect(house.nobody.call(houseContract.found, { ...(await other()), setupSecret: toBase64url(house.setupSecret) })).rejects.toMatchObject({ kind: 'bad-input' })
  })
  const other = async () => {
    const { founded, teams, line } = house
    return {
      organisation: { ...founded.organisation, name: 'x', languages: ['en' as const] }, lines: [line], teams, account: founded.account, epochs: founded.epochs, seats: founded.seats,
      member: { ...founded.member, id: house.coordinator.me, name: 'x', shown: 'x', roles: ['coordinator' as const] }, ledgerKey: { ...founded.ledgerKey, publicKey: head().publicKey },
    }
  }
})

describe('a house that was there before', () => {
  it('has its key certified by a coordinator, once, and by nobody else', async () => {
    await withClient(house.database.superuser, (client) => client.query('delete from ledger_key'))
    const request = async (by: SignedIn, number = 0, publicKey = zeros) => withAct(by.vault, 'ledger-key.certified', [], { key: await by.vault.certifyLedger(publicKey, number) })
    await expect(jelena.call(ledger.certify, await request(jelena))).rejects.toMatchObject({ kind: 'not-allowed' })
    await expect(house.coordinator.call(ledger.certify, await request(house.coordinator, 0, head().publicKey))).rejects.toMatchObject({ kind: 'bad-input' })
    await expect(house.coordinator.call(ledger.certify, await request(house.coordinator, 1))).rejects.toMatchObject({ kind: 'changed-meanwhile' })
    const sent = await request(house.coordinator)
    expect(await house.coordinator.call(ledger.certify, sent)).toEqual({ alreadyThere: false })
    expect(await house.coordinator.call(ledger.certify, sent)).toEqual({ alreadyThere: true })
    const { vault, quarantined } = await signIn(house.app, 'jelena', 'jelena has five long words')
    expect([quarantined, vault.ledgerKey()]).toMatchObject([[], { publicKey: zeros, number: 0, by: house.coordinator.me }])
  }, wait)
})

describe('a witness that was told the house’s root', () => {
  const token = toBase64url(randomBytes(32))
  const root = () => readRoot(`${said.organisation.id}.${said.organisation.rootPublic}`) ?? (() => { throw new Error('no root') })()
  const asked = () => keyFromRoot(house.nobody.call, token, root())

  it('knows the key by it, and learns no name', async () => {
    await house.coordinator.call(witness.make, { id: newId<'record'>(), tokenHash: toBase64url(createHash('sha256').update(Buffer.from(token, 'base64url')).digest()) })
    expect(await asked()).toBe(zeros)
    expect(JSON.stringify(await house.nobody.call(witness.key, { token }))).not.toMatch(/mira|jelena/i)
    await expect(keyFromRoot(house.nobody.call, zeros, root())).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('believes no other root, no other key, no certificate of somebody who is no coordinator, and none that is missing', async () => {
    expect(await keyFromRoot(house.nobody.call, token, { ...root(), rootPublic: head().publicKey })).toBeUndefined()
    const superuser = (text: string, given: unknown[] = []) => withClient(house.database.superuser, (client) => client.query(text, given))
    const hers = await jelena.vault.certifyLedger(zeros, 0)
    for (const [text, given] of [
      ['update ledger_key set public_key = $1', [randomBytes(32)]], ['update ledger_key set by = $1, sig = $2', [jelena.me, Buffer.from(hers.sig, 'base64url')]], ['delete from ledger_key', []],
    ] as const) {
      await superuser('drop table if exists kept_key; create table kept_key as select * from ledger_key')
      await superuser(text, [...given])
      expect(await asked()).toBeUndefined()
      await superuser('delete from ledger_key; insert into ledger_key select * from kept_key')
    }
    expect(await asked()).toBe(zeros)
  })
})
