import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { foundedHouse, letIn } from '../../../test/support/house.ts'
import type { House, SignedIn } from '../../../test/support/house.ts'
import { withClient } from '../../server/database/logins.ts'
import { newId } from '../../shared/ids.ts'
import type { FolderId } from '../../shared/ids.ts'
import { events } from '../events/contract.ts'
import { figures } from '../figures/contract.ts'
import { activists } from './contract.ts'

let house: House
let tijana: SignedIn
beforeAll(async () => {
  house = await foundedHouse()
  tijana = await letIn(house, 'tijana', ['prevention'], [house.team('prevention')], house.team('coordination'))
})
afterAll(() => house.close())

const onDay = '2026-03-14'
async function activist(name: string): Promise<FolderId> {
  const newFolder = await tijana.vault.makeFolder('activist', [house.team('prevention'), house.team('coordination')], onDay)
  const doc = await tijana.vault.sealDoc({ folder: newFolder.id, id: newId(), version: 1, schema: 'activist/1' }, { name })
  await tijana.call(activists.save, { folder: newFolder.id, team: house.team('prevention'), state: 'active', newFolder, doc })
  return newFolder.id
}
async function eventOf(kind: 'lecture' | 'workshop', holders: readonly string[] = [house.team('prevention'), house.team('coordination')]): Promise<FolderId> {
  const newFolder = await tijana.vault.makeFolder('event', holders, onDay)
  const doc = await tijana.vault.sealDoc({ folder: newFolder.id, id: newId(), version: 1, schema: 'event/1' }, {})
  await tijana.call(events.save, {
    folder: newFolder.id, team: house.team('prevention'), kind, role: 'organiser', form: 'informal', state: 'held', campaign: null, series: null, onDay, capacity: null,
    sessions: [{ id: newId<'record'>(), onDay, starts: null, ends: null }], newFolder, doc,
  })
  return newFolder.id
}
const line = (folder: FolderId, hours: number) => ({ id: newId<'record'>(), folder, hours })
const figure = async () => (await tijana.call(figures.count, { from: '2026-01-01', to: '2026-12-31' })).figures.find((one) => one.id === 'activists.hours')
const entries = () => withClient(house.database.superuser, async (client) => (await client.query<{ result: string; n: number }>(
  `select result, cardinality(traces)::int as n from (select at, result, traces, action from pending union all select at, result, traces, action from ledger_entry) e where action = 'activist.hours' order by at`)).rows)

describe('hours given at an event', () => {
  it('are written for all who helped at once, under the kind of the event, with one entry in the ledger', async () => {
    const [event, sara, una] = [await eventOf('lecture'), await activist('Сара'), await activist('Уна')]
    const given = [line(sara, 3), line(una, 5)]
    expect(await tijana.call(activists.giveHoursAt, { event, onDay, given })).toEqual({ alreadyThere: false })
    expect(await tijana.call(activists.giveHoursAt, { event, onDay, given })).toEqual({ alreadyThere: true })
    // The event and both of them; sent again it says so.
    expect(await entries()).toEqual([{ result: 'done', n: 3 }, { result: 'already-there', n: 3 }])
    expect(await figure()).toMatchObject({ value: 8, by: { lecture: 8 } })
    expect((await tijana.call(activists.hoursAt, { event })).given.map((one) => [one.folder, one.hours]).toSorted()).toEqual([[sara, 3], [una, 5]].toSorted())
    const row = (await tijana.call(activists.list, { year: 2026 })).activists.find((one) => one.folder === una)
    expect(row).toMatchObject({ hours: 5, hoursOfYear: 5, events: 1, lastOn: onDay })
    await tijana.call(activists.giveHoursAt, { event: await eventOf('workshop'), onDay, given: [line(una, 1)] })
    await tijana.call(activists.giveHours, { ...line(una, 2), event: null, kind: 'not_applicable', onDay })
    expect((await tijana.call(activists.list, { year: 2026 })).activists.find((one) => one.folder === una)).toMatchObject({ hours: 8, events: 2 })
  })

  it('are all written or none: one line that cannot be takes the others with it', async () => {
    const [event, other, sara] = [await eventOf('lecture'), await eventOf('lecture'), await activist('Сара')]
    const before = await figure()
    const taken = line(sara, 2)
    await tijana.call(activists.giveHoursAt, { event: other, onDay, given: [taken] })
    const unknown = newId<'folder'>()
    await expect(tijana.call(activists.giveHoursAt, { event, onDay, given: [line(sara, 1), line(unknown, 2)] })).rejects.toMatchObject({ kind: 'not-found' })
    await expect(tijana.call(activists.giveHoursAt, { event, onDay, given: [line(sara, 1), line(sara, 2)] })).rejects.toMatchObject({ kind: 'bad-input' })
    await expect(tijana.call(activists.giveHoursAt, { event, onDay, given: [line(await activist('Уна'), 1), taken] })).rejects.toMatchObject({ kind: 'taken' })
    // Half of what was sent is there already: it is not the same command.
    await expect(tijana.call(activists.giveHoursAt, { event: other, onDay, given: [taken, line(await activist('Ида'), 1)] })).rejects.toMatchObject({ kind: 'taken' })
    expect((await tijana.call(activists.hoursAt, { event })).given).toEqual([])
    expect((await figure())?.value).toBe((before?.value ?? 0) + 2)
  })

  it('go with their event when its kind is corrected', async () => {
    const [event, sara, before] = [await eventOf('workshop'), await activist('Сара'), await figure()]
    await tijana.call(activists.giveHoursAt, { event, onDay, given: [line(sara, 6)] })
    const { event: { version, heads: _, ...facts }, served } = await tijana.call(events.one, { folder: event })
    const doc = await tijana.vault.sealDoc({ folder: event, id: served.docs[0]!.id, version: 2, schema: 'event/1' }, {})
    await tijana.call(events.change, { ...facts, kind: 'peer_education', version, doc })
    const after = await figure()
    expect([after?.value, after?.by?.['peer_education'], after?.by?.['workshop'] ?? 0]).toEqual([(before?.value ?? 0) + 6, 6, before?.by?.['workshop'] ?? 0])
  })

  it('that were a mistake are taken back and counted no longer', async () => {
    const [event, sara] = [await eventOf('workshop'), await activist('Сара')]
    const [before, mistaken] = [await figure(), line(sara, 100)]
    await tijana.call(activists.giveHoursAt, { event, onDay, given: [mistaken] })
    expect(await tijana.call(activists.takeBackHours, { folder: sara, id: mistaken.id })).toEqual({ alreadyThere: false })
    expect(await tijana.call(activists.takeBackHours, { folder: sara, id: mistaken.id })).toEqual({ alreadyThere: true })
    expect((await figure())?.value).toBe(before?.value)
  })

  it('need an event that she sees', async () => {
    const [closed, sara] = [await eventOf('workshop', [tijana.me]), await activist('Сара')]
    const mira = house.coordinator
    await expect(mira.call(activists.giveHoursAt, { event: closed, onDay, given: [line(sara, 1)] })).rejects.toMatchObject({ kind: 'not-found' })
    await expect(mira.call(activists.giveHours, { ...line(sara, 1), event: closed, kind: 'workshop', onDay })).rejects.toMatchObject({ kind: 'not-found' })
    await expect(mira.call(activists.hoursAt, { event: closed })).rejects.toMatchObject({ kind: 'not-found' })
    const open = await eventOf('workshop')
    expect(await mira.call(activists.giveHoursAt, { event: open, onDay, given: [line(sara, 1)] })).toEqual({ alreadyThere: false })
  })
})

it('hours for no event stand with whoever gave them, and are taken back when they were a mistake', async () => {
  const [sara, event] = [await activist('Сара'), await eventOf('lecture')]
  const wrong = line(sara, 25)
  await tijana.call(activists.giveHours, { ...wrong, event: null, kind: 'workshop', onDay })
  await tijana.call(activists.giveHoursAt, { event, onDay, given: [line(sara, 3)] })
  expect((await tijana.call(activists.hoursOf, { folder: sara })).given).toEqual([{ id: wrong.id, kind: 'workshop', onDay, hours: 25 }])
  await tijana.call(activists.takeBackHours, { folder: sara, id: wrong.id })
  expect((await tijana.call(activists.hoursOf, { folder: sara })).given).toEqual([])
  expect((await tijana.call(activists.list, { year: 2026 })).activists.find((one) => one.folder === sara)).toMatchObject({ hours: 3 })
})
