import { Hono } from 'hono'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sealed } from '../support/foreign.ts'
import { foundedHouse, letIn } from '../support/house.ts'
import type { House, SignedIn } from '../support/house.ts'
import { letGo } from '../support/leaving.ts'
import { events } from '../../src/features/events/contract.ts'
import type { EventFacts } from '../../src/features/events/facts.ts'
import { newCertificateCode } from '../../src/features/events/certificate-code.ts'
import { plainCode } from '../../src/shared/printed-code.ts'
import { toBase64url, utf8 } from '../../src/shared/bytes.ts'
import { addDays, dayOf } from '../../src/shared/calendar.ts'
import { hashOf } from '../../src/shared/hash.ts'
import { newId } from '../../src/shared/ids.ts'
import type { FolderId } from '../../src/shared/ids.ts'
import { sealLetter } from '../../src/vault/letters.ts'
import { instantOf } from '../../src/door/calendar.ts'
import { serveDoor } from '../../src/door/index.ts'

let house: House
let tijana: SignedIn
let colleague: SignedIn
let minutes = 0
const door = new Hono()
beforeAll(async () => {
  house = await foundedHouse()
  serveDoor(door, house.database.pools.app, () => minutes * 60_000)
  const team = [house.team('prevention')]
  tijana = await letIn(house, 'tijana', ['prevention'], team, house.team('coordination'))
  colleague = await letIn(house, 'una', ['prevention'], team, house.team('coordination'))
})
afterAll(() => house.close())
beforeEach(() => void (minutes += 1))

type Page = { readonly title: string; readonly capacity: number | null; readonly open: boolean; readonly onDay: string }

async function pageFor(some: Partial<Page> = {}): Promise<{ folder: FolderId; slug: string }> {
  const page: Page = { title: 'Сусрет', capacity: null, open: true, onDay: addDays(dayOf(new Date()), 7), ...some }
  const { folder, doc } = await sealed(tijana, 'event', [house.team('prevention')], {})
  const facts: EventFacts = {
    folder: folder.id, team: house.team('prevention'), kind: 'workshop', role: 'organiser', form: 'informal', state: 'planned', campaign: null, series: null, onDay: page.onDay, capacity: page.capacity,
    sessions: [{ id: newId(), onDay: page.onDay, starts: '10:00', ends: '12:00' }],
  }
  await tijana.call(events.save, { ...facts, newFolder: folder, doc })
  const { slug } = await tijana.call(events.putPage, { folder: folder.id, slug: newId().replaceAll('-', '').slice(0, 12), open: page.open, locale: 'en', title: page.title, said: '', where: '', contact: '021 555 333' })
  return { folder: folder.id, slug }
}

const get = async (path: string) => door.request(path)
async function post(path: string, form: Readonly<Record<string, string>>) {
  const response = await door.request(path, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' }, body: new URLSearchParams(form).toString() })
  return { status: response.status, text: await response.text() }
}
const addressed = async (slug: string) => JSON.parse(/data-to="([^"]*)"/.exec(await (await get(`/d/${slug}`)).text())?.[1]?.replaceAll('&quot;', '"') ?? '{}') as { organisation: string; team: string; epoch: number; id: string; publicKey: string }
async function letterFor(slug: string, words: unknown) {
  const { publicKey, ...to } = await addressed(slug)
  return { id: to.id, heads: '1', epoch: String(to.epoch), sealed: toBase64url(await sealLetter(Uint8Array.from(publicKey.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)), to, words)) }
}
const states = async (folder: FolderId) => (await tijana.call(events.page, { folder })).registrations.map((one) => one.state)

describe('registering without an account', () => {
  it('sent twice it counts once, and whoever comes when all is taken, or while others wait, waits', async () => {
    const { folder, slug } = await pageFor({ capacity: 3 })
    const first = { id: newId(), heads: '2' }
    for (let times = 0; times < 2; times++) expect((await post(`/d/${slug}`, first)).text).toContain('You are registered.')
    expect((await post(`/d/${slug}`, { id: newId(), heads: '2' })).text).toContain('You are on the waiting list.')
    expect(await (await get(`/d/${slug}`)).text()).toContain('All places are taken.')
    expect((await post(`/d/${slug}`, { id: newId(), heads: '1' })).text).toContain('You are on the waiting list.')
    expect(await states(folder)).toEqual(['listed', 'waiting', 'waiting'])
    expect((await tijana.call(events.page, { folder })).left).toBe(1)
  })

  it('sent again it says that it had arrived, and for how many, whatever is written in it now', async () => {
    const { folder, slug } = await pageFor()
    const id = newId()
    expect((await post(`/d/${slug}`, { id, heads: '2' })).text).toContain('If you sent twice, it counts once.')
    expect((await post(`/d/${slug}`, { id, heads: '5' })).text).toContain('This had arrived already, for 2 people, and counts once.')
    expect((await tijana.call(events.page, { folder })).registrations.map((one) => one.heads)).toEqual([2])
  })

  it('without a script nobody who waits is promised to be told: she is told whom to ask', async () => {
    const { slug } = await pageFor({ capacity: 1 })
    await post(`/d/${slug}`, { id: newId(), heads: '1' })
    const text = await (await get(`/d/${slug}`)).text()
    const withoutScript = text.replace(/<div id="named" hidden>[^]*?<\/div>/, '')
    expect(withoutScript).toContain('So we cannot tell you if a place comes free: ask us at: 021 555 333')
    expect(withoutScript).not.toContain('we will tell you')
    expect((await post(`/d/${slug}`, { id: newId(), heads: '1' })).text).toContain('We have no way to tell you if a place comes free. Ask at: 021 555 333')
    const letter = await letterFor(slug, { name: 'Невена', reach: '064' })
    expect((await post(`/d/${slug}`, letter)).text).toContain('we will tell you when a place comes free')
  })

  it('of many at once exactly as many get a place as there are', async () => {
    const { folder, slug } = await pageFor({ capacity: 5 })
    await Promise.all(Array.from({ length: 12 }, () => post(`/d/${slug}`, { id: newId(), heads: '1' })))
    const all = await states(folder)
    expect([all.filter((one) => one === 'listed').length, all.filter((one) => one === 'waiting').length]).toEqual([5, 7])
  })

  it('a place that comes free is given by hand', async () => {
    const { folder, slug } = await pageFor({ capacity: 1 })
    for (let times = 0; times < 2; times++) await post(`/d/${slug}`, { id: newId(), heads: '1' })
    const [one, other] = (await tijana.call(events.page, { folder })).registrations
    await tijana.call(events.answerRegistration, { folder, id: one?.id as never, state: 'withdrawn' })
    expect((await tijana.call(events.page, { folder })).left).toBe(1)
    await tijana.call(events.answerRegistration, { folder, id: other?.id as never, state: 'listed' })
    expect(await states(folder)).toEqual(['withdrawn', 'listed'])
  })

  it('a place that comes free is for who waits and not for who comes next', async () => {
    const { folder, slug } = await pageFor({ capacity: 1 })
    for (let times = 0; times < 2; times++) await post(`/d/${slug}`, { id: newId(), heads: '1' })
    const [one, other] = (await tijana.call(events.page, { folder })).registrations
    await tijana.call(events.answerRegistration, { folder, id: one?.id as never, state: 'withdrawn' })
    expect((await tijana.call(events.waitingRegistrations, {})).events.find((some) => some.folder === folder)).toEqual({ folder, listed: 0, waiting: 1, free: true })
    expect((await post(`/d/${slug}`, { id: newId(), heads: '1' })).text).toContain('You are on the waiting list.')
    const last = (await tijana.call(events.page, { folder })).registrations[2]
    // Whoever came later, and whoever was taken off, passes nobody unless those who run the event say so.
    for (const late of [last, one]) await expect(tijana.call(events.answerRegistration, { folder, id: late?.id as never, state: 'listed' })).rejects.toMatchObject({ kind: 'contradiction' })
    await tijana.call(events.answerRegistration, { folder, id: other?.id as never, state: 'listed' })
    expect(await states(folder)).toEqual(['withdrawn', 'listed', 'waiting'])
    expect((await tijana.call(events.waitingRegistrations, {})).events.find((some) => some.folder === folder)).toEqual({ folder, listed: 1, waiting: 1, free: false })
  })

  it('one free place given twice at the same moment is given once, and two are not given one place unasked', async () => {
    const { folder, slug } = await pageFor({ capacity: 2 })
    for (const heads of ['1', '1', '2', '1']) await post(`/d/${slug}`, { id: newId(), heads })
    const [one, , pair, single] = (await tijana.call(events.page, { folder })).registrations
    await tijana.call(events.answerRegistration, { folder, id: one?.id as never, state: 'withdrawn' })
    await expect(tijana.call(events.answerRegistration, { folder, id: pair?.id as never, state: 'listed' })).rejects.toMatchObject({ kind: 'contradiction', details: { flaws: [{ path: 'state', rule: 'no-room' }] } })
    await tijana.call(events.answerRegistration, { folder, id: pair?.id as never, state: 'withdrawn' })
    await post(`/d/${slug}`, { id: newId(), heads: '1' })
    const others = (await tijana.call(events.page, { folder })).registrations.slice(4)
    await Promise.allSettled([
      tijana.call(events.answerRegistration, { folder, id: single?.id as never, state: 'listed' }), colleague.call(events.answerRegistration, { folder, id: others[0]?.id as never, state: 'listed' }),
      post(`/d/${slug}`, { id: newId(), heads: '1' }),
    ])
    expect((await tijana.call(events.page, { folder })).left).toBe(0)
    expect(await states(folder)).toEqual(['withdrawn', 'listed', 'withdrawn', 'listed', 'waiting', 'waiting'])
    await tijana.call(events.answerRegistration, { folder, id: pair?.id as never, state: 'listed', anyway: true })
    expect((await tijana.call(events.page, { folder })).left).toBe(-2)
  })

  it('a name opens for the prevention team and for nobody else', async () => {
    const { folder, slug } = await pageFor()
    const sent = await letterFor(slug, { name: 'Невена', reach: '064', from: '', audience: '' })
    expect((await post(`/d/${slug}`, sent)).text).toContain('You are registered.')
    const [one] = (await tijana.call(events.page, { folder })).registrations
    const letter = { id: one?.id ?? '', team: one?.team ?? '', epoch: one?.epoch ?? 0, sealed: one?.sealed ?? '' }
    expect(await tijana.vault.openLetters([letter])).toEqual([{ name: 'Невена', reach: '064', from: '', audience: '' }])
    // Moved to another registration, or opened by somebody else, it says nothing.
    expect(await tijana.vault.openLetters([{ ...letter, id: newId() }, { ...letter, sealed: '!' }])).toEqual([undefined, undefined])
    const nada = await letIn(house, 'nada', ['director'], [], house.team('coordination'))
    expect(await nada.vault.openLetters([letter])).toEqual([undefined])
    await expect(nada.call(events.page, { folder })).rejects.toMatchObject({ kind: 'not-allowed' })
  })

  it('a closed page takes nobody, and what cannot be read is said', async () => {
    const { slug } = await pageFor({ open: false })
    expect((await post(`/d/${slug}`, { id: newId(), heads: '1' })).text).toContain('One cannot register any more.')
    const { slug: open, folder } = await pageFor()
    for (const form of [{ id: 'x', heads: '1' }, { id: newId(), heads: '0' }, { id: newId(), heads: '1.5' }, { id: newId(), heads: '1', sealed: 'short', epoch: '1' }]) expect((await post(`/d/${open}`, form)).status).toBe(400)
    expect(await states(folder)).toEqual([])
    expect((await get('/d/nobodyhere1')).status).toBe(404)
    expect((await get(`/d/${encodeURIComponent("' or 1=1")}`)).status).toBe(404)
  })

  it('many at once from anywhere are asked to wait a minute', async () => {
    const { slug } = await pageFor()
    const answers = await Promise.all(Array.from({ length: 61 }, () => post(`/d/${slug}`, { id: newId(), heads: '1' })))
    expect(answers.filter((one) => one.status === 429)).toHaveLength(1)
    minutes += 1
    expect((await post(`/d/${slug}`, { id: newId(), heads: '1' })).status).toBe(200)
  })

  it('what a worker wrote is text, and the page says nothing of the house', async () => {
    const { slug } = await pageFor({ title: '<script>alert(1)</script>' })
    const response = await get(`/d/${slug}`)
    const text = await response.text()
    expect(text).toContain('&lt;script&gt;alert(1)')
    expect(text).not.toMatch(/<script>alert|Wayout|Primer/)
    expect(response.headers.get('content-security-policy')).toContain("form-action 'self'")
    expect(Buffer.byteLength(text)).toBeLessThan(30_000)
  })

  it('a key that somebody took along is not written to', async () => {
    const { folder, slug } = await pageFor()
    const sent = await letterFor(slug, { name: 'Невена' })
    await letGo(house.coordinator, colleague.me, [house.team('prevention')], false)
    expect((await post(`/d/${slug}`, sent)).text).toContain('Load it again')
    expect(await states(folder)).toEqual([])
    await tijana.learn()
    const again = await letterFor(slug, { name: 'Невена' })
    await post(`/d/${slug}`, again)
    const [one] = (await tijana.call(events.page, { folder })).registrations
    expect(await tijana.vault.openLetters([{ id: one?.id ?? '', team: one?.team ?? '', epoch: one?.epoch ?? 0, sealed: one?.sealed ?? '' }])).toEqual([{ name: 'Невена' }])
  })
})

describe('questions without a name', () => {
  it('thank in the writing in which they were read', async () => {
    const { slug } = await pageFor({ onDay: dayOf(new Date()) })
    expect(await (await get(`/d/${slug}/q?l=sr-Latn`)).text()).toContain('<h1>Susret</h1>')
    expect((await post(`/d/${slug}/q?l=sr-Latn`, { id: newId(), useful: '4' })).text).toContain('<h1>Susret</h1>')
  })

  it('open when it begins, count once, are no answer when nothing was chosen, and each is shown from five answers to it on', async () => {
    const early = await pageFor()
    expect(await (await get(`/d/${early.slug}/q`)).text()).toContain('The questions open when it begins.')
    expect((await post(`/d/${early.slug}/q`, { id: newId(), useful: '4' })).text).toContain('The questions open when it begins.')
    const { folder, slug } = await pageFor({ onDay: dayOf(new Date()) })
    const id = newId()
    for (let times = 0; times < 2; times++) expect((await post(`/d/${slug}/q`, { id, useful: '4', clear: '9' })).text).toContain('kept without a name')
    expect(await tijana.call(events.evaluations, { folder })).toMatchObject({ given: 1, answers: { useful: null } })
    const empty = await post(`/d/${slug}/q`, { id: newId(), clear: '9' })
    expect([empty.status, empty.text.includes('Nothing was chosen, so nothing was sent.')]).toEqual([400, true])
    for (let times = 0; times < 3; times++) await post(`/d/${slug}/q`, { id: newId(), useful: '1', clear: '3' })
    expect(await tijana.call(events.evaluations, { folder })).toEqual({ given: 4, answers: { useful: null, clear: null, learnt: null, recommends: null } })
    await post(`/d/${slug}/q`, { id: newId(), useful: '1' })
    expect((await tijana.call(events.evaluations, { folder })).answers).toEqual({ useful: [4, 0, 0, 1], clear: null, learnt: null, recommends: null })
  })
})

describe('a certificate’s code', () => {
  it('is valid however it is typed, until it is withdrawn, and says nothing else', async () => {
    const { folder } = await pageFor({ title: 'Тајна обука' })
    const code = newCertificateCode()
    const hash = toBase64url(hashOf(utf8(plainCode(code))))
    const valid = async (typed: string) => (await (await get(`/d/c/${encodeURIComponent(typed)}?l=en`)).text()).includes('The code is valid.')
    expect(await valid(code)).toBe(false)
    expect(await tijana.call(events.certify, { folder, hashes: [hash, hash] })).toEqual({ added: 1 })
    expect(await valid(code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o'))).toBe(true)
    expect(await (await get(`/d/c/${code}?l=en`)).text()).not.toContain('Тајна')
    expect((await post('/d/c?l=en', { code: '' })).text).toContain('This code is not valid.')
    await tijana.call(events.withdrawCertificate, { folder, hash })
    expect(await valid(code)).toBe(false)
  })
})

describe('the calendar', () => {
  it('says hours of the organisation’s own time, in winter and summer', () => {
    expect(instantOf('2026-01-15', '10:00').toISOString()).toBe('2026-01-15T09:00:00.000Z')
    expect(instantOf('2026-07-15', '10:00').toISOString()).toBe('2026-07-15T08:00:00.000Z')
  })

  it('shows what its owner may see and nobody else’s, and answers nothing once it is ended', async () => {
    const { folder } = await pageFor({ title: 'Тајна обука', onDay: addDays(dayOf(new Date()), 3) })
    const feed = async (by: SignedIn) => {
      const [id, token] = [newId<'record'>(), crypto.getRandomValues(new Uint8Array(32))]
      await by.call(events.makeCalendar, { id, tokenHash: toBase64url(hashOf(token)), locale: 'en' })
      return { id, address: `/d/k/${toBase64url(token)}.ics` }
    }
    const mine = await feed(tijana)
    const said = await (await get(mine.address)).text()
    expect(said).toContain('SUMMARY:Workshop')
    expect(said).not.toMatch(/Тајна|LOCATION|DESCRIPTION/)
    expect(said).not.toContain(folder)
    // She left the team above: her calendar is empty.
    expect(await (await get((await feed(colleague)).address)).text()).not.toContain('VEVENT')
    await tijana.call(events.endCalendar, { id: mine.id })
    expect((await get(mine.address)).status).toBe(404)
    expect((await get(`/d/k/${'A'.repeat(43)}.ics`)).status).toBe(404)
  })
})
