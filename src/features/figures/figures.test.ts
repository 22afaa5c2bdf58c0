import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openPool } from '../../server/database/pools.ts'
import type { Pool } from '../../server/database/pools.ts'
import { freshDatabase } from '../../../test/support/database.ts'
import { load, registerIn, rollsBack } from '../../../test/support/register.ts'
import { register } from '../../../test/support/trade.ts'
import type { WrittenRegister } from '../../../test/support/trade.ts'
import { definitions } from './definitions.ts'
import { evaluate } from './evaluate.ts'
import { present } from './present.ts'
import type { FigureValue } from './present.ts'
import type { Period } from './shape.ts'
import { figureStore } from './store.ts'

let database: Awaited<ReturnType<typeof freshDatabase>>
let pool: Pool
beforeAll(async () => {
  database = await freshDatabase()
  pool = openPool(database.superuser, 1)
})
afterAll(async () => {
  await pool.end()
  await database.close()
})

const year = (number: number): Period => ({ from: `${number}-01-01`, to: `${number}-12-31` })
const none: FigureValue = { id: '', value: null, definition: '' }

/** Figures of a period by id, by SQL; the plain evaluator must say the same. */
async function counted(written: WrittenRegister, period: Period): Promise<(id: string) => FigureValue> {
  const found = new Map<string, FigureValue>()
  await rollsBack(pool.kysely, async (tx) => {
    await load(tx, written.tables)
    const [bySql, plain] = [await figureStore(tx, 'count').tallies(period), await registerIn(tx)]
    for (const figure of definitions.filter((one) => one.countedIn === 'sql')) {
      const value = present(figure, bySql.get(figure.id), period, '')
      expect(present(figure, evaluate(plain, period, figure), period, '')).toEqual(value)
      found.set(figure.id, value)
    }
  })
  return (id) => found.get(id) ?? none
}

describe('calls', () => {
  it('a silent call is a call; a contact by mail, an outgoing one, one on no line of ours, and one with an institution are none', async () => {
    const there = register()
    there.call('2016-03-01', { type: 'other', subtype: 'silent' })
    there.call('2016-03-01', { channel: 'email' })
    there.call('2016-03-01', { direction: 'out' })
    there.call('2016-03-01', { line: null })
    there.institution('police', '2016-03-01')
    const figure = await counted(there, year(2016))
    expect(figure('calls').value).toBe(1)
    expect(figure('calls.by_type').by).toEqual({ other: 1 })
    expect(figure('calls.by_subtype').by).toEqual({ silent: 1 })
    expect(figure('institution_contacts').value).toBe(1)
  })

  it('a call of the last evening belongs to its own year, and a month without calls is zero', async () => {
    const there = register()
    there.call('2016-12-31')
    there.call('2017-01-01')
    const figure = await counted(there, { from: '2016-11-01', to: '2016-12-31' })
    expect(figure('calls.by_month').by).toEqual({ '2016-11': 0, '2016-12': 1 })
  })

  it('the share of post festum calls is over trafficking-related calls only, half up', async () => {
    const there = register()
    for (const subtype of ['post_festum', 'report', 'support_monitoring', 'post_festum', 'report', 'report', 'report', 'report']) there.call('2016-03-01', { subtype })
    there.call('2016-03-01', { type: 'preventive', subtype: 'offer_check_job' })
    there.call('2016-03-01', { subtype: 'post_festum', direction: 'out' })
    const figure = await counted(there, year(2016))
    expect(figure('calls.post_festum_share')).toMatchObject({ value: 25, numerator: 2, denominator: 8, unknown: 0 })
  })

  it('a share of nothing is no percentage', async () => {
    expect((await counted(register(), year(2016)))('calls.post_festum_share')).toMatchObject({ value: null, numerator: 0, denominator: 0 })
  })
})

describe('clients', () => {
  it('a client of several calls is one client; one who only wrote is none', async () => {
    const there = register()
    const [ana, wrote] = [there.client(), there.client()]
    there.call('2016-02-01', { about: ana })
    there.call('2016-03-01', { about: ana })
    there.call('2016-03-01', { about: wrote, channel: 'email' })
    expect((await counted(there, year(2016)))('clients').value).toBe(1)
  })

  it('a client counts as new only in the period of her first contact', async () => {
    const there = register()
    const [ana, wrote] = [there.client(), there.client()]
    there.call('2015-12-31', { about: ana })
    there.call('2016-03-01', { about: ana })
    there.call('2015-05-01', { about: wrote, channel: 'email' })
    there.call('2016-03-01', { about: wrote })
    expect((await counted(there, year(2015)))('clients.new').value).toBe(1)
    const figure = await counted(there, year(2016))
    expect([figure('clients').value, figure('clients.new').value]).toEqual([2, 0])
  })

  it('two files that were joined are one client, and her first contact may stand in the other file', async () => {
    const there = register()
    const [first, again] = [there.client(), there.client()]
    there.call('2015-03-01', { about: first })
    there.call('2016-03-01', { about: again })
    there.call('2016-04-01', { about: first })
    there.join(again, first)
    const figure = await counted(there, year(2016))
    expect([figure('clients').value, figure('clients.new').value]).toEqual([1, 0])
  })

  it('a link made after the year changes that year only as a visible correction', async () => {
    const there = register()
    there.call('2016-03-01', { about: there.client(), linkedOn: '2017-02-01' })
    there.call('2016-03-01', { about: there.client() })
    const figure = await counted(there, year(2016))
    expect(figure('clients')).toMatchObject({ value: 2, recordedLater: 1 })
    expect(figure('calls')).not.toHaveProperty('recordedLater')
  })
})

describe('reports and what came of them', () => {
  it('one report may lead to two victims, and a victim of this year may come from a report of the year before', async () => {
    const there = register()
    const [early, late, vain] = [there.report('2015-12-01'), there.report('2016-02-01'), there.report('2016-05-01')]
    there.event(there.client(), '2016-01', { report: early })
    there.event(there.client(), '2016-03', { report: late })
    there.event(there.client(), '2016-04', { report: late })
    there.event(there.client(), '2016-06', { report: vain, status: 'possible' })
    const figure = await counted(there, year(2016))
    expect(figure('reports').value).toBe(2)
    expect(figure('reports.led_to_identification').value).toBe(1)
    expect(figure('victims.from_reports').value).toBe(2)
    expect(figure('victims.identified').value).toBe(3)
    expect(figure('reports.by_outcome').by).toEqual({ presumed: 1, possible: 1 })
  })

  it('an identification after the period’s end did not come by the end of the period', async () => {
    const there = register()
    there.event(there.client(), '2017-01', { report: there.report('2016-11-01') })
    const figure = await counted(there, year(2016))
    expect([figure('reports.led_to_identification').value, figure('victims.from_reports').value]).toEqual([0, 0])
    expect(figure('reports.by_outcome').by).toEqual({ none: 1 })
    const both = await counted(there, { from: '2016-01-01', to: '2017-12-31' })
    expect([both('reports.led_to_identification').value, both('victims.from_reports').value]).toEqual([1, 1])
  })

  it('a contact that is no report leads to nothing, whatever an identification names', async () => {
    const there = register()
    there.event(there.client(), '2016-03', { report: there.call('2016-02-01') })
    expect((await counted(there, year(2016)))('victims.from_reports').value).toBe(0)
  })
})

describe('victims', () => {
  it('ours by the first event, formal by authority: two figures, never added', async () => {
    const there = register()
    const ana = there.client()
    there.event(ana, '2015-06')
    there.event(ana, '2016-06')
    there.event(ana, '2016-07', { status: 'identified_formal', decided_by: 'centre' })
    there.event(ana, '2016-08', { status: 'identified_formal', decided_by: 'police' })
    there.event(ana, '2017-08', { status: 'identified_formal', decided_by: 'police' })
    const [before, now, after] = [await counted(there, year(2015)), await counted(there, year(2016)), await counted(there, year(2017))]
    expect([before, now, after].map((figure) => figure('victims.identified').value)).toEqual([1, 0, 0])
    expect([before, now, after].map((figure) => figure('victims.formal').value)).toEqual([0, 1, 0])
    expect(now('victims.formal').by).toEqual({ centre: 1, police: 1 })
  })

  it('a presumption of somebody else is not ours', async () => {
    const there = register()
    there.event(there.client(), '2016-06', { decided_by: 'police' })
    expect((await counted(there, year(2016)))('victims.identified').value).toBe(0)
  })

  it('percentages are over those for whom it is known; what was not asked is not a no', async () => {
    const there = register()
    for (const sex of ['female', 'female', 'male', 'not_asked', 'declined']) there.event(there.client({ sex, form: 'labour' }), '2016-06')
    there.event(there.client(), '2016-06', { minor: 'yes' })
    const figure = await counted(there, year(2016))
    expect(figure('victims.women_and_girls')).toMatchObject({ value: 67, numerator: 2, denominator: 3, unknown: 3 })
    expect(figure('victims.by_sex').by).toEqual({ female: 2, male: 1, not_asked: 1, declined: 1, unknown: 1 })
    expect(figure('victims.by_form').by).toEqual({ labour: 5, unknown: 1 })
    expect(figure('victims.children')).toMatchObject({ value: 17, numerator: 1, denominator: 6, unknown: 0 })
  })

  it('a later event changes an earlier year only as a visible correction', async () => {
    const there = register()
    there.event(there.client(), '2016-06')
    there.event(there.client(), '2016-11', { recorded_on: '2017-03-02' })
    expect((await counted(there, year(2016)))('victims.identified')).toMatchObject({ value: 2, recordedLater: 1 })
    expect((await counted(there, { from: '2016-01-01', to: '2017-12-31' }))('victims.identified')).not.toHaveProperty('recordedLater')
  })
})

describe('prevention', () => {
  it('a campaign whose year nobody knows is one of all, in a part of its own, and never a zero', async () => {
    const there = register()
    for (const year of [2002, 2004, 2012, 2012, null]) there.campaign(year)
    const whole = { from: '2002-01-01', to: '2016-12-31' }
    expect((await counted(there, whole))('campaigns')).toMatchObject({ value: 5, unknown: 1, by: { 2002: 1, 2004: 1, 2012: 2, unknown: 1 } })
    expect((await counted(there, year(2012)))('campaigns').by).toEqual({ 2012: 2, unknown: 1 })
  })

  it('reach that is not known is in no sum', async () => {
    const there = register()
    there.campaign(2012, { reach: { television: 200_000, radio: null, leaflets: 0 } })
    there.campaign(2012, { reach: { television: 50_000 } })
    expect((await counted(there, year(2012)))('campaigns.reached')).toMatchObject({ value: 250_000, by: { television: 250_000 } })
  })

  it('an event counts when it was held, by kind and role; a plan and a cancelled one do not', async () => {
    const there = register()
    there.gathering('2016-03-01', { kind: 'street_action' })
    there.gathering('2016-03-01', { kind: 'lecture', role: 'lecturer' })
    there.gathering('2016-03-01', { state: 'planned' })
    there.gathering('2016-03-01', { state: 'cancelled', heads: [{ heads: 9 }] })
    const figure = await counted(there, year(2016))
    expect(figure('events')).toMatchObject({ value: 2, by: { street_action: 1, lecture: 1 } })
    expect(figure('events.by_role').by).toEqual({ organiser: 1, lecturer: 1 })
    expect(figure('heads').value).toBe(0)
  })

  it('thirty young people are thirty heads without a name, and a mixed audience is in each of its parts', async () => {
    const there = register()
    there.gathering('2016-03-01', { kind: 'street_action', heads: [{ heads: 30 }] })
    there.gathering('2016-04-01', { kind: 'training_basic', heads: [{ audience: 'police', sex: 'male', heads: 12 }, { audience: 'social_workers', sex: 'female', heads: 8 }] })
    there.gathering('2016-05-01', { kind: 'training_basic', heads: [{ audience: 'police', heads: 3 }] })
    const figure = await counted(there, year(2016))
    expect(figure('heads')).toMatchObject({ value: 53, by: { young_people: 30, police: 15, social_workers: 8 } })
    expect(figure('heads.by_sex').by).toEqual({ not_asked: 33, male: 12, female: 8 })
    expect(figure('trainings.by_audience')).toMatchObject({ value: 2, by: { police: 2, social_workers: 1 } })
  })

  it('heads that were counted after the year are a visible correction of it', async () => {
    const there = register()
    there.gathering('2016-12-20', { heads: [{ heads: 10, recorded_on: '2017-01-09' }] })
    expect((await counted(there, year(2016)))('heads')).toMatchObject({ value: 10, recordedLater: 10 })
  })
})

describe('services and institutions', () => {
  it('a service counts as often as it was provided, a person once; what was only offered is not counted', async () => {
    const there = register()
    const ana = there.client()
    there.service(ana, '2016-03-01', { times: 3 })
    there.service(ana, '2016-04-01', { kind: 'medical' })
    there.service(there.client(), '2016-04-01', { state: 'offered' })
    there.service(null, '2016-04-01', { kind: 'counselling' })
    const figure = await counted(there, year(2016))
    expect(figure('services')).toMatchObject({ value: 5, by: { legal: 3, medical: 1, counselling: 1 } })
    expect(figure('services.persons')).toMatchObject({ value: 1, by: { legal: 1, medical: 1 } })
    expect(figure('assisted').value).toBe(1)
  })

  it('assisted counts whoever got help in the period, whatever the year of her identification', async () => {
    const there = register()
    const ana = there.client()
    there.event(ana, '2010-05')
    there.service(ana, '2016-03-01')
    expect((await counted(there, year(2016)))('assisted').value).toBe(1)
  })

  it('prosecution and court are the judiciary; other topics stand apart', async () => {
    const there = register()
    for (const kind of ['prosecution', 'court', 'police', 'centre']) there.institution(kind, '2016-03-01')
    there.institution('police', '2016-03-01', { topic: 'training' })
    const figure = await counted(there, year(2016))
    expect(figure('institution_contacts')).toMatchObject({ value: 4, by: { judiciary: 2, police: 1, centre: 1 } })
    expect(figure('institution_contacts.other_topics')).toMatchObject({ value: 1, by: { training: 1 } })
    expect(figure('calls').value).toBe(0)
  })
})
