import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freshDatabase } from '../../test/support/database.ts'
import { recordByHand } from '../../test/support/by-hand.ts'
import { signIn } from '../../test/support/house.ts'
import type { SignedIn } from '../../test/support/house.ts'
import { cardWords, clients } from '../features/clients/contract.ts'
import { campaigns, campaignWords } from '../features/campaigns/contract.ts'
import { contacts, contactWords } from '../features/contacts/contract.ts'
import { countHeard, countSealed, definitions, openHeard, openSituations, present } from '../features/figures/index.ts'
import { figures } from '../features/figures/contract.ts'
import { rememberAttempts } from '../server/attempts.ts'
import { createApp } from '../server/http.ts'
import { features } from '../server/registry.ts'
import { loadDemonstration, NotEmpty } from './load.ts'
import { founder, others } from './members.ts'
import { misses } from './meets.ts'
import { targetsFile } from './targets.ts'

const targetsUrl = new URL('./targets/small.json', import.meta.url)
const targets = targetsFile.parse(JSON.parse(readFileSync(targetsUrl, 'utf8'))).figures
const seed = 42

let database: Awaited<ReturnType<typeof freshDatabase>>
let app: ReturnType<typeof createApp>
let mira: SignedIn
const shares: number[] = []

beforeAll(async () => {
  database = await freshDatabase()
  await loadDemonstration({ login: database.login, targetsFile: targetsUrl, seed, progress: (share) => shares.push(share) })
  app = createApp({
    features, pools: database.pools, log: { info: () => undefined, error: () => undefined },
    house: { setupSecretHash: undefined, ledgerPublicKey: '', strangerSalt: () => randomBytes(16).toString('base64url'), copyPart: () => '', attempts: rememberAttempts() },
  })
  mira = await signIn(app, founder.name, founder.passphrase)
})
afterAll(() => database.close())

describe('the demonstration register, loaded', () => {
  it('is counted, record by record, to every figure of its targets file', async () => {
    const { opened, quarantined } = await openSituations(mira.call, mira.vault)
    expect(quarantined).toBe(0)
    for (const target of targets) {
      const sealed = countSealed(opened, target)
      const counted = (await mira.call(figures.count, { from: target.from, to: target.to })).figures
        .map((figure) => {
          const definition = definitions.find((one) => one.id === figure.id)
          return definition?.countedIn === 'client' ? present(definition, sealed.get(figure.id), target, '') : figure
        })
      expect(misses(target, counted.find((figure) => figure.id === target.id))).toEqual([])
    }
  })

  it('changes no year afterwards: nothing in it was recorded in a later year', async () => {
    const years = new Set(targets.map((target) => `${target.from} ${target.to}`))
    for (const [from, to] of [...years].map((year) => year.split(' ') as [string, string])) {
      const { figures: counted } = await mira.call(figures.count, { from, to })
      expect(counted.filter((figure) => figure.recordedLater)).toEqual([])
    }
  })

  it('has every campaign its targets name, the one without a year too, and trainings of every audience and format in every year', async () => {
    const { campaigns: wanted, training_audiences: audiences, youth_formats: formats } = targetsFile.parse(JSON.parse(readFileSync(targetsUrl, 'utf8')))
    const figure = async (id: string, year?: number) => (await mira.call(figures.count, { from: `${year ?? 2013}-01-01`, to: `${year ?? 2018}-12-31` })).figures.find((one) => one.id === id)
    expect(await figure('campaigns')).toMatchObject({ value: wanted.length, unknown: 1, by: { 2014: 1, 2015: 1, unknown: 1 } })
    const tijana = await signIn(app, 'tijana', others.find((one) => one.name === 'tijana')?.passphrase ?? '')
    const { campaigns: there, served } = await tijana.call(campaigns.list, {})
    expect(await tijana.vault.admit(served)).toEqual([])
    const titles = (await tijana.vault.openDocs(served.docs)).map((doc) => [campaignWords.parse(doc.content).title, there.find((one) => one.folder === doc.folder)?.year ?? null])
    expect(titles.toSorted()).toEqual(wanted.map(({ title, year }) => [title, year]).toSorted())
    for (const year of [2013, 2018]) {
      expect(Object.keys((await figure('trainings.by_audience', year))?.by ?? {})).toEqual(expect.arrayContaining(audiences))
      expect(Object.keys((await figure('events', year))?.by ?? {})).toEqual(expect.arrayContaining(formats))
    }
  })

  it('tells whoever holds the calls which campaign they came by', async () => {
    const year = { from: '2016-01-01', to: '2016-12-31' }
    const calls = await openHeard(mira.call, mira.vault, year)
    const counted = countHeard(calls, year).get('calls.heard_of')
    expect(counted?.total).toBe((await mira.call(figures.count, year)).figures.find((one) => one.id === 'calls')?.value)
    expect(counted?.parts['campaign']).toBeGreaterThan(0)
    expect(calls.some((call) => call.campaign !== null)).toBe(true)
  })

  it('opens for those who hold it, each in the words of its contract', async () => {
    const jelena = await signIn(app, 'jelena', others.find((one) => one.name === 'jelena')?.passphrase ?? '')
    expect(jelena.quarantined).toEqual([])
    const { cards } = await jelena.call(clients.cards, {})
    expect(await jelena.vault.admit({ keys: cards.map((card) => card.key), holds: cards.map((card) => card.hold) })).toEqual([])
    const opened = await jelena.vault.openDocs(cards.map((card) => card.doc))
    expect(opened.filter((card) => !cardWords.safeParse(card.content).success)).toEqual([])
    const { served, contacts: page } = await jelena.call(contacts.list, { limit: 100 })
    expect(await jelena.vault.admit(served)).toEqual([])
    const words = (await jelena.vault.openDocs(served.docs)).filter((doc) => doc.schema === 'contact/1')
    expect(words.filter((doc) => !contactWords.safeParse(doc.content).success)).toEqual([])
    expect(words).toHaveLength(page.length)
  })

  it('shows a case manager the contacts of her clients, and her page of one of them', async () => {
    const dara = await signIn(app, 'dara', others.find((one) => one.name === 'dara')?.passphrase ?? '')
    const { contacts: page } = await dara.call(contacts.list, { limit: 100 })
    const { links } = await dara.call(contacts.one, { folder: page[0]?.folder as never })
    const one = await dara.call(clients.one, { client: links[0]?.client as never })
    expect(await dara.vault.admit(one.served)).toEqual([])
    expect((await dara.vault.openDocs(one.served.docs)).filter((doc) => doc.quarantined)).toEqual([])
  })

  it('goes into an empty house only', async () => {
    await expect(loadDemonstration({ login: database.login, targetsFile: targetsUrl, seed })).rejects.toBeInstanceOf(NotEmpty)
  })

  it('says how far it is, and never goes back', () => {
    expect(shares.at(-1)).toBe(1)
    expect(shares.toSorted((one, other) => one - other)).toEqual(shares)
  })
})

/** Every number of every figure of a period, flat: `calls`, `calls.by_type/preventive`, `…#denominator`. */
async function numbers(period: { from: string; to: string }): Promise<Map<string, number>> {
  const { figures: all } = await mira.call(figures.count, period)
  return new Map(all.flatMap((figure) => [
    [figure.id, figure.numerator === undefined ? (figure.value ?? 0) : figure.numerator] as const,
    ...Object.entries(figure.by ?? {}).map(([part, count]) => [`${figure.id}/${part}`, count] as const),
    ...(figure.denominator === undefined ? [] : [[`${figure.id}#denominator`, figure.denominator] as const]),
    ...(figure.unknown === undefined ? [] : [[`${figure.id}#unknown`, figure.unknown] as const]),
  ]))
}

describe('one record more, by hand', () => {
  const { from, to } = targets.find((target) => target.id === 'reports') ?? { from: '', to: '' }
  const day = `${from.slice(0, 4)}-05-14`

  async function moved(by: () => Promise<unknown>): Promise<Record<string, number>> {
    const before = await numbers({ from, to })
    await by()
    const after = await numbers({ from, to })
    const keys = new Set([...before.keys(), ...after.keys()])
    return Object.fromEntries([...keys].map((key) => [key, (after.get(key) ?? 0) - (before.get(key) ?? 0)] as const).filter(([, difference]) => difference !== 0))
  }
  /** By one each; a part moves its whole. */
  const each = (...keys: string[]) => Object.fromEntries(keys.flatMap((key) => [[key, 1], [key.split('/')[0], 1]]))

  it('a preventive call moves the calls alone', async () => {
    const hand = recordByHand(mira, day)
    expect(await moved(() => hand.call({ type: 'preventive', subtype: 'offer_check_job' }))).toEqual(
      each('calls', 'calls.by_type/preventive', 'calls.by_subtype/offer_check_job', `calls.by_month/${day.slice(0, 7)}`))
  })

  it('the same by e-mail moves nothing', async () => {
    const hand = recordByHand(mira, day)
    expect(await moved(() => hand.call({ type: 'preventive', subtype: 'offer_check_job', channel: 'email' }))).toEqual({})
  })

  it('a new client on a call moves clients and new clients too', async () => {
    const hand = recordByHand(mira, day)
    expect(await moved(() => hand.call({ type: 'other', subtype: 'other_violence', withClient: true }))).toEqual(each(
      'calls', 'calls.by_type/other', 'calls.by_subtype/other_violence', `calls.by_month/${day.slice(0, 7)}`, 'clients', 'clients.new'))
  })

  it('a contact with the police for assistance moves its kind, and on another topic the other figure', async () => {
    const hand = recordByHand(mira, day)
    expect(await moved(() => hand.institution('police', 'assistance'))).toEqual(each('institution_contacts', 'institution_contacts/police'))
    expect(await moved(() => hand.institution('court', 'assistance'))).toEqual(each('institution_contacts', 'institution_contacts/judiciary'))
    expect(await moved(() => hand.institution('police', 'training'))).toEqual(each('institution_contacts.other_topics', 'institution_contacts.other_topics/training'))
  })

  it('a report and the identification that names it move reports, what they led to and the victims', async () => {
    const hand = recordByHand(mira, day)
    expect(await moved(() => hand.call({ type: 'trafficking', subtype: 'report', withClient: true }))).toEqual(each(
      'calls', 'calls.by_type/trafficking', 'calls.by_subtype/report', `calls.by_month/${day.slice(0, 7)}`, 'clients', 'clients.new',
      'calls.post_festum_share#denominator', 'reports', 'reports.by_outcome/none'))
    const by = await moved(() => hand.identify())
    expect(by).toMatchObject(each('victims.identified', 'victims.from_reports', 'reports.led_to_identification', 'victims.women_and_girls', 'victims.women_and_girls#denominator'))
    expect(Object.keys(by).filter((key) => /^(calls|clients|reports$|institution|services|victims\.formal)/.test(key))).toEqual([])
  })
})
