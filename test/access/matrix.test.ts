import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { features } from '../../src/server/registry.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { openPool } from '../../src/server/database/pools.ts'
import { sequence } from '../../src/ledger/sequence.ts'
import { addressOf, pathParameters } from '../../src/shared/endpoint.ts'
import type { Endpoint } from '../../src/shared/endpoint.ts'
import { may, roles } from '../../src/shared/roles.ts'
import type { Role } from '../../src/shared/roles.ts'
import { foreignObjects } from '../support/foreign.ts'
import type { Foreign } from '../support/foreign.ts'
import { foundedHouse, letIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'
import { endpointsOf, matrix } from './matrix.ts'

const endpoints = endpointsOf(features)
/** Leaving ends the session. */
const atTheEnd = ['delete /api/sessions/mine']
const inOrder = [...endpoints].sort(([one], [other]) => atTheEnd.indexOf(one) - atTheEnd.indexOf(other))

let house: House
let foreign: Foreign
const members = new Map<Role, SignedIn>()

beforeAll(async () => {
  // Nobody waits here: each look at the clock is minutes later.
  let now = 0
  house = await foundedHouse(() => (now += 120_000))
  const everyTeam = house.teams.map((team) => team.id)
  for (const role of roles) members.set(role, await letIn(house, `one-${role.replace('_', '-')}`, [role], everyTeam, house.team('coordination')))
  foreign = await foreignObjects(house, await letIn(house, 'stranger', ['consultant'], [], house.team('coordination')))
  const sequencer = openPool(house.database.login('sequencer'), 1)
  await sequence(sequencer.kysely, () => new Uint8Array(64))
  await sequencer.end()
})
afterAll(() => house.close())

async function ask(by: Pick<SignedIn, 'carry'>, shape: Endpoint, input: unknown) {
  const { path, body } = addressOf(shape, input as Record<string, unknown>)
  const headers: Record<string, string> = body ? { 'content-type': 'application/json' } : {}
  const response = await by.carry(path, { method: shape.method.toUpperCase(), headers, ...(body && { body: JSON.stringify(body) }) })
  const text = await response.text()
  return { text, kind: response.ok ? 'nothing' : (JSON.parse(text) as { kind: string }).kind }
}

/** A body that no schema takes. */
const pathsOnly = (shape: Endpoint, input: unknown) => ({ ...Object.fromEntries(pathParameters(shape.path).map((name) => [name, (input as Record<string, unknown>)[name]])), nonsense: [] })

const leaks = (text: string, input: unknown) => foreign.secrets.filter((secret) => text.includes(secret) && !JSON.stringify(input).includes(secret))

it('no line of the matrix is left of an endpoint that went', () => {
  expect(Object.keys(matrix).filter((name) => !endpoints.some(([one]) => one === name))).toEqual([])
})

describe('without a session', () => {
  it.each(endpoints)('%s', async (name, shape) => {
    const entry = matrix[name]
    const me = members.get('consultant') as SignedIn
    const input = await entry?.sends({ foreign, me, house })
    const { kind, text } = await ask({ carry: house.nobody.carry }, shape, input)
    expect(kind).toBe(shape.may === 'anyone' ? entry?.answers : 'not-signed-in')
    // What she sends is not looked into before it is known who she is.
    if (shape.may !== 'anyone') expect((await ask({ carry: house.nobody.carry }, shape, pathsOnly(shape, input))).kind).toBe('not-signed-in')
    expect(leaks(text, input)).toEqual([])
  })
})

describe.each(roles)('a %s in every team', (role) => {
  it.each(inOrder)('%s', async (name, shape) => {
    const entry = matrix[name]
    const me = members.get(role) as SignedIn
    const input = await entry?.sends({ foreign, me, house })
    const { kind, text } = await ask(me, shape, input)
    const allowed = shape.may === 'anyone' || shape.may === 'member' || may([role], shape.may)
    if (!allowed) expect(kind).toBe('not-allowed')
    else expect(kind).toBe(entry?.answers)
    expect(leaks(text, input)).toEqual([])
  })
})

describe('after all that', () => {
  it('what is the stranger’s is as it was', async () => {
    const folders = [foreign.contact, foreign.card, foreign.story, foreign.account]
    const count = async (query: string, values: unknown[]) =>
      withClient(house.database.superuser, async (client) => Number((await client.query<{ n: string }>(`select count(*) as n ${query}`, values)).rows[0]?.n))
    expect(await count('from hold where folder = any ($1)', [folders])).toBe(8)
    expect(await count('from doc where folder = any ($1)', [folders])).toBe(4)
    expect(await count('from contact where folder = $1 and version = 1', [foreign.contact])).toBe(1)
    expect(await count('from contact_client where client = $1', [foreign.client])).toBe(1)
    expect(await count('from client_folder where client = $1', [foreign.client])).toBe(2)
    expect(await count('from service where client = $1', [foreign.client])).toBe(1)
    expect(await count('from status_event where client = $1', [foreign.client])).toBe(0)
    expect(await count('from draft where id = $1 and length(blob) <> 60', [foreign.draft])).toBe(1)
    expect(await count('from organisation', [])).toBe(1)
  })
})
