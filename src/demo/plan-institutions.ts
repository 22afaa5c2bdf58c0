import { busyness, dayIn, endOf, later, startOf } from './days.ts'
import { centreSince } from './plan-statuses.ts'
import type { Channel, InstitutionKind, PlannedContact, PlannedInstitutionContact, PlannedStory, TeamKind } from './plan-shape.ts'
import type { Chance } from './random.ts'
import type { Targets } from './targets.ts'

type Topic = PlannedInstitutionContact['topic']
type Wanted = { readonly kind: InstitutionKind; readonly topic: Topic }

/** Contacts with institutions of every year: about a client, in her story or during a contact; or about nobody in particular. */
export function planInstitutionContacts(by: Chance, targets: Targets, contacts: readonly PlannedContact[], stories: readonly PlannedStory[]) {
  const aboutNobody: PlannedInstitutionContact[] = []
  const all = Object.values(targets.institutions.by).reduce((sum, count) => sum + count, 0)
  const busy = busyness(by, targets.years)
  targets.years.forEach((year, at) => {
    const wanted = year === targets.institutions.year ? exactly(by, targets) : roughly(by, year, Math.round((all * (busy[at] ?? 1)) / 1.9))
    const casework = contacts.filter((contact) => contact.links.length === 1 && contact.type === 'trafficking' && contact.day.startsWith(`${year}-`))
    const known = stories.filter((story) => story.since < endOf(year) && story.since >= startOf(year - 4))
    for (const one of by.shuffled(wanted)) {
      const where = one.topic === 'assistance' ? by.weighted({ contact: 34, story: 56, nobody: 10 }) : by.weighted({ nobody: 90, story: 10 })
      if (where === 'contact' && casework.length) during(by, by.pick(casework), one)
      else if (where === 'story' && known.length) inStory(by, by.pick(known), one, year)
      else aboutNobody.push({ ...spoken(by, one), client: null, team: one.topic === 'assistance' ? 'case_management' : teamFor(by), day: dayIn(by, startOf(year), endOf(year)) })
    }
  })
  return aboutNobody.sort((one, other) => one.day.localeCompare(other.day))
}

function during(by: Chance, contact: PlannedContact, one: Wanted): void {
  contact.institutionContacts.push({ ...spoken(by, one), client: contact.links[0]?.client ?? null, team: contact.team, day: contact.day })
}

function inStory(by: Chance, story: PlannedStory, one: Wanted, year: number): void {
  const day = dayIn(by, later(story.since, startOf(year)), endOf(year))
  story.institutionContacts.push({ ...spoken(by, one), client: story.client, team: 'case_management', day })
}

const spoken = (by: Chance, one: Wanted) => ({
  ...one,
  channel: by.weighted<Channel>({ phone: 62, email: 18, in_person: 15, letter: 5 }),
  direction: by.oneIn(0.68) ? 'out' as const : 'in' as const,
})
const teamFor = (by: Chance) => by.weighted<TeamKind>({ coordination: 55, prevention: 30, legal: 15 })

/** The year of the targets: these kinds for assistance and no other; on other topics more than enough to tell them apart. */
function exactly(by: Chance, { institutions }: Targets): Wanted[] {
  const assistance = Object.entries(institutions.by).flatMap(([kind, count]) => Array.from({ length: count }, (_, at): Wanted =>
    ({ kind: kind === 'judiciary' ? (at % 3 === 2 ? 'court' : 'prosecution') : (kind as InstitutionKind), topic: 'assistance' })))
  return [...assistance, ...otherTopics(by, institutions.year, institutions.other + by.between(3, 25))]
}

function roughly(by: Chance, year: number, count: number): Wanted[] {
  const national: Partial<Record<InstitutionKind, number>> = year >= centreSince ? { centre: 38 } : { other_state: 16 }
  const kinds: Partial<Record<InstitutionKind, number>> = {
    ...national, police: 32, social_work_centre: 20, prosecution: 4, court: 3, health: 6, school: 3, ngo: 5, border_migration_asylum: 3,
    embassy_consulate: 3, labour_inspection: 2, employment_service: 2, international_organisation: 3, foreign_organisation: 2,
  }
  const assistance = Array.from({ length: count }, (): Wanted => ({ kind: by.weighted<InstitutionKind>(kinds), topic: 'assistance' }))
  return [...assistance, ...otherTopics(by, year, Math.round(count * 0.12) + by.between(2, 8))]
}

function otherTopics(by: Chance, year: number, count: number): Wanted[] {
  const kinds: Partial<Record<InstitutionKind, number>> = {
    police: 22, prosecution: 8, court: 7, social_work_centre: 12, centre: year >= centreSince ? 16 : 0, school: 11, ngo: 8, media: 6,
    international_organisation: 6, health: 4, business: 2,
  }
  const topics: Partial<Record<Topic, number>> = { cooperation: 36, training: 28, campaign: 14, legal_matter: 15, other: 7 }
  return Array.from({ length: count }, () => ({ kind: by.weighted<InstitutionKind>(kinds), topic: by.weighted<Topic>(topics) }))
}
