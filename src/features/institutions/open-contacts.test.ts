import { describe, expect, it } from 'vitest'
import type { Call } from '../../shared/call.ts'
import { Problem } from '../../shared/problem.ts'
import type { DocRow } from '../../vault/seal.ts'
import type { OpenedDoc, Vault } from '../../vault/vault.ts'
import { joined, shareRead, toRead, within } from './held.ts'
import type { Held } from './held.ts'
import { followed, openContacts } from './open-contacts.ts'
import type { OpenedContact } from './open-contacts.ts'

type Contact = { readonly id: string; readonly folder: string; readonly onDay: string }
const contact = (id: string, folder: string, onDay: string): Contact => ({ id, folder, onDay })
const wordsOf = ({ id, folder }: Contact, schema = 'institution-contact/1', more: object = { withWhom: '', said: 'Тајна', promise: '', promisedBy: null, called: `код ${id}` }) =>
  ({ folder, id: `d-${schema}-${id}`, version: 1, schema, author: 'mira', content: { of: id, ...more } }) as OpenedDoc

/** A program with these contacts, two to a page, that serves a folder with the newest of its contacts. */
function program(contacts: Contact[], docs: readonly OpenedDoc[] = contacts.map((one) => wordsOf(one))) {
  const asked: string[] = []
  let served = 0
  const behind = (one: Contact, before: { day: string; id: string } | undefined) => !before || one.onDay < before.day || (one.onDay === before.day && one.id < before.id)
  const call = (async (_: unknown, { from, to, beforeDay, beforeId }: { from: string; to: string; beforeDay?: string; beforeId?: string }) => {
    asked.push(`${from}..${to} ${beforeDay ?? ''}`.trim())
    const before = beforeDay ? { day: beforeDay, id: beforeId ?? '' } : undefined
    const all = contacts.filter((one) => one.onDay >= from && one.onDay <= to).sort((one, other) => (`${one.onDay}${one.id}` < `${other.onDay}${other.id}` ? 1 : -1))
    const rest = all.filter((one) => behind(one, before))
    const page = rest.slice(0, 2)
    const folders = new Set(page.map((one) => one.folder).filter((folder) => !all.some((one) => one.folder === folder && !behind(one, before))))
    const here = docs.filter((doc) => folders.has(doc.folder))
    served += here.length
    return {
      contacts: page.map((one) => ({ ...one, kind: 'police', topic: 'assistance', channel: 'phone', direction: 'out', client: null, imported: false, team: 't' })),
      served: { keys: [...folders].map((folder) => ({ folder })), holds: [], docs: here }, more: rest.length > 2,
    }
  }) as unknown as Call
  return { call, asked, served: () => served }
}
const keys = { admit: async () => [], openDocs: async (docs: readonly DocRow[]) => docs as unknown as OpenedDoc[] } as Pick<Vault, 'admit' | 'openDocs'>
const walk = (call: Call, more: Partial<Parameters<typeof openContacts>[1]> = {}) => ({ call, keys, signal: new AbortController().signal, came: () => undefined, pausing: () => undefined, ...more })
const year = { from: '2016-01-01', to: '2016-12-31' }
const called = (held: Held | undefined) => [...(held?.contacts.values() ?? [])].map((one) => `${one.id}: ${one.called}`)

const story = ['e', 'd', 'c', 'b', 'a'].map((id, at) => contact(id, at % 2 ? 'one' : 'other', `2016-0${9 - at}-01`))

describe('contacts of a period', () => {
  it('come page by page with their words and what came of them later, each document once', async () => {
    const docs = [...story.map((one) => wordsOf(one)), wordsOf(story[4]!, 'institution-follow-up/1', { what: 'kept', on: '2016-06-01', note: '' })]
    const { call, served } = program(story, docs)
    const backs: string[] = []
    const { held, broken } = await openContacts(year, walk(call, { came: (_, back) => void backs.push(back) }))
    expect(broken).toBeUndefined()
    expect(called(held)).toEqual(['e: код e', 'd: код d', 'c: код c', 'b: код b', 'a: код a'])
    expect(held?.contacts.get('a')?.later).toEqual([{ what: 'kept', on: '2016-06-01' }])
    expect(backs).toEqual(['2016-08-01', '2016-06-01', '2016-05-01'])
    expect(served()).toBe(docs.length)
    // What was said is not kept open by it, nor twice.
    expect(JSON.stringify([...(held?.contacts.values() ?? [])])).not.toContain('Тајна')
  })

  it('that are stopped keep the days that were read to their end, and go on from there', async () => {
    const { call, asked } = program(story)
    const stop = new AbortController()
    const first = await openContacts(year, walk(call, { signal: stop.signal, came: () => stop.abort() }))
    expect(first.broken).toBeDefined()
    expect(first.held).toMatchObject({ from: '2016-08-02', to: '2016-12-31' })
    expect(called(first.held)).toEqual(['e: код e'])
    const rest = toRead(first.held, year)
    expect(rest).toEqual([{ from: '2016-01-01', to: '2016-08-01' }])
    const second = await openContacts(rest[0]!, walk(call))
    expect(called(joined(first.held, second.held!))).toEqual(['e: код e', 'd: код d', 'c: код c', 'b: код b', 'a: код a'])
    expect(asked.filter((one) => one === '2016-01-01..2016-12-31')).toHaveLength(1)
  })

  it('wait as long as the program asks, and are told why they ended otherwise', async () => {
    const { call } = program(story)
    let times = 0
    const pauses: number[] = []
    const slowed = ((...given: Parameters<Call>) => { times += 1; if (times === 2) throw new Problem('too-much-reading', { retryAfterSeconds: 0.001 }); return call(...given) }) as Call
    const { held } = await openContacts(year, walk((async (...given: Parameters<Call>) => slowed(...given)) as Call, { pausing: (seconds) => void pauses.push(seconds) }))
    expect(pauses).toEqual([0.001])
    expect(held?.contacts.size).toBe(5)
    const away = (async () => { throw new Problem('broken') }) as Call
    expect(await openContacts(year, walk(away))).toMatchObject({ held: undefined, broken: { by: { kind: 'broken' } } })
  })

  it('get their words although a newer contact of their folder was written meanwhile', async () => {
    const contacts = [contact('e', 'own', '2016-09-01'), contact('d', 'own too', '2016-08-01'), contact('a', 'hers', '2016-05-01')]
    const newer = contact('z', 'hers', '2016-12-01')
    const { call } = program(contacts, [...contacts, newer].map((one) => wordsOf(one)))
    const { held } = await openContacts(year, walk(call, { came: () => { if (!contacts.includes(newer)) contacts.push(newer) } }))
    expect(called(held)).toContain('a: код a')
  })
})

describe('what stands open', () => {
  const one = (id: string, onDay: string): OpenedContact => ({ ...contact(id, 'f', onDay), kind: 'police', direction: 'out', words: undefined, later: [], called: '', withWhom: '', loose: [] }) as unknown as OpenedContact
  const held = (from: string, to: string, ...all: OpenedContact[]): Held => ({ from, to, closed: 0, contacts: new Map(all.map((some) => [some.id, some])) })

  it('is not read again: a longer period reads the days that are missing, the newest first; a shorter one none', () => {
    const march = held('2016-03-01', '2016-03-31')
    expect(toRead(undefined, year)).toEqual([year])
    expect(toRead(march, year)).toEqual([{ from: '2016-04-01', to: '2016-12-31' }, { from: '2016-01-01', to: '2016-02-29' }])
    expect(toRead(march, { from: '2016-03-05', to: '2016-03-06' })).toEqual([])
    expect(toRead(march, { from: '2016-04-01', to: '2016-04-30' })).toEqual([{ from: '2016-04-01', to: '2016-04-30' }])
    expect(toRead(march, { from: '2016-05-01', to: '2016-05-31' })).toEqual([{ from: '2016-05-01', to: '2016-05-31' }])
  })
  it('is laid together where no day lies between, and otherwise gives way', () => {
    const [march, april, may] = [held('2016-03-01', '2016-03-31', one('a', '2016-03-05')), held('2016-04-01', '2016-04-30', one('b', '2016-04-05')), held('2016-05-01', '2016-05-31')]
    expect(joined(march, april)).toMatchObject({ from: '2016-03-01', to: '2016-04-30' })
    expect(within(joined(march, april), { from: '2016-04-01', to: '2016-04-30' }).map(({ id }) => id)).toEqual(['b'])
    expect(joined(march, may)).toBe(may)
  })
  it('says how much of the days has been read', () => {
    const spans = [{ from: '2016-04-01', to: '2016-04-10' }, { from: '2016-03-22', to: '2016-03-31' }]
    expect(shareRead(spans, 0, '2016-04-10')).toBe(0)
    expect(shareRead(spans, 1, '2016-03-31')).toBe(0.5)
    expect(shareRead(spans, 1, '2016-03-26')).toBe(0.75)
  })
  it('knows at once what came of a contact, and what is to be emptied when it is taken back', () => {
    const now = followed(one('a', '2016-03-05'), { what: 'kept', on: '2016-03-20' }, { folder: 'f', id: 'n', version: 1, schema: 'institution-follow-up/1', author: 'mira' })
    expect(now.later).toEqual([{ what: 'kept', on: '2016-03-20' }])
    expect(now.loose).toMatchObject([{ id: 'n', version: 1, content: { of: 'a' } }])
  })
})
