import { addDays } from '../shared/calendar.ts'
import type { Day } from '../shared/calendar.ts'
import type { Draft } from './plan-contacts.ts'
import type { PlannedClient, Subtype } from './plan-shape.ts'
import type { Victim } from './plan-victims.ts'
import type { Chance } from './random.ts'
import type { Targets } from './targets.ts'

/** Who the clients are, by their place: victims first, then the workers of one site, and so on. `outside` never called. */
export type Groups = Readonly<Record<'victims' | 'workers' | 'possible' | 'family' | 'others' | 'outside', readonly number[]>>

export function groupsOf({ clients, victims, workers }: Targets): Groups {
  const rest = clients - victims - workers.clients
  if (rest < 0) throw new Error('The targets have more victims and workers than clients.')
  const possible = Math.min(Math.round(victims * 0.3), Math.floor(rest / 3))
  const family = Math.min(Math.round(victims * 0.4), Math.floor(rest / 3))
  let from = 0
  const next = (count: number) => Array.from({ length: count }, () => from++)
  return {
    victims: next(victims), workers: next(workers.clients), possible: next(possible), family: next(family),
    others: next(rest - possible - family), outside: next(Math.max(2, Math.round(clients * 0.012))),
  }
}

const nobodyToLink: readonly Subtype[] = ['silent', 'wrong_number', 'prank', 'media_student', 'organisational', 'information_education']
const isCall = ({ contact }: Draft) => contact.channel === 'phone' && contact.direction === 'in'
const caseworkDays = 1100
const advicePeriod = 160

/**
 * Links contacts to clients so that each client of the targets is linked to at least one call. Answers the day each was
 * first heard of, and the contact in which the workers were reported. Drafts come in order of day.
 */
export function linkContacts(by: Chance, targets: Targets, drafts: readonly Draft[], victims: readonly Victim[], groups: Groups) {
  const firstDay = new Map<number, Day>()
  const link = (draft: Draft, client: number, as: 'caller' | 'about') => {
    if (draft.contact.links.some((one) => one.client === client)) return
    draft.contact.links.push({ client, as })
    const known = firstDay.get(client)
    if (!known || draft.contact.day < known) firstDay.set(client, draft.contact.day)
  }
  const usually = (share: number) => (by.oneIn(share) ? 'caller' : 'about')

  drafts.forEach((draft) => {
    if (draft.victim !== undefined) link(draft, draft.victim, usually(0.72))
    draft.report?.clients.forEach((client) => link(draft, client, 'about'))
  })
  const site = drafts.find((draft) => isCall(draft) && ofYear(draft, targets.workers.year) && draft.report && !draft.report.clients.length)
    ?? drafts.find((draft) => isCall(draft) && ofYear(draft, targets.workers.year) && draft.contact.subtype === 'support_monitoring')
    ?? refuse('no call of the year can carry the workers')
  groups.workers.forEach((client) => link(site, client, 'about'))

  const free = (draft: Draft) => !draft.contact.links.length && !nobodyToLink.includes(draft.contact.subtype)
  const support = by.shuffled(drafts.filter((draft) => free(draft) && draft.contact.subtype === 'support_monitoring'))
  const advice = by.shuffled(drafts.filter((draft) => free(draft) && !draft.report && draft.contact.subtype !== 'support_monitoring'))
  // Where free calls run out, somebody more is spoken of on a call about another.
  const shared = drafts.filter((draft) => isCall(draft) && draft.victim === undefined && !nobodyToLink.includes(draft.contact.subtype))
  const slotIn = (slots: Draft[]): Draft | undefined => {
    const at = slots.findIndex((draft) => isCall(draft))
    return at < 0 ? undefined : slots.splice(at, 1)[0]
  }
  const introduce = (slots: Draft[], clients: readonly number[], caller: number) => clients.forEach((client) => {
    const slot = slotIn(slots) ?? slotIn(advice)
    link(slot ?? (shared.length ? by.pick(shared) : refuse('too few calls for so many clients')), client, slot ? usually(caller) : 'about')
  })
  introduce(support, groups.possible, 0.55)
  introduce(support, groups.family, 1)
  introduce(advice, groups.others, 0.9)
  groups.outside.forEach((client) => {
    link(advice.find((one) => !isCall(one) && !one.contact.links.length) ?? refuse('too few letters and messages'), client, 'caller')
  })

  const again = (slots: readonly Draft[], clients: readonly number[], share: number, period: number) => slots.filter(free).forEach((draft) => {
    if (!by.oneIn(share)) return
    for (let tries = 0; tries < 12 && !draft.contact.links.length; tries++) {
      const client = by.pick(clients)
      const since = anchor(client, victims, firstDay)
      if (since <= draft.contact.day && draft.contact.day < addDays(since, period)) link(draft, client, usually(0.7))
    }
  })
  again(support, [...groups.victims, ...groups.workers, ...groups.possible, ...groups.family], 0.92, caseworkDays)
  again(advice, groups.others, 0.3, advicePeriod)
  return { firstDay, site }
}

/** Casework with a victim begins with the report, or with the month she was identified in. */
function anchor(client: number, victims: readonly Victim[], firstDay: ReadonlyMap<number, Day>): Day {
  const victim = victims[client]
  if (!victim) return firstDay.get(client) ?? '9999-12-31'
  return victim.report?.day ?? `${victim.month}-01`
}

export function describeClients(by: Chance, groups: Groups, victims: readonly Victim[], firstDay: ReadonlyMap<number, Day>): PlannedClient[] {
  const codeOnly = { victims: 0.04, workers: 0.1, possible: 0.14, family: 0.1, others: 0.4, outside: 0.3 }
  const all = (Object.keys(groups) as (keyof Groups)[]).flatMap((group) => groups[group].map((client) => {
    const person = victims[client]?.person
    const sex: string = person?.sex ?? (group === 'workers' ? 'male' : by.weighted({ female: 66, male: 28, unknown: 6 }))
    const foreign = person ? person.citizenRs === 'no' : group !== 'workers' && by.oneIn(0.02)
    return { since: firstDay.get(client) ?? '', sex, foreign, codeOnly: by.oneIn(codeOnly[group]), place: 0 }
  }))
  const order = all.map((_, at) => at).sort((one, other) => (all[one]?.since ?? '').localeCompare(all[other]?.since ?? '') || one - other)
  const place = new Map(order.map((client, at) => [client, at]))
  return all.map((client, at) => ({ ...client, place: place.get(at) ?? at }))
}

const ofYear = ({ contact }: Draft, year: number) => contact.day.startsWith(`${year}-`)
function refuse(why: string): never {
  throw new Error(`The targets cannot be met: ${why}.`)
}
