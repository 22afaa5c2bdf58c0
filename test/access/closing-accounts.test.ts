import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { members } from '../../src/features/members/contract.ts'
import { notices } from '../../src/features/notices/contract.ts'
import { sessions } from '../../src/features/sessions/contract.ts'
import type { Role } from '../../src/shared/roles.ts'
import { withAct } from '../../src/shared/signed-act.ts'
import { foundedHouse, letIn, signIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'
import { leaving } from '../support/leaving.ts'

let house: House
let olga: SignedIn, vesna: SignedIn, jelena: SignedIn
const mira = () => house.coordinator

beforeAll(async () => {
  house = await foundedHouse()
  const coordination = house.team('coordination')
  olga = await letIn(house, 'olga', ['administrator'], [], coordination)
  vesna = await letIn(house, 'vesna', ['coordinator'], [coordination], coordination)
  jelena = await letIn(house, 'jelena', ['consultant'], [house.team('sos_line')], coordination)
})
afterAll(() => house.close())

const close = (by: SignedIn, who: SignedIn, suspended = true) => by.call(members.suspend, { member: who.me, suspended })
const news = async (by: SignedIn) => (await by.call(notices.unseen, {})).notices.map(({ what, by: who, about }) => ({ what, by: who, about }))
const forget = async (by: SignedIn) => by.call(notices.see, { ids: (await by.call(notices.unseen, {})).notices.map(({ id }) => id) })
async function work(by: SignedIn, who: SignedIn, roles: Role[]) {
  const sent = { member: who.me, roles, certificate: null, joins: { epochs: [], seats: [] }, leaves: { epochs: [], seats: [] } }
  await by.call(members.change, await withAct(by.vault, 'member.changed', [who.me], sent))
}

describe('whoever runs accounts', () => {
  it('closes one coordinator’s account but not the last one’s: somebody must be able to let people in', async () => {
    await close(olga, vesna)
    await expect(close(olga, mira())).rejects.toMatchObject({ kind: 'last-coordinator' })
    expect(await mira().call(sessions.whoAmI, {})).toMatchObject({ member: mira().me })
    await close(olga, vesna, false)
    vesna = await signIn(house.app, 'vesna', 'vesna has five long words')
  })

  it('closes of two coordinators one, when both are closed in the same moment', async () => {
    const both = await Promise.allSettled([close(olga, vesna), close(olga, mira())])
    expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
    const [first] = both
    const [closed, name] = first?.status === 'fulfilled' ? [vesna, 'vesna'] : [mira(), 'mira']
    await close(olga, closed, false)
    const again = await signIn(house.app, name, `${name} has five long words`)
    if (name === 'vesna') vesna = again
    else Object.assign(house, { coordinator: again })
  })

  it('closes and opens no account without the coordinators hearing of it; she reads of it when she may come again', async () => {
    for (const one of [mira(), vesna]) await forget(one)
    await close(olga, jelena)
    await expect(jelena.call(sessions.whoAmI, {})).rejects.toMatchObject({ kind: 'session-ended' })
    await close(olga, jelena)
    await close(olga, jelena, false)
    for (const one of [mira(), vesna]) {
      expect((await news(one)).toSorted((a, b) => a.what.localeCompare(b.what))).toEqual(['account.closed-by', 'account.reopened-by'].map((what) => ({ what, by: olga.me, about: jelena.me })))
    }
    jelena = await signIn(house.app, 'jelena', 'jelena has five long words')
    expect(await news(jelena)).toContainEqual({ what: 'account.reopened', by: olga.me, about: null })
  })

  it('changes no colleague’s work without the coordinators hearing of it', async () => {
    for (const one of [mira(), vesna, jelena]) await forget(one)
    await work(olga, jelena, ['consultant', 'field'])
    expect(await news(jelena)).toEqual([{ what: 'roles.changed', by: olga.me, about: null }])
    for (const one of [mira(), vesna]) expect(await news(one)).toEqual([{ what: 'roles.changed-by', by: olga.me, about: jelena.me }])
    await forget(vesna)
    await work(mira(), jelena, ['consultant'])
    expect(await news(vesna)).toEqual([{ what: 'roles.changed-by', by: mira().me, about: jelena.me }])
  })

  it('is told at the door what strangers are told, when her account is closed', async () => {
    await close(olga, jelena)
    const why = async (name: string) => signIn(house.app, name, 'five words that are wrong').catch((problem: { kind: string }) => problem.kind)
    expect(await signIn(house.app, 'jelena', 'jelena has five long words').catch((problem: { kind: string }) => problem.kind)).toBe(await why('nobody-here'))
    await close(olga, jelena, false)
  })
})

describe('two coordinators in one moment', () => {
  const said = async (...sent: Promise<unknown>[]) => (await Promise.allSettled(sent)).map((one) => one.status)

  it('take coordinating away from each other: one of them still coordinates', async () => {
    const none = { epochs: [], seats: [] }
    const demoting = async (by: SignedIn, who: SignedIn, roles: Role[], manager: boolean) => {
      await by.learn()
      return withAct(by.vault, 'member.changed', [who.me], { member: who.me, roles, certificate: await by.vault.certifyAgain(who.me, { manager }), joins: none, leaves: none })
    }
    const [ofVesna, ofMira] = [await demoting(mira(), vesna, ['consultant'], false), await demoting(vesna, mira(), ['consultant'], false)]
    const both = await said(mira().call(members.change, ofVesna), vesna.call(members.change, ofMira))
    expect(both.toSorted()).toEqual(['fulfilled', 'rejected'])
    const [still, other] = both[0] === 'fulfilled' ? [mira(), vesna] : [vesna, mira()]
    await still.call(members.change, await demoting(still, other, ['coordinator'], true))
  })

  it('let each other go: one of them is still there', async () => {
    for (const one of [mira(), vesna]) await one.learn()
    const teams = [house.team('coordination')]
    const [ofVesna, ofMira] = [await leaving(mira(), vesna.me, teams), await leaving(vesna, mira().me, teams)]
    const both = await said(mira().call(members.leaveOut, ofVesna), vesna.call(members.leaveOut, ofMira))
    expect(both.toSorted()).toEqual(['fulfilled', 'rejected'])
    const [still, gone] = both[0] === 'fulfilled' ? [mira(), vesna] : [vesna, mira()]
    expect(await still.call(sessions.whoAmI, {})).toMatchObject({ member: still.me })
    await expect(gone.call(sessions.whoAmI, {})).rejects.toMatchObject({ kind: 'session-ended' })
  })
})
