/**
 * What a server that lies, and a colleague who helps it, may try against a vault. Expected every time: refused or
 * quarantined by name, nothing written under a key that is not ours, and the rest still opens.
 */
import fc from 'fast-check'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { fromBase64url, toBase64url } from '../shared/bytes.ts'
import type { Bytes } from '../shared/bytes.ts'
import { encode } from '../shared/canonical.ts'
import { newId } from '../shared/ids.ts'
import type { FolderId, MemberId, TeamId } from '../shared/ids.ts'
import { fromPassphrase, kdfFloor, newAccount, openAccount } from './accounts.ts'
import type { Account, Keys } from './accounts.ts'
import { docContext, holdContext, keyContext, rosterContext, seatContext, seatInfo, wrapContext } from './contexts.ts'
import { commitmentOf } from './envelope.ts'
import { foundHouse } from './founding.ts'
import { openWith, sealTo } from './hpke.ts'
import { acceptanceMac, readInvitation } from './invites.ts'
import { createVault } from './open.ts'
import { aesKey, randomBytes, sealBytes, sha256, sign } from './primitives.ts'
import { certify } from './root.ts'
import type { DocRow, FolderKeyRow, HoldRow, MemberRow, NewFolder, SeatRow, TeamEpochRow } from './seal.ts'
import { epochKeys } from './teams.ts'
import { VaultRefusal } from './vault.ts'
import type { HouseKeys, Vault } from './vault.ts'

const day = '2026-03-12'
const organisation: string = newId()
const [coordination, line, cases] = [newId<'team'>(), newId<'team'>(), newId<'team'>()]
const teams = [{ id: coordination, kind: 'coordination' }, { id: line, kind: 'sos_line' }, { id: cases, kind: 'case_management' }]

type Person = { id: MemberId; keys: Keys; account: Account; passphrase: string }

let mira: Person
let jelena: Person
let vesna: Person
let dara: Person
/** Holds keys that nobody of the house ever certified. */
let stranger: Person
let said: Pick<HouseKeys, 'organisation' | 'members' | 'epochs'>
let firstEpochs: readonly TeamEpochRow[]
let allSeats: SeatRow[] = []

const servedTo = (person: Person): HouseKeys => structuredClone({ ...said, recoveries: [], seats: allSeats.filter((seat) => seat.member === person.id) })

/** A vault of hers, as after signing in. */
async function vaultOf(person: Person, house = servedTo(person)): Promise<Vault> {
  const vault = await createVault(person.id, person.keys)
  expect(await vault.learnHouse(house)).toEqual([])
  return vault
}

async function newPerson(name: string): Promise<Person> {
  const [id, passphrase] = [newId<'member'>(), `${name} has five long words`]
  const { account, keys } = await newAccount(id, passphrase, { organisation, rootPublic: said.organisation.rootPublic, rosters: {} })
  return { id, keys, account, passphrase }
}

const publicKeysOf = ({ keys }: Person) => ({ xPublic: toBase64url(keys.xPublic), edPublic: toBase64url(keys.edPublic) })
const memberRow = (person: Person, by: Person | null, sig: string, manager = false): MemberRow =>
  ({ id: person.id, shown: 'Ana', ...publicKeysOf(person), manager, by: by && by.id, sig, state: 'active', number: 0, keys: 0, until: null, former: [] })

async function letIn(person: Person, wanted: TeamId[]) {
  const rows = await (await vaultOf(mira)).letIn({ id: person.id, ...publicKeysOf(person), manager: false }, wanted)
  const epochs = said.epochs.map((epoch) => rows.epochs.find((one) => one.team === epoch.team) ?? epoch)
  said = { ...said, epochs, members: [...said.members, memberRow(person, mira, rows.certificate)] }
  allSeats = [...allSeats, ...rows.seats]
}

beforeAll(async () => {
  const id = newId<'member'>()
  const founded = await foundHouse(organisation, { id, passphrase: 'mira has five long words' }, teams, toBase64url(new Uint8Array(32)))
  mira = { id, keys: founded.keys, account: founded.account, passphrase: 'mira has five long words' }
  said = { organisation: founded.organisation, members: [memberRow(mira, null, founded.member.certificate, true)], epochs: founded.epochs }
  firstEpochs = founded.epochs
  allSeats = founded.seats
  ;[jelena, vesna, dara, stranger] = [await newPerson('jelena'), await newPerson('vesna'), await newPerson('dara'), await newPerson('stranger')]
  await letIn(jelena, [line])
  await letIn(vesna, [line])
  await letIn(dara, [cases])
})

const served = (folders: readonly NewFolder[], holder: string) =>
  ({ keys: folders.map(({ key }) => key), holds: folders.flatMap(({ holds }) => holds.filter((hold) => hold.holder === holder)) })

/** Two folders of the line, one of them in two generations, with documents by Jelena; Vesna is the one who reads. */
async function written() {
  const vault = await vaultOf(jelena)
  const [one, other] = [await vault.makeFolder('contact', [line], day), await vault.makeFolder('contact', [line], day)]
  const write = (folder: NewFolder, id: string, version: number, says: string) =>
    vault.sealDoc({ folder: folder.id, id, version, schema: 'contact/1' }, { says })
  const id = newId()
  const first = await write(one, id, 1, 'прва')
  const second = await write(one, id, 2, 'друга')
  const beside = await write(one, newId(), 1, 'поред')
  const elsewhere = await write(other, newId(), 1, 'другде')
  const later = await nextGeneration(one, jelena)
  await vault.admit(later)
  const renewed = await write(one, newId(), 1, 'после')
  const rows = served([one, other], line)
  return { one, other, first, second, beside, elsewhere, renewed, later, rows: { keys: [...rows.keys, ...later.keys], holds: [...rows.holds, ...later.holds] } }
}

async function reader(rows: { keys: readonly FolderKeyRow[]; holds: readonly HoldRow[] }) {
  const vault = await vaultOf(vesna)
  expect(await vault.admit(rows)).toEqual([])
  return vault
}

async function epochKeysOf(person: Person, team: string) {
  const seat = allSeats.find((one) => one.member === person.id && one.holder === team)
  if (!seat) throw new Error('no seat')
  return epochKeys(await openWith(person.keys.receiving, fromBase64url(seat.wrap ?? ''), seatInfo(organisation, seat)))
}

/** A folder key of one's own making and its wrap for the line, made by a colleague who has the line's keys. */
async function nextGeneration(folder: Pick<NewFolder, 'id' | 'kind'>, by: Person, gen = 2, signer = by) {
  const named = { folder: folder.id, kind: folder.kind, gen }
  const raw = randomBytes(32)
  const commitment = commitmentOf(folder.id, gen, raw)
  const sig = await sign(signer.keys.signing, keyContext(organisation, named, commitment, null))
  const key: FolderKeyRow = { ...named, commitment: toBase64url(commitment), prev: null, by: by.id, sig: toBase64url(sig) }
  const placed = { ...named, holder: line as string, form: 'team' as const, epoch: 1 }
  const wrap = await sealBytes((await epochKeysOf(by, line)).wrapKey, raw, wrapContext(organisation, placed))
  return { keys: [key], holds: [await signedHold({ ...placed, listed: day }, wrap, by, signer)] }
}

async function signedHold(placed: Omit<HoldRow, 'wrap' | 'by' | 'sig'>, wrap: Bytes, by: Pick<Person, 'id'>, signer: Person): Promise<HoldRow> {
  const sig = await sign(signer.keys.signing, holdContext(organisation, placed, await sha256(wrap)))
  return { ...placed, wrap: toBase64url(wrap), by: by.id, sig: toBase64url(sig) }
}

/** What a colleague who helps the server can add: her own true signature over the lie. */
async function signedAgain(doc: DocRow, by: Person): Promise<DocRow> {
  const sig = await sign(by.keys.signing, docContext(organisation, doc, await sha256(fromBase64url(doc.blob))))
  return { ...doc, author: by.id, sig: toBase64url(sig) }
}

const quarantinedOf = async (vault: Vault, doc: DocRow, signatures: 'now' | 'later' = 'now') => (await vault.openDocs([doc], { signatures }))[0]?.quarantined
const refusedWith = (reason: string) => expect.objectContaining({ constructor: VaultRefusal, reason }) as unknown

describe('a document served in another place than it was written for', () => {
  let house: Awaited<ReturnType<typeof written>>
  beforeAll(async () => {
    house = await written()
  })

  const moves: [string, (all: typeof house) => DocRow][] = [
    ['of another document', ({ first, beside }) => ({ ...first, id: beside.id })],
    ['of another version', ({ first }) => ({ ...first, version: 2 })],
    ['of another schema', ({ first }) => ({ ...first, schema: 'contact/2' })],
    ['of another folder', ({ first, other }) => ({ ...first, folder: other.id })],
    ['of a later generation', ({ first }) => ({ ...first, gen: 2 })],
    ['of an earlier generation', ({ renewed }) => ({ ...renewed, gen: 1 })],
    ['with the text of its earlier version', ({ first, second }) => ({ ...second, blob: first.blob })],
    ['with the text of the one beside it', ({ first, beside }) => ({ ...first, blob: beside.blob })],
    ['with a text from another folder', ({ first, elsewhere }) => ({ ...first, blob: elsewhere.blob })],
  ]

  it('all of them open where they belong', async () => {
    const vault = await reader(house.rows)
    const { first, second, beside, elsewhere, renewed } = house
    const opened = await vault.openDocs([first, second, beside, elsewhere, renewed])
    expect(opened.map((doc) => doc.content)).toEqual(['прва', 'друга', 'поред', 'другде', 'после'].map((says) => ({ says })))
    expect([first.gen, renewed.gen]).toEqual([1, 2])
    expect(await vault.verifyLater()).toEqual([])
  })

  it.each(moves)('%s is a bad signature, and the next one opens', async (_, moved) => {
    const vault = await reader(house.rows)
    const [lie, truth] = await vault.openDocs([moved(house), house.elsewhere])
    expect(lie).not.toHaveProperty('content')
    expect(lie?.quarantined).toBe('bad-signature')
    expect(truth?.content).toEqual({ says: 'другде' })
  })

  it.each(moves)('%s does not open even when a colleague signs it there', async (_, moved) => {
    const vault = await reader(house.rows)
    const lie = await signedAgain(moved(house), jelena)
    expect(await quarantinedOf(vault, lie)).toBe('cannot-open')
    expect(await quarantinedOf(vault, lie, 'later')).toBe('cannot-open')
    expect((await vault.openDocs([house.elsewhere]))[0]?.content).toEqual({ says: 'другде' })
  })

  it('under another author, or after another head of the ledger, is a bad signature', async () => {
    const vault = await reader(house.rows)
    expect(await quarantinedOf(vault, { ...house.first, author: mira.id })).toBe('bad-signature')
    expect(await quarantinedOf(vault, { ...house.first, head: 'another' })).toBe('bad-signature')
    expect(await quarantinedOf(vault, { ...house.first, author: newId() })).toBe('unknown-author')
  })

  it('is named later when its signature was left for later, even if something was written in between', async () => {
    const vault = await reader(house.rows)
    const [opened] = await vault.openDocs([{ ...house.elsewhere, author: mira.id }], { signatures: 'later' })
    expect(opened?.content).toEqual({ says: 'другде' })
    await vault.sealDoc({ folder: house.other.id, id: newId(), version: 1, schema: 'contact/1' }, {})
    await vault.share(house.other.id, [cases], day)
    expect(await vault.verifyLater()).toEqual([{ what: `document ${house.elsewhere.id}`, reason: 'bad-signature' }])
    expect(await vault.verifyLater()).toEqual([])
  })
})

describe('a sealed text that was touched', () => {
  let house: Awaited<ReturnType<typeof written>>
  let vault: Vault
  let blob: Bytes
  beforeAll(async () => {
    house = await written()
    vault = await reader(house.rows)
    blob = fromBase64url(house.first.blob)
  })
  const servedAs = (bytes: Uint8Array): DocRow => ({ ...house.first, blob: toBase64url(bytes) })

  async function refusedEveryWay(bytes: Uint8Array) {
    expect(await quarantinedOf(vault, servedAs(bytes))).toBe('bad-signature')
    expect(await quarantinedOf(vault, servedAs(bytes), 'later')).toBe('cannot-open')
    expect(await quarantinedOf(vault, await signedAgain(servedAs(bytes), jelena))).toBe('cannot-open')
  }

  it.each([
    ['its suite', 0], ['its key id', 1], ['the end of its key id', 16], ['its nonce', 17], ['its text', 29], ['its tag', -1],
  ])('in %s by one bit does not open', async (_, at) => {
    const flipped = blob.slice()
    flipped.set([(flipped.at(at) ?? 0) ^ 1], at < 0 ? flipped.length + at : at)
    await refusedEveryWay(flipped)
  })

  it('in any bit does not open', async () => {
    await fc.assert(fc.asyncProperty(fc.nat({ max: blob.length * 8 - 1 }), async (bit) => {
      const flipped = blob.slice()
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      await refusedEveryWay(flipped)
    }), { numRuns: 60 })
  })

  it('and cut to any length, or made longer, does not open', async () => {
    await fc.assert(fc.asyncProperty(fc.nat({ max: blob.length - 1 }), async (length) => refusedEveryWay(blob.subarray(0, length))), { numRuns: 60 })
    await refusedEveryWay(new Uint8Array())
    await refusedEveryWay(Uint8Array.from([...blob, 0]))
    await refusedEveryWay(Uint8Array.from([...blob, ...blob]))
  })

  it('and is no base64url at all is quarantined, and the rest still opens', async () => {
    for (const lie of [{ blob: '%%%' }, { blob: 'A' }, { sig: '%' }, { sig: 'A' }, { sig: '' }]) {
      for (const signatures of ['now', 'later'] as const) {
        const [broken, truth] = await vault.openDocs([{ ...house.first, ...lie }, house.beside], { signatures })
        if (signatures === 'now' || 'blob' in lie) expect(broken?.quarantined).toMatch(/^(bad-signature|cannot-open)$/)
        expect(truth?.content).toEqual({ says: 'поред' })
      }
    }
    expect((await vault.verifyLater()).map(({ reason }) => reason)).toEqual(['bad-signature', 'bad-signature', 'bad-signature'])
  })
})

describe('a wrapped key', () => {
  it('by an outsider is admitted when she signed it', async () => {
    const folder = await (await vaultOf(dara)).makeFolder('contact', [line], day)
    const rows = served([folder], line)
    expect(rows.holds.map((hold) => hold.form)).toEqual(['hpke'])
    const vault = await vaultOf(vesna)
    expect(await vault.admit(rows)).toEqual([])
    await expect(vault.sealDoc({ folder: folder.id, id: newId(), version: 1, schema: 'contact/1' }, {})).resolves.toMatchObject({ author: vesna.id })
  })

  /** The server's own key, sealed to the line's public key: HPKE proves nobody. */
  async function planted({ holdBy, holdSigner, keyBy, keySigner }: { holdBy: Pick<Person, 'id'>; holdSigner: Person; keyBy: Pick<Person, 'id'>; keySigner: Person }) {
    const named = { folder: newId<'folder'>() as FolderId, kind: 'contact' as const, gen: 1 }
    const raw = randomBytes(32)
    const commitment = commitmentOf(named.folder, 1, raw)
    const sig = await sign(keySigner.keys.signing, keyContext(organisation, named, commitment, null))
    const placed = { ...named, holder: line as string, form: 'hpke' as const, epoch: 1 }
    const wrap = await sealTo((await epochKeysOf(vesna, line)).publicKey, raw, wrapContext(organisation, placed))
    const key: FolderKeyRow = { ...named, commitment: toBase64url(commitment), prev: null, by: keyBy.id, sig: toBase64url(sig) }
    return { folder: named.folder, keys: [key], holds: [await signedHold({ ...placed, listed: day }, wrap, holdBy, holdSigner)] }
  }

  it('made just so, but signed by a member, is admitted: the attacks below fail for their signatures alone', async () => {
    const vault = await vaultOf(vesna)
    expect(await vault.admit(await planted({ holdBy: dara, holdSigner: dara, keyBy: dara, keySigner: dara }))).toEqual([])
  })

  it.each([
    ['signed by nobody of the house', 'unknown-author', () => planted({ holdBy: stranger, holdSigner: stranger, keyBy: stranger, keySigner: stranger })],
    ['in the name of a member who did not sign it', 'bad-signature', () => planted({ holdBy: dara, holdSigner: stranger, keyBy: dara, keySigner: stranger })],
    ['signed by nobody over a commitment that a member signed', 'unknown-author', () => planted({ holdBy: stranger, holdSigner: stranger, keyBy: dara, keySigner: dara })],
    ['in a member’s name over a commitment that she signed', 'bad-signature', () => planted({ holdBy: dara, holdSigner: stranger, keyBy: dara, keySigner: dara })],
    ['signed by a member over a commitment of nobody', 'unknown-author', () => planted({ holdBy: dara, holdSigner: dara, keyBy: stranger, keySigner: stranger })],
    ['signed by a member over a commitment that its author did not sign', 'bad-signature', () => planted({ holdBy: dara, holdSigner: dara, keyBy: mira, keySigner: stranger })],
  ] as const)('planted and %s is quarantined; nothing is written or shared under it', async (_, reason, plant) => {
    const vault = await vaultOf(vesna)
    const rows = await plant()
    expect(await vault.admit(rows)).toEqual([{ what: `folder ${rows.folder}`, reason }])
    await expect(vault.sealDoc({ folder: rows.folder, id: newId(), version: 1, schema: 'contact/1' }, {})).rejects.toEqual(refusedWith('not-held'))
    await expect(vault.share(rows.folder, [cases], day)).rejects.toEqual(refusedWith('not-held'))
  })

  it.each([
    ['sealDoc', (vault: Vault, folder: string) => vault.sealDoc({ folder, id: newId(), version: 1, schema: 'contact/1' }, {})],
    ['share', (vault: Vault, folder: string) => vault.share(folder, [cases], day)],
  ])('from inside the team over a commitment that nobody signed is not written under: %s', async (_, use) => {
    const vault = await vaultOf(vesna)
    const folder = { id: newId<'folder'>(), kind: 'contact' as const }
    expect(await vault.admit(await nextGeneration(folder, jelena, 1, stranger))).toEqual([])
    await expect(use(vault, folder.id)).rejects.toEqual(refusedWith('not-held'))
    expect(await vault.verifyLater()).toEqual([{ what: `folder ${folder.id}`, reason: 'bad-signature' }])
  })

  it('that nobody signed is not used by any of several writes at once', async () => {
    const vault = await vaultOf(vesna)
    const folder = { id: newId<'folder'>(), kind: 'contact' as const }
    await vault.admit(await nextGeneration(folder, jelena, 1, stranger))
    const tried = [vault.share(folder.id, [cases], day), vault.share(folder.id, [line], day), vault.sealDoc({ folder: folder.id, id: newId(), version: 1, schema: 'contact/1' }, {})]
    expect((await Promise.allSettled(tried)).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  })

  it.each<[string, (hold: HoldRow, other: HoldRow) => Partial<HoldRow>]>([
    ['moved to another folder', (_, other) => ({ folder: other.folder })],
    ['moved to another kind of folder', () => ({ kind: 'identity' })],
    ['exchanged for that of another folder', (_, other) => ({ wrap: other.wrap })],
    ['cut short', (hold) => ({ wrap: hold.wrap.slice(0, -4) })],
    ['that is no base64url', () => ({ wrap: '%' })],
    ['called by another form', (hold) => ({ form: hold.form === 'team' ? 'hpke' : 'team' })],
  ])('%s is quarantined, and the folder beside it is admitted', async (_, change) => {
    for (const author of [jelena, dara]) {
      const by = await vaultOf(author)
      const folders = [await by.makeFolder('contact', [line], day), await by.makeFolder('contact', [line], day)]
      const { keys, holds: [hold, beside] } = served(folders, line)
      if (!hold || !beside) throw new Error('no holds')
      const vault = await vaultOf(vesna)
      const changed = { ...hold, ...change(hold, beside) }
      expect(await vault.admit({ keys, holds: [changed] })).toEqual([{ what: `folder ${changed.folder}`, reason: expect.stringMatching(/^(cannot-open|bad-signature)$/) as unknown }])
      expect(await vault.admit({ keys, holds: [changed, beside] })).toHaveLength(1)
      const doc = await by.sealDoc({ folder: beside.folder, id: newId(), version: 1, schema: 'contact/1' }, { says: 'поред' })
      expect((await vault.openDocs([doc]))[0]?.content).toEqual({ says: 'поред' })
    }
  })

  it('that is not the committed one is a wrong key', async () => {
    const by = await vaultOf(jelena)
    const [one, other] = [await by.makeFolder('contact', [line], day), await by.makeFolder('contact', [line], day)]
    const { holds } = served([one], line)
    const vault = await vaultOf(vesna)
    const wrong = [{ what: `folder ${one.id}`, reason: 'wrong-key' }]
    expect(await vault.admit({ keys: [{ ...one.key, commitment: other.key.commitment }], holds })).toEqual(wrong)
    expect(await vault.admit({ keys: [], holds })).toEqual(wrong)
    expect(await vault.admit({ keys: [one.key], holds })).toEqual([])
  })

  it('through two teams of hers is unwrapped once, and through the second when the first was changed', async () => {
    const folder = await (await vaultOf(mira)).makeFolder('contact', [line, cases], day)
    const rows = { keys: [folder.key], holds: folder.holds.filter(({ holder }) => holder === line || holder === cases) }
    const vault = await vaultOf(mira)
    const opened = vi.spyOn(crypto.subtle, 'decrypt')
    expect(await vault.admit(rows)).toEqual([])
    expect(opened).toHaveBeenCalledTimes(1)
    opened.mockRestore()
    const changed = { ...rows, holds: rows.holds.map((hold, at) => (at === 0 ? { ...hold, wrap: hold.wrap.slice(0, -4) } : hold)) }
    const again = await vaultOf(mira)
    expect(await again.admit(changed)).toEqual([{ what: `folder ${folder.id}`, reason: 'cannot-open' }])
    expect(await again.share(folder.id, [line], day)).toHaveLength(1)
  })

  it('for a team she is not in opens nothing for her, however it is served', async () => {
    const folder = await (await vaultOf(dara)).makeFolder('story', [cases], day)
    const vault = await vaultOf(vesna)
    await vault.admit({ keys: [folder.key], holds: folder.holds })
    await vault.admit({ keys: [folder.key], holds: folder.holds.map((hold) => ({ ...hold, holder: line })) })
    await expect(vault.share(folder.id, [line], day)).rejects.toEqual(refusedWith('not-held'))
  })
})

describe('a member who kept every row of before', () => {
  it('does not open what was written under the next generation', async () => {
    const { one, first, renewed, rows } = await written()
    const before = { keys: rows.keys.filter((key) => key.gen === 1), holds: rows.holds.filter((hold) => hold.gen === 1) }
    const vault = await reader(before)
    expect((await vault.openDocs([first]))[0]?.content).toEqual({ says: 'прва' })
    expect(await quarantinedOf(vault, renewed)).toBe('not-held')
    expect(await quarantinedOf(vault, { ...renewed, gen: 1 }, 'later')).toBe('cannot-open')
    const nextKey = rows.keys.filter((key) => key.folder === one.id && key.gen === 2)
    expect(await vault.admit({ keys: nextKey, holds: before.holds.map((hold) => ({ ...hold, gen: 2 })) })).not.toEqual([])
    expect(await quarantinedOf(vault, renewed)).toBe('not-held')
  })
})

describe('the directory', () => {
  it.each([
    ['a public key to wrap to', () => ({ xPublic: publicKeysOf(stranger).xPublic })],
    ['a public key to verify with', () => ({ edPublic: publicKeysOf(stranger).edPublic })],
    ['the rights of a manager', () => ({ manager: true })],
    ['another certifier', () => ({ by: null })],
    ['no certificate', () => ({ sig: null })],
    ['a certificate that is no base64url', () => ({ sig: '%' })],
    ['a key that is no base64url', () => ({ edPublic: '%' })],
  ])('that says %s of a member is not believed about her; everybody else stays', async (_, lie) => {
    const { first, rows } = await written()
    const house = servedTo(vesna)
    const vault = await createVault(vesna.id, vesna.keys)
    const members = house.members.map((member) => (member.id === jelena.id ? { ...member, ...lie() } : member))
    expect(await vault.learnHouse({ ...house, members })).toEqual([{ what: `member ${jelena.id}`, reason: 'bad-certificate' }])
    await vault.admit(rows)
    expect(await quarantinedOf(vault, first)).toBe('unknown-author')
    const folder = await (await vaultOf(dara)).makeFolder('contact', [line], day)
    expect(await vault.admit(served([folder], line))).toEqual([])
  })

  it('with an invented member in it names her, and nothing of hers is read', async () => {
    const friend = { ...stranger, id: newId<'member'>() }
    const certified = async (by: Person, who: Person) => certify(by.keys.signing, organisation, { id: who.id, ...publicKeysOf(who), manager: true })
    const { first, rows } = await written()
    const house = servedTo(vesna)
    const inventions: MemberRow[][] = [
      [memberRow(stranger, null, await certified(stranger, stranger), true)],
      [memberRow(stranger, stranger, await certified(stranger, stranger), true)],
      [memberRow(stranger, jelena, await certified(jelena, stranger), true)],
      [memberRow(stranger, friend, await certified(friend, stranger), true), memberRow(friend, stranger, await certified(stranger, friend), true)],
      [{ ...memberRow(stranger, mira, ''), sig: house.members.find((member) => member.id === jelena.id)?.sig ?? null }],
    ]
    for (const invented of inventions) {
      const vault = await createVault(vesna.id, vesna.keys)
      const found = await vault.learnHouse({ ...house, members: [...invented, ...house.members] })
      expect(found.toSorted((one, other) => one.what.localeCompare(other.what))).toEqual(
        invented.map(({ id }) => ({ what: `member ${id}`, reason: 'bad-certificate' })).toSorted((one, other) => one.what.localeCompare(other.what)),
      )
      await vault.admit(rows)
      expect(await quarantinedOf(vault, await signedAgain(first, stranger))).toBe('unknown-author')
      expect((await vault.openDocs([first]))[0]?.content).toEqual({ says: 'прва' })
    }
  })

  it('cannot put its own key into a printed invitation’s answer', async () => {
    const manager = await vaultOf(mira)
    const invite = newId()
    const made = await manager.makeInvite(invite, coordination)
    const { secret } = readInvitation(`#${made.fragment}`)
    const keys = { member: newId<'member'>(), ...publicKeysOf(dara) }
    const answer = { ...keys, mac: await acceptanceMac(secret, invite, keys) }
    const kept = { id: invite, sealed: made.sealed, sealedFor: coordination, epoch: made.epoch }
    expect(await manager.checkAcceptance(kept, answer)).toBe(true)
    for (const lie of [{ xPublic: publicKeysOf(stranger).xPublic }, { edPublic: publicKeysOf(stranger).edPublic }, { member: stranger.id }]) {
      expect(await manager.checkAcceptance(kept, { ...answer, ...lie })).toBe(false)
    }
    await expect(manager.checkAcceptance({ ...kept, id: newId() }, answer)).rejects.toThrow()
    await expect((await vaultOf(jelena)).checkAcceptance(kept, answer)).rejects.toEqual(refusedWith('not-in-team'))
  })
})

describe('teams and their epochs', () => {
  const epochOf = (house: HouseKeys, team: string) => {
    const epoch = house.epochs.find((one) => one.team === team)
    if (!epoch) throw new Error('no epoch')
    return epoch
  }
  const withEpoch = (house: HouseKeys, epoch: TeamEpochRow): HouseKeys =>
    ({ ...house, epochs: [...house.epochs.filter((one) => one.team !== epoch.team || one.epoch !== epoch.epoch), epoch] })

  async function roster(signer: Person, by: Person, epoch: number, version: number, members: string[]): Promise<TeamEpochRow> {
    const { publicKey } = await epochKeys(randomBytes(32))
    const bytes = encode({ team: line, kind: 'sos_line', version, epoch, previous: null, members, publicKey })
    const sig = await sign(signer.keys.signing, rosterContext(organisation, bytes))
    return { team: line, epoch, version, publicKey: toBase64url(publicKey), roster: toBase64url(bytes), by: by.id, sig: toBase64url(sig), prevSeed: null }
  }

  it('an epoch that a manager signed is what one wraps to', async () => {
    const vault = await vaultOf(dara, withEpoch(servedTo(dara), await roster(mira, mira, 2, 1, [jelena.id])))
    const folder = await vault.makeFolder('contact', [line], day)
    expect(folder.holds.filter((hold) => hold.holder === line).map(({ form, epoch }) => ({ form, epoch }))).toEqual([{ form: 'hpke', epoch: 2 }])
  })

  it.each<[string, () => Promise<TeamEpochRow>]>([
    ['by nobody', () => roster(stranger, stranger, 2, 1, [stranger.id])],
    ['in a manager’s name', () => roster(stranger, mira, 2, 1, [stranger.id])],
    ['by a member who is no manager', () => roster(jelena, jelena, 2, 1, [jelena.id])],
    ['with another public key than its roster says', async () => ({ ...(await roster(mira, mira, 2, 1, [])), publicKey: toBase64url(randomBytes(32)) })],
    ['with another number than its roster says', async () => ({ ...(await roster(mira, mira, 1, 1, [])), epoch: 2 })],
    ['from another team', async () => ({ ...epochOf(servedTo(dara), cases), team: line, epoch: 2 })],
    ['with a signature that is no base64url', async () => ({ ...(await roster(mira, mira, 2, 1, [])), sig: '%' })],
  ])('an epoch invented %s is quarantined, and nothing is wrapped to it', async (_, invent) => {
    const vault = await createVault(dara.id, dara.keys)
    expect(await vault.learnHouse(withEpoch(servedTo(dara), await invent()))).toEqual([{ what: `team ${line} epoch 2`, reason: 'bad-roster' }])
    const folder = await vault.makeFolder('contact', [line], day)
    expect(folder.holds.filter((hold) => hold.holder === line).map(({ epoch }) => epoch)).toEqual([1])
  })

  it('another team’s roster is not this team’s, though a manager signed it', async () => {
    const house = servedTo(dara)
    const vault = await createVault(dara.id, dara.keys)
    expect(await vault.learnHouse(withEpoch(house, { ...epochOf(house, cases), team: line }))).toEqual([{ what: `team ${line} epoch 1`, reason: 'bad-roster' }])
    await expect(vault.makeFolder('contact', [line], day)).rejects.toThrow('unknown-holder')
  })

  it('an old roster is refused, however often it is served, and the newest is taken back', async () => {
    const vault = await vaultOf(dara)
    const old = firstEpochs.find((epoch) => epoch.team === line)
    if (!old) throw new Error('no epoch')
    expect(old.version).toBeLessThan(epochOf(servedTo(dara), line).version)
    for (const _ of [1, 2, 3]) {
      expect(await vault.learnHouse(withEpoch(servedTo(dara), old))).toContainEqual({ what: `team ${line} epoch 1`, reason: 'old-roster' })
      await expect(vault.makeFolder('contact', [line], day)).rejects.toThrow('unknown-holder')
      await expect(vault.makeFolder('contact', [cases], day)).resolves.toBeDefined()
    }
    expect(await vault.learnHouse(servedTo(dara))).toEqual([])
    await expect(vault.makeFolder('contact', [line], day)).resolves.toBeDefined()
  })

  it('an old roster is refused after the team was left out once', async () => {
    const vault = await vaultOf(dara)
    const house = servedTo(dara)
    expect(await vault.learnHouse({ ...house, epochs: house.epochs.filter((epoch) => epoch.team !== line) })).toEqual([{ what: `team ${line}`, reason: 'old-roster' }])
    const old = firstEpochs.filter((epoch) => epoch.team === line)
    expect(await vault.learnHouse({ ...house, epochs: [...house.epochs.filter((epoch) => epoch.team !== line), ...old] })).toContainEqual({ what: `team ${line} epoch 1`, reason: 'old-roster' })
  })

  it('an old roster beside the newest is refused, whichever comes first', async () => {
    const house = servedTo(dara)
    const newest = epochOf(house, line)
    const old = firstEpochs.filter((epoch) => epoch.team === line)
    const vault = await createVault(dara.id, dara.keys)
    expect(await vault.learnHouse({ ...house, epochs: [...house.epochs, ...old] })).toEqual([{ what: `team ${line} epoch 1`, reason: 'old-roster' }])
    const manager = await createVault(mira.id, mira.keys)
    for (const epochs of [[...house.epochs, ...old], [...old, ...house.epochs]]) {
      await manager.learnHouse({ ...servedTo(mira), epochs })
      const { epochs: [next] } = await manager.seat(dara.id, [line])
      expect(next?.version).toBe(newest.version + 1)
    }
  })

  it('two rosters of one version are one too many', async () => {
    const { version } = epochOf(servedTo(dara), line)
    const vault = await vaultOf(dara)
    expect(await vault.learnHouse(withEpoch(servedTo(dara), await roster(mira, mira, 1, version, [])))).toContainEqual({ what: `team ${line} epoch 1`, reason: 'old-roster' })
  })

  it('a removal that is withheld after it was seen stops everything that would be wrapped to the team', async () => {
    const vault = await vaultOf(dara, withEpoch(servedTo(dara), await roster(mira, mira, 2, 1, [jelena.id])))
    expect(await vault.learnHouse(servedTo(dara))).toEqual([{ what: `team ${line}`, reason: 'old-roster' }])
    await expect(vault.makeFolder('contact', [line], day)).rejects.toThrow('unknown-holder')
    await expect(vault.makeFolder('contact', [cases], day)).resolves.toBeDefined()
  })

  it('what was pinned before is not gone back behind: a roster of an older version, a removal withheld', async () => {
    const { version } = epochOf(servedTo(dara), line)
    const pinnedTo = (pin: { epoch: number; version: number }) =>
      createVault(dara.id, { ...dara.keys, pins: { ...dara.keys.pins, rosters: { [line]: pin } } })
    expect(await (await pinnedTo({ epoch: 1, version })).learnHouse(servedTo(dara))).toEqual([])
    const newer = await pinnedTo({ epoch: 1, version: version + 1 })
    expect(await newer.learnHouse(servedTo(dara))).toContainEqual({ what: `team ${line} epoch 1`, reason: 'old-roster' })
    await expect(newer.makeFolder('contact', [line], day)).rejects.toThrow('unknown-holder')
    const removed = await pinnedTo({ epoch: 2, version: 1 })
    expect(await removed.learnHouse(servedTo(dara))).toEqual([{ what: `team ${line}`, reason: 'old-roster' }])
    await expect(removed.makeFolder('contact', [line], day)).rejects.toThrow('unknown-holder')
  })

  it('a seat planted by anybody but a manager gives nothing, and her true seats stay', async () => {
    const seed = randomBytes(32)
    const place = { member: vesna.id, holder: cases as string, epoch: 1 }
    const wrap = await sealTo(vesna.keys.xPublic, seed, seatInfo(organisation, place))
    const signedBy = async (signer: Person) => toBase64url(await sign(signer.keys.signing, seatContext(organisation, place, await sha256(wrap))))
    const plant = async (by: Person | null, sig: string | null): Promise<SeatRow> => ({ ...place, wrap: toBase64url(wrap), by: by && by.id, sig })
    const { first, rows } = await written()
    const seats = [
      await plant(null, null), await plant(stranger, await signedBy(stranger)), await plant(mira, await signedBy(stranger)),
      await plant(jelena, await signedBy(jelena)), await plant(mira, '%'),
      // Signed by a manager, but not the seed of the epoch that the roster names.
      await plant(mira, await signedBy(mira)),
    ]
    for (const seat of seats) {
      const house = servedTo(vesna)
      const vault = await createVault(vesna.id, vesna.keys)
      expect(await vault.learnHouse({ ...house, seats: [seat, ...house.seats] })).toEqual([{ what: `seat in ${cases} epoch 1`, reason: 'cannot-open' }])
      const folder = await vault.makeFolder('contact', [cases], day)
      expect(folder.holds.find((hold) => hold.holder === cases)?.form).toBe('hpke')
      expect(await vault.admit(rows)).toEqual([])
      expect((await vault.openDocs([first]))[0]?.content).toEqual({ says: 'прва' })
    }
  })

  it('a true seed given on by a member who is no manager seats nobody', async () => {
    const { seed } = await epochKeysOf(jelena, line)
    const place = { member: dara.id, holder: line as string, epoch: 1 }
    const wrap = await sealTo(dara.keys.xPublic, seed, seatInfo(organisation, place))
    const givenBy = async (by: Person): Promise<SeatRow> => ({
      ...place, wrap: toBase64url(wrap), by: by.id, sig: toBase64url(await sign(by.keys.signing, seatContext(organisation, place, await sha256(wrap)))),
    })
    const house = servedTo(dara)
    const vault = await createVault(dara.id, dara.keys)
    expect(await vault.learnHouse({ ...house, seats: [...house.seats, await givenBy(jelena)] })).toEqual([{ what: `seat in ${line} epoch 1`, reason: 'cannot-open' }])
    expect(await vault.learnHouse({ ...house, seats: [...house.seats, await givenBy(mira)] })).toEqual([])
  })
})

describe('another root', () => {
  it('ends everything, and what was learnt before stays as it was', async () => {
    const { first, rows } = await written()
    const foreign = await foundHouse(organisation, { id: mira.id, passphrase: 'another root altogether' }, teams, toBase64url(new Uint8Array(32)))
    const vault = await reader(rows)
    const house = servedTo(vesna)
    const lies = [
      foreign.organisation,
      { ...house.organisation, rootPublic: foreign.organisation.rootPublic },
      { ...house.organisation, id: newId() },
    ]
    for (const lie of lies) await expect(vault.learnHouse({ ...house, organisation: lie })).rejects.toEqual(refusedWith('another-root'))
    const recovery = { ...house.organisation, recoveryPublic: foreign.organisation.recoveryPublic, recoverySig: foreign.organisation.recoverySig }
    await expect(vault.learnHouse({ ...house, organisation: recovery })).rejects.toEqual(refusedWith('recovery-not-signed'))
    expect((await vault.openDocs([first]))[0]?.content).toEqual({ says: 'прва' })
  })

  it('leaves a vault that knew no house without one', async () => {
    const vault = await createVault(vesna.id, vesna.keys)
    const house = servedTo(vesna)
    await expect(vault.learnHouse({ ...house, organisation: { ...house.organisation, id: newId() } })).rejects.toEqual(refusedWith('another-root'))
    await expect(vault.makeFolder('contact', [line], day)).rejects.toEqual(refusedWith('house-not-learnt'))
  })
})

describe('a passphrase', () => {
  const salt = toBase64url(new Uint8Array(16).fill(7))
  const proofOf = async (passphrase: string) => (await fromPassphrase(passphrase, salt, kdfFloor)).authKey

  it('is not stretched less than the floor, whoever asks', async () => {
    const lower = [{ memoryKiB: 65_535 }, { memoryKiB: 8 }, { passes: 2 }, { passes: 0 }, { lanes: 0 }, { memoryKiB: Number.NaN }, { passes: Number.NaN }]
    for (const asked of lower) await expect(fromPassphrase('five long words', salt, { ...kdfFloor, ...asked })).rejects.toEqual(refusedWith('kdf-too-weak'))
    await expect(fromPassphrase('five long words', salt, { ...kdfFloor, passes: 4 })).resolves.toBeDefined()
  })

  it('forgives script, marks, case and spacing', async () => {
    const proof = await proofOf('Ђурђевак цвета у шуми')
    for (const written of ['djurdjevak cveta u sumi', 'Đurđevak cveta u šumi', '  ЂУРЂЕВАК, цвета\tу ШУМИ. ', 'Djurđevak-CVETA-u-šumi', 'Đurđevak cveta u šumi'.normalize('NFD')]) {
      expect(await proofOf(written), written).toBe(proof)
    }
  })

  it('forgives nothing else', async () => {
    const proof = await proofOf('Ђурђевак цвета у шуми')
    for (const written of ['djurdjevak cveta u sum', 'djurdjevak cveta u suma', 'cveta djurdjevak u sumi', 'djurdjevakcveta u sumi', 'durdevak cveta u sumi', 'djurdjevak cveta u sumi 1', 'djurdjevak čveta u sumy']) {
      expect(await proofOf(written), written).not.toBe(proof)
    }
  })

  it('opens her account however it is written, and no other passphrase, account or member does', async () => {
    const { kek } = await fromPassphrase('VESNA  has five lóng words', vesna.account.salt, vesna.account.kdf)
    const { userKey, bundle } = vesna.account
    expect(toBase64url((await openAccount(vesna.id, kek, userKey, bundle)).edPublic)).toBe(publicKeysOf(vesna).edPublic)
    const wrong = await fromPassphrase('vesna has six long words', vesna.account.salt, vesna.account.kdf)
    await expect(openAccount(vesna.id, wrong.kek, userKey, bundle)).rejects.toThrow()
    await expect(openAccount(dara.id, kek, userKey, bundle)).rejects.toThrow()
    await expect(openAccount(vesna.id, kek, dara.account.userKey, dara.account.bundle)).rejects.toThrow()
    await expect(openAccount(vesna.id, kek, userKey, dara.account.bundle)).rejects.toThrow()
    await expect(openAccount(vesna.id, kek, bundle, userKey)).rejects.toThrow()
  })
})

describe('a draft', () => {
  it('opens for who wrote it, and for nobody else, nor as another draft, nor touched', async () => {
    const [vault, colleague] = [await vaultOf(vesna), await vaultOf(jelena)]
    const id = newId()
    const blob = await vault.sealDraft(id, { says: 'у пола речи' })
    expect(await (await vaultOf(vesna)).openDraft(id, blob)).toEqual({ says: 'у пола речи' })
    await expect(colleague.openDraft(id, blob)).rejects.toThrow()
    await expect(vault.openDraft(newId(), blob)).rejects.toThrow()
    const bytes = fromBase64url(blob)
    for (let at = 0; at < bytes.length; at++) {
      const flipped = bytes.slice()
      flipped[at] = (flipped[at] ?? 0) ^ 1
      await expect(vault.openDraft(id, toBase64url(flipped))).rejects.toThrow()
    }
  })

  it('does not open with a key of her folders, nor a folder’s wrap as a draft', async () => {
    const vault = await vaultOf(vesna)
    const folder = await vault.makeFolder('hers', [vesna.id], day)
    const own = folder.holds.find((hold) => hold.form === 'own')
    await expect(vault.openDraft(folder.id, own?.wrap ?? '')).rejects.toThrow()
    const id = newId()
    const key = await aesKey(vesna.keys.userKey)
    await expect(vault.openDraft(id, toBase64url(await sealBytes(key, encode({}), ['wayout/draft/1', vesna.id, id])))).rejects.toThrow()
  })
})
