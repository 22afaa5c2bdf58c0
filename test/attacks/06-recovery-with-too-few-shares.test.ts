/**
 * Recovery with one share fewer than are needed opens nothing, with as many it opens all. A sheet that was replaced opens nothing
 * that came after, not even with every row of the server; a server that puts another recovery key in, or hides the newest, is refused.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contacts } from '../../src/features/contacts/contract.ts'
import { clients } from '../../src/features/clients/contract.ts'
import { house as houseContract } from '../../src/features/house/contract.ts'
import { members } from '../../src/features/members/contract.ts'
import { notices } from '../../src/features/notices/contract.ts'
import { recovery } from '../../src/features/recovery/contract.ts'
import { presentHold } from '../../src/features/folders/index.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { fromBase64url, toBase64url } from '../../src/shared/bytes.ts'
import { newId } from '../../src/shared/ids.ts'
import type { FolderId, TeamId } from '../../src/shared/ids.ts'
import { withAct } from '../../src/shared/signed-act.ts'
import { foundHouse } from '../../src/vault/founding.ts'
import { seatInfo, wrapContext } from '../../src/vault/contexts.ts'
import { enterByPapers } from '../../src/vault/entering.ts'
import { openWith, recipientKey } from '../../src/vault/hpke.ts'
import { drawPapers, succeed, takePapers } from '../../src/vault/recovery.ts'
import { certify } from '../../src/vault/root.ts'
import { contactOf, sealed } from '../support/foreign.ts'
import { foundedHouse, letIn, signIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'
import { letGo, sealInto } from '../support/leaving.ts'
import { enter, openPapers, replaceBy } from '../support/recovering.ts'
import { restrict } from '../support/restricting.ts'

let house: House
let jelena: SignedIn
let contact: FolderId
let sheet: string
let sheets: string[]
const line = (): TeamId => house.team('sos_line')
const coordination = (): TeamId => house.team('coordination')
const join = (name: string, teams: TeamId[]) => letIn(house, name, ['consultant'], teams, coordination())

async function contactBy(by: SignedIn, holders: readonly string[], says: string): Promise<FolderId> {
  await by.learn()
  const made = await sealed(by, 'contact', holders, { says })
  await by.call(contacts.save, {
    contact: contactOf(made.folder.id, house.line.id, line()), newFolder: made.folder, doc: made.doc, newClients: [], links: [], cards: [], services: [],
    institutionContacts: [], draft: null,
  })
  return made.folder.id
}

async function reads(by: SignedIn, folder: FolderId): Promise<unknown[]> {
  const { served } = await by.call(contacts.one, { folder })
  expect(await by.vault.admit(served)).toEqual([])
  return (await by.vault.openDocs(served.docs)).map((doc) => doc.content ?? doc.quarantined)
}

const openers = async (texts: readonly string[]) => recipientKey((await takePapers(texts)).root.recoverySecret)

/** How many of recovery's own rows a key opens, with the whole database in hand: folder keys by epoch, and seeds of teams. */
async function opensOf(texts: readonly string[]) {
  const key = await openers(texts)
  const organisation = house.founded.organisation.id
  return withClient(house.database.superuser, async (client) => {
    const holds = (await client.query('select h.*, h.listed::text from hold h where holder = $1', [organisation])).rows.map(presentHold)
    const seats = (await client.query<{ member: string; holder: string; epoch: number; wrap: Buffer }>('select * from seat where member = $1', [organisation])).rows
    const open = (wrap: Uint8Array, context: readonly unknown[]) => openWith(key, new Uint8Array(wrap), context).then(() => true, () => false)
    const folders = await Promise.all(holds.map(async (hold) => ({ folder: hold.folder, epoch: hold.epoch, opens: await open(fromBase64url(hold.wrap), wrapContext(organisation, hold)) })))
    const teams = await Promise.all(seats.map(async (seat) => ({ team: seat.holder, epoch: seat.epoch, opens: await open(seat.wrap, seatInfo(organisation, seat)) })))
    return { folders, teams }
  })
}

beforeAll(async () => {
  house = await foundedHouse(() => 0)
  sheet = house.founded.sheet
  jelena = await join('jelena', [line()])
  contact = await contactBy(jelena, [line()], 'пре')
})
afterAll(() => house.close())

describe('shares take the place of the sheet', () => {
  it('by a ceremony, once, however often it is sent; every coordinator is told', async () => {
    const other = await letIn(house, 'olga', ['coordinator'], [coordination()], coordination())
    const replaced = await replaceBy(house.coordinator, [sheet], '2-of-3', coordination())
    sheets = replaced.sheets
    expect(replaced.answer).toEqual({ alreadyThere: false })
    expect(await house.coordinator.call(recovery.replace, replaced.sent)).toEqual({ alreadyThere: true })
    const told = (await other.call(notices.unseen, {})).notices.map(({ what }) => what)
    expect(told).toEqual(expect.arrayContaining(['recovery.opened', 'recovery.replaced']))
  })

  it('and who keeps which is known to those who coordinate, and to nobody else', async () => {
    const { since } = await house.coordinator.call(recovery.papers, {})
    if (!since) throw new Error('no new papers')
    expect(await house.coordinator.vault.openKeepers(since.generation, since.kept)).toEqual({ names: ['Мира', 'Јелена', 'Весна'] })
    await jelena.learn()
    await expect(jelena.vault.openKeepers(since.generation, since.kept)).rejects.toMatchObject({ reason: 'not-in-team' })
  })
})

describe('recovery', () => {
  it('with one share opens nothing', async () => {
    for (const one of sheets) await expect(takePapers([one])).rejects.toMatchObject({ reason: 'too-few-sheets' })
    await expect(takePapers([sheets[0] ?? '', sheets[0] ?? ''])).rejects.toMatchObject({ reason: 'same-sheet-twice' })
  })

  it('with any two of three opens every team and every folder, those from before them too', async () => {
    await contactBy(jelena, [line()], 'после')
    for (const two of [[0, 1], [1, 2], [2, 0]]) {
      const texts = two.map((at) => sheets[at] ?? '')
      const { papers, house: said } = await openPapers(house.coordinator, texts)
      const inHand = await house.coordinator.vault.recoveryFor(papers, said)
      expect(inHand.opens.map(({ generation }) => generation)).toEqual([1, 0])
      expect((await house.coordinator.vault.teamsRecovery(inHand, said.seats)).sort()).toEqual(house.teams.map(({ id }) => id as string).sort())
    }
  })

  it('names a share that is of other papers, or that somebody made up', async () => {
    const strange = await drawPapers('2-of-3')
    await expect(takePapers([sheets[0] ?? '', strange.sheets[1]?.code ?? ''])).rejects.toMatchObject({ reason: 'foreign-sheet' })
    const [first, second] = [await takePapers([strange.sheets[0]?.code ?? '', strange.sheets[1]?.code ?? '']), await takePapers(sheets.slice(0, 2))]
    const forged = { ...first.proof, sheets: [second.proof.sheets[0] ?? strangeSheet(), { ...strangeSheet(), number: 2 }] }
    await expect(house.nobody.call(recovery.open, { papers: forged })).rejects.toMatchObject({ kind: 'wrong-papers', details: { flaws: [{ path: 'sheets.2', rule: 'foreign' }] } })
  })

  it('says of a mistyped share that it is mistyped, wherever the slip is', async () => {
    const code = sheets[1] ?? ''
    for (let at = 0; at < code.length; at++) {
      if (code[at] === '-') continue
      const slip = `${code.slice(0, at)}${code[at] === '7' ? '8' : '7'}${code.slice(at + 1)}`
      await expect(takePapers([sheets[0] ?? '', slip])).rejects.toMatchObject({ reason: 'mistyped' })
    }
  })
})

const strangeSheet = () => ({ number: 1, hash: toBase64url(new Uint8Array(32)) })

describe('the sheet that was replaced', () => {
  it('is refused by the program and by every desk, and named as old', async () => {
    await expect(openPapers(house.nobody, [sheet])).rejects.toMatchObject({ kind: 'wrong-papers', details: { flaws: [{ path: 'papers', rule: 'superseded' }] } })
    const said = await house.coordinator.call(houseContract.keys, {})
    await expect(house.coordinator.vault.recoveryFor(await takePapers([sheet]), said)).rejects.toMatchObject({ reason: 'superseded-papers' })
  })

  it('opens nothing that was written after it, with every row of the server in hand', async () => {
    const fresh = await contactBy(jelena, [line()], 'под новим')
    const mine = await contactBy(jelena, [jelena.me], 'само моје')
    const [old, now] = [await opensOf([sheet]), await opensOf(sheets.slice(0, 2))]
    expect(old.folders.filter(({ folder }) => folder === fresh || folder === mine).map(({ opens }) => opens)).toEqual([false, false])
    expect(now.folders.filter(({ folder }) => folder === fresh || folder === mine).map(({ opens }) => opens)).toEqual([true, true])
    expect(old.folders.find(({ folder }) => folder === contact)?.opens).toBe(true)
    for (const team of house.teams) {
      const epochs = old.teams.filter((seat) => seat.team === team.id).sort((one, other) => other.epoch - one.epoch)
      expect(epochs[0]?.opens, team.kind).toBe(false)
      expect(now.teams.filter((seat) => seat.team === team.id && seat.epoch === epochs[0]?.epoch).map(({ opens }) => opens)).toEqual([true])
    }
  })

  it('opens nothing more of a folder from before, once something new is written into it: also one that a member holds alone', async () => {
    const alone = await contactBy(jelena, [jelena.me], 'моје, под старим')
    const { sheets: next } = await replaceBy(house.coordinator, sheets.slice(1), '3-of-5', coordination())
    for (const folder of [contact, alone]) {
      const served = await jelena.call(contacts.one, { folder })
      await jelena.learn()
      expect(await jelena.vault.admit(served.served)).toEqual([])
      const doc = await sealInto(jelena, { folder, id: newId(), version: 1, schema: 'contact/1' }, { says: 'после' })
      expect(doc.renews).toBeDefined()
      await jelena.call(clients.writeDoc, { folder, doc })
      expect(await reads(jelena, folder)).toEqual(expect.arrayContaining([{ says: 'после' }]))
      const before = (await opensOf(sheets.slice(1))).folders.filter((one) => one.folder === folder).sort((one, other) => one.epoch - other.epoch)
      expect(before.at(-1)).toMatchObject({ epoch: 2, opens: false })
      expect((await opensOf(next.slice(2))).folders.find((one) => one.folder === folder && one.epoch === 2)?.opens).toBe(true)
    }
    sheets = next
  })

  it('certifies nobody any more, whoever puts its certificate into the directory', async () => {
    const { papers, house: said } = await openPapers(house.nobody, sheets.slice(0, 3))
    const old = await takePapers([sheet])
    await expect(enterByPapers(old, said, { id: newId(), passphrase: 'uljez ima pet dugih reci' })).rejects.toMatchObject({ reason: 'superseded-papers' })
    const stranger = await foundHouse(newId(), { id: newId(), passphrase: 'uljez ima pet dugih reci' }, [], toBase64url(new Uint8Array(32)))
    const { id, xPublic, edPublic } = stranger.member
    const planted = { id: id as never, shown: 'Uljez', xPublic, edPublic, manager: true, by: null, state: 'active' as const, number: 0, keys: 0, until: null, former: [] }
    const bySheet = { ...planted, sig: await certify(old.root.signing, said.organisation.id, { id, xPublic, edPublic, manager: true }) }
    const byPapers = { ...planted, sig: await certify(papers.root.signing, said.organisation.id, { id, xPublic, edPublic, manager: true }) }
    const seats = (await house.coordinator.call(houseContract.keys, {})).seats
    const learn = (row: typeof bySheet) => house.coordinator.vault.learnHouse({ ...said, members: [...said.members, row], seats })
    expect(await learn(bySheet)).toEqual([{ what: `member ${id}`, reason: 'bad-certificate' }])
    expect(await learn(byPapers)).toEqual([])
    await house.coordinator.learn()
  })
})

describe('a server that puts something else in the place of recovery', () => {
  const said = () => house.coordinator.call(houseContract.keys, {})

  it('is refused: another key, another statement, a step without its manager or its root', async () => {
    const now = await said()
    const [last] = now.recoveries.slice(-1)
    if (!last) throw new Error('no recovery')
    const { papers, house: open } = await openPapers(house.coordinator, sheets.slice(0, 3))
    const inHand = await house.coordinator.vault.recoveryFor(papers, open)
    const thief = await foundHouse(now.organisation.id, { id: newId(), passphrase: 'uljez ima pet dugih reci' }, [], toBase64url(new Uint8Array(32)))
    const forged = await succeed({ id: house.coordinator.me, organisation: now.organisation.id, signing: thief.keys.signing }, inHand, last, await drawPapers('sheet'), [])
    const broken: [string, typeof now.recoveries][] = [
      ['recovery-not-signed', [...now.recoveries.slice(0, -1), { ...last, statement: now.recoveries[0]?.statement ?? '' }]],
      ['recovery-not-signed', [...now.recoveries.slice(0, -1), { ...last, sigBefore: last.sigOwn }]],
      ['recovery-not-signed', [...now.recoveries.slice(0, -1), { ...last, prev: toBase64url(new Uint8Array(60)) }]],
      ['recovery-not-signed', [...now.recoveries, forged.row]],
    ]
    for (const [reason, recoveries] of broken) await expect(house.coordinator.vault.learnHouse({ ...now, recoveries })).rejects.toMatchObject({ reason })
    await house.coordinator.learn()
  })

  it('is refused when it hides the newest papers from a desk that has seen them, or from whoever was invited after', async () => {
    const now = await said()
    const fewer = { ...now, recoveries: now.recoveries.slice(0, -1) }
    await expect(house.coordinator.vault.learnHouse(fewer)).rejects.toMatchObject({ reason: 'old-recovery' })
    const ana = await join('ana', [line()])
    expect(ana.quarantined).toEqual([])
    const hers = await ana.call(houseContract.keys, {})
    await expect(ana.vault.learnHouse({ ...hers, recoveries: hers.recoveries.slice(0, -1) })).rejects.toMatchObject({ reason: expect.stringMatching(/another-root|old-recovery/) })
  })

  it('is told by the program when somebody writes for papers that are not those of today', async () => {
    const stale = await sealed(jelena, 'contact', [line()], { says: 'x' })
    const holds = stale.folder.holds.map((hold) => (hold.holder === house.founded.organisation.id ? { ...hold, epoch: 0 } : hold))
    await expect(jelena.call(contacts.save, {
      contact: contactOf(stale.folder.id, house.line.id, line()), newFolder: { ...stale.folder, holds }, doc: stale.doc, newClients: [], links: [], cards: [], services: [],
      institutionContacts: [], draft: null,
    })).rejects.toMatchObject({ kind: 'keys-changed' })
  })
})

describe('what the papers bring back', () => {
  it('a whole lost team: new places, new keys, and nothing of it lost', async () => {
    const nova = await join('nova', [house.team('field')])
    await letGo(house.coordinator, jelena.me, [])
    await house.coordinator.learn()
    const { papers, house: said } = await openPapers(house.coordinator, sheets.slice(2))
    const inHand = await house.coordinator.vault.recoveryFor(papers, said)
    const rows = await house.coordinator.vault.seatAnew(inHand, said.seats, [{ team: line(), members: [nova.me] }])
    const sent = await withAct(house.coordinator.vault, 'recovery.team', [line()], { papers: papers.proof, ...rows })
    await expect(house.coordinator.call(recovery.seat, { ...sent, act: { ...sent.act, about: [] } })).rejects.toMatchObject({ kind: 'bad-input' })
    expect(await house.coordinator.call(recovery.seat, sent)).toEqual({ alreadyThere: false })
    expect(await house.coordinator.call(recovery.seat, sent)).toEqual({ alreadyThere: true })
    expect(await nova.learn()).toEqual([])
    expect(await reads(nova, contact)).toEqual(expect.arrayContaining([{ says: 'пре' }, { says: 'после' }]))
    expect((await nova.call(notices.unseen, {})).notices.map(({ what }) => what)).toContain('recovery.team')
    await expect(nova.call(recovery.seat, sent)).rejects.toMatchObject({ kind: 'not-allowed' })
  })

  it('folders that only somebody who is gone held: they go to a team, and nothing else does', async () => {
    const nova = await signIn(house.app, 'nova', 'nova has five long words')
    await house.coordinator.learn()
    const { alone } = await house.coordinator.call(recovery.papers, {})
    expect(alone).toEqual([{ holder: jelena.me, kind: 'contact', folders: expect.any(Number) }])
    const { papers, house: said } = await openPapers(house.coordinator, sheets.slice(0, 3))
    const inHand = await house.coordinator.vault.recoveryFor(papers, said)
    const served = await house.coordinator.call(recovery.folders, { papers: papers.proof, holder: jelena.me as never, kind: 'contact' })
    expect(served.keys).toHaveLength(alone[0]?.folders ?? 0)
    const { holds, quarantined } = await house.coordinator.vault.giveFrom(inHand, served, Object.fromEntries(served.keys.map(({ folder }) => [folder, line()])))
    expect(quarantined).toEqual([])
    const sent = await withAct(house.coordinator.vault, 'recovery.folders', [jelena.me, line()], { papers: papers.proof, holder: jelena.me as never, holds })
    expect(await house.coordinator.call(recovery.give, sent)).toEqual({ alreadyThere: false })
    expect(await house.coordinator.call(recovery.give, sent)).toEqual({ alreadyThere: true })
    for (const { folder } of served.keys) expect((await reads(nova, folder)).every((one) => typeof one === 'object')).toBe(true)
    expect((await house.coordinator.call(recovery.papers, {})).alone).toEqual([])
    await expect(house.coordinator.call(recovery.give, { ...sent, holds: holds.map((hold) => ({ ...hold, folder: newId<'folder'>() })) })).rejects.toMatchObject({ kind: 'not-found' })
  })

  it('a client who was restricted to somebody who is gone: her folders go to the teams they were with, and are written in again', async () => {
    const team = (kind: Parameters<House['team']>[0]) => house.team(kind)
    const teams = [team('case_management'), team('finders')]
    await house.coordinator.learn()
    const dara = await letIn(house, 'dara', ['case_manager'], teams, coordination())
    const vera = await letIn(house, 'vera', ['case_manager'], teams, coordination())
    const vesna = await letIn(house, 'vesna', ['coordinator'], [coordination()], coordination())
    const client = newId<'client'>()
    const [call, card] = [await sealed(dara, 'contact', [team('case_management')], { says: 'само Дари' }), await sealed(dara, 'card', [team('finders')], { names: ['Ана'] })]
    await dara.call(contacts.save, {
      contact: contactOf(call.folder.id, house.line.id, team('case_management')), newFolder: call.folder, doc: call.doc, newClients: [{ id: client, card: card.folder, doc: card.doc }],
      links: [{ client, as: 'caller', holds: [] }], cards: [], services: [], institutionContacts: [], draft: null,
    })
    await restrict(house, dara, client, [dara], [house.coordinator, vesna])
    await house.coordinator.learn()
    await letGo(house.coordinator, dara.me, teams)
    await vera.learn()
    await expect(vera.call(contacts.one, { folder: call.folder.id })).rejects.toMatchObject({ kind: 'not-found' })

    await house.coordinator.learn()
    const { alone } = await house.coordinator.call(recovery.papers, {})
    expect(alone.filter(({ holder }) => holder === dara.me)).toEqual([{ holder: dara.me, kind: 'card', folders: 1 }, { holder: dara.me, kind: 'contact', folders: 1 }])
    const { papers, house: said } = await openPapers(house.coordinator, sheets.slice(0, 3))
    const inHand = await house.coordinator.vault.recoveryFor(papers, said)
    for (const [kind, to] of [['card', team('finders')], ['contact', team('case_management')]] as const) {
      const served = await house.coordinator.call(recovery.folders, { papers: papers.proof, holder: dara.me as never, kind })
      const { holds } = await house.coordinator.vault.giveFrom(inHand, served, Object.fromEntries(served.keys.map(({ folder }) => [folder, to])))
      await house.coordinator.call(recovery.give, await withAct(house.coordinator.vault, 'recovery.folders', [dara.me, to], { papers: papers.proof, holder: dara.me as never, holds }))
    }
    await vera.learn()
    expect(await reads(vera, call.folder.id)).toEqual([{ says: 'само Дари' }])
    expect((await vera.call(clients.cardsOf, { clients: [client] })).cards).toHaveLength(1)
    const doc = await sealInto(vera, { folder: call.folder.id as FolderId, id: newId(), version: 1, schema: 'contact/1' }, { says: 'опет за све' })
    await vera.call(clients.writeDoc, { folder: call.folder.id as FolderId, doc })
    expect(await reads(vera, call.folder.id)).toEqual(expect.arrayContaining([{ says: 'опет за све' }]))
  })

  it('a manager, where none can get in: certified by the root on the papers, in every team, known to everybody', async () => {
    const back = await enter(house.app, sheets.slice(1, 4), 'povratak')
    expect(back).toMatchObject({ state: 'active', quarantined: [], notHeld: [], closed: [] })
    expect((await back.vault.rosters()).every(({ mine }) => mine)).toBe(true)
    expect(await reads(back, contact)).toEqual(expect.arrayContaining([{ says: 'пре' }]))
    const later = await letIn({ app: house.app, coordinator: back }, 'docnija', ['consultant'], [line()], coordination())
    expect(await reads(later, contact)).toEqual(expect.arrayContaining([{ says: 'пре' }]))
    expect(await house.coordinator.learn()).toEqual([])
    expect((await house.coordinator.call(notices.unseen, {})).notices.map(({ what }) => what)).toContain('recovery.let-in')
    expect((await back.call(members.list, {})).members.map(({ name }) => name)).toContain('povratak')
  })
})
