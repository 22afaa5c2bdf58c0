import { teamKind } from '../vocabulary/index.ts'
import type { DemoHouse } from './house.ts'
import { founder, others } from './members.ts'
import type { Plan, PlannedContact, PlannedInstitutionContact, TeamKind } from './plan-shape.ts'
import { chance } from './random.ts'
import type { SealJob } from './seal-jobs.ts'
import { cameOf, directoryPages, memorandumWords, requestWords, spokenWith } from './words-cooperation.ts'
import { activistWords, campaignWords, eventWords } from './words-prevention.ts'
import { accountWords, institutionWords, personWords, statusWords } from './words-stories.ts'
import type { Names } from './words-stories.ts'
import { cardWords, contactWords } from './words.ts'

/** Ids the records got; sealed words and rows name clients, contacts and records by them. */
export type Ids = {
  readonly clients: readonly string[]
  readonly cards: string[]
  readonly contacts: string[]
  readonly stories: string[]
  readonly accounts: string[]
  readonly teamFolders: string[]
  readonly campaigns: string[]
  readonly activists: string[]
  readonly events: string[]
  readonly directory: string[]
  readonly memoranda: string[]
  readonly requests: string[]
  readonly record: (of: object) => string
}

/** What is sealed, in which order: cards, contacts, stories, accounts (which name the others), folders of teams. */
export type Stage = { readonly kept: string[]; readonly count: number; readonly job: (place: number) => SealJob }

export function stagesOf(plan: Plan, { team }: DemoHouse, ids: Ids): Stage[] {
  const lastDays = lastDayOf(plan)
  const names: Names = { client: (place) => ids.clients[place] ?? '', contact: (place) => ids.contacts[place] ?? '' }
  const institution = (one: PlannedInstitutionContact) => {
    const words = {
      ...institutionWords(chance(plan.seed, `institution ${one.day} ${one.kind}`), one),
      ...spokenWith(chance(plan.seed, `spoken with ${one.day} ${one.kind} ${one.client}`), plan.cooperation, one, ids.record), of: ids.record(one),
    }
    const { promisedBy, later } = cameOf(chance(plan.seed, `came of ${one.day} ${one.kind} ${one.client}`), one, words)
    return [
      { schema: 'institution-contact/1', content: { ...words, promisedBy } },
      ...(later ? [{ schema: 'institution-follow-up/1', content: { ...later, of: words.of, note: '' } }] : []),
    ]
  }
  return [
    ...preventionStages(plan, team, ids),
    ...cooperationStages(plan, team, ids),
    {
      kept: ids.cards, count: plan.clients.length,
      job: (place) => ({
        by: memberIn('finders'), kind: 'card', holders: [team('finders')], listed: plan.clients[place]?.since ?? '', shared: null,
        docs: [{ schema: 'card/1', content: cardWords(plan, place, lastDays.get(place) ?? '') }],
      }),
    },
    {
      kept: ids.contacts, count: plan.contacts.length,
      job: (place) => {
        const contact = plan.contacts[place] as PlannedContact
        const clients = [...new Set(contact.links.map((link) => names.client(link.client)))]
        return {
          by: memberOf(contact), kind: 'contact', holders: [team(contact.team)], listed: contact.day,
          shared: clients.length && contact.team !== 'case_management' ? { holder: team('case_management'), clients } : null,
          docs: [{ schema: 'contact/1', content: contactWords(plan, place, (at) => ids.campaigns[at] ?? null) }, ...contact.institutionContacts.flatMap(institution)],
        }
      },
    },
    {
      kept: ids.stories, count: plan.stories.length,
      job: (place) => {
        const story = plan.stories[place] as Plan['stories'][number]
        return {
          by: memberIn('case_management'), kind: 'story', holders: [team('case_management'), team('coordination')], listed: story.since, shared: null,
          docs: [
            { schema: 'person/1', content: personWords(plan, story) },
            ...story.statuses.map((event) => ({ schema: 'status-event/1', content: { ...statusWords(chance(plan.seed, `status ${place}`)), of: ids.record(event) } })),
            ...story.institutionContacts.flatMap(institution),
          ],
        }
      },
    },
    {
      kept: ids.accounts, count: plan.situations.length,
      job: (place) => ({
        by: founder.name, kind: 'account', holders: [team('case_management'), team('coordination')], listed: plan.situations[place]?.recordedOn ?? '', shared: null,
        docs: [{ schema: 'account/1', content: accountWords(plan, place, names) }],
      }),
    },
    {
      kept: ids.teamFolders, count: plan.teamContacts.length,
      job: (place) => {
        const one = plan.teamContacts[place] as PlannedInstitutionContact
        return { by: memberIn(one.team), kind: 'specialist', holders: [team(one.team)], listed: one.day, shared: null, docs: institution(one) }
      },
    },
  ]
}

/** Activists before events, which name them. Whoever takes calls holds campaigns too, so that she can say which one somebody heard of us by. */
function preventionStages({ seed, prevention: { campaigns, events, activists } }: Plan, team: DemoHouse['team'], ids: Ids): Stage[] {
  const job = (kind: SealJob['kind'], holders: readonly TeamKind[], listed: string, content: unknown): SealJob =>
    ({ by: memberIn('prevention'), kind, holders: holders.map(team), listed, shared: null, docs: [{ schema: `${kind}/1`, content }] })
  return [
    {
      kept: ids.campaigns, count: campaigns.length,
      job(place) {
        const one = campaigns[place] as Plan['prevention']['campaigns'][number]
        return job('campaign', ['prevention', 'coordination', 'sos_line'], one.recordedOn, campaignWords(chance(seed, `campaign ${place}`), one))
      },
    },
    {
      kept: ids.activists, count: activists,
      job: (place) => job('activist', ['prevention', 'coordination'], events[0]?.day ?? '', activistWords(chance(seed, `activist ${place}`), seed, place)),
    },
    {
      kept: ids.events, count: events.length,
      job(place) {
        const one = events[place] as Plan['prevention']['events'][number]
        const gave = [...new Set(one.given.map(({ activist }) => ids.activists[activist] ?? ''))]
        return job('event', ['prevention', 'coordination'], one.day, eventWords(chance(seed, `event ${place}`), one, gave))
      },
    },
  ]
}

/** The directory is one folder of many pages; everybody who works with institutions holds it and the agreements. */
function cooperationStages({ seed, cooperation }: Plan, team: DemoHouse['team'], ids: Ids): Stage[] {
  const everybody = teamKind.codes.filter((kind) => kind !== 'finders').map(team)
  const { memoranda, requests } = cooperation
  return [
    {
      kept: ids.directory, count: 1,
      job: () => ({
        by: founder.name, kind: 'directory', holders: everybody, listed: memoranda[0]?.signedOn ?? '', shared: null,
        docs: directoryPages(seed, cooperation, ids.record).map((content) => ({ schema: 'directory/1', content })),
      }),
    },
    {
      kept: ids.memoranda, count: memoranda.length,
      job(place) {
        const one = memoranda[place] as (typeof memoranda)[number]
        return { by: founder.name, kind: 'memorandum', holders: everybody, listed: one.signedOn, shared: null, docs: [{ schema: 'memorandum/1', content: memorandumWords(one, cooperation, ids.record) }] }
      },
    },
    {
      kept: ids.requests, count: requests.length,
      job(place) {
        const one = requests[place] as (typeof requests)[number]
        const content = requestWords(chance(seed, `request ${place}`), one, cooperation, one.client === null ? null : (ids.clients[one.client] ?? null), ids.record)
        return { by: memberIn('case_management'), kind: 'request', holders: [team('case_management'), team('coordination')], listed: one.receivedOn, shared: null, docs: [{ schema: 'request/1', content }] }
      },
    },
  ]
}

export const memberOf = (contact: PlannedContact): string => others.find((member) => contact.by !== 'coordinator' && member.roles.includes(contact.by))?.name ?? founder.name
export const memberIn = (team: TeamKind): string => others.find((member) => member.teams.includes(team))?.name ?? founder.name

function lastDayOf(plan: Plan): Map<number, string> {
  const days = new Map<number, string>()
  for (const { day, links } of plan.contacts) for (const { client } of links) days.set(client, day)
  return days
}
