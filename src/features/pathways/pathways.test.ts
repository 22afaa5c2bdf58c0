import { afterAll, beforeAll, expect, it } from 'vitest'
import { foundedHouse, letIn } from '../../../test/support/house.ts'
import type { House, SignedIn } from '../../../test/support/house.ts'
import { withClient } from '../../server/database/logins.ts'
import serbia from '../../vocabulary/pathways/rs.json' with { type: 'json' }
import { pathways } from './contract.ts'
import { pathwayShape } from './shape.ts'

let house: House
let mira: SignedIn
let jelena: SignedIn
beforeAll(async () => {
  house = await foundedHouse()
  mira = house.coordinator
  jelena = await letIn(house, 'jelena', ['consultant'], [house.team('sos_line')], house.team('coordination'))
})
afterAll(() => house.close())

const pathway = (country: string, version = 1) => pathwayShape.parse({ ...serbia, country, version })
const shown = async () => {
  const { pathways: all, applied } = await jelena.call(pathways.list, {})
  return { all: all.map((one) => `${one.country} ${one.version}`), applied }
}
const noted = () => withClient(house.database.superuser, async (client) =>
  (await client.query<{ n: number }>("select count(*)::int as n from pending where action = 'pathway.taken-away'")).rows[0]?.n)

it('of what is no country is refused by the server too, whatever the browser let through', async () => {
  for (const country of ['XX', 'ZZ', 'AA']) {
    await expect(mira.call(pathways.add, { pathway: pathway(country) })).rejects.toMatchObject({ kind: 'bad-input', details: { flaws: [{ path: 'country', rule: `no-such-country ${country}` }] } })
  }
  expect((await shown()).all).toEqual([])
})

it('added by mistake is taken away, version by version and once; where none is left Serbia’s applies', async () => {
  for (const one of [pathway('BA'), pathway('BA', 2), pathway('RS', 2)]) await mira.call(pathways.add, { pathway: one })
  await mira.call(pathways.apply, { country: 'BA' })
  expect(await shown()).toEqual({ all: ['BA 2', 'RS 2'], applied: 'BA' })
  await expect(jelena.call(pathways.takeAway, { country: 'BA', version: 2 })).rejects.toMatchObject({ kind: 'not-allowed' })
  const away = (country: string, version: number) => mira.call(pathways.takeAway, { country, version })
  expect(await away('BA', 2)).toEqual({ alreadyThere: false })
  expect(await away('BA', 2)).toEqual({ alreadyThere: true })
  expect(await shown()).toEqual({ all: ['BA 1', 'RS 2'], applied: 'BA' })
  await away('BA', 1)
  await away('RS', 2)
  expect(await shown()).toEqual({ all: [], applied: 'RS' })
  // What comes with the program is no row: there is nothing to take away.
  expect(await away('RS', 1)).toEqual({ alreadyThere: true })
  expect(await noted()).toBe(3)
  // Added anew it waits to be chosen.
  await mira.call(pathways.add, { pathway: pathway('BA') })
  expect(await shown()).toEqual({ all: ['BA 1'], applied: 'RS' })
})

it('is deleted by nobody else in the database either', async () => {
  await mira.call(pathways.add, { pathway: pathway('ME') })
  const token = Buffer.from(jelena.cookie().split('=')[1] ?? '', 'base64url')
  const gone = await withClient(house.database.login('app'), async (client) => {
    await client.query('begin')
    await client.query('select enter(sha256($1))', [token])
    const { rowCount } = await client.query("delete from pathway where country = 'ME'")
    await client.query('rollback')
    return rowCount
  })
  expect(gone).toBe(0)
})
