import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { folders } from '../../src/features/folders/contract.ts'
import { members as memberContract } from '../../src/features/members/contract.ts'
import { clients } from '../../src/features/clients/contract.ts'
import { contacts } from '../../src/features/contacts/contract.ts'
import { house as houseContract } from '../../src/features/house/contract.ts'
import { withClient } from '../../src/server/database/logins.ts'
import { hashOf } from '../../src/shared/hash.ts'
import { newId } from '../../src/shared/ids.ts'
import type { ClientId, FolderId, TeamId } from '../../src/shared/ids.ts'
import { Problem } from '../../src/shared/problem.ts'
import { withAct } from '../../src/shared/signed-act.ts'
import { contactOf, sealed, someDay } from '../support/foreign.ts'
import { foundedHouse, letIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'
import { leaving } from '../support/leaving.ts'

const kinds = ['sos_line', 'case_management', 'field'] as const
type Kind = (typeof kinds)[number]
type Step =
  | { readonly do: 'take'; readonly by: number; readonly restricted: boolean }
  | { readonly do: 'link' | 'unlink'; readonly by: number; readonly contact: number; readonly client: number; readonly to: number }
  | { readonly do: 'write'; readonly by: number; readonly contact: number }
  | { readonly do: 'leave' | 'join'; readonly by: number; readonly to: number }
  | { readonly do: 'story'; readonly by: number; readonly client: number; readonly to: number }

/** What policy says, in a few lines: a folder is held by teams from its beginning, and by those a link let in. */
type Held = { readonly id: FolderId; readonly base: ReadonlySet<string>; readonly via: Map<string, Set<string>>; words: string }
type Taken = { readonly contact: Held; readonly client: ClientId; readonly card: Held; readonly links: Set<string>; readonly folders: Held[] }

const who = fc.integer({ min: 0, max: kinds.length - 1 })
const which = fc.nat({ max: 3 })
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('take' as const), by: who, restricted: fc.boolean() }),
  fc.record({ do: fc.constantFrom('link' as const, 'link' as const, 'unlink' as const), by: who, contact: which, client: which, to: who }),
  fc.record({ do: fc.constant('story' as const), by: who, client: which, to: who }),
  fc.record({ do: fc.constant('write' as const), by: who, contact: which }),
  fc.record({ do: fc.constantFrom('leave' as const, 'join' as const), by: who, to: who }),
)

let house: House
let members: SignedIn[]
let team: (who: number) => TeamId
/** Herself and the teams she sits in: what she may be held by. */
let sits: Set<string>[]

beforeAll(async () => {
  house = await foundedHouse()
  team = (one) => house.team(kinds[one] as Kind)
  members = []
  for (const kind of kinds) members.push(await letIn(house, kind.replace('_', '-'), ['case_manager'], [house.team(kind), house.team('finders')], house.team('coordination')))
  sits = members.map(({ me }, one) => new Set([me, team(one), house.team('finders')]))
  for (const { learn } of members) expect(await learn()).toEqual([])
})
afterAll(() => house.close())

const holds = (held: Held, one: number) => [...(sits[one] ?? [])].some((id) => held.base.has(id) || (held.via.get(id)?.size ?? 0) > 0)
const start = (id: FolderId, base: readonly string[], words: string): Held => ({ id, base: new Set(base), via: new Map(), words })

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
  const held = start(card.folder.id, madeFor(by, [cardFor]), `{"names":["име ${all.length}"]}`)
  all.push({ contact: start(contact.folder.id, madeFor(by, [team(by)]), `{"says":"разговор ${all.length}"}`), client, card: held, links: new Set(), folders: [held] })
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
  const given = holds(call.contact, by) ? await me.vault.share(call.contact.id, [team(other)], someDay) : []
  const sent = me.call(contacts.link, { folder: call.contact.id, client: whom.client, as: 'about', holds: given })
  if (!may) return void (await expect(sent).rejects.toMatchObject({ kind: 'not-found' }))
  await sent
  call.links.add(whom.client)
  call.contact.via.set(team(other), new Set(call.contact.via.get(team(other))).add(whom.client))
}

async function unlink(all: Taken[], { by, contact: at, client: to }: Extract<Step, { do: 'link' | 'unlink' }>): Promise<void> {
  const [me, call, whom] = [members[by] as SignedIn, all[at % all.length] as Taken, all[to % all.length] as Taken]
  const sent = me.call(contacts.unlink, { folder: call.contact.id, client: whom.client, as: 'about' })
  if (!holds(call.contact, by)) return void (await expect(sent).rejects.toMatchObject({ kind: 'not-found' }))
  expect(await sent).toEqual({ unlinked: call.links.delete(whom.client) })
  for (const through of call.contact.via.values()) through.delete(whom.client)
}

async function story(all: Taken[], { by, client: at, to }: Extract<Step, { do: 'story' }>): Promise<void> {
  const [me, whom] = [await fresh(by), all[at % all.length] as Taken]
  const holders = [...new Set([team(by), team(to)])]
  const { folder, doc } = await sealed(me, 'story', holders, { note: `прича ${whom.folders.length}` })
  const sent = me.call(clients.addFolder, { client: whom.client, folder, doc })
  if (!whom.folders.some((one) => holds(one, by)) || !holds(whom.card, by)) return void (await expect(sent).rejects.toMatchObject({ kind: 'not-found' }))
  await sent
  whom.folders.push(start(folder.id, madeFor(by, holders), `{"note":"прича ${whom.folders.length}"}`))
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
  const known = await house.coordinator.call(houseContract.keys, {})
  await house.coordinator.vault.learnHouse(known)
  const her = known.members.find(({ id }) => id === members[by]?.me)
  if (!her) throw new Error('nobody')
  const sent = { member: her.id, ...(await house.coordinator.vault.letIn(her, [team(to)])) }
  await house.coordinator.call(memberContract.letIn, await withAct(house.coordinator.vault, 'member.let-in', [her.id, team(to)], sent))
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

describe('after any history of calls, links, wrong links, stories, words written later, and members who leave teams and join them', () => {
  it('what policy allows is what SQL shows is what opens', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
        const all: Taken[] = []
        // Each history is an hour of its own: reading more than work needs would be slowed.
        await withClient(house.database.superuser, (client) => client.query("update pending set at = at - interval '1 hour'"))
        await take(all, { do: 'take', by: 0, restricted: false })
        await take(all, { do: 'take', by: 1, restricted: true })
        for (const one of steps) {
          if (one.do === 'take') await take(all, one)
          else if (one.do === 'story') await story(all, one)
          else if (one.do === 'write') await write(all, one)
          else if ('client' in one) await (one.do === 'link' ? link : unlink)(all, one)
          else await (one.do === 'leave' ? leave : join)(one)
        }
        await check(all)
      }),
      { numRuns: 25 },
    )
  }, 240_000)
})
