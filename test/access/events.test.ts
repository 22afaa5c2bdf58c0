import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contacts } from '../../src/features/contacts/contract.ts'
import { house as houseContract } from '../../src/features/house/contract.ts'
import { members } from '../../src/features/members/contract.ts'
import { presence } from '../../src/features/presence/contract.ts'
import { sessions } from '../../src/features/sessions/contract.ts'
import { openBell } from '../../src/server/events/bell.ts'
import { openHub } from '../../src/server/events/hub.ts'
import { createApp } from '../../src/server/http.ts'
import { features } from '../../src/server/registry.ts'
import type { Change, Heard } from '../../src/shared/changes.ts'
import { caller } from '../../src/shared/call.ts'
import { newId } from '../../src/shared/ids.ts'
import { contactOf, sealed } from '../support/foreign.ts'
import { foundedHouse, letIn, signIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'
import { enter } from '../support/recovering.ts'
import { until } from '../support/program.ts'

let house: House
let consultant: SignedIn
let lawyer: SignedIn
const ends: (() => Promise<void> | void)[] = []

/** A program of its own on the same database. `deaf`: LISTEN never reaches it. */
function node(deaf = false) {
  const login = house.database.login('app')
  const pool = house.database.pools.app
  const bell = openBell({ login: deaf ? { ...login, password: 'wrong' } : login, pool, hear: (told) => hub.hear(told), pollEvery: 50 })
  const hub = openHub(pool, bell.tell)
  ends.push(() => hub.end(), bell.end)
  const app = createApp({
    features, pools: house.database.pools, log: pino({ level: 'silent' }), events: hub,
    house: { setupSecretHash: undefined, ledgerPublicKey: '', strangerSalt: () => '', copyPart: () => '', attempts: { waitFor: () => 0, failed: () => {}, succeeded: () => {} } },
  })
  const carry = (by: Pick<SignedIn, 'cookie'>) => async (path: string, init?: RequestInit) =>
    app.request(path, { ...init, headers: { ...init?.headers, 'sec-fetch-site': 'same-origin', cookie: by.cookie() } })
  return {
    app, tell: bell.tell,
    by: (member: Pick<SignedIn, 'cookie'>) => caller(carry(member)),
    /** What this member hears from now on, and whether her stream ended. */
    async listen(member: Pick<SignedIn, 'cookie'>) {
      const response = await carry(member)('/api/events')
      const said = { status: response.status, heard: [] as Heard[], text: '', over: false }
      if (response.ok && response.body) void read(response.body, said)
      return said
    },
  }
}

async function read(body: ReadableStream<Uint8Array>, said: { heard: Heard[]; text: string; over: boolean }) {
  const decoder = new TextDecoder()
  for await (const part of body) {
    const text = decoder.decode(part)
    said.text += text
    for (const line of text.split('\n')) if (line.startsWith('data: [')) said.heard.push(...JSON.parse(line.slice(6)) as Heard[])
  }
  said.over = true
}

beforeAll(async () => {
  house = await foundedHouse()
  consultant = await letIn(house, 'jelena', ['consultant'], [house.team('sos_line'), house.team('finders')], house.team('coordination'))
  lawyer = await letIn(house, 'petra', ['specialist', 'consultant'], [house.team('legal')], house.team('coordination'))
})
afterAll(async () => {
  for (const end of ends) await end()
  await house.close()
})

async function aCall() {
  const { folder, doc } = await sealed(house.coordinator, 'contact', [house.team('sos_line')], { says: 'Ђурђевак' })
  return { contact: contactOf(folder.id, house.line.id, house.team('sos_line')), newFolder: folder, doc, newClients: [], links: [], cards: [], services: [], institutionContacts: [], draft: null }
}

describe('what happens is heard', () => {
  it('by nobody without a session', async () => {
    expect((await node().listen({ cookie: () => '' })).status).toBe(401)
    expect((await node().listen({ cookie: () => `__Host-wayout=${'A'.repeat(43)}` })).status).toBe(401)
  })

  it.each([['that listens', false], ['that can only look', true]])('on another node %s, by those who hold the folder, and by no other', async (_, deaf) => {
    const [here, there] = [node(), node(deaf)]
    const [hers, others, mine] = [await there.listen(consultant), await there.listen(lawyer), await there.listen(house.coordinator)]
    const call = await aCall()
    await here.by(house.coordinator)(contacts.save, call)
    const id = call.contact.folder
    await until(() => hers.heard.some((one) => one.kind === 'contact') && mine.heard.some((one) => one.kind === 'contact'))
    expect(hers.heard).toContainEqual({ kind: 'contact', id, mine: false })
    expect(mine.heard).toContainEqual({ kind: 'contact', id, mine: true })
    // The lawyer holds nothing of it. She hears what comes after, and of it alone.
    await here.by(consultant)(presence.be, { state: deaf ? 'away' : 'free' })
    await until(() => others.heard.length > 0)
    expect(others.heard).toEqual([{ kind: 'presence', mine: false }])
    expect(others.text).not.toContain(id)
    expect(hers.text).not.toContain('Ђурђевак')
  })

  it('of which client was restricted or joined, and of who is on a call, by those alone whose work it is', async () => {
    const [here, prevention] = [node(), await letIn(house, 'tijana', ['prevention'], [house.team('prevention')], house.team('coordination'))]
    const [hers, lawyers] = [await here.listen(prevention), await here.listen(lawyer)]
    const client = newId<'client'>() as string
    const told = (change: Change) => here.tell([{ by: null, change }])
    await told({ kind: 'restricted', id: client })
    await told({ kind: 'presence' })
    await until(() => lawyers.heard.some((one) => one.kind === 'restricted') && lawyers.heard.some((one) => one.kind === 'presence'))
    // What comes last comes to her alone of these: the others would have come by now.
    await told({ kind: 'member', id: prevention.me })
    await until(() => hers.heard.some((one) => one.kind === 'member'))
    expect(hers.heard.map((one) => one.kind)).toEqual(['member'])
    expect(hers.text).not.toContain(client)
  })

  it('when somebody lets herself in by the recovery sheets: open desks learn the house anew, and her name with it', async () => {
    const here = node()
    const mine = await here.listen(house.coordinator)
    await enter(here.app, [house.founded.sheet], 'povratak')
    // The sheets were put in, and then she was let in: told together where both come in one moment.
    await until(() => mine.heard.some((one) => one.kind === 'house'))
    expect((await house.coordinator.call(houseContract.keys, {})).members.map((one) => one.shown)).toContain('povratak')
  })

  it('once, though it came by two ways', async () => {
    const [here, deaf] = [node(), node(true)]
    const [one, other] = [await here.listen(consultant), await deaf.listen(consultant)]
    const call = await aCall()
    await here.by(house.coordinator)(contacts.save, call)
    for (const said of [one, other]) await until(() => said.heard.some((heard) => heard.id === call.contact.folder))
    // A later one has been heard: the first would have come a second time by now.
    const next = await aCall()
    await here.by(house.coordinator)(contacts.save, next)
    for (const said of [one, other]) {
      await until(() => said.heard.some((heard) => heard.id === next.contact.folder))
      expect(said.heard.filter((heard) => heard.id === call.contact.folder)).toHaveLength(1)
    }
  })

  it('until the session ends, on whatever node', async () => {
    const [here, there] = [node(), node()]
    const again = await signIn(house.app, 'jelena', 'jelena has five long words')
    const [hers, stays] = [await there.listen(again), await there.listen(consultant)]
    await here.by(again)(sessions.signOut, {})
    await until(() => hers.over)
    expect(hers.text).toContain('event: ended')
    await here.by(lawyer)(presence.leave, {})
    await until(() => stays.heard.some((one) => one.kind === 'presence'))
    expect(stays.over).toBe(false)
    expect((await there.listen(again)).status).toBe(401)
  })
})

describe('who is here', () => {
  it('is said by herself alone, and forgotten when she leaves', async () => {
    const { members } = await consultant.call(presence.here, {})
    expect(members.map((one) => one.member)).toContain(consultant.me)
    expect(Object.keys(members[0] ?? {}).toSorted()).toEqual(['member', 'state'])
    await consultant.call(presence.leave, {})
    expect((await lawyer.call(presence.here, {})).members.map((one) => one.member)).not.toContain(consultant.me)
  })

  it('nobody whose sessions were ended from elsewhere or whose account was closed, at once; who is still signed in somewhere stays', async () => {
    const here = async () => (await lawyer.call(presence.here, {})).members.map((one) => one.member)
    const phone = await letIn(house, 'zora', ['consultant'], [house.team('sos_line')], house.team('coordination'))
    const laptop = await signIn(house.app, 'zora', 'zora has five long words')
    const program = node()
    const hears = await program.listen(lawyer)
    await phone.call(presence.be, { state: 'call' })
    expect(await here()).toContain(phone.me)
    await program.by(laptop)(sessions.endOthers, {})
    await until(() => hears.heard.some((one) => one.kind === 'presence'))
    expect(await here()).toContain(phone.me)
    await laptop.call(presence.be, { state: 'call' })
    await program.by(house.coordinator)(members.suspend, { member: phone.me, suspended: true })
    expect(await here()).not.toContain(phone.me)
    await until(() => hears.heard.some((one) => one.kind === 'house'))
  })
})
