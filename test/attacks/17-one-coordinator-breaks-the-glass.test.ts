import { combine } from 'shamir-secret-sharing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { breakGlass } from '../../src/features/break-glass/contract.ts'
import { clients } from '../../src/features/clients/contract.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { folders } from '../../src/features/folders/contract.ts'
import { house as houseContract } from '../../src/features/house/contract.ts'
import { sessions } from '../../src/features/sessions/contract.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { fromBase64url, toBase64url } from '../../src/shared/bytes.ts'
import { newId } from '../../src/shared/ids.ts'
import type { ClientId, FolderId } from '../../src/shared/ids.ts'
import { fromPassphrase, newAccount, openAccount } from '../../src/vault/accounts.ts'
import { keyContext } from '../../src/vault/contexts.ts'
import { commitmentOf } from '../../src/vault/envelope.ts'
import { wrapFor } from '../../src/vault/folders.ts'
import { createVault } from '../../src/vault/open.ts'
import { sha256, sign } from '../../src/vault/primitives.ts'
import type { DocRow, FolderKeyRow, GlassShareRow, HoldRow } from '../../src/vault/seal.ts'
import { contactOf, sealed, someDay } from '../support/foreign.ts'
import { foundedHouse, letIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'
import { agree, ask, open, restrict } from '../support/restricting.ts'

/** Attack 17: one coordinator alone, and a server that does whatever she wants, open nothing of a restricted client. */
let house: House
let dara: SignedIn, vera: SignedIn, vesna: SignedIn
const mira = () => house.coordinator

beforeAll(async () => {
  house = await foundedHouse()
  const coordination = house.team('coordination')
  dara = await letIn(house, 'dara', ['case_manager'], [house.team('case_management'), house.team('finders')], coordination)
  vera = await letIn(house, 'vera', ['case_manager'], [house.team('case_management'), house.team('finders')], coordination)
  vesna = await letIn(house, 'vesna', ['coordinator'], [coordination, house.team('finders')], coordination)
  for (const one of [mira(), dara, vera, vesna]) await one.learn()
})
afterAll(() => house.close())

const rows = <Row>(query: string, values: unknown[]) => withClient(house.database.superuser, async (client) => (await client.query(query, values)).rows as Row[])
type Restricted = { readonly client: ClientId; readonly contact: FolderId; readonly card: FolderId; readonly box: FolderId; readonly doc: DocRow }

/** A restricted client, and a call about her that was written down afterwards. */
async function restricted(label = 'KM-0001'): Promise<Restricted> {
  const card = await sealed(dara, 'card', [house.team('finders')], { names: ['Ана'] })
  const client = newId<'client'>()
  await dara.call(clients.make, { id: client, card: card.folder, doc: card.doc })
  const { box } = await restrict(house, dara, client, [dara, vera], [mira(), vesna], label)
  await dara.vault.learnHolders(await dara.call(folders.keys, { folder: card.folder.id }))
  const contact = await dara.vault.makeFolder('contact', [dara.me, vera.me], someDay, { like: card.folder.id })
  const doc = await dara.vault.sealDoc({ folder: contact.id, id: newId(), version: 1, schema: 'contact/1' }, { says: 'крије се код сестре' })
  await dara.call(contacts.save, {
    contact: contactOf(contact.id, house.line.id, house.team('case_management')), newFolder: contact, doc, newClients: [], links: [{ client, as: 'caller', holds: [] }],
    cards: [], services: [], institutionContacts: [], draft: null,
  })
  return { client, contact: contact.id, card: card.folder.id, box: box.id, doc }
}

/** Everything the server has of a folder: every key, every hold, every half, whoever they are for. */
async function everythingOf(folder: FolderId) {
  const keys = await rows<Record<string, unknown>>('select k.*, f.kind from folder_key k join folder f on f.id = k.folder where k.folder = $1', [folder])
  const holds = await rows<Record<string, unknown>>('select * from hold where folder = $1', [folder])
  const shares = await rows<Record<string, unknown>>('select * from glass_share where folder = $1', [folder])
  const text = (row: Record<string, unknown>) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, Buffer.isBuffer(value) ? value.toString('base64url') : value]))
  return { keys: keys.map(text) as unknown as FolderKeyRow[], holds: holds.map(text) as unknown as HoldRow[], shares: shares.map(text) as unknown as GlassShareRow[] }
}

const opensNothing = async (by: SignedIn, her: Restricted) => expect((await by.vault.openDocs([her.doc]))[0]).toMatchObject({ quarantined: 'not-held' })

describe('one coordinator with every row of the server', () => {
  it('finds no wrap that opens, and one half of the key, which says nothing', async () => {
    const her = await restricted()
    const all = await everythingOf(her.contact)
    expect(all.shares.map((one) => one.coordinator).sort()).toEqual([mira().me, vesna.me].sort())
    await mira().vault.admit(all)
    await opensNothing(mira(), her)
    const mine = all.shares.find((one) => one.coordinator === mira().me) as GlassShareRow
    await expect(combine([fromBase64url(mine.wrap), fromBase64url(mine.wrap)])).rejects.toThrow()
  })

  it('is not let in by the server’s word that another one agreed: there is no second half', async () => {
    const her = await restricted()
    const id = await ask(mira(), her.client)
    await rows("update glass_request set agreed_by = $2, agreed_at = now(), until = now() + interval '4 hours' where id = $1", [id, vesna.me])
    await rows("insert into seat (member, holder, epoch, until) values ($1, $2, 0, now() + interval '4 hours')", [mira().me, id])
    await expect(mira().call(breakGlass.halves, { request: id })).rejects.toMatchObject({ kind: 'not-found' })
    // She passes her own half to herself as if it were the other's.
    const all = await everythingOf(her.contact)
    const mine = all.shares.find((one) => one.coordinator === mira().me) as GlassShareRow
    const key = all.keys.at(-1) as FolderKeyRow
    const other = { folder: her.contact, gen: key.gen, wrap: mine.wrap, sig: mine.sig }
    await expect(mira().vault.openGlass({ id, box: her.box }, vesna.me, [{ key, mine, other }], someDay)).rejects.toMatchObject({ reason: 'bad-signature' })
    await expect(mira().vault.openGlass({ id, box: her.box }, mira().me, [{ key, mine, other }], someDay)).rejects.toMatchObject({ reason: 'bad-signature' })
    await opensNothing(mira(), her)
  })

  it('gets no half from a second one for a request that nobody signed, or another than she signed', async () => {
    const her = await restricted()
    const id = await ask(mira(), her.client)
    const { restricted: all, requests } = await vesna.call(breakGlass.list, {})
    const [request, restriction] = [requests.find((one) => one.id === id), all.find((one) => one.client === her.client)]
    if (!request || !restriction) throw new Error('nothing asked')
    const { shares } = await vesna.call(breakGlass.shares, { request: id })
    for (const forged of [{ ...request, hours: 72 }, { ...request, id: newId<'record'>() }, { ...request, askedBy: vesna.me }, { ...request, askedBy: dara.me }, { ...request, sig: toBase64url(new Uint8Array(64)) }]) {
      await expect(vesna.vault.agreeToGlass(forged as typeof request, restriction, shares)).rejects.toThrow()
    }
    // Another member's name in the restriction, or one that whoever asks made up herself.
    for (const forged of [{ ...restriction, named: [vesna.me] }, { ...restriction, by: mira().me, sig: await mira().vault.signRestriction(restriction) }]) {
      await expect(vesna.vault.agreeToGlass(request, forged, shares)).rejects.toMatchObject({ reason: 'bad-signature' })
    }
  })

  it('does not get the halves of one client by asking for another: each is bound to its own label', async () => {
    const [her, other] = [await restricted('KM-0001'), await restricted('KM-0002')]
    const id = await ask(mira(), other.client)
    const { restricted: all, requests } = await vesna.call(breakGlass.list, {})
    const [request, restriction] = [requests.find((one) => one.id === id), all.find((one) => one.client === other.client)]
    if (!request || !restriction) throw new Error('nothing asked')
    const wanted = (await everythingOf(her.contact)).shares.filter((one) => one.coordinator === vesna.me)
    await expect(vesna.vault.agreeToGlass(request, restriction, wanted)).rejects.toMatchObject({ reason: 'bad-signature' })
    // The server says it belongs to the other label; then its maker's signature is not there.
    await expect(vesna.vault.agreeToGlass(request, restriction, wanted.map((one) => ({ ...one, box: other.box })))).rejects.toMatchObject({ reason: 'bad-signature' })
  })

  it('passes for nobody else: a half is sealed to the certified key of whoever signed the request', async () => {
    const her = await restricted()
    const id = await ask(mira(), her.client)
    await agree(vesna, id)
    const passed = await rows<{ wrap: Buffer }>('select wrap from glass_half where request = $1', [id])
    expect(passed.length).toBeGreaterThan(0)
    await expect(dara.call(breakGlass.halves, { request: id })).rejects.toMatchObject({ kind: 'not-allowed' })
    await expect(vesna.call(breakGlass.halves, { request: id })).rejects.toMatchObject({ kind: 'not-found' })
    await opensNothing(vesna, her)
    await open(mira(), id)
  })

  it('invents a second coordinator for herself: she gets no half, not with the next key either', async () => {
    const her = await restricted()
    const { account: _, keys } = await newAccount(newId(), 'a puppet has five long words', { organisation: house.founded.organisation.id, rootPublic: house.founded.organisation.rootPublic, rosters: {} })
    const publicKeys = { xPublic: toBase64url(keys.xPublic), edPublic: toBase64url(keys.edPublic) }
    const puppet = newId<'member'>()
    const { certificate } = await mira().vault.letIn({ id: puppet, ...publicKeys, manager: true }, [])
    await rows(`insert into member (id, name, name_key, shown, roles, state, x_public, ed_public, manager, certified_by, certificate, joined_on)
      values ($1, 'puppet', 'puppet', 'Puppet', '{coordinator}', 'active', $2, $3, true, $4, $5, current_date)`,
    [puppet, fromBase64url(publicKeys.xPublic), fromBase64url(publicKeys.edPublic), mira().me, fromBase64url(certificate)])
    const vault = await createVault(puppet, keys)
    await vault.learnHouse({ ...(await mira().call(houseContract.keys, {})), seats: [] })
    // A half for her that the coordinator herself made up, put beside the true ones.
    const forged = toBase64url(new Uint8Array(81))
    await rows(`insert into glass_share (folder, gen, coordinator, box, wrap, by, sig) select folder, gen, $2, box, $3, $4, sig from glass_share where folder = $1 limit 1`,
      [her.contact, puppet, fromBase64url(forged), mira().me])
    await rows('update folder_key set ended = true where folder = $1', [her.contact])
    await dara.learn()
    const { served } = await dara.call(contacts.one, { folder: her.contact })
    await dara.vault.admit(served)
    await dara.vault.learnHolders(await dara.call(folders.keys, { folder: her.contact }))
    const doc = await dara.vault.sealDoc({ folder: her.contact, id: her.doc.id, version: 2, schema: 'contact/1' }, { says: 'преселила се' })
    expect(doc.renews?.glass?.shares.map((one) => one.coordinator).sort()).toEqual([mira().me, vesna.me].sort())
    await dara.call(clients.writeDoc, { folder: her.contact, doc })
    expect((await everythingOf(her.contact)).shares.map((one) => one.coordinator).sort()).toEqual([mira().me, vesna.me].sort())
    expect((await vault.openDocs([doc]))[0]).toMatchObject({ quarantined: 'not-held' })
    await rows("delete from member where id = $1", [puppet])
  })

  it('plants a key of her own as the next one: the named notice that it does not follow from theirs, and write nothing under it', async () => {
    const her = await restricted()
    const raw = crypto.getRandomValues(new Uint8Array(32))
    const commitment = await commitmentOf(her.contact, 2, raw)
    // She makes a folder key by the vault's own way and relabels it: commitment, signature and wraps are truly hers.
    const planted = await plantedNext(her.contact, commitment, raw)
    await dara.learn()
    const current = await dara.call(folders.keys, { folder: her.contact })
    const bad = await dara.vault.learnHolders({ ...current, keys: [...current.keys, planted.key], holds: [...current.holds, ...planted.holds] })
    expect(bad).toContainEqual({ what: `folder ${her.contact}`, reason: 'wrong-key' })
    const sealing = dara.vault.sealDoc({ folder: her.contact, id: her.doc.id, version: 2, schema: 'contact/1' }, { says: 'не под туђим кључем' })
    const written = await sealing.catch(() => undefined)
    expect(written?.gen ?? 1).toBe(1)
  })
})

/** The coordinator's own next key for a folder that she does not hold: everything about it is true but what it follows from. */
async function plantedNext(folder: FolderId, commitment: Uint8Array, raw: Uint8Array<ArrayBuffer>) {
  const organisation = house.founded.organisation.id
  const prev = crypto.getRandomValues(new Uint8Array(60))
  const named = { folder, kind: 'contact' as const, gen: 2 }
  const { salt, kdf } = await mira().call(sessions.saltFor, { name: 'mira' })
  const { authKey, kek } = await fromPassphrase('mira has five long words', salt, kdf)
  const opened = await house.nobody.call(sessions.signIn, { name: 'mira', authKey, by: 'passphrase' })
  const keys = await openAccount(opened.member, kek, opened.userKey, opened.bundle)
  const sig = await sign(keys.signing, keyContext(organisation, named, new Uint8Array(commitment), await sha256(prev)))
  const key: FolderKeyRow = { ...named, commitment: toBase64url(new Uint8Array(commitment)), prev: toBase64url(prev), by: mira().me, sig: toBase64url(sig) }
  const people = new Map((await mira().call(houseContract.keys, {})).members.map((one) => [one.id as string, { id: one.id, xPublic: fromBase64url(one.xPublic), manager: one.manager, state: one.state, edKey: keys.signing }]))
  const ring = { me: mira().me, organisation, signing: keys.signing, people, newest: new Map(), seeds: new Map() } as never
  return { key, holds: [await wrapFor(ring, dara.me, named, raw, someDay)] }
}
