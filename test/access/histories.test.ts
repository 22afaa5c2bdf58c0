import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folders } from '../../src/features/folders/contract.ts'
import { members as memberContract } from '../../src/features/members/contract.ts'
import { clients } from '../../src/features/clients/contract.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { hashOf } from '../../src/shared/hash.ts'
import { newId } from '../../src/shared/ids.ts'
import type { ClientId, FolderId, TeamId } from '../../src/shared/ids.ts'
import { Problem } from '../../src/shared/problem.ts'
import { withAct } from '../../src/shared/signed-act.ts'
import { contactOf, sealed, someDay } from '../support/foreign.ts'
import { foundedHouse, letIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'
import { moving, restrict, widen } from '../support/restricting.ts'
import { leaving } from '../support/leaving.ts'

const kinds = ['sos_line', 'case_management', 'field'] as const
type Kind = (typeof kinds)[number]
type Hers = { readonly do: 'story' | 'restrict'; readonly by: number; readonly client: number; readonly to: number }
type Step =
  | { readonly do: 'take'; readonly by: number; readonly restricted: boolean }
  | { readonly do: 'link' | 'unlink'; readonly by: number; readonly contact: number; readonly client: number; readonly to: number }
  | { readonly do: 'write'; readonly by: number; readonly contact: number }
  | { readonly do: 'leave' | 'join'; readonly by: number; readonly to: number }
  | Hers
  | { readonly do: 'widen'; readonly by: number; readonly client: number }

/**
 * What policy says, in a few lines: a folder is held by teams from its beginning, and by those a link let in. Everything of a
 * restricted client that whoever restricts her holds is held by the named alone, and so is what joins it later.
 */
type Held = { readonly id: FolderId; readonly maker: string; base: ReadonlySet<string>; readonly via: Map<string, Set<string>>; words: string }
type Taken = {
  readonly contact: Held; readonly team: TeamId; readonly client: ClientId; readonly card: Held; readonly links: Set<string>; readonly folders: Held[]
  named: readonly string[] | undefined
}

const who = fc.integer({ min: 0, max: kinds.length - 1 })
const which = fc.nat({ max: 3 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('take' as const), by: who, restricted: fc.boolean() }),
  fc.record({ do: fc.constantFrom('link' as const, 'link' as const, 'unlink' as const), by: who, contact: which, client: which, to: who }),
  fc.record({ do: fc.constantFrom('story' as const, 'restrict' as const), by: who, client: which, to: who }),
  fc.record({ do: fc.constant('widen' as const), by: who, client: which }),
  fc.record({ do: fc.constant('write' as const), by: who, contact: which }),
  fc.record({ do: fc.constantFrom('leave' as const, 'join' as const), by: who, to: who }),
)

let house: House
let members: SignedIn[]
/** Another coordinator, so that keys can be split. */
let second: SignedIn
let team: (who: number) => TeamId
/** Herself and the teams she sits in: what she may be held by. */
let sits: Set<string>[]

beforeAll(async () => {
  house = await foundedHouse()
  team = (one) => house.team(kinds[one] as Kind)
  members = []
  for (const kind of kinds) members.push(await letIn(house, kind.replace('_', '-'), ['case_manager'], [house.team(kind), house.team('finders')], house.team('coordination')))
  second = await letIn(house, 'second', ['coordinator'], [house.team('coordination')], house.team('coordination'))
  sits = members.map(({ me }, one) => new Set([me, team(one), house.team('finders')]))
  for (const { learn } of members) expect(await learn()).toEqual([])
})
afterAll(() => house.close())

const holds = (held: Held, one: number) => [...(sits[one] ?? [])].some((id) => held.base.has(id) || (held.via.get(id)?.size ?? 0) > 0)
const start = (id: FolderId, by: number, base: readonly string[], words: string): Held => ({ id, maker: (members[by] as SignedIn).me, base: new Set(base), via: new Map(), words })

/** Those named for any restricted client whom a contact is linked to. */
function namedFor(all: readonly Taken[], contact: Taken): string[] | undefined {
  const named = all.filter((one) => one.named && contact.links.has(one.client)).flatMap((one) => one.named ?? [])
  return named.length ? [...new Set(named)] : undefined
}
const contactsOf = (all: readonly Taken[], whom: Taken) => all.filter((one) => one.links.has(whom.client))
const only = (held: Held, holders: readonly string[]) => {
  held.base = new Set(holders)
  held.via.clear()
}
/** Whoever is not named for it any more holds it no longer, but for its maker. */
const keepNamed = (held: Held, named: readonly string[] | undefined) => {
  if (named) held.base = new Set([...held.base].filter((id) => named.includes(id) || id === held.maker))
}

/** Whoever makes a folder for a team she is not in keeps a hold of her own. */
const madeFor = (by: number, holders: readonly string[]) => [...holders, ...(holders.some((id) => sits[by]?.has(id)) ? [] : [(members[by] as SignedIn).me])]

async function take(all: Taken[], { by, restricted }: Extract<Step, { do: 'take' }>): Promise<void> {
  const me = await fresh(by)
  const cardFor = restricted ? team(by) : house.team('finders')
  const [contact, card] = [await sealed(me, 'contact', [team(by)], { says: `разговор ${all.length}` }), await sealed(me, 'card', [cardFor], { names: [`име ${all.length}`] })]
  const client = newId<'client'>()
  await me.call(contacts.save, {
    contact: contactOf(contact.folder.id, house.line.id, team(by)), newFolder: contact.folder, doc: contact.doc,
    newClients: [{ id: client, card: card.folder, doc: card.doc }], links: [], cards: [], services: [], institutionContacts: [], draft: null,
  })
  const held = start(card.folder.id, by, madeFor(by, [cardFor]), `{"names":["име ${all.length}"]}`)
  all.push({ contact: start(contact.folder.id, by, madeFor(by, [team(by)]), `{"says":"разговор ${all.length}"}`), team: team(by), named: undefined, client, card: held, links: new Set(), folders: [held] })
}

/** Knows who sits where now, as a desk does that has just learnt it. */
async function fresh(by: number): Promise<SignedIn> {
  const me = members[by] as SignedIn
  expect(await me.learn()).toEqual([])
  return me
}

async function link(all: Taken[], { by, contact: at, client: to, to: other }: Extract<Step, { do: 'link' | 'unlink' }>): Promise<void> {
  await fresh(by)
  const [me, call, whom] = [members[by] as SignedIn, all[at % all.length] as Taken, all[to % all.length] as Taken]
  const may = holds(call.contact, by) && holds(whom.card, by)
  await readsContact(by, call.contact)
  if (holds(call.contact, by)) await me.vault.learnHolders(await me.call(folders.keys, { folder: call.contact.id }))
  const closed = namedFor(all, call) ?? (may ? whom.named : undefined)
  const given = holds(call.contact, by) && !closed ? await me.vault.share(call.contact.id, [team(other)], someDay) : []
  const moves = may && whom.named && !call.links.has(whom.client) ? await moving(me, call.contact.id, whom.card.id, whom.named) : undefined
  const sent = me.call(contacts.link, { folder: call.contact.id, client: whom.client, as: 'about', holds: given, ...(moves && { moves }) })
  if (!may) return void (await expect(sent).rejects.toMatchObject({ kind: 'not-found' }))
  await sent
  call.links.add(whom.client)
  if (moves) only(call.contact, namedFor(all, call) ?? [])
  if (given.length) call.contact.via.set(team(other), new Set(call.contact.via.get(team(other))).add(whom.client))
}

async function unlink(all: Taken[], { by, contact: at, client: to }: Extract<Step, { do: 'link' | 'unlink' }>): Promise<void> {
  const [me, call, whom] = [members[by] as SignedIn, all[at % all.length] as Taken, all[to % all.length] as Taken]
  const sent = me.call(contacts.unlink, { folder: call.contact.id, client: whom.client, as: 'about' })
  if (!holds(call.contact, by)) return void (await expect(sent).rejects.toMatchObject({ kind: 'not-found' }))
  const unlinked = call.links.delete(whom.client)
  expect(await sent).toEqual({ unlinked })
  if (unlinked) keepNamed(call.contact, namedFor(all, call))
  for (const through of call.contact.via.values()) through.delete(whom.client)
}

async function story(all: Taken[], { by, client: at, to }: Hers): Promise<void> {
  const [me, whom] = [await fresh(by), all[at % all.length] as Taken]
  const holders = whom.named ?? [...new Set([team(by), team(to)])]
  const { folder, doc } = await sealed(me, 'story', holders, { note: `прича ${whom.folders.length}` })
  const sent = me.call(clients.addFolder, { client: whom.client, folder, doc })
  if (!whom.folders.some((one) => holds(one, by)) || !holds(whom.card, by)) return void (await expect(sent).rejects.toMatchObject({ kind: 'not-found' }))
  await sent
  whom.folders.push(start(folder.id, by, madeFor(by, holders), `{"note":"прича ${whom.folders.length}"}`))
}

async function restrictHer(all: Taken[], { by, client: at, to }: Hers): Promise<void> {
  const [me, whom, other] = [await fresh(by), all[at % all.length] as Taken, members[to] as SignedIn]
  const sent = restrict(house, me, whom.client, [...new Set([me, other])], [house.coordinator, second])
  if (!holds(whom.card, by)) return void (await expect(sent).rejects.toMatchObject({ kind: 'not-found' }))
  const mine = [...whom.folders, ...contactsOf(all, whom).map((one) => one.contact)].filter((held) => holds(held, by))
  await sent
  whom.named = [...new Set([me.me, other.me])]
  for (const held of mine) only(held, [...new Set([...whom.named, ...(all.filter((one) => one.contact === held).flatMap((one) => namedFor(all, one) ?? []))])])
}

async function widenHer(all: Taken[], { by, client: at }: Extract<Step, { do: 'widen' }>): Promise<void> {
  const [me, whom] = [await fresh(by), all[at % all.length] as Taken]
  if (!whom.named || !holds(whom.card, by)) return
  const sent = widen(house, me, whom.client)
  if (!whom.named.includes(me.me)) return void (await expect(sent).rejects.toMatchObject({ kind: 'not-allowed' }))
  await sent
  const named = whom.named
  whom.named = undefined
  for (const held of whom.folders.filter((one) => holds(one, by))) {
    const teams = held === whom.card ? [house.team('finders')] : [house.team('case_management'), house.team('coordination')]
    only(held, [...[...held.base].filter((id) => !named.includes(id)), ...teams])
  }
  for (const call of contactsOf(all, whom).filter((one) => holds(one.contact, by))) {
    const still = namedFor(all, call)
    if (still) { keepNamed(call.contact, still); continue }
    call.contact.base = new Set([...[...call.contact.base].filter((id) => !named.includes(id)), call.team])
    const managers = house.team('case_management')
    if (call.team !== managers) call.contact.via.set(managers, new Set(call.contact.via.get(managers)).add(whom.client))
  }
}

async function write(all: Taken[], { by, contact: at }: Extract<Step, { do: 'write' }>): Promise<void> {
  const [me, { contact: held }] = [await fresh(by), all[at % all.length] as Taken]
  const current = me.call(folders.keys, { folder: held.id })
  if (!holds(held, by)) return void (await expect(current).rejects.toMatchObject({ kind: 'not-found' }))
  const { served } = await me.call(contacts.one, { folder: held.id })
  expect(await me.vault.admit(served)).toEqual([])
  expect(await me.vault.learnHolders(await current)).toEqual([])
  const [before] = served.docs
  if (!before) throw new Error('a contact without words')
  const says = { says: `${before.version + 1} од ${by}` }
  const doc = await me.vault.sealDoc({ folder: held.id, id: before.id, version: before.version + 1, schema: 'contact/1' }, says)
  await me.call(clients.writeDoc, { folder: held.id, doc })
  held.words = JSON.stringify(says)
}

async function leave({ by, to }: Extract<Step, { do: 'leave' | 'join' }>): Promise<void> {
  await house.coordinator.learn()
  await house.coordinator.call(memberContract.leaveOut, await leaving(house.coordinator, (members[by] as SignedIn).me, [team(to)], false))
  sits[by]?.delete(team(to))
}

async function join({ by, to }: Extract<Step, { do: 'leave' | 'join' }>): Promise<void> {
  await house.coordinator.learn()
  const her = (members[by] as SignedIn).me
  const sent = { member: her, roles: ['case_manager' as const], certificate: null, joins: await house.coordinator.vault.seat(her, [team(to)]), leaves: { epochs: [], seats: [] } }
  await house.coordinator.call(memberContract.change, await withAct(house.coordinator.vault, 'member.changed', [her, team(to)], sent))
  sits[by]?.add(team(to))
}

function unlessNotFound(problem: unknown): undefined {
  if (!(problem instanceof Problem) || problem.kind !== 'not-found') throw problem
}

async function readsContact(by: number, held: Held): Promise<string[]> {
  const me = members[by] as SignedIn
  const answer = await me.call(contacts.one, { folder: held.id }).catch(unlessNotFound)
  return answer ? opens(me, answer.served) : []
}

async function opens(me: SignedIn, served: Parameters<SignedIn['vault']['admit']>[0] & { docs: Parameters<SignedIn['vault']['openDocs']>[0] }): Promise<string[]> {
  expect(await me.vault.admit(served)).toEqual([])
  const opened = await me.vault.openDocs(served.docs)
  return opened.filter((doc) => !doc.quarantined).map((doc) => `${doc.folder} ${JSON.stringify(doc.content)}`)
}

/** The rows this member's session sees, asked as the program's own login. */
async function shown(me: SignedIn, folders: readonly string[]): Promise<string[]> {
  const token = hashOf(Buffer.from(me.cookie().split('=')[1] ?? '', 'base64url'))
  return withClient(house.database.login('app'), async (client) => {
    await client.query('begin')
    await client.query('select * from enter($1)', [Buffer.from(token)])
    const { rows } = await client.query<{ folder: string }>(
      'select distinct d.folder from doc d join folder f on f.id = d.folder join hold h on h.folder = f.id where d.folder = any ($1)', [folders])
    await client.query('rollback')
    return rows.map((row) => row.folder).sort()
  })
}

async function check(all: readonly Taken[]): Promise<void> {
  const held = all.flatMap((one) => [one.contact, ...one.folders])
  for (const by of members.keys()) {
    const me = await fresh(by)
    const allowed = held.filter((one) => holds(one, by))
    expect(await shown(me, held.map((one) => one.id))).toEqual(allowed.map((one) => one.id as string).sort())
    const opened = new Set<string>()
    for (const one of all) {
      for (const text of await readsContact(by, one.contact)) opened.add(text)
      const client = await me.call(clients.one, { client: one.client }).catch(unlessNotFound)
      for (const text of client ? await opens(me, client.served) : []) opened.add(text)
    }
    expect([...opened].sort()).toEqual(allowed.map((one) => `${one.id} ${one.words}`).sort())
  }
}

const done: { readonly [Name in Step['do']]: (all: Taken[], one: Extract<Step, { do: Name }> & never) => Promise<void> } = {
  take, story, write, link, unlink, restrict: restrictHer, widen: widenHer, leave: (_, one) => leave(one), join: (_, one) => join(one),
}

describe('after any history of calls, links, wrong links, stories, words written later, clients restricted and given back, and members who leave teams and join them', () => {
  it('what policy allows is what SQL shows is what opens', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const all: Taken[] = []
        // Each history is an hour of its own: reading more than work needs would be slowed.
        await withClient(house.database.superuser, (client) => client.query("update pending set at = at - interval '1 hour'"))
        await take(all, { do: 'take', by: 0, restricted: false })
        await take(all, { do: 'take', by: 1, restricted: true })
        for (const one of steps) {
          await done[one.do](all, one as never)
        }
        await check(all)
      }),
      { numRuns: 25 },
    )
  }, 600_000)
})
