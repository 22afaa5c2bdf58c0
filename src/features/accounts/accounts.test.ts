import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { browser, foundedHouse, letIn } from '../../../test/support/house.ts'
import type { House, SignedIn } from '../../../test/support/house.ts'
import { forNewCode, forPassphrase, fromPassphrase, fromRecoveryCode, openAccount } from '../../vault/accounts.ts'
import { notices } from '../notices/contract.ts'
import { sessions } from '../sessions/contract.ts'
import { accounts } from './contract.ts'

let house: House
let jelena: SignedIn
/** As her key worker holds it. */
let userKey: Uint8Array<ArrayBuffer>

beforeAll(async () => {
  house = await foundedHouse()
  jelena = await letIn(house, 'jelena', ['consultant'], [house.team('sos_line')], house.team('coordination'))
  const { opened, kek } = await signsIn('jelena has five long words')
  userKey = (await openAccount(opened.member, kek, opened.userKey, opened.bundle)).userKey
})
afterAll(() => house.close())

async function proofOf(passphrase: string) {
  const { salt, kdf } = await house.nobody.call(sessions.saltFor, { name: 'jelena' })
  return { ...(await fromPassphrase(passphrase, salt, kdf)), by: 'passphrase' as const }
}
async function signsIn(passphrase: string, at = browser(house.app)) {
  const { authKey, kek, by } = await proofOf(passphrase)
  return { at, kek, opened: await at.call(sessions.signIn, { name: 'jelena', authKey, by }) }
}
const whoAmI = (at: { readonly call: SignedIn['call'] }) => at.call(sessions.whoAmI, {})

describe('a change of passphrase', () => {
  it('needs the present one, can be sent twice, and ends the other sessions if she wishes', async () => {
    const [here, there] = [await signsIn('jelena has five long words'), await signsIn('jelena has five long words')]
    const next = await forPassphrase(jelena.me, userKey, 'kopita zamota berina toluma')
    const wrong = { authKey: (await proofOf('jelena has six long words')).authKey, by: 'passphrase' as const }
    await expect(here.at.call(accounts.changePassphrase, { proof: wrong, ...next, endOthers: true })).rejects.toMatchObject({ kind: 'wrong-passphrase' })
    expect(await whoAmI(there.at)).toMatchObject({ member: jelena.me })

    const { authKey, by } = await proofOf('jelena has five long words')
    const sent = { proof: { authKey, by }, ...next, endOthers: true }
    expect(await here.at.call(accounts.changePassphrase, sent)).toEqual({ alreadyThere: false })
    expect(await here.at.call(accounts.changePassphrase, sent)).toEqual({ alreadyThere: true })
    await expect(whoAmI(there.at)).rejects.toMatchObject({ kind: 'session-ended' })
    expect(await whoAmI(here.at)).toMatchObject({ member: jelena.me })

    await expect(signsIn('jelena has five long words')).rejects.toMatchObject({ kind: 'wrong-passphrase' })
    const { opened, kek } = await signsIn('kopita zamota berina toluma')
    expect((await openAccount(opened.member, kek, opened.userKey, opened.bundle)).userKey).toEqual(userKey)
  })
})

describe('a new recovery code', () => {
  it('opens her account, and the one before opens nothing any more', async () => {
    const { at } = await signsIn('kopita zamota berina toluma')
    const [first, second] = [await forNewCode(jelena.me, userKey), await forNewCode(jelena.me, userKey)]
    const proof = await proofOf('kopita zamota berina toluma')
    await at.call(accounts.changeRecoveryCode, { proof: { authKey: proof.authKey, by: 'passphrase' }, ...first })
    // Who forgot her passphrase proves herself by the code she has.
    await at.call(accounts.changeRecoveryCode, { proof: { authKey: first.recoveryAuthKey, by: 'recovery' }, ...second })
    const old = browser(house.app).call(sessions.signIn, { name: 'jelena', authKey: first.recoveryAuthKey, by: 'recovery' })
    await expect(old).rejects.toMatchObject({ kind: 'wrong-passphrase' })
    const { authKey, kek } = await fromRecoveryCode(second.recoveryCode)
    const opened = await browser(house.app).call(sessions.signIn, { name: 'jelena', authKey, by: 'recovery' })
    expect((await openAccount(opened.member, kek, opened.userKey, opened.bundle)).userKey).toEqual(userKey)
  })
})

describe('what was done to her keys', () => {
  it('is told to her alone, once, until she has seen it', async () => {
    const { at } = await signsIn('kopita zamota berina toluma')
    const { notices: told } = await at.call(notices.unseen, {})
    expect(told.map((one) => one.what).sort()).toEqual(['passphrase.changed', 'recovery-code.changed', 'recovery-code.changed', 'recovery-code.used'])
    expect(told.every((one) => one.by === jelena.me)).toBe(true)
    expect(await house.coordinator.call(notices.unseen, {})).toEqual({ notices: [] })
    const ids = told.map((one) => one.id)
    expect(await house.coordinator.call(notices.see, { ids })).toEqual({ seen: 0 })
    expect(await at.call(notices.see, { ids })).toEqual({ seen: 4 })
    expect(await at.call(notices.see, { ids })).toEqual({ seen: 0 })
    expect(await at.call(notices.unseen, {})).toEqual({ notices: [] })
  })
})

describe('her sessions', () => {
  it('are listed to her alone, with what she calls them; one that she ends is refused at its next request', async () => {
    const [desk, phone] = [await signsIn('kopita zamota berina toluma'), await signsIn('kopita zamota berina toluma')]
    const label = await jelena.vault.sealForMe(`session ${phone.opened.session}`, { name: 'телефон' })
    await phone.at.call(sessions.label, { session: phone.opened.session ?? '', label })
    const listed = (await desk.at.call(sessions.mine, {})).sessions
    expect(listed.find((one) => one.here)?.id).toBe(desk.opened.session)
    const named = listed.find((one) => one.id === phone.opened.session)
    expect(await jelena.vault.openForMe(`session ${named?.id}`, named?.label ?? '')).toEqual({ name: 'телефон' })
    await expect(jelena.vault.openForMe(`session ${desk.opened.session}`, named?.label ?? '')).rejects.toThrow()

    await expect(house.coordinator.call(sessions.end, { session: phone.opened.session ?? '' })).rejects.toMatchObject({ kind: 'not-found' })
    await desk.at.call(sessions.end, { session: phone.opened.session ?? '' })
    await expect(whoAmI(phone.at)).rejects.toMatchObject({ kind: 'session-ended' })
    expect((await desk.at.call(sessions.mine, {})).sessions.map((one) => one.id)).not.toContain(phone.opened.session)
    await desk.at.call(sessions.endOthers, {})
    expect((await desk.at.call(sessions.mine, {})).sessions).toHaveLength(1)
  })

  it('signing in again in the same browser ends the session it had', async () => {
    const first = await signsIn('kopita zamota berina toluma')
    const copied = first.at.cookie()
    await signsIn('kopita zamota berina toluma', first.at)
    const answer = await house.app.request('/api/sessions/mine', { headers: { cookie: copied, 'sec-fetch-site': 'same-origin' } })
    expect(await answer.json()).toMatchObject({ kind: 'session-ended' })
  })
})
