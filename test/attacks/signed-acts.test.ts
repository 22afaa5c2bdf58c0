/**
 * What was done in somebody's name: an act that she did not sign, that says something else than the request, or that was put
 * beside another entry. Refused when it comes, named when it is looked at, and the ledger's heads show that it was exchanged.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { checkLedger } from '../../src/commands/backup/ledger-check.ts'
import { ledger } from '../../src/features/ledger/contract.ts'
import { members } from '../../src/features/members/contract.ts'
import { sequence } from '../../src/ledger/sequence.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { openPool } from '../../src/server/database/pools.ts'
import { fromBase64url, toBase64url } from '../../src/shared/bytes.ts'
import { actBytes, readAct } from '../../src/shared/kept-act.ts'
import { foundedHouse, letIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'
import { leaving } from '../support/leaving.ts'

let house: House
let jelena: SignedIn
let gone: SignedIn

beforeAll(async () => {
  house = await foundedHouse()
  const join = (name: string) => letIn(house, name, ['consultant'], [house.team('sos_line')], house.team('coordination'))
  ;[jelena, gone] = [await join('jelena'), await join('gone')]
  await house.coordinator.learn()
})
afterAll(() => house.close())

const flipped = (text: string) => {
  const bytes = fromBase64url(text)
  bytes[0] = (bytes[0] ?? 0) ^ 1
  return toBase64url(bytes)
}

async function ordered() {
  const pool = openPool(house.database.login('sequencer'), 1)
  await sequence(pool.kysely, () => new Uint8Array(64))
  await pool.end()
  const { entries } = await house.coordinator.call(ledger.entries, { limit: 200 })
  return entries
}
const checked = async (entries: Awaited<ReturnType<typeof ordered>>) =>
  house.coordinator.vault.checkActs(entries.flatMap(({ actor, action, act }) => (act ? [{ actor, action, act }] : [])))

describe('an act', () => {
  it('that does not say what is done, or that she did not sign, is refused and nothing happens', async () => {
    const true_ = await leaving(house.coordinator, gone.me, [house.team('sos_line')])
    const { act } = true_
    const other = await house.coordinator.vault.signAct('member.removed', [jelena.me, house.team('sos_line')], { ...true_, act: undefined })
    const hers = await jelena.vault.signAct(act.action, act.about, { ...true_, act: undefined })
    for (const false_ of [{ ...act, sig: flipped(act.sig) }, { ...act, about: act.about.slice(1) }, { ...act, digest: flipped(act.digest ?? '') }, { ...act, head: null, digest: null }, other, hers]) {
      await expect(house.coordinator.call(members.leaveOut, { ...true_, act: false_ })).rejects.toMatchObject({ kind: 'bad-input' })
    }
    expect(await house.coordinator.call(members.leaveOut, true_)).toEqual({ alreadyThere: false })
  })

  it('stands with its entry, signed and verified by any colleague’s own keys', async () => {
    const entries = await ordered()
    const signed = entries.filter(({ act }) => act)
    expect(signed.map(({ action }) => action)).toEqual(['member.removed', 'member.let-in', 'member.let-in'])
    expect(signed[0]?.act?.about).toEqual([gone.me, house.team('sos_line')])
    expect(await checked(entries)).toEqual(['verified', 'verified', 'verified'])
  })

  it('moved to another entry or another member, or altered, is named', async () => {
    const [removed] = (await ordered()).filter(({ act }) => act)
    if (!removed?.act) throw new Error('no act')
    const check = (change: object, act = removed.act) => house.coordinator.vault.checkActs([{ actor: removed.actor, action: removed.action, act: act as never, ...change }])
    expect(await check({})).toEqual(['verified'])
    expect(await check({ action: 'member.let-in' })).toEqual(['another-act'])
    expect(await check({ actor: jelena.me })).toEqual(['bad-signature'])
    expect(await check({ actor: null })).toEqual(['unknown-author'])
    expect(await check({}, { ...removed.act, about: [jelena.me] })).toEqual(['bad-signature'])
  })

  it('cannot be taken from its entry, or exchanged, without the ledger’s heads showing it', async () => {
    await ordered()
    await withClient(house.database.superuser, async (client) => {
      await expect(checkLedger(client, undefined)).resolves.toBeDefined()
      const { rows } = await client.query<{ seq: string; act: Buffer }>("select seq, act from ledger_entry where action = 'member.removed'")
      const [row] = rows
      const kept = readAct(row?.act ?? new Uint8Array())
      if (!row || !kept) throw new Error('no act')
      const exchanged = Buffer.from(actBytes(kept.organisation, kept.by, { ...kept.act, about: [jelena.me] }))
      for (const other of [null, exchanged]) {
        await client.query('update ledger_entry set act = $2 where seq = $1', [row.seq, other])
        await expect(checkLedger(client, undefined)).rejects.toThrow(`entry ${row.seq} is not what was signed`)
      }
      await client.query('update ledger_entry set act = $2 where seq = $1', [row.seq, row.act])
      await expect(checkLedger(client, undefined)).resolves.toBeDefined()
    })
  })
})
